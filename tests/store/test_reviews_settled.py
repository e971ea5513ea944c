"""Reviews of what the ledger has come to hold: closed as further evidence, with the reasons kept; the others stay."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from store.db import Store
from store.deciding import apply, settle
from store.documents import Documents
from store.domain import DecidedBy, Document, Event, Extraction, Proposal, Review, ReviewStatus, Statement, Tier
from store.extractions import Extractions
from store.reconcile.policy import propose
from store.registry import Registry
from store.reviews import Reviews

Reads = Callable[..., tuple[Document, Extraction]]
States = Callable[..., Statement]


@pytest.fixture
def queue(store: Store, event: Callable[..., Event], reading: Reads, at: datetime) -> Callable[..., Review]:
    """Keeps what the press says of CN and NR, and queues it."""

    def keep(parties: str = "CN NR", date: str | None = "2023-02-07", **fields: Any) -> Review:
        document, extraction = reading(event(parties, date), **{"tier": Tier.PRESS, **fields})
        with store.transaction() as session:
            Documents(session).add(document)
            Extractions(session).add(extraction)
            (proposal,) = propose(extraction, document, {r.id: r for r in Registry(session).recognitions()})
            assert apply(session, [proposal], at).queued == 1
            review = Reviews(session).of(proposal.key)
        assert review is not None
        return review

    return keep


def decide(store: Store, statement: Statement, at: datetime) -> None:
    with store.transaction() as session:
        Registry(session).append(statement, key="k", decided_by=DecidedBy.ANALYST, reason="told", at=at)


@pytest.mark.parametrize("date", ["2023-02-07", "2023-02", None])
def test_a_review_of_what_the_ledger_holds_is_closed_as_evidence(
    store: Store, queue: Callable[..., Review], statement: States, at: datetime, date: str | None
) -> None:
    review = queue(date=date)
    decide(store, statement("CN", "NR"), at)
    with store.transaction() as session:
        assert [closed.id for closed in settle(session, at)] == [review.id]
        assert settle(session, at) == ()
    with store.reading() as session:
        found = Reviews(session).get(review.id)
        (*_, last) = Registry(session).changes()
    assert (found.status, found.decided_at) == (ReviewStatus.CLOSED, at)
    assert "agrees with what is known" in found.note
    assert found.proposal == review.proposal
    assert (last.key, last.decided_by, last.statement) == (
        review.proposal.key,
        DecidedBy.POLICY,
        review.proposal.statement,
    )


@pytest.mark.parametrize(
    ("parties", "held"),
    [
        (("CN", "NR"), {"date": "2023"}),
        (("CN", "NR"), {"date": "2023-03-01"}),
        (("CN", "NR"), {"milestone": "in_force"}),
        (("CN", "MO"), {}),
    ],
)
def test_what_the_ledger_does_not_hold_stays_open(
    store: Store,
    queue: Callable[..., Review],
    statement: States,
    at: datetime,
    parties: tuple[str, ...],
    held: dict[str, Any],
) -> None:
    queue()
    decide(store, statement(*parties, **held), at)
    with store.transaction() as session:
        before = len(Registry(session).changes())
        assert settle(session, at) == ()
        assert (Reviews(session).count(), len(Registry(session).changes())) == (1, before)


def test_a_review_whose_document_is_not_there_stays_open(
    store: Store, proposal: Callable[..., Proposal], statement: States, at: datetime
) -> None:
    with store.transaction() as session:
        Reviews(session).open(proposal(), at=at)
    decide(store, statement(), at)
    with store.transaction() as session:
        assert settle(session, at) == ()
        assert Reviews(session).count() == 1
