"""The opening balance in the ledger: loaded once, brought up to date by later releases, the past left as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from store.baseline import baseline
from store.baseline.baseline import COMPILED, Entry, entries
from store.db import Store
from store.domain import AnswerKind, Change, DecidedBy, Milestone, Statement
from store.errors import NotFoundError
from store.opening import baseline_due, load_baseline
from store.registry import Registry

BEFORE, UPGRADE, AFTER = (datetime(2026, month, 1, tzinfo=UTC) for month in (6, 7, 8))
START = next(entry for entry in entries() if entry.slot == "baseline:CN-MO:in_force")
SIGNING = next(entry for entry in entries() if entry.slot == "baseline:CN-MO:signed")

Release = Callable[..., int]


@pytest.fixture
def release(store: Store, monkeypatch: pytest.MonkeyPatch) -> Release:
    """Loads the opening balance of a release that has these entries and was compiled on a day."""

    def load(*has: Entry, at: datetime, compiled: datetime = COMPILED) -> int:
        monkeypatch.setattr(baseline, "entries", lambda: has)
        monkeypatch.setattr(baseline, "COMPILED", compiled)
        with store.reading() as session:
            due = baseline_due(session)
        with store.transaction() as session:
            written = load_baseline(session, at)
            assert due == bool(written)
            assert not baseline_due(session)
        return written

    return load


def corrected(entry: Entry, day: date, **fields: object) -> Entry:
    return replace(entry, compiled=day, statement=entry.statement.model_copy(update=fields))


def changes(store: Store) -> tuple[Change, ...]:
    with store.reading() as session:
        return Registry(session).changes()


def starts(store: Store, known_on: datetime | None = None) -> list[str | None]:
    with store.reading() as session:
        milestones = Registry(session).recognition("CN-MO", known_on=known_on).milestones
    return [state.date for state in milestones if state.milestone is Milestone.IN_FORCE]


def withdraw(store: Store, seq: int, at: datetime) -> None:
    with store.transaction() as session:
        registry = Registry(session)
        registry.append(
            registry.get(seq).statement,
            key=f"withdrawal of {seq}",
            decided_by=DecidedBy.ANALYST,
            reason="never was",
            at=at,
            supersedes=seq,
            withdraws=True,
        )


def test_it_is_loaded_once_as_known_when_it_was_compiled(store: Store) -> None:
    with store.transaction() as session:
        assert baseline_due(session)
        assert load_baseline(session, AFTER) == len(entries())
        assert not baseline_due(session)
        assert load_baseline(session, AFTER) == 0
    ledger = changes(store)
    assert [(change.key, change.statement) for change in ledger] == [(one.key, one.statement) for one in entries()]
    assert {(change.decided_by, change.decided_at, change.supersedes) for change in ledger} == {
        (DecidedBy.BASELINE, COMPILED, None)
    }


def test_a_row_that_a_later_release_adds_is_known_from_the_upgrade_only(store: Store, release: Release) -> None:
    def answer(known_on: datetime) -> AnswerKind:
        with store.reading() as session:
            return Registry(session).ask("CN", "MO", date(2024, 1, 1), known_on).answer

    release(SIGNING, at=BEFORE)
    told = answer(BEFORE)
    assert release(SIGNING, START, at=UPGRADE) == 1
    assert answer(BEFORE) is told is AnswerKind.NOT_KNOWN
    assert answer(AFTER) is AnswerKind.RECOGNISED


def test_a_ledger_that_has_anything_already_learns_the_balance_when_it_is_loaded(
    store: Store, release: Release, statement: Callable[..., Statement]
) -> None:
    with store.transaction() as session:
        Registry(session).append(statement(), key="1", decided_by=DecidedBy.ANALYST, reason="seen", at=BEFORE)
    release(SIGNING, START, at=UPGRADE)
    assert [change.decided_at for change in changes(store)] == [BEFORE, UPGRADE, UPGRADE]


def test_a_corrected_row_supersedes_what_it_corrects(store: Store, release: Release) -> None:
    release(SIGNING, START, at=BEFORE)
    assert release(SIGNING, corrected(START, COMPILED.date(), date="2023-07-01"), at=UPGRADE) == 1
    assert (starts(store), starts(store, BEFORE)) == (["2023-07-01"], ["2023-06-01"])
    last = changes(store)[-1]
    assert (last.supersedes, last.decided_at, last.reason) == (2, UPGRADE, "opening balance, corrected")


def test_a_correction_can_be_taken_back(store: Store, release: Release) -> None:
    june, july, august = (datetime(2026, month, 1, tzinfo=UTC) for month in (6, 7, 8))
    release(START, at=june)
    release(corrected(START, july.date(), date="2023-07-01"), at=july, compiled=july)
    release(corrected(START, august.date()), at=august, compiled=august)
    assert starts(store) == ["2023-06-01"]
    assert [change.supersedes for change in changes(store)] == [None, 1, 2]


def test_an_earlier_release_leaves_a_ledger_of_a_later_one_alone(store: Store, release: Release) -> None:
    release(SIGNING, START, at=BEFORE)
    release(SIGNING, corrected(START, UPGRADE.date(), date="2023-07-01"), at=UPGRADE, compiled=UPGRADE)
    assert release(START, at=AFTER) == 0
    assert starts(store) == ["2023-07-01"]


def test_what_an_analyst_has_withdrawn_does_not_come_back_with_a_correction(store: Store, release: Release) -> None:
    release(SIGNING, START, at=BEFORE)
    withdraw(store, 2, BEFORE)
    assert release(SIGNING, corrected(START, COMPILED.date(), date="2023-07-01"), at=UPGRADE) == 1
    assert starts(store) == []
    assert changes(store)[-1].withdraws
    withdraw(store, 3, AFTER)
    assert starts(store) == []


def test_a_correction_supersedes_the_row_that_an_analyst_went_back_to(store: Store, release: Release) -> None:
    release(START, at=BEFORE)
    july, august = (datetime(2026, month, 1, tzinfo=UTC) for month in (7, 8))
    release(corrected(START, july.date(), date="2023-07-01"), at=july, compiled=july)
    withdraw(store, 2, july)
    assert starts(store) == ["2023-06-01"]
    release(corrected(START, august.date(), date="2023-06-02"), at=august, compiled=august)
    assert starts(store) == ["2023-06-02"]
    assert changes(store)[-1].supersedes == 1


def test_a_row_that_is_taken_out_is_withdrawn_with_its_corrections_and_can_come_back(
    store: Store, release: Release
) -> None:
    release(SIGNING, START, at=BEFORE)
    changed = corrected(START, COMPILED.date(), date="2023-07-01")
    release(SIGNING, changed, at=UPGRADE)
    assert release(SIGNING, at=AFTER) == 2
    assert (starts(store), starts(store, UPGRADE)) == ([], ["2023-07-01"])
    again = datetime(2026, 9, 1, tzinfo=UTC)
    assert release(SIGNING, corrected(changed, again.date()), at=again, compiled=again) == 1
    assert starts(store) == ["2023-07-01"]


def test_an_analysts_correction_outlives_a_row_that_is_corrected_or_taken_out(
    store: Store, release: Release, statement: Callable[..., Statement]
) -> None:
    release(START, at=BEFORE)
    decided = statement(milestone=Milestone.IN_FORCE, date="2023-05")
    with store.transaction() as session:
        Registry(session).append(
            decided, key="a", decided_by=DecidedBy.ANALYST, reason="gazette", at=BEFORE, supersedes=1
        )
    release(corrected(START, COMPILED.date(), date="2023-05-15"), at=UPGRADE)
    assert starts(store) == ["2023-05"]
    release(at=AFTER)
    assert starts(store) == ["2023-05"]


def test_a_recognition_whose_only_row_is_taken_out_is_no_longer_known(store: Store, release: Release) -> None:
    release(START, at=BEFORE)
    release(at=UPGRADE)
    with store.reading() as session, pytest.raises(NotFoundError):
        Registry(session).recognition("CN-MO")
