"""The kept states: whatever is written into the ledger, they say what the whole ledger says."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import select

from store.db import Store
from store.domain import Change, DecidedBy, Evidence, Milestone, Mode, Scope, Statement, Tier
from store.errors import InputError
from store.opening import load_baseline
from store.projections import Projections
from store.reconcile.answers import ask
from store.reconcile.state import KEPT, project, weighty
from store.registry import Registry
from store.tables import RecognitionRow
from store.verify import verify

BEGAN = datetime(2024, 1, 1, tzinfo=UTC)

statements = st.builds(
    Statement,
    parties=st.just(("CN", "MO")),
    milestone=st.sampled_from([Milestone.SIGNED, Milestone.IN_FORCE, Milestone.EXPANDED, Milestone.SUSPENDED]),
    date=st.sampled_from([None, "2023", "2023-02", "2023-02-07", "2024-05-01"]),
    acceding=st.sampled_from([(), ("MO",)]),
    scope=st.sampled_from([Scope(), Scope(modes=(Mode.ROAD,))]),
    evidence=st.builds(Evidence, tier=st.sampled_from(Tier), quote=st.sampled_from("abc")),
    confidence=st.sampled_from([0.5, 0.8, 0.99]),
    note=st.sampled_from(["", "", "seen", "heard"]),
)
entries = st.tuples(statements, st.sampled_from(DecidedBy), st.none() | st.integers(0, 40), st.booleans())


def ledger(given: list[tuple[Statement, DecidedBy, int | None, bool]]) -> list[Change]:
    """A ledger of these entries; one that names an earlier entry supersedes it, or withdraws it."""
    changes = []
    for seq, (statement, decided_by, earlier, withdraws) in enumerate(given, start=1):
        supersedes = earlier % (seq - 1) + 1 if earlier is not None and seq > 1 else None
        changes.append(
            Change(
                seq=seq,
                key=str(seq),
                statement=statement,
                decided_by=decided_by,
                decided_at=BEGAN + timedelta(days=seq),
                reason="said",
                supersedes=supersedes,
                withdraws=withdraws and supersedes is not None,
            )
        )
    return changes


@settings(max_examples=150)
@given(st.lists(st.tuples(statements, st.sampled_from(DecidedBy), st.none(), st.just(False)), max_size=60))
def test_a_state_carried_on_from_what_weighs_is_the_state_of_the_whole_ledger(
    given: list[tuple[Statement, DecidedBy, int | None, bool]],
) -> None:
    changes, kept = ledger(given), ()
    for change in changes:
        kept = weighty([*kept, change])
    assert kept == weighty(changes)
    assert project(kept) == project(changes)


def test_what_is_said_often_is_kept_in_the_ledger_and_shown_by_its_strongest_witnesses(
    statement: Callable[..., Statement],
) -> None:
    said = [statement(confidence=0.5 + n / 1000) for n in range(300)]
    changes = ledger([(one, DecidedBy.POLICY, None, False) for one in said])
    (state,) = project(changes)[0].milestones
    assert state.changes == tuple(range(300, 300 - KEPT, -1))
    assert state.known_since == changes[0].decided_at
    assert len(weighty(changes)) == KEPT + 1  # and the first, from which it was known


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(entries, max_size=25))
def test_every_change_leaves_the_table_as_the_ledger_says(
    tmp_path_factory: pytest.TempPathFactory, given: list[tuple[Statement, DecidedBy, int | None, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("projected")
    with Store.open(f"sqlite:///{folder / 'store.db'}") as store, store.transaction() as session:
        for change in ledger(given):
            Registry(session).append(
                change.statement,
                key=change.key,
                decided_by=change.decided_by,
                reason=change.reason,
                at=change.decided_at,
                supersedes=change.supersedes,
                withdraws=change.withdraws,
            )
            whole = project(Registry(session).changes())
            assert Projections(session).current()
            assert tuple(Projections(session).all()) == whole == Registry(session).recognitions()
            for day in (date(2023, 2, 7), date(2024, 1, 10), date(2024, 6, 1)):
                assert Registry(session).recognitions(day) == project(Registry(session).changes(), day)


def test_the_table_is_written_in_the_transaction_of_the_change(
    store: Store, statement: Callable[..., Statement], at: datetime
) -> None:
    def break_off() -> None:
        with store.transaction() as session:
            Registry(session).append(statement(), key="k", decided_by=DecidedBy.ANALYST, reason="seen", at=at)
            assert len(session.exec(select(RecognitionRow)).all()) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    with store.reading() as session:
        assert session.exec(select(RecognitionRow)).all() == []


@pytest.mark.parametrize("old", ["UPDATE recognitions SET form = 0", "DELETE FROM recognitions"])
def test_a_table_that_is_of_another_form_or_not_there_counts_for_nothing(
    store: Store, statement: Callable[..., Statement], at: datetime, old: str
) -> None:
    with store.transaction() as session:
        Registry(session).append(statement(), key="k", decided_by=DecidedBy.ANALYST, reason="seen", at=at)
        session.execute(text(old))
    with store.reading() as session:
        assert not Projections(session).current()
        assert Registry(session).recognition("CN-MO").status is Milestone.SIGNED
        assert Registry(session).ask("CN", "MO", date(2024, 1, 1)).recognition == "CN-MO"
    with store.transaction() as session:
        Registry(session).append(statement("JP", "KR"), key="l", decided_by=DecidedBy.ANALYST, reason="seen", at=at)
        assert Projections(session).current()
        assert [found.id for found in Projections(session).all()] == ["CN-MO", "JP-KR"]


def test_a_state_that_somebody_edited_is_named(store: Store, statement: Callable[..., Statement], at: datetime) -> None:
    with store.transaction() as session:
        Registry(session).append(
            statement(evidence=Evidence()), key="k", decided_by=DecidedBy.ANALYST, reason="seen", at=at
        )
        (row,) = session.exec(select(RecognitionRow))
        value = {**row.value, "recognition": {**row.value["recognition"], "status": "in_force"}}
        row.value = value
    with store.reading() as session:
        (fault,) = verify(session).faults
    assert "CN-MO" in fault


@pytest.mark.parametrize("day", [date(2012, 1, 1), date(2020, 6, 1), date(2025, 1, 1)])
def test_asking_the_table_answers_as_asking_the_whole_ledger_does(tmp_path: Path, day: date) -> None:
    """Over the opening balance, for many pairs, blocs and members."""
    codes = ("CN", "MO", "HK", "EU", "DE", "GB", "JP", "ASEAN", "TH", "BY", "US", "GCC", "AE", "MERCOSUR", "BR", "PE")
    with Store.open(f"sqlite:///{tmp_path / 'store.db'}") as store:
        with store.transaction() as session:
            load_baseline(session)
        with store.reading() as session:
            moment = datetime.now(UTC)
            whole = project(Registry(session).changes())
            for one, other in permutations(codes, 2):
                try:
                    told = ask(whole, one, other, day, moment)
                except InputError:
                    continue
                answered = Registry(session).ask(one, other, day)
                assert answered == told.model_copy(update={"known_on": answered.known_on})
