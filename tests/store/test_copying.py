"""A store moves whole into another database, either way, and goes on there."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from store.copying import checksum, copy
from store.db import Store
from store.documents import Documents
from store.domain import DecidedBy, Document, Evidence, Extraction, Proposal, Statement
from store.errors import ConflictError
from store.extractions import Extractions
from store.opening import load_baseline
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
