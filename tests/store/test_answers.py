"""The three answers to "is A recognised by B on D?"."""

from datetime import UTC, date, datetime

import pytest

from store.domain import (
    MUTUAL,
    Answer,
    AnswerKind,
    Change,
    DecidedBy,
    Evidence,
    Milestone,
    Mode,
    Scope,
    Statement,
    Tier,
)
from store.errors import InputError
from store.reconcile.answers import ask
from store.reconcile.identity import normal_form
from store.reconcile.state import project

COMPILED = datetime(2025, 6, 30, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
YES, NO, OPEN = AnswerKind.RECOGNISED, AnswerKind.NOT_RECOGNISED, AnswerKind.NOT_KNOWN


def step(
    parties: str, milestone: Milestone, stated: str | None, acceding: str = "", scope: Scope = MUTUAL
) -> Statement:
    return Statement(
        parties=normal_form(parties.split()),
        milestone=milestone,
        date=stated,
        acceding=tuple(acceding.split()),
        scope=scope,
        evidence=Evidence(quote=f"{milestone} {stated}", tier=Tier.AUTHORITY),
        confidence=0.95,
    )


LEDGER = (
    step("CN MO", Milestone.SIGNED, "2023-02-07"),
    step("CN MO", Milestone.IN_FORCE, "2023-06-01"),
    step("EU JP", Milestone.SIGNED, "2010-06-24"),
    step("EU JP", Milestone.IN_FORCE, "2011-05-24"),
    step("GB JP", Milestone.IN_FORCE, "2021-01-01"),
    step("KR MX", Milestone.SIGNED, "2014-03"),
    step("KR MX", Milestone.IN_FORCE, "2015-02"),
    step("AU KR", Milestone.SIGNED, "2017-07-06"),
    step("AU KR", Milestone.IN_FORCE, None),
    step("CN ZA", Milestone.SIGNED, "2021-06-06"),
    step("CN VN", Milestone.TALKS, None),
    step("ASEAN", Milestone.SIGNED, "2023-09-19"),
    step("ASEAN", Milestone.IN_FORCE, "2024-08-01", "BN MY PH SG"),
    step("ASEAN", Milestone.IN_FORCE, "2024-08-19", "TH"),
    step("ASEAN", Milestone.SUSPENDED, "2025-03-01", "TH"),
    step("CN HK", Milestone.SIGNED, "2013-10-29"),
    step("CN HK", Milestone.IN_FORCE, "2014-05-01", scope=Scope(modes=(Mode.ROAD,))),
    step("CN HK", Milestone.IN_FORCE, "2014-09-01", scope=Scope(modes=(Mode.AIR, Mode.SEA))),
    step("BY CN", Milestone.IN_FORCE, "2019-07-24", scope=Scope(recogniser="BY", recognised="CN")),
    step("JO US", Milestone.IN_FORCE, "2008-06-28"),
    step("JO US", Milestone.SUSPENDED, "2012-03-01"),
    step("JO US", Milestone.IN_FORCE, "2014-04-01"),
    step("BR CN ZA", Milestone.ACTION_PLAN, "2024"),
    step("BR ZA", Milestone.SIGNED, "2025-09-19"),
    step("GCC US", Milestone.IN_FORCE, "2024-01-01", "AE"),
    step("GCC CA", Milestone.IN_FORCE, "2020-01-01"),
    step("GCC CA", Milestone.SUSPENDED, "2022-05", "QA"),
)
REGISTRY = project(
    Change(
        seq=seq, key=str(seq), statement=statement, decided_by=DecidedBy.BASELINE, decided_at=COMPILED, reason="test"
    )
    for seq, statement in enumerate(LEDGER, start=1)
)


def answer(one: str, other: str, on: str) -> Answer:
    return ask(REGISTRY, one, other, date.fromisoformat(on), NOW)


@pytest.mark.parametrize(
    ("one", "other", "on", "kind"),
    [
        ("CN", "MO", "2023-06-01", YES),
        ("MO", "CN", "2024-01-01", YES),
        ("CN", "MO", "2023-05-31", NO),
        ("CN", "MO", "2023-02-06", NO),
        # through the Union, and by the day's members
        ("DE", "JP", "2015-01-01", YES),
        ("JP", "DE", "2011-05-23", NO),
        ("GB", "JP", "2019-01-01", YES),
        # out of the Union, and bound by its arrangements to the end of the transition
        ("GB", "JP", "2020-06-01", YES),
        ("GB", "JP", "2020-12-31", YES),
        ("GB", "JP", "2021-01-01", YES),
        ("DE", "FR", "2024-01-01", OPEN),
        # a start known by its month
        ("KR", "MX", "2015-01-31", NO),
        ("KR", "MX", "2015-02-16", OPEN),
        ("KR", "MX", "2015-02-28", YES),
        ("KR", "MX", "2014-02-28", NO),
        # a start without a date
        ("AU", "KR", "2017-07-05", NO),
        ("AU", "KR", "2020-01-01", OPEN),
        ("AU", "KR", "2025-06-30", YES),
        # signed, with no stated start
        ("CN", "ZA", "2021-06-05", NO),
        ("CN", "ZA", "2024-01-01", OPEN),
        ("CN", "VN", "2024-01-01", OPEN),
        ("CA", "VN", "2024-01-01", OPEN),
        # member by member
        ("SG", "MY", "2024-08-01", YES),
        ("SG", "TH", "2024-08-18", NO),
        ("TH", "SG", "2024-08-19", YES),
        ("SG", "TH", "2025-03-01", NO),
        ("SG", "MY", "2025-03-01", YES),
        ("SG", "KH", "2025-01-01", OPEN),
        ("SG", "KH", "2023-09-18", NO),
        ("AE", "US", "2024-01-01", YES),
        ("US", "OM", "2024-06-01", OPEN),
        ("GCC", "US", "2024-06-01", OPEN),
        # one member suspended, in a month
        ("QA", "CA", "2022-04-30", YES),
        ("QA", "CA", "2022-05-10", OPEN),
        ("QA", "CA", "2022-06-01", NO),
        ("KW", "CA", "2022-06-01", YES),
        # by mode and by direction
        ("HK", "CN", "2014-06-01", YES),
        ("HK", "CN", "2014-04-30", NO),
        ("CN", "BY", "2020-01-01", YES),
        ("BY", "CN", "2020-01-01", OPEN),
        # suspended and started again
        ("JO", "US", "2010-01-01", YES),
        ("JO", "US", "2013-01-01", NO),
        ("JO", "US", "2014-04-01", YES),
    ],
)
def test_answers(one: str, other: str, on: str, kind: AnswerKind) -> None:
    given = answer(one, other, on)
    assert given.answer is kind, given.reason
    assert given.parties == (one, other)
    assert given.reason.endswith(".")


def test_an_answer_rests_on_its_milestone_and_evidence() -> None:
    given = answer("CN", "MO", "2023-06-01")
    assert (given.recognition, given.milestone, given.milestone_date) == ("CN-MO", Milestone.IN_FORCE, "2023-06-01")
    assert [evidence.quote for evidence in given.evidence] == ["in_force 2023-06-01"]
    assert given.known_on == NOW
    assert "Macao" in given.reason
    assert "2023-06-01" in given.reason


def test_a_coarse_start_is_named_as_the_reason() -> None:
    given = answer("KR", "MX", "2015-02-16")
    assert "known only as 2015-02" in given.reason
    assert given.milestone_date == "2015-02"


def test_the_bloc_and_the_mode_are_named() -> None:
    assert "Germany through EU" in answer("DE", "JP", "2015-01-01").reason
    assert answer("HK", "CN", "2014-06-01").reason.endswith("since 2014-05-01, for road.")
    assert answer("HK", "CN", "2014-10-01").reason.endswith("since 2014-05-01, for road, air, sea.")


def test_the_scope_of_an_answer_names_its_modes() -> None:
    cases = {
        ("HK", "CN", "2014-06-01"): (Mode.ROAD,),
        ("HK", "CN", "2014-10-01"): (Mode.ROAD, Mode.AIR, Mode.SEA),
        ("CN", "MO", "2023-06-01"): (),
    }
    for asked, modes in cases.items():
        given = answer(*asked)
        assert given.scope == Scope(modes=modes), asked
    assert answer("CN", "BY", "2020-01-01").scope == Scope(recogniser="BY", recognised="CN")
    assert answer("CA", "VN", "2024-01-01").scope is None


def judged(*steps: Statement, on: str) -> Answer:
    """The answer for CN and MO from these steps alone."""
    changes = [
        Change(seq=seq, key=str(seq), statement=made, decided_by=DecidedBy.ANALYST, decided_at=COMPILED, reason="test")
        for seq, made in enumerate(steps, start=1)
    ]
    return ask(project(changes), "CN", "MO", date.fromisoformat(on), NOW)


START = step("CN MO", Milestone.IN_FORCE, "2023-06-01")
ROAD_ONLY = step("CN MO", Milestone.IN_FORCE, "2023-06-01", scope=Scope(modes=(Mode.ROAD,)))
AIR_STOP = step("CN MO", Milestone.SUSPENDED, "2024-01-01", scope=Scope(modes=(Mode.AIR,)))
ROAD_STOP = step("CN MO", Milestone.SUSPENDED, "2024-01-01", scope=Scope(modes=(Mode.ROAD,)))


def test_a_suspension_for_one_mode_leaves_the_others() -> None:
    given = judged(START, AIR_STOP, on="2024-05-01")
    assert given.answer is YES
    assert given.scope == Scope(modes=(Mode.ROAD, Mode.RAIL, Mode.SEA, Mode.POST))
    assert given.reason.endswith(
        "since 2023-06-01, for road, rail, sea, post; for air it is suspended since 2024-01-01."
    )
    before = judged(START, AIR_STOP, on="2023-12-31")
    assert (before.answer, before.scope) == (YES, MUTUAL)


def test_a_suspension_of_every_mode_that_had_started_ends_the_recognition() -> None:
    given = judged(ROAD_ONLY, ROAD_STOP, on="2024-05-01")
    assert (given.answer, given.milestone) == (NO, Milestone.SUSPENDED)
    assert given.reason.endswith("it is suspended since 2024-01-01, for road.")
    assert judged(ROAD_ONLY, AIR_STOP, on="2024-05-01").scope == Scope(modes=(Mode.ROAD,))


def test_a_new_start_for_one_mode_does_not_start_the_others_again() -> None:
    stop = step("CN MO", Milestone.SUSPENDED, "2024-01-01")
    again = step("CN MO", Milestone.IN_FORCE, "2024-06-01", scope=Scope(modes=(Mode.SEA,)))
    given = judged(START, stop, again, on="2024-07-01")
    assert (given.answer, given.scope, given.milestone_date) == (YES, Scope(modes=(Mode.SEA,)), "2024-06-01")


def test_after_a_suspension_an_answer_rests_on_the_new_start() -> None:
    given = answer("JO", "US", "2014-04-01")
    assert given.milestone_date == "2014-04-01"
    assert [evidence.quote for evidence in given.evidence] == ["in_force 2014-04-01"]


def test_a_wider_plan_does_not_cloud_what_a_signing_tells() -> None:
    assert answer("BR", "ZA", "2025-09-01").answer is NO
    assert answer("BR", "CN", "2025-09-01").answer is OPEN


def test_a_pair_that_nothing_is_known_of_has_no_recognition() -> None:
    given = answer("CA", "VN", "2024-01-01")
    assert (given.recognition, given.milestone, given.evidence) == (None, None, ())


@pytest.mark.parametrize(
    ("one", "other", "named"), [("CN", "QQ", "QQ"), ("cn", "MO", "cn"), ("CN", "CN", "CN"), ("EU", "DE", "DE")]
)
def test_codes_that_are_not_two_parties_are_refused(one: str, other: str, named: str) -> None:
    with pytest.raises(InputError, match=named) as raised:
        answer(one, other, "2024-01-01")
    assert raised.value.remedy
