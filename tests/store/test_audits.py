"""Audits: a stated share of what policy applied is put before a person; confirmed, corrected, or taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from store import deciding
from store.db import Store
from store.deciding import accept, apply, reject, settle
from store.domain import DecidedBy, Proposal, ReviewKind, ReviewStatus, Statement, Verdict
from store.errors import ConflictError
from store.reconcile.rulebook import Rulebook, rulebook
from store.registry import Registry
from store.reviews import Reviews

Proposes = Callable[..., Proposal]


def sharing(share: float) -> Rulebook:
    book = rulebook()
    return book.model_copy(update={"audit": book.audit.model_copy(update={"share": share})})


@pytest.fixture
def audited(
    store: Store, proposal: Proposes, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Any, ...]]:
    """Applies a proposal that is audited, and hands back its review."""
    monkeypatch.setattr(deciding, "rulebook", lambda: sharing(1))

    def make() -> tuple[Any, ...]:
        with store.transaction() as session:
            apply(session, [proposal("read:1", rule="new")], at)
            return Reviews(session).list()

    return make


def test_applied_changes_are_audited_and_further_evidence_is_not(
    store: Store, proposal: Proposes, at: datetime, audited: Callable[..., tuple[Any, ...]]
) -> None:
    (review,) = audited()
    assert (review.kind, review.proposal.key, review.status) == (ReviewKind.AUDIT, "audit:read:1", ReviewStatus.OPEN)
    assert audited() == (review,)
    with store.transaction() as session:
        apply(session, [proposal("read:2", Verdict.CORROBORATES), proposal("read:3", Verdict.QUEUE)], at)
        assert [r.kind for r in Reviews(session).list()] == [ReviewKind.AUDIT, ReviewKind.PROPOSAL]


def test_nothing_is_audited_where_the_share_is_none(
    store: Store, proposal: Proposes, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "rulebook", lambda: sharing(0))
    with store.transaction() as session:
        assert apply(session, [proposal("read:1")], at).applied == 1
        assert Reviews(session).count() == 0


def test_to_accept_an_audit_confirms_and_writes_nothing(
    store: Store, at: datetime, audited: Callable[..., tuple[Any, ...]]
) -> None:
    (review,) = audited()
    with store.transaction() as session:
        assert settle(session, at) == ()
        assert accept(session, review.id, at=at).seq == 1
        assert len(Registry(session).changes()) == 1
        with pytest.raises(ConflictError):
            reject(session, review.id, note="too late", at=at)


def test_to_correct_an_audit_takes_the_changes_place(
    store: Store, statement: Callable[..., Statement], at: datetime, audited: Callable[..., tuple[Any, ...]]
) -> None:
    (review,) = audited()
    with store.transaction() as session:
        change = accept(session, review.id, corrected=statement(date="2023-02-06"), note="misread", at=at)
        assert (change.supersedes, change.decided_by) == (1, DecidedBy.ANALYST)
        ((state,),) = (found.milestones for found in Registry(session).recognitions())
        assert state.date == "2023-02-06"


def test_to_reject_an_audit_withdraws_its_change_and_only_that(
    store: Store,
    proposal: Proposes,
    statement: Callable[..., Statement],
    at: datetime,
    audited: Callable[..., tuple[Any, ...]],
) -> None:
    (review,) = audited()
    with store.transaction() as session:
        other = proposal("read:2", Verdict.CORROBORATES, statement=statement(milestone="in_force", date="2023-06-01"))
        apply(session, [other], at)
        rejected, withdrawal = reject(session, review.id, note="no arrangement", at=at)
        assert rejected.status is ReviewStatus.REJECTED
        assert withdrawal is not None
        assert (withdrawal.supersedes, withdrawal.withdraws, withdrawal.reason) == (1, True, "no arrangement")
        assert [s.milestone for found in Registry(session).recognitions() for s in found.milestones] == ["in_force"]
        assert apply(session, [proposal("read:1")], at).unchanged == 1


def test_to_reject_a_proposal_leaves_the_ledger_alone(store: Store, proposal: Proposes, at: datetime) -> None:
    with store.transaction() as session:
        apply(session, [proposal("read:1", Verdict.QUEUE)], at)
        assert reject(session, 1, note="no", at=at)[1] is None
        assert Registry(session).changes() == ()
