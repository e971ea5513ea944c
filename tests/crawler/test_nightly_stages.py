"""The night: what each stage hands to the next, what a second run changes, what trouble leaves behind."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import crawler.nightly
from crawler.cli import main
from crawler.commands.nightly import choose
from crawler.declarations import Source, load_sources
from crawler.nightly import NightReport, read, run
from crawler.report import CrawlReport, IndexStatus, SourceReport
from store.db import Store
from store.documents import Documents
from store.domain import (
    Action,
    Document,
    DocumentHead,
    Event,
    EventDate,
    Extraction,
    Extractor,
    PartyMention,
    Precision,
    Span,
    Tier,
)
from store.errors import ExportError, MrawatchError, SourceError
from store.extractions import Extractions
from store.nights import Nights
from store.registry import Registry
from store.settings import Settings

TEXT = "Customs of China and Customs of Nauru signed it on 7 February 2023."
BROKEN = "This text makes the reader fall over."


class SureReader:
    """Reads in `TEXT` that CN and NR signed, nothing in other texts, and falls over `BROKEN` while it is broken."""

    def __init__(self) -> None:
        self.extractor = Extractor(version="1", model="test", model_sha256="0" * 64)
        self.broken = True
        self.read: list[str] = []

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for document in documents:
            if document.text == BROKEN and self.broken:
                raise ZeroDivisionError("by nought")
            self.read.append(document.id)
            events = (signing(document.text),) if document.text.startswith(TEXT) else ()
            head = DocumentHead.of(document)
            yield Extraction(extractor=self.extractor, document=head, relevant=bool(events), events=events)


def signing(text: str) -> Event:
    def mention(code: str, word: str) -> PartyMention:
        start = text.index(word)
        return PartyMention(code=code, name=word, text=word, start=start, end=start + len(word))

    words = "on 7 February 2023"
    start = text.index(words)
    date = EventDate(
        value="2023-02-07", precision=Precision.DAY, text=words, start=start, end=start + len(words), rule="stated"
    )
    return Event(
        action=Action.SIGNED,
        parties=(mention("CN", "China"), mention("NR", "Nauru")),
        date=date,
        confidence=0.97,
        evidence=Span(text=TEXT, start=0, end=len(TEXT)),
    )


def document(id_: str, text: str = TEXT, source: str = "hkc") -> Document:
    return Document(
        id=id_,
        url=f"http://hkc.example/{id_}",
        text=text,
        language="en",
        published="2023-02-08",
        source=source,
        tier=Tier.AUTHORITY,
    )


class World:
    """A house on its own, where the crawl brings what a test announces."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.reader = SureReader()
        self.announced: list[Document] = []
        self.index = IndexStatus.READ
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def clock(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def crawl(
        self, sources: Sequence[Source], settings: Settings, on_progress: Callable[[SourceReport], None] | None = None
    ) -> CrawlReport:
        with Store.open(settings.database) as store, store.transaction() as session:
            new = sum(Documents(session).add(document) for document in self.announced)
        seen = len(self.announced)
        report = SourceReport(source="hkc", name="H", index=self.index, reason="", seen=seen, new=new, held=seen - new)
        if on_progress is not None:
            on_progress(report)
        return CrawlReport(sources=(report,), seconds=0.1)

    def night(self) -> NightReport:
        return run((), self.settings, lambda: self.reader, self.clock)

    def ledger(self) -> list[tuple[str, str]]:
        with Store.open(self.settings.database) as store, store.reading() as session:
            return [(c.statement.recognition, c.key) for c in Registry(session).changes()]

    def latest(self) -> Path:
        return (self.settings.publications / "latest").resolve()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    for name in ("MRAWATCH_HOME", "MRAWATCH_DATABASE_URL", "MRAWATCH_NEWSROOMS"):
        monkeypatch.delenv(name, raising=False)
    world = World(Settings(home=tmp_path / "mrawatch-data"))
    monkeypatch.setattr(crawler.nightly, "crawl", world.crawl)
    return world


def test_an_announcement_becomes_a_change_and_a_publication(world: World) -> None:
    world.announced = [document("a"), document("b", "Nothing of note.")]
    report = world.night()
    counts = report.read["hkc"]
    assert (counts.documents, counts.events, counts.applied) == (2, 1, 1)
    assert report.baseline > 200
    assert report.total == counts
    assert "CN-NR" in {recognition for recognition, _ in world.ledger()}
    assert report.publication == world.latest().name
    published = (world.latest() / "jsonl" / "recognitions.jsonl").read_text()
    assert '"CN-NR"' in published
    assert (world.latest() / "csv" / "manifest.json").is_file()


def test_the_same_night_again_changes_nothing(world: World) -> None:
    world.announced = [document("a")]
    first = world.night()
    ledger, latest = world.ledger(), world.latest()
    second = world.night()
    assert first.changed
    assert not second.changed
    assert second.publication is None
    assert (world.ledger(), world.latest()) == (ledger, latest)
    assert world.reader.read == ["a"]
    assert sorted(p.name for p in world.settings.publications.iterdir()) == [latest.name, "latest"]


def test_news_makes_a_new_publication_beside_the_old(world: World) -> None:
    world.night()
    before = world.latest()
    world.announced = [document("a")]
    world.night()
    assert world.latest() != before
    assert before.is_dir()


def test_a_copy_corroborates(world: World) -> None:
    world.announced = [document("a")]
    world.night()
    world.announced = [document("b", TEXT + " It was a copy.")]
    counts = world.night().read["hkc"]
    assert (counts.applied, counts.corroborating, counts.queued) == (0, 1, 0)


def test_a_text_that_the_reader_falls_over_is_counted_and_tried_again(world: World) -> None:
    world.announced = [document("a"), document("x", BROKEN), document("c", "Nothing.")]
    report = world.night()
    assert [(failure.what, "ZeroDivisionError" in failure.reason) for failure in report.unread] == [
        ("http://hkc.example/x", True)
    ]
    assert set(world.reader.read) == {"a", "c"}
    world.reader.broken = False
    assert world.night().unread == ()
    assert world.reader.read[-1] == "x"


def test_many_broken_texts_do_not_hide_a_good_one(world: World) -> None:
    world.announced = [document(f"x{i}", BROKEN) for i in range(70)] + [document("a")]
    report = world.night()
    assert (len(report.unread), report.read["hkc"].applied) == (70, 1)


def test_a_text_that_cannot_be_reconciled_is_counted_and_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no rule fits")

    world.announced = [document("a")]
    with monkeypatch.context() as patched:
        patched.setattr(crawler.nightly, "propose", fail)
        report = world.night()
    assert [(failure.what, failure.reason) for failure in report.unread] == [("http://hkc.example/a", "no rule fits")]
    assert world.night().read["hkc"].applied == 1


def test_a_night_that_broke_off_is_taken_up_where_it_stood(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    world.announced = [document("a")]
    with monkeypatch.context() as patched:
        patched.setattr(crawler.nightly, "propose", interrupt)
        with pytest.raises(KeyboardInterrupt):
            world.night()
    with Store.open(world.settings.database) as store, store.reading() as session:
        assert Extractions(session).count() == 1
        broken_off = Nights(session).last()
    assert broken_off is not None
    assert broken_off.finished_at is None
    assert world.night().read["hkc"].applied == 1
    assert world.reader.read == ["a"]


def test_a_publication_that_fails_leaves_the_last_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    world.night()
    before = world.latest()
    world.announced = [document("a")]
    with monkeypatch.context() as patched:
        patched.setattr(crawler.nightly, "export", full)
        with pytest.raises(ExportError, match="No space left"):
            world.night()
    assert world.latest() == before
    assert not (world.settings.publications / ".next").exists()
    assert world.night().publication is not None


def test_a_night_is_written_down(world: World) -> None:
    world.announced = [document("a")]
    report = world.night()
    with Store.open(world.settings.database) as store, store.reading() as session:
        night = Nights(session).last()
    assert night is not None
    assert night.summary is not None
    assert night.id == report.night
    assert night.summary["read"]["hkc"]["applied"] == 1


def test_read_keeps_the_order_and_gives_an_error_in_its_place() -> None:
    documents = [document(f"d{i}", BROKEN if i in (3, 40) else "Nothing.") for i in range(50)]
    readings = list(read(SureReader(), iter(documents)))
    assert [one.id for one, _ in readings] == [one.id for one in documents]
    assert [one.id for one, reading in readings if isinstance(reading, MrawatchError)] == ["d3", "d40"]


# --- the command ---------------------------------------------------------------------------------------------------


def ended(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["nightly", *arguments])
    return int(end.value.code or 0)


@pytest.fixture
def command(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr("nlp.pipeline.load", lambda: world.reader)
    monkeypatch.setenv("COLUMNS", "80")
    return world


def test_the_summary_shows_newsrooms_and_total(command: World, capsys: pytest.CaptureFixture[str]) -> None:
    command.announced = [document("a")]
    assert ended() == 0
    printed = capsys.readouterr()
    rows = [line.split() for line in printed.out.splitlines() if line.strip().startswith(("hkc", "total"))]
    assert [row[0] for row in rows] == ["hkc", "total"]
    assert rows[0][1:] == rows[1][1:] == ["1", "1", "0", "1", "1", "0", "0", "0"]
    assert max(map(len, printed.out.splitlines())) <= 80
    for stage in ("crawl: 1 pages", "extract: 1 documents", "reconcile: 1 documents"):
        assert stage in printed.err


def test_the_second_night_says_that_nothing_is_new(command: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended() == 0
    capsys.readouterr()
    assert ended() == 0
    assert "Nothing new" in capsys.readouterr().out


def test_the_summary_can_be_json(command: World, capsys: pytest.CaptureFixture[str]) -> None:
    command.announced = [document("a")]
    assert ended("--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["read"]["hkc"]["applied"] == 1


@pytest.mark.parametrize("index", [IndexStatus.FAILED, IndexStatus.SILENT])
def test_a_newsroom_in_trouble_gives_three_and_is_named(
    command: World, capsys: pytest.CaptureFixture[str], index: IndexStatus
) -> None:
    command.index = index
    command.announced = [document("a")]
    assert ended() == 3
    assert f"hkc: index {index}" in capsys.readouterr().out
    assert ("CN-NR") in {recognition for recognition, _ in command.ledger()}


def test_a_text_that_was_not_read_gives_three_and_is_named(command: World, capsys: pytest.CaptureFixture[str]) -> None:
    command.announced = [document("x", BROKEN)]
    assert ended() == 3
    assert "http://hkc.example/x: " in capsys.readouterr().out


def test_an_unknown_newsroom_names_close_ones() -> None:
    with pytest.raises(SourceError, match="did you mean trade-wire"):
        choose(load_sources(), ["trade-wir"], "bundled")


def test_newsrooms_are_chosen_by_id_or_by_kind() -> None:
    declared = load_sources()
    assert [source.id for source in choose(declared, ["receita", "hkc", "receita"], "real")] == ["receita", "hkc"]
    bundled = choose(declared, [], "bundled")
    assert bundled
    assert {source.status for source in bundled} == {"bundled"}
    assert not set(choose(declared, [], "real")) & set(bundled)


@pytest.mark.slow
def test_a_bundled_newsroom_goes_all_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MRAWATCH_HOME", str(tmp_path / "home"))
    assert ended("--source", "hkc", "--format", "json") == 0
    first = NightReport.model_validate_json(capsys.readouterr().out)
    assert first.crawl.new >= 8
    assert first.read["hkc"].events > 0
    assert ended("--source", "hkc", "--format", "json") == 0
    second = NightReport.model_validate_json(capsys.readouterr().out)
    assert not second.changed
    assert second.crawl.unchanged == first.crawl.new
