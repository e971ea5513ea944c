"""What the API's tests share: a store with a little of everything, and callers with and without tokens."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from store.db import Store
from store.deciding import apply
from store.documents import Documents, Fetch
from store.domain import DecidedBy, Document, Extraction, Milestone, Proposal, Statement, Verdict
from store.exports.manifest import Publication, sums
from store.extractions import Extractions
from store.nights import Nights
from store.registry import Registry
from store.settings import Settings
from store.tokens import Scope, Tokens
from store.web.app import create_app

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""The moment at which the API is asked, unless a test moves it."""

VERSION = "2026-05-01T123000Z"
"""The one publication."""


@pytest.fixture
def filled(
    store: Store,
    at: datetime,
    document: Callable[..., Document],
    extraction: Callable[..., Extraction],
    statement: Callable[..., Statement],
    proposal: Callable[..., Proposal],
) -> Store:
    """A store in which CN and MO signed in 2023-02 and started in 2023-06, CN and HK signed, and one review is open."""
    fetched = {"source": "macao", "fetched_at": datetime(2024, 4, 30, 6, tzinfo=UTC)}
    with store.transaction() as session:
        for id, more in (("doc-1", {"issuer": "MO", **fetched}), ("doc-2", {"source": "press"})):
            kept = document(id, published="2023-02-08" if id == "doc-1" else "2023-03", **more)
            Documents(session).add(kept)
            Extractions(session).add(extraction(kept))
        Documents(session).remember(Fetch(url="https://mo.example/1", status=200, document_id="doc-1", **fetched))
        registry = Registry(session)
        for key, parties, milestone, date in (
            ("a", ("CN", "MO"), Milestone.SIGNED, "2023-02-07"),
            ("b", ("CN", "MO"), Milestone.IN_FORCE, "2023-06-01"),
            ("c", ("CN", "HK"), Milestone.SIGNED, "2013-10-29"),
        ):
            stated = statement(*parties, milestone=milestone, date=date)
            registry.append(stated, key=key, decided_by=DecidedBy.POLICY, reason="told", at=at)
        doubtful = statement("CN", "NR", date="2024-01-05")
        apply(session, [proposal("p-1", Verdict.QUEUE, statement=doubtful)], at)
        nights = Nights(session)
        nights.finish(nights.start(at), {}, at=at)
        nights.start(NOW)
    return store


@pytest.fixture
def publications(tmp_path: Path) -> Path:
    """A folder of one publication, with what must not be had beside it."""
    folder = tmp_path / "home" / "publications"
    made = folder / VERSION
    (made / "csv").mkdir(parents=True)
    (made / "csv" / "recognitions.csv").write_text("id\r\nCN-MO\r\n", newline="")
    (made / "stray.txt").write_text("secret")
    (tmp_path / "home" / "secret.txt").write_text("secret")
    (made / "leak.txt").symlink_to(tmp_path / "home" / "secret.txt")
    manifest = Publication(
        version=VERSION,
        created=NOW,
        mrawatch="0",
        formats=("csv",),
        changes=3,
        seal="0" * 64,
        sheets=(),
        files=tuple(sums((made / "csv" / "recognitions.csv", made / "leak.txt"), made)),
    )
    (made / "manifest.json").write_text(manifest.model_dump_json(by_alias=True))
    (folder / "latest").symlink_to(VERSION)
    for unfinished in (".new", "2026-05-02T123000Z"):
        (folder / unfinished / "csv").mkdir(parents=True)
        (folder / unfinished / "csv" / "recognitions.csv").write_text("secret")
    return folder


@pytest.fixture
def secrets(filled: Store) -> dict[str, str]:
    """The secret of one token of each scope."""
    with filled.transaction() as session:
        return {scope: Tokens(session).create(f"{scope}er", scope, at=NOW)[1] for scope in Scope}


class Caller:
    """Asks the API with a token or without, and reads what it answers."""

    def __init__(self, client: TestClient, secret: str | None) -> None:
        self.client = client
        if secret is not None:
            client.headers["Authorization"] = f"Bearer {secret}"

    def get(self, path: str, status: int = 200, **headers: str) -> Any:
        return self.read(self.client.get(f"/v1{path}", headers=headers), status)

    def post(self, path: str, body: Any, status: int = 200) -> Any:
        return self.read(self.client.post(f"/v1{path}", json=body), status)

    @staticmethod
    def read(response: Any, status: int) -> Any:
        assert response.status_code == status, response.text
        if status >= 400:
            assert response.headers["content-type"] == "application/problem+json"
            assert response.json()["status"] == status
        return response.json() if response.content else None


Callers = Callable[..., Caller]


@pytest.fixture
def caller(filled: Store, secrets: dict[str, str], publications: Path) -> Iterator[Callers]:
    """Makes a caller with a token of a scope, or without one; the API's settings can be given."""
    made: list[TestClient] = []

    def make(scope: Scope | None = Scope.READ, clock: Callable[[], datetime] = lambda: NOW, **settings: Any) -> Caller:
        given = {"home": publications.parent, "rate_limit": "10000/minute", **settings}
        app = create_app(filled, Settings(**given), clock=clock)
        made.append(TestClient(app, raise_server_exceptions=False))
        return Caller(made[-1], secrets[scope] if scope else None)

    yield make
    for client in made:
        client.close()
