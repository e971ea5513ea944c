"""What the crawler's tests share: the command line in a folder of its own, and a night whose crawl a test announces."""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import crawler.nightly
from crawler.cli import main
from crawler.declarations import Source
from crawler.nightly import NightReport, run
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
from store.opening import load_baseline
from store.registry import Registry
from store.settings import Settings


@dataclass
class Result:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Result]


@pytest.fixture(scope="session")
def balance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the opening balance, made once."""
    file = tmp_path_factory.mktemp("balance") / "mrawatch.db"
    with Store.open(f"sqlite:///{file}") as store, store.transaction() as session:
        load_baseline(session)
    return file


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MRAWATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        printed = capsys.readouterr()
        return Result(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def mrawatch(fresh: Command, balance: Path, tmp_path: Path) -> Command:
    """The command line in a folder whose database has the opening balance."""
    (tmp_path / "mrawatch-data").mkdir()
    shutil.copy(balance, tmp_path / "mrawatch-data")
    return fresh


# --- nights ----------------------------------------------------------------------------------------------------

TEXT = "Customs of China and Customs of Nauru signed it on 7 February 2023."
BROKEN = "This text makes the reader fall over."


class SureReader:
    """Reads in `TEXT` that CN and NR signed, nothing in other texts, and falls over `BROKEN` while it is broken."""

    def __init__(self) -> None:
        self.extractor = Extractor(version="1", model="test", model_sha256="0" * 64, sure_from=0.85)
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


class World:
    """A house on its own, where the crawl brings what a test announces."""

    text = TEXT
    broken = BROKEN

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.reader = SureReader()
        self.announced: list[Document] = []
        self.index = IndexStatus.READ
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def document(self, id_: str, text: str = TEXT, source: str = "hkc") -> Document:
        return Document(
            id=id_,
            url=f"http://hkc.example/{id_}",
            text=text,
            language="en",
            published="2023-02-08",
            source=source,
            tier=Tier.AUTHORITY,
        )

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
