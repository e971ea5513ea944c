"""The ledger: appended to once for each decision, read as it is and as it was known."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from store.db import Store
from store.deciding import Applied, accept, apply
from store.domain import (
    AnswerKind,
    DecidedBy,
    Milestone,
    Proposal,
    ReviewStatus,
    Statement,
    Verdict,
)
from store.errors import ConflictError, NotFoundError
from store.feeds.subscriptions import Subscriptions
from store.registry import Registry
from store.reviews import Reviews

States = Callable[..., Statement]
Proposes = Callable[..., Proposal]


def _append(registry: Registry, statement: Statement, key: str, at: datetime, supersedes: int | None = None) -> int:
    change = registry.append(
        statement, key=key, decided_by=DecidedBy.ANALYST, reason="seen", at=at, supersedes=supersedes
    )
    assert change is not None
    return change.seq


def test_a_key_is_written_once(store: Store, statement: States, at: datetime) -> None:
    with store.transaction() as session:
        registry = Registry(session)
        seq = _append(registry, statement(), "k", at)
        again = registry.append(
            statement(date="2024-01-01"), key="k", decided_by=DecidedBy.POLICY, reason="again", at=at
        )
        assert again is None
        assert [change.seq for change in registry.changes()] == [seq]
        assert registry.get(seq).statement == statement()


def test_the_ledger_keeps_its_order_without_gaps(store: Store, statement: States, at: datetime) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction() as session:
        _ = _append(Registry(session), statement(), "lost", at) / 0
    with store.transaction() as session:
        assert [_append(Registry(session), statement(), key, at) for key in "zya"] == [1, 2, 3]
    with store.reading() as session:
        assert [change.key for change in Registry(session).changes()] == ["z", "y", "a"]


def test_changes_are_read_by_recognition_and_by_when_they_were_known(
    store: Store, statement: States, at: datetime
) -> None:
    with store.transaction() as session:
        registry = Registry(session)
        _append(registry, statement("CN", "MO"), "1", at)
        _append(registry, statement("HK", "NZ"), "2", at + timedelta(days=1))
        _append(registry, statement("MO", "CN", milestone=Milestone.IN_FORCE), "3", at + timedelta(days=2))
    with store.reading() as session:
        registry = Registry(session)
        assert [change.key for change in registry.changes("CN-MO")] == ["1", "3"]
        assert [change.key for change in registry.changes(known_on=at + timedelta(days=1))] == ["1", "2"]
        assert [change.key for change in registry.history("CN-MO")] == ["1", "3"]
        assert [found.id for found in registry.recognitions()] == ["CN-MO", "HK-NZ"]
        assert [found.id for found in registry.recognitions(known_on=at)] == ["CN-MO"]
        assert registry.recognition("CN-MO").status is Milestone.IN_FORCE
        assert registry.recognition("CN-MO", known_on=at).status is Milestone.SIGNED


def test_what_a_change_supersedes_must_be_of_the_same_recognition(
    store: Store, statement: States, at: datetime
) -> None:
    with store.transaction() as session:
        registry = Registry(session)
        first = _append(registry, statement("CN", "MO", date="2023"), "1", at)
        _append(registry, statement("CN", "MO", date="2023-02"), "2", at, supersedes=first)
        assert registry.recognition("CN-MO").milestones[0].date == "2023-02"
        with pytest.raises(ConflictError, match="CN-MO, not HK-NZ"):
            _append(registry, statement("HK", "NZ"), "3", at, supersedes=first)
        with pytest.raises(NotFoundError, match="no change 99"):
            _append(registry, statement(), "4", at, supersedes=99)


def test_a_withdrawal_takes_back_what_it_names(store: Store, statement: States, at: datetime) -> None:
    def withdraw(registry: Registry, key: str, supersedes: int | None) -> None:
        registry.append(
            statement(),
            key=key,
            decided_by=DecidedBy.ANALYST,
            reason="never was",
            at=at,
            supersedes=supersedes,
            withdraws=True,
        )

    with store.transaction() as session:
        registry = Registry(session)
        withdraw(registry, "back", _append(registry, statement(), "1", at))
        assert registry.recognitions() == ()
        assert len(registry.history("CN-MO")) == 2
        with pytest.raises(ConflictError, match="withdraws nothing"):
            withdraw(registry, "nothing", None)


def test_an_unknown_recognition_is_named_with_a_remedy(store: Store) -> None:
    with store.reading() as session:
        for read in (Registry(session).recognition, Registry(session).history):
            with pytest.raises(NotFoundError, match="MO-CN") as missing:
                read("MO-CN")
            assert "alphabetical" in missing.value.remedy


def test_a_day_before_every_milestone_names_the_first_that_is_known(
    store: Store, statement: States, at: datetime
) -> None:
    with store.transaction() as session:
        registry = Registry(session)
        _append(registry, statement(milestone=Milestone.IN_FORCE, date="2023-06-01"), "1", at)
        _append(registry, statement(date="2023-02-07"), "2", at)
        _append(registry, statement("HK", "NZ", date=None), "3", at)
    with store.reading() as session:
        registry = Registry(session)
        with pytest.raises(NotFoundError, match="by 2010-01-01: the first that is known is signed on 2023-02-07"):
            registry.recognition("CN-MO", on=date(2010, 1, 1))
        with pytest.raises(NotFoundError, match="signed on a day that is not stated"):
            registry.recognition("HK-NZ", on=date(2010, 1, 1))
        with pytest.raises(NotFoundError, match="nothing was known of CN-MO at 2020-01-01 00:00 UTC") as earlier:
            registry.recognition("CN-MO", known_on=datetime(2020, 1, 1, tzinfo=UTC))
        assert "decided at 2024-05-01 12:30 UTC" in str(earlier.value)


def test_questions_are_answered_as_it_was_and_as_it_was_known(store: Store, statement: States, at: datetime) -> None:
    with store.transaction() as session:
        registry = Registry(session)
        _append(registry, statement(), "1", at)
        _append(registry, statement(milestone=Milestone.IN_FORCE, date="2023-06-01"), "2", at + timedelta(days=9))
    with store.reading() as session:
        registry = Registry(session)
        assert registry.ask("CN", "MO", date(2023, 6, 1)).answer is AnswerKind.RECOGNISED
        assert registry.ask("MO", "CN", date(2023, 5, 31)).answer is AnswerKind.NOT_RECOGNISED
        assert registry.ask("CN", "MO", date(2023, 6, 1), known_on=at).answer is AnswerKind.NOT_KNOWN


def test_policy_applies_queues_and_ignores_and_twice_changes_nothing(
    store: Store, proposal: Proposes, statement: States, at: datetime
) -> None:
    proposals = (
        proposal("a", Verdict.APPLY, reasons=("sure", "new")),
        proposal("c", Verdict.CORROBORATES),
        proposal("q", Verdict.QUEUE, statement=statement(date="2022")),
        proposal("i", Verdict.IGNORE),
    )
    with store.transaction() as session:
        assert apply(session, proposals, at) == Applied(applied=1, corroborating=1, queued=1, ignored=1)
        assert apply(session, proposals, at) == Applied(unchanged=3, ignored=1)
        changes = Registry(session).changes()
        assert [(change.key, change.decided_by, change.reason) for change in changes] == [
            ("a", DecidedBy.POLICY, "sure; new"),
            ("c", DecidedBy.POLICY, "because"),
        ]
        assert [review.proposal.key for review in Reviews(session).list()] == ["q"]


def test_policy_supersedes_nothing_that_somebody_decided(
    store: Store, proposal: Proposes, statement: States, at: datetime
) -> None:
    with store.transaction() as session:
        seq = _append(Registry(session), statement(date="2023"), "1", at)
        apply(session, [proposal("finer", supersedes=seq)], at)
        assert Registry(session).changes()[-1].supersedes is None


def test_policy_does_not_apply_what_an_analyst_has_rejected(store: Store, proposal: Proposes, at: datetime) -> None:
    with store.transaction() as session:
        apply(session, [proposal("x", Verdict.QUEUE)], at)
        Reviews(session).decide(Reviews(session).list()[0].id, False, at=at)
        assert apply(session, [proposal("x", Verdict.APPLY)], at) == Applied(unchanged=1)
        assert Registry(session).changes() == ()


def test_policy_closes_the_open_review_of_what_it_now_applies(store: Store, proposal: Proposes, at: datetime) -> None:
    with store.transaction() as session:
        apply(session, [proposal("x", Verdict.QUEUE)], at)
        assert apply(session, [proposal("x", Verdict.APPLY)], at) == Applied(applied=1)
        assert Reviews(session).count() == 0
        assert Reviews(session).list(None)[0].status is ReviewStatus.CLOSED


def test_accepting_a_review_writes_the_ledger(
    store: Store, proposal: Proposes, statement: States, at: datetime
) -> None:
    later = at + timedelta(days=1)
    with store.transaction() as session:
        seq = _append(Registry(session), statement(date="2023"), "1", at)
        id = Reviews(session).open(proposal("x", Verdict.QUEUE, supersedes=seq)).id
        change = accept(session, id, note="checked", at=later)
    assert (change.decided_by, change.decided_at, change.reason) == (DecidedBy.ANALYST, later, "checked")
    assert (change.statement, change.supersedes) == (statement(), seq)
    with pytest.raises(ConflictError, match="accepted already"), store.transaction() as session:
        accept(session, id, at=later)
    with store.reading() as session:
        assert Registry(session).changes()[-1] == change


def test_a_correction_is_what_is_written_and_supersedes_only_its_own(
    store: Store, proposal: Proposes, statement: States, at: datetime
) -> None:
    elsewhere = statement("HK", "MO")
    with store.transaction() as session:
        seq = _append(Registry(session), statement(date="2023"), "1", at)
        id = Reviews(session).open(proposal("x", Verdict.QUEUE, supersedes=seq)).id
        change = accept(session, id, corrected=elsewhere, at=at)
        assert (change.statement, change.supersedes) == (elsewhere, None)
        assert Reviews(session).get(id).proposal.statement == statement()


def test_accepting_what_the_ledger_has_leaves_the_review_open(
    store: Store, proposal: Proposes, statement: States, at: datetime
) -> None:
    with store.transaction() as session:
        id = Reviews(session).open(proposal("x", Verdict.QUEUE)).id
        _append(Registry(session), statement(), "x", at)
    with pytest.raises(ConflictError, match="ledger already"), store.transaction() as session:
        accept(session, id, at=at)
    with store.reading() as session:
        assert Reviews(session).get(id).status is ReviewStatus.OPEN


@pytest.mark.parametrize("number", [2**31, 9_999_999_999, 10**18, -(10**18)])
def test_a_number_that_no_column_holds_is_one_that_is_not_there(store: Store, number: int) -> None:
    with store.reading() as session:
        for asked in (Registry(session).get, Reviews(session).get, Subscriptions(session).get):
            with pytest.raises(NotFoundError, match=str(number)):
                asked(number)
