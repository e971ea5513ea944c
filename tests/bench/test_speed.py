"""How fast, beside a named peer in the same run. Prints tables; asserts that both did their work, never a time."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from sqlalchemy import text

from crawler.crawl import crawl
from crawler.declarations import load_sources
from crawler.newsrooms.server import serve
from nlp.pipeline import load
from store.db import Store
from store.domain import Document
from store.settings import Settings

pytestmark = pytest.mark.bench

GOLD = Path(__file__).parents[1] / "gold"


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


@pytest.mark.parametrize("only", ["en", ""])
def test_reading_beside_bare_tokenisation(only: str) -> None:
    gold = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]
    texts = [
        Document(id=g["id"], title=g["title"], text=g["text"], published=g["published"], language=g["language"])
        for g in gold
        if g["language"].startswith(only)
    ]
    reader, blank = load(), spacy.blank("en")
    list(reader.extract(texts))
    ours = rate(lambda: sum(1 for _ in reader.extract(texts)))
    bare = rate(lambda: sum(1 for _ in blank.pipe(document.text for document in texts)))
    assert len(texts) > 40
    table(
        f"Reading, {len(texts)} relevant announcements ({only or 'all languages'}), one process",
        [
            ("mrawatch", f"{ours:8.0f} documents/s"),
            ('spacy.blank("en"), tokens only', f"{bare:8.0f} documents/s"),
            ("ratio", f"{ours / bare:8.4f}"),
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
