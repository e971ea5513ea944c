"""A store moves whole into another database, either way, and goes on there."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from store.copying import checksum, copy
from store.db import Store
from store.documents import Documents, Fetch
from store.domain import DecidedBy, Document, Evidence, Extraction, Proposal, Statement
from store.errors import ConflictError
from store.extractions import Extractions
from store.opening import load_baseline
from store.projections import Projections
from store.registry import Registry
from store.reviews import Reviews
from store.verify import verify


def fill(
    store: Store,
    document: Callable[..., Document],
    extraction: Callable[..., Extraction],
    proposal: Callable[..., Proposal],
    at: datetime,
) -> None:
    with store.transaction() as session:
        load_baseline(session, at)
        for number in range(3):
            read = document(f"doc-{number}", title="Zölle – 海关 ﷼", fetched_at=at)
            Documents(session).add(read)
            Extractions(session).add(extraction(read))
        Reviews(session).open(proposal(), at=at)


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
def test_a_store_moves_both_ways_and_goes_on(
    store: Store,
    tmp_path: Path,
    document: Callable[..., Document],
    extraction: Callable[..., Extraction],
    proposal: Callable[..., Proposal],
    statement: Callable[..., Statement],
    at: datetime,
) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'there.db'}") as there:
        fill(there, document, extraction, proposal, at)
        with there.reading() as source, store.transaction() as target:
            copied = copy(source, target)
        assert copied.rows["documents"] == 3
        assert copied.rows["changes"] > 300
    with store.transaction() as session:  # it goes on: new rows get new numbers, the ledger its next place
        assert Documents(session).add(document("doc-9"))
        change = Registry(session).append(
            statement(evidence=Evidence()), key="k", decided_by=DecidedBy.ANALYST, reason="seen", at=at
        )
        assert change is not None
        assert change.seq == copied.rows["changes"] + 1
    with Store.open(f"sqlite:///{tmp_path / 'back.db'}") as back:
        with store.reading() as source, back.transaction() as target:
            again = copy(source, target)
        with back.reading() as session:
            assert checksum(session) == again.sha256 != copied.sha256
            assert verify(session).faults == ()


def test_a_database_that_holds_something_is_left_alone(
    store: Store, tmp_path: Path, document: Callable[..., Document]
) -> None:
    with store.transaction() as session:
        Documents(session).add(document())
    with (
        Store.open(f"sqlite:///{tmp_path / 'there.db'}") as there,
        pytest.raises(ConflictError, match="documents holds rows"),
        there.reading() as source,
        store.transaction() as target,
    ):
        copy(source, target)
    with store.reading() as session:
        assert Documents(session).count() == 1


def test_a_checksum_tells_one_changed_letter(store: Store, document: Callable[..., Document]) -> None:
    with store.transaction() as session:
        Documents(session).add(document())
        before = checksum(session)
        session.execute(text("UPDATE documents SET title = 'other'"))
        assert checksum(session) != before


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_texts_are_ordered_by_code_points_whatever_the_databases_collation(store: Store, at: datetime) -> None:
    asked: list[str] = []  # the server of these tests has no other collation: what is asked of it is looked at

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with store.transaction() as session:
            load_baseline(session, at)
            for url in ("https://b.example/", "https://B.example/", "https://a-b.example/"):
                Documents(session).remember(Fetch(url=url, source="s", status=200, fetched_at=at))
            asked.clear()
            assert list(Projections(session).all())
            Projections(session).between(("CN",), ("MO",))
            list(Extractions(session).by_document())
            checksum(session)
            assert verify(session).faults == ()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    texts = ("recognitions.id", "extractions.document_id", "fetches.url", "clusters.document_id")
    for column in texts:
        ordered = [statement for statement in asked if f"ORDER BY {column}" in statement.replace("(", "")]
        assert ordered, column
        for statement in ordered:
            assert 'COLLATE "C"' in statement.partition("ORDER BY")[2], statement
