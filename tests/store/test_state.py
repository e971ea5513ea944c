"""The registry's state as a reading of the ledger."""

import random
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.domain import (
    MUTUAL,
    Change,
    DecidedBy,
    Evidence,
    Milestone,
    Mode,
    Recognition,
    Scope,
    Statement,
    Tier,
)
from store.reconcile.state import project, stands_on

FEBRUARY = datetime(2023, 2, 8, tzinfo=UTC)


def change(
    seq: int,
    milestone: Milestone,
    stated: str | None,
    *,
    parties: str = "CN MO",
    tier: Tier = Tier.AUTHORITY,
    confidence: float = 0.9,
    by: DecidedBy = DecidedBy.POLICY,
    at: datetime = FEBRUARY,
    supersedes: int | None = None,
    withdraws: bool = False,
    acceding: tuple[str, ...] = (),
    scope: Scope = MUTUAL,
) -> Change:
    return Change(
        seq=seq,
        key=f"test:{seq}",
        statement=Statement(
            parties=tuple(parties.split()),
            milestone=milestone,
            date=stated,
            acceding=acceding,
            scope=scope,
            evidence=Evidence(tier=tier, quote=f"change {seq}"),
            confidence=confidence,
        ),
        decided_by=by,
        decided_at=at,
        reason="test",
        supersedes=supersedes,
        withdraws=withdraws,
    )


def only(*changes: Change, on: date | None = None, known_on: datetime | None = None) -> Recognition:
    (recognition,) = project(changes, on, known_on)
    return recognition


def test_the_status_is_the_highest_rung_and_a_signing_is_no_start() -> None:
    plan, signed = change(1, Milestone.ACTION_PLAN, "2022"), change(2, Milestone.SIGNED, "2023-02-07")
    start = change(3, Milestone.IN_FORCE, "2023-06-01")
    assert only(signed, plan).status is Milestone.SIGNED
    assert only(plan, signed, start).status is Milestone.IN_FORCE


def test_an_extension_alone_does_not_lower_the_status() -> None:
    assert (
        only(change(1, Milestone.IN_FORCE, "2011"), change(2, Milestone.EXPANDED, "2016")).status is Milestone.IN_FORCE
    )


def test_a_milestone_counts_from_the_last_day_that_its_date_can_mean() -> None:
    ledger = change(1, Milestone.SIGNED, "2023-02"), change(2, Milestone.IN_FORCE, "2023-06-01")
    assert project(ledger, date(2023, 2, 27)) == ()
    assert only(*ledger, on=date(2023, 2, 28)).status is Milestone.SIGNED
    assert only(*ledger, on=date(2023, 5, 31)).status is Milestone.SIGNED
    assert only(*ledger, on=date(2023, 6, 1)).status is Milestone.IN_FORCE


def test_an_undated_milestone_counts_from_the_day_it_was_known() -> None:
    undated = change(1, Milestone.SIGNED, None)
    assert project([undated], date(2023, 2, 7)) == ()
    assert only(undated, on=date(2023, 2, 8)).status is Milestone.SIGNED


def test_what_was_known_leaves_later_decisions_out() -> None:
    early = change(1, Milestone.SIGNED, "2023-02")
    late = change(2, Milestone.SIGNED, "2023-02-07", supersedes=1, at=datetime(2023, 3, 1, tzinfo=UTC))
    assert only(early, late, known_on=datetime(2023, 2, 20, tzinfo=UTC)).milestones[0].date == "2023-02"
    assert only(early, late).milestones[0].changes == (2,)


def test_a_withdrawal_brings_back_what_was_superseded() -> None:
    coarse, wrong = change(1, Milestone.SIGNED, "2023-02"), change(2, Milestone.SIGNED, "2023-02-17", supersedes=1)
    undone = change(3, Milestone.SIGNED, "2023-02-17", supersedes=2, withdraws=True)
    redone = change(4, Milestone.SIGNED, "2023-02-17", supersedes=3, withdraws=True)
    assert only(coarse, wrong).milestones[0].date == "2023-02-17"
    assert only(coarse, wrong, undone).milestones[0].date == "2023-02"
    assert only(coarse, wrong, undone, redone).milestones[0].date == "2023-02-17"


def test_the_strongest_evidence_gives_the_date_and_agreeing_evidence_refines_it() -> None:
    press = change(1, Milestone.SIGNED, "2023-03-01", tier=Tier.PRESS, confidence=0.99)
    authority = change(2, Milestone.SIGNED, "2023-02")
    agency = change(3, Milestone.SIGNED, "2023-02-07", tier=Tier.STATE_AGENCY)
    state = only(press, authority, agency).milestones[0]
    assert state.date == "2023-02-07"
    assert state.changes == (3, 2)
    assert [evidence.quote for evidence in state.evidence] == ["change 3", "change 2"]
    assert "change 1 says 2023-03-01" in state.note


def test_an_analysts_latest_decision_outweighs_every_source() -> None:
    gazette = change(1, Milestone.SIGNED, "2023-02-07", tier=Tier.GAZETTE)
    first = change(2, Milestone.SIGNED, "2023-02-08", by=DecidedBy.ANALYST, tier=Tier.OTHER)
    last = change(3, Milestone.SIGNED, "2023-02-09", by=DecidedBy.ANALYST, tier=Tier.OTHER)
    assert only(gazette, first, last).milestones[0].date == "2023-02-09"


def test_a_date_that_an_analyst_decided_is_made_finer_by_an_analyst_alone() -> None:
    month = change(1, Milestone.SIGNED, "2023-02", by=DecidedBy.ANALYST, tier=Tier.OTHER)
    day = change(2, Milestone.SIGNED, "2023-02-07", tier=Tier.GAZETTE)
    state = only(month, day).milestones[0]
    assert (state.date, state.decided_by, state.changes) == ("2023-02", DecidedBy.ANALYST, (1, 2))
    assert "change 2 says 2023-02-07" in state.note
    later = change(3, Milestone.SIGNED, "2023-02-08", by=DecidedBy.ANALYST)
    assert only(month, day, later).milestones[0].date == "2023-02-08"
    undated = change(1, Milestone.SIGNED, None, by=DecidedBy.ANALYST)
    filled = only(undated, day).milestones[0]
    assert (filled.date, filled.decided_by) == ("2023-02-07", DecidedBy.POLICY)


@pytest.mark.parametrize("stop", [Milestone.SUSPENDED, Milestone.TERMINATED])
def test_a_stop_holds_until_a_new_start(stop: Milestone) -> None:
    start, ended = change(1, Milestone.IN_FORCE, "2019-05-01"), change(2, stop, "2021-01-01")
    again = change(3, Milestone.IN_FORCE, "2023-01-01", by=DecidedBy.ANALYST)
    assert only(start, ended).status is stop
    assert only(start, ended, on=date(2020, 1, 1)).status is Milestone.IN_FORCE
    resumed = only(start, ended, again)
    assert resumed.status is Milestone.IN_FORCE
    assert [state.date for state in resumed.milestones if state.milestone is Milestone.IN_FORCE] == [
        "2019-05-01",
        "2023-01-01",
    ]


@pytest.mark.parametrize(
    ("acceding", "scope"),
    [(("OM",), MUTUAL), ((), Scope(modes=(Mode.ROAD,))), ((), Scope(recogniser="US", recognised="GCC"))],
)
def test_stopping_a_part_does_not_stop_the_whole(acceding: tuple[str, ...], scope: Scope) -> None:
    ledger = (
        change(1, Milestone.IN_FORCE, "2023", parties="GCC US"),
        change(2, Milestone.SUSPENDED, "2024", parties="GCC US", acceding=acceding, scope=scope),
    )
    assert only(*ledger).status is Milestone.IN_FORCE


def test_stopping_every_mode_that_had_started_stops_the_recognition() -> None:
    road, every = Scope(modes=(Mode.ROAD,)), Scope(modes=(Mode.ROAD, Mode.AIR))
    start = change(1, Milestone.IN_FORCE, "2023-01-01", scope=road)
    assert only(start, change(2, Milestone.SUSPENDED, "2024-01-01", scope=every)).status is Milestone.SUSPENDED
    wider = change(1, Milestone.IN_FORCE, "2023-01-01", scope=every)
    assert only(wider, change(2, Milestone.SUSPENDED, "2024-01-01", scope=road)).status is Milestone.IN_FORCE


def test_a_status_stands_on_the_wholes_last_start_else_on_the_first_parts() -> None:
    start, stop = change(1, Milestone.IN_FORCE, "2008-06-28"), change(2, Milestone.SUSPENDED, "2012-03-01")
    again = change(3, Milestone.IN_FORCE, "2014-04-01")
    road = change(4, Milestone.IN_FORCE, "2015", scope=Scope(modes=(Mode.ROAD,)))
    assert (state := stands_on(only(start, stop, again, road), Milestone.IN_FORCE)) and state.date == "2014-04-01"
    assert (state := stands_on(only(start, stop), Milestone.IN_FORCE)) and state.date == "2008-06-28"
    parts = [
        change(seq, Milestone.IN_FORCE, stated, parties="GCC US", acceding=(code,))
        for seq, (stated, code) in enumerate([(None, "AE"), ("2024-08", "OM"), ("2024-02", "QA")], start=1)
    ]
    assert (state := stands_on(only(*parts), Milestone.IN_FORCE)) and state.acceding == ("QA",)
    undated = only(change(1, Milestone.SIGNED, None))
    assert (state := stands_on(undated, Milestone.SIGNED)) and state.date is None
    assert stands_on(undated, Milestone.IN_FORCE) is None


def test_extensions_on_other_days_are_kept_apart() -> None:
    recognition = only(change(1, Milestone.EXPANDED, "2011"), change(2, Milestone.EXPANDED, "2016-05-02"))
    assert [state.date for state in recognition.milestones] == ["2011", "2016-05-02"]


def test_recognitions_come_by_id() -> None:
    ledger = [change(1, Milestone.SIGNED, None, parties="NZ US"), change(2, Milestone.SIGNED, None, parties="CN MO")]
    assert [recognition.id for recognition in project(ledger)] == ["CN-MO", "NZ-US"]


DATES = st.dates(date(2012, 1, 1), date(2024, 12, 31)).map(date.isoformat)
PARTIAL = st.one_of(
    st.none(),
    st.tuples(DATES, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]]),
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(Milestone),
        PARTIAL,
        st.sampled_from(["CN MO", "EU JP", "NZ US"]),
        st.sampled_from(list(Tier)),
        st.sampled_from([0.6, 0.9, 0.95]),
    ),
    min_size=1,
    max_size=12,
).map(
    lambda rows: [
        change(seq, milestone, stated, parties=parties, tier=tier, confidence=confidence)
        for seq, (milestone, stated, parties, tier, confidence) in enumerate(rows, start=1)
    ]
)


@given(changes=CHANGES, order=st.randoms(use_true_random=False), on=st.none() | st.dates(date(2011, 1, 1)))
def test_the_order_of_arrival_does_not_matter(changes: list[Change], order: random.Random, on: date | None) -> None:
    shuffled = list(changes)
    order.shuffle(shuffled)
    assert project(shuffled, on) == project(changes, on)


@given(changes=CHANGES)
def test_ledger_numbers_of_other_recognitions_do_not_matter(changes: list[Change]) -> None:
    together = {recognition.id: recognition for recognition in project(changes)}
    assert together
    for key, recognition in together.items():
        assert project([one for one in changes if one.statement.recognition == key]) == (recognition,)


@given(day=DATES, cut=st.sampled_from([4, 7]), tiers=st.permutations(list(Tier)))
def test_a_coarser_agreeing_date_never_replaces_a_finer_one(day: str, cut: int, tiers: list[Tier]) -> None:
    fine = change(1, Milestone.SIGNED, day, tier=tiers[0])
    coarse = change(2, Milestone.SIGNED, day[:cut], tier=tiers[1], confidence=0.99)
    bare = change(3, Milestone.SIGNED, None, tier=tiers[2])
    state = only(fine, coarse, bare).milestones[0]
    assert state.date == day
    assert state.changes[0] == 1
