"""A source that is withdrawn: what rests on it alone falls, what others state stands, its queue is closed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from store.clusters import Clusters
from store.db import Store
from store.deciding import settle
from store.domain import Action, DecidedBy, ReviewStatus, Tier
from store.errors import ConflictError, NotFoundError
from store.withdrawing import undo, withdraw_source

Announces = Callable[..., Any]
Keeps = Callable[[], Any]

SIGNED, STARTED = ("2023-02-07", Action.SIGNED), ("2023-06-01", Action.IN_FORCE)
STORY = "The wire says that the customs services of both sides signed the paper today, and so do all who copy it."


def test_what_rests_on_it_alone_falls_and_the_rest_stands(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    announced("forged", SIGNED, STARTED)
    announced("press", SIGNED, tier=Tier.PRESS, confidence=0.5)
    with store.transaction() as session:
        done = withdraw_source(session, "forged", note="a forgery", at=at)
    assert (done.changes, done.fallen, done.standing) == ((1, 2), ("CN-NR in_force",), ("CN-NR signed",))
    now = kept()
    assert (now.dates, now.evidence) == ({"signed": "2023-02-07"}, {"signed": {"press"}})
    taken = now.changes[-2:]
    assert [(c.supersedes, c.withdraws, c.decided_by, c.reason) for c in taken] == [
        (1, True, DecidedBy.ANALYST, "a forgery"),
        (2, True, DecidedBy.ANALYST, "a forgery"),
    ]


def test_doing_it_again_changes_nothing_and_the_document_says_nothing_more(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    announced("forged", SIGNED)
    with store.transaction() as session:
        withdraw_source(session, "forged", note="a forgery", at=at)
    before = kept().changes
    with store.transaction() as session:
        again = withdraw_source(session, "forged", note="a forgery", at=at)
    assert (again.changes, again.fallen) == ((), ())
    announced("forged", SIGNED, STARTED)
    assert (kept().changes, kept().dates) == (before, {})


def test_a_document_of_which_only_reviews_were_open_says_nothing_more(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    announced("unsure", SIGNED, confidence=0.5)
    with store.transaction() as session:
        withdraw_source(session, "unsure", note="not theirs", at=at)
    announced("unsure", ("2023-02-06", Action.SIGNED))
    assert (kept().dates, kept().open()) == ({}, [])


def test_its_open_reviews_are_closed_with_the_note(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    announced("paper", SIGNED, tier=Tier.PRESS)
    with store.transaction() as session:
        done = withdraw_source(session, "paper", note="satire", at=at)
    (review,) = kept().reviews
    assert (done.reviews, review.status, review.note) == ((review.id,), ReviewStatus.REJECTED, "satire")
    announced("other", SIGNED, tier=Tier.PRESS)
    assert (kept().dates, kept().open()) == ({}, ["other"])


def test_a_story_is_withdrawn_with_all_its_copies(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    for id in ("one", "two"):
        announced(id, SIGNED, text=STORY)
    announced("own", STARTED)
    with store.transaction() as session:
        cluster = Clusters(session).of("two")
        done = withdraw_source(session, cluster=cluster, note="a hoax", at=at)
    assert (done.documents, done.fallen) == (("one", "two"), ("CN-NR signed",))
    assert kept().dates == {"in_force": "2023-06-01"}


def test_what_spoke_against_it_is_applied_once_it_is_gone(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    announced("forged", SIGNED)
    announced("true", ("2023-02-06", Action.SIGNED))
    assert kept().open() == ["true"]
    with store.transaction() as session:
        withdraw_source(session, "forged", note="a forgery", at=at)
    assert (kept().dates, kept().open()) == ({}, ["true"])
    with store.transaction() as session:
        settle(session, at)
    assert (kept().dates, kept().open()) == ({"signed": "2023-02-06"}, [])


@pytest.mark.parametrize("named", [{"document_id": "nothing"}, {"cluster": "nothing"}])
def test_what_is_not_there_is_named(store: Store, named: dict[str, str], at: datetime) -> None:
    with pytest.raises(NotFoundError, match="nothing"), store.transaction() as session:
        withdraw_source(session, **named, note="x", at=at)


def test_a_change_is_undone_and_the_undoing_too(store: Store, announced: Announces, kept: Keeps, at: datetime) -> None:
    announced("paper", SIGNED, STARTED)
    with store.transaction() as session:
        taken = undo(session, 2, note="read in haste", at=at)
    assert (taken.seq, taken.supersedes, taken.withdraws, taken.reason) == (3, 2, True, "read in haste")
    assert kept().dates == {"signed": "2023-02-07"}
    with store.transaction() as session:
        undo(session, taken.seq, note="it was right", at=at)
    assert kept().dates == {"signed": "2023-02-07", "in_force": "2023-06-01"}
    announced("paper", SIGNED, STARTED)
    assert len(kept().changes) == 4


def test_what_does_not_stand_cannot_be_undone(store: Store, announced: Announces, kept: Keeps, at: datetime) -> None:
    announced("paper", SIGNED)
    with store.transaction() as session:
        undo(session, 1, note="a mistake", at=at)
    before = kept().changes
    with store.transaction() as session, pytest.raises(ConflictError, match="change 1 does not stand"):
        undo(session, 1, note="again", at=at)
    with store.transaction() as session, pytest.raises(NotFoundError):
        undo(session, 99, note="none", at=at)
    assert kept().changes == before
