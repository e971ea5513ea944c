"""The review queue: opened once, decided once, what was extracted kept beside what was decided."""

from collections.abc import Callable
from datetime import datetime

import pytest

from store.db import Store
from store.domain import Proposal, ReviewStatus, Statement
from store.errors import ConflictError, NotFoundError
from store.reviews import Reviews


def test_a_proposal_is_queued_once(store: Store, proposal: Callable[..., Proposal], at: datetime) -> None:
    with store.transaction() as session:
        reviews = Reviews(session)
        first = reviews.open(proposal(), at=at)
        assert reviews.open(proposal(reasons=("again",))) == first
        assert reviews.count() == 1
    assert first.proposal == proposal()
    assert (first.status, first.opened_at, first.decided_at) == (ReviewStatus.OPEN, at, None)


@pytest.mark.parametrize(("accepted", "status"), [(True, ReviewStatus.ACCEPTED), (False, ReviewStatus.REJECTED)])
def test_a_decided_review_keeps_both_versions_and_is_not_reopened(
    store: Store,
    proposal: Callable[..., Proposal],
    statement: Callable[..., Statement],
    at: datetime,
    accepted: bool,
    status: ReviewStatus,
) -> None:
    better = statement(date="2023-02-08")
    with store.transaction() as session:
        reviews = Reviews(session)
        id = reviews.open(proposal()).id
        decided = reviews.decide(id, accepted, corrected=better, note="the 8th", at=at)
        assert reviews.open(proposal()) == decided
        assert reviews.list() == ()
    with store.reading() as session:
        found = Reviews(session).get(id)
    assert (found.status, found.note, found.decided_at) == (status, "the 8th", at)
    assert (found.proposal.statement.date, found.corrected) == ("2023-02-07", better)


def test_a_review_is_decided_once(store: Store, proposal: Callable[..., Proposal], at: datetime) -> None:
    with store.transaction() as session:
        reviews = Reviews(session)
        id = reviews.open(proposal()).id
        reviews.decide(id, False, at=at)
        with pytest.raises(ConflictError, match=f"review {id} is rejected"):
            reviews.decide(id, True, at=at)
        assert reviews.get(id).status is ReviewStatus.REJECTED


def test_lists_are_by_status_the_oldest_first(store: Store, proposal: Callable[..., Proposal], at: datetime) -> None:
    with store.transaction() as session:
        reviews = Reviews(session)
        ids = [reviews.open(proposal(f"p-{number}")).id for number in range(3)]
        reviews.decide(ids[1], True, at=at)
        assert [review.id for review in reviews.list()] == [ids[0], ids[2]]
        assert [review.id for review in reviews.list(ReviewStatus.ACCEPTED)] == [ids[1]]
        assert [review.id for review in reviews.list(None)] == ids


def test_an_unknown_review_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no review 7"), store.reading() as session:
        Reviews(session).get(7)
