"""A page whose text was corrected: the new text takes the place of what the old one stated, and of nothing else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from store import deciding
from store.db import Store
from store.deciding import accept, reject
from store.domain import Action, DecidedBy, ReviewKind, ReviewStatus, Statement, Tier
from store.reconcile.rulebook import rulebook
from store.reviews import Reviews
from store.withdrawing import withdraw_source

Announces = Callable[..., Any]
Keeps = Callable[[], Any]

PAGE = {"url": "http://newsroom.example/1", "source": "newsroom"}
OLD, NEW = {**PAGE, "text": "x The old text of this page."}, {**PAGE, "text": "x The page as it was corrected later."}
SIGNED = ("2023-02-07", Action.SIGNED)
CORRECTED = ("2023-02-06", Action.SIGNED)


def test_a_correction_supersedes_what_the_page_stated(announced: Announces, kept: Keeps) -> None:
    announced("old", SIGNED, ("2023-06-01", Action.IN_FORCE), **OLD)
    announced("new", CORRECTED, ("2023-06-01", Action.IN_FORCE), **NEW)
    now = kept()
    assert now.dates == {"signed": "2023-02-06", "in_force": "2023-06-01"}
    assert now.evidence == {"signed": {"new"}, "in_force": {"new"}}
    assert [change.supersedes for change in now.changes] == [None, None, 1, 2]
    assert now.open() == []


def test_a_correction_does_not_supersede_what_others_stated(announced: Announces, kept: Keeps) -> None:
    announced("other", SIGNED)
    announced("old", SIGNED, **OLD)
    announced("new", CORRECTED, **NEW)
    now = kept()
    assert (now.dates, now.open()) == ({"signed": "2023-02-07"}, ["new"])
    assert now.evidence == {"signed": {"other", "old"}}
    assert "2023-02-06" in now.reviews[0].proposal.reasons[0] and "2023-02-07" in now.reviews[0].proposal.reasons[0]


def test_a_coarser_correction_does_not_take_the_finer_date_away(announced: Announces, kept: Keeps) -> None:
    announced("old", SIGNED, **OLD)
    announced("new", ("2023-02", Action.SIGNED), **NEW)
    assert kept().dates == {"signed": "2023-02-07"}
    assert kept().evidence == {"signed": {"old", "new"}}


def test_a_correction_against_an_analyst_is_queued(
    store: Store, announced: Announces, kept: Keeps, statement: Callable[..., Statement], at: datetime
) -> None:
    announced("old", SIGNED, confidence=0.5, **OLD)
    with store.transaction() as session:
        accept(session, 1, at=at)
    announced("new", CORRECTED, **NEW)
    now = kept()
    assert (now.dates, now.open()) == ({"signed": "2023-02-07"}, ["new"])
    assert now.reviews[-1].proposal.rule == "conflict"
    assert [change.decided_by for change in now.changes] == [DecidedBy.ANALYST]


def test_what_the_old_text_had_in_the_queue_is_closed(announced: Announces, kept: Keeps) -> None:
    announced("old", SIGNED, tier=Tier.PRESS, **OLD)
    announced("new", CORRECTED, tier=Tier.PRESS, **NEW)
    now = kept()
    assert now.open() == ["new"]
    assert (now.reviews[0].status, now.reviews[0].note) == (ReviewStatus.CLOSED, "replaced by new")


def test_what_the_new_text_is_silent_on_stands_and_is_asked_about(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    announced("old", SIGNED, ("2023-06-01", Action.IN_FORCE), **OLD)
    announced("new", SIGNED, **NEW)
    now = kept()
    assert now.dates == {"signed": "2023-02-07", "in_force": "2023-06-01"}
    (audit,) = [review for review in now.reviews if "does not say so" in review.proposal.reasons[0]]
    assert (audit.kind, audit.proposal.statement.milestone) == (ReviewKind.AUDIT, "in_force")
    with store.transaction() as session:
        reject(session, audit.id, note="it was wrong", at=at)
    assert kept().dates == {"signed": "2023-02-07"}


def test_what_is_in_the_sample_already_is_asked_about_when_the_new_text_is_silent(
    store: Store, announced: Announces, kept: Keeps, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = rulebook()
    every = book.model_copy(update={"audit": book.audit.model_copy(update={"share": 1})})
    monkeypatch.setattr(deciding, "rulebook", lambda: every)
    announced("old", SIGNED, **OLD)
    announced("new", ("2023-06-01", Action.IN_FORCE), **NEW)
    old = [review for review in kept().reviews if review.proposal.document_id == "old"]
    assert ["does not say so" in review.proposal.reasons[0] for review in old] == [False, True]
    with store.transaction() as session:
        reject(session, old[1].id, note="it was wrong", at=at)
    assert kept().dates == {"in_force": "2023-06-01"}
    assert [review.status for review in kept().reviews if review.id in (old[0].id, old[1].id)] == [
        ReviewStatus.CLOSED,
        ReviewStatus.REJECTED,
    ]


def test_a_note_is_a_note_whatever_it_says(store: Store, announced: Announces, kept: Keeps, at: datetime) -> None:
    announced("old", SIGNED, tier=Tier.PRESS, **OLD)
    with store.transaction() as session:
        reject(session, 1, note="replaced by a denial", at=at)
    announced("new", SIGNED, tier=Tier.PRESS, **NEW)
    assert kept().open() == []


def test_what_was_rejected_is_not_asked_again_by_a_new_version_or_a_copy(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    story = "x The wire says that the customs services of both sides signed the paper, and so do all who copy it."
    announced("old", SIGNED, tier=Tier.PRESS, **{**PAGE, "text": story})
    with store.transaction() as session:
        reject(session, 1, note="no arrangement", at=at)
    announced("new", SIGNED, tier=Tier.PRESS, **NEW)
    announced("copy", SIGNED, text=f"{story} So the wire.")
    assert (kept().dates, kept().open()) == ({}, [])
    announced("other", SIGNED)
    assert kept().dates == {"signed": "2023-02-07"}


def test_an_older_version_that_is_reconciled_late_says_nothing(store: Store, announced: Announces, kept: Keeps) -> None:
    announced("old", SIGNED, **OLD)
    announced("new", CORRECTED, **NEW)
    before = kept().changes
    announced("old", SIGNED, **OLD)
    assert kept().changes == before


def test_a_withdrawn_correction_lets_the_old_text_stand_again(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    announced("old", SIGNED, **OLD)
    announced("new", CORRECTED, **NEW)
    with store.transaction() as session:
        withdraw_source(session, "new", note="not theirs", at=at)
    assert kept().dates == {"signed": "2023-02-07"}
    with store.transaction() as session:
        withdraw_source(session, "old", note="nor this", at=at)
        assert Reviews(session).count() == len([r for r in Reviews(session).list() if r.kind is ReviewKind.AUDIT])
    assert kept().dates == {}
