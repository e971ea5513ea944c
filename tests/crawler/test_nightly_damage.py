"""A document whose row was damaged: it is listed as a failure, and the night goes on with the others."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlmodel import col, update

from crawler.nightly import reconcile
from store.db import Store
from store.documents import Documents
from store.domain import Document, Event, Extraction, Tier
from store.extractions import Extractions
from store.registry import Registry
from store.reviews import Reviews
from store.tables import DocumentRow


@pytest.fixture
def keep(
    store: Store, event: Callable[..., Event], reading: Callable[..., tuple[Document, Extraction]]
) -> Callable[..., None]:
    """Keeps a document that states a signing, and its reading."""

    def make(id: str, parties: str, tier: Tier = Tier.AUTHORITY) -> None:
        document, extraction = reading(event(parties, "2023-02-08"), id=id, text=f"x {id} in its own words", tier=tier)
        with store.transaction() as session:
            Documents(session).add(document)
            Extractions(session).add(extraction)

    return make


def damage(store: Store, id: str) -> None:
    with store.transaction() as session:
        session.execute(update(DocumentRow).where(col(DocumentRow.id) == id).values(text="another text"))


def test_one_that_has_its_turn(store: Store, keep: Callable[..., None], at: datetime) -> None:
    keep("bad", "CN MX")
    keep("good", "CN NR")
    damage(store, "bad")
    failed = reconcile(store, at, defaultdict(Counter))
    assert [(failure.what, "checksum" in failure.reason) for failure in failed] == [("bad", True)]
    with store.reading() as session:
        assert [found.id for found in Registry(session).recognitions()] == ["CN-NR"]
        assert Extractions(session).waiting() == ("bad",)


def test_one_that_waits_in_the_queue(store: Store, keep: Callable[..., None], at: datetime) -> None:
    keep("bad", "CN MX", Tier.PRESS)
    keep("one", "CN NR", Tier.PRESS)
    assert reconcile(store, at, defaultdict(Counter)) == []
    damage(store, "bad")
    keep("good", "CN NR")
    failed = reconcile(store, at, defaultdict(Counter))
    assert [(failure.what, "checksum" in failure.reason) for failure in failed] == [("bad", True)]
    with store.reading() as session:
        assert [review.proposal.document_id for review in Reviews(session).list()] == ["bad"]


def test_one_that_is_to_be_read(store: Store, keep: Callable[..., None]) -> None:
    keep("bad", "CN MX")
    keep("good", "CN NR")
    damage(store, "bad")
    told: list[tuple[str, str]] = []
    with store.reading() as session:
        unread = Documents(session).unread("another", lambda id, error: told.append((id, error.message)))
        assert [document.id for document in unread] == ["good"]
    assert [id for id, _ in told] == ["bad"]
