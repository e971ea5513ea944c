"""What speaks against a statement."""

import pytest

from store.domain import MUTUAL, Evidence, Milestone, Mode, Scope, Statement
from store.reconcile.conflicts import contradictions, overlap


def state(milestone: Milestone, date: str | None, acceding: tuple[str, ...] = (), scope: Scope = MUTUAL) -> Statement:
    return Statement(
        parties=("CN", "HK"),
        milestone=milestone,
        date=date,
        acceding=acceding,
        scope=scope,
        evidence=Evidence(),
        confidence=1.0,
    )


@pytest.mark.parametrize(
    ("stated", "known", "speaks_against"),
    [
        ((Milestone.IN_FORCE, "2023-01-01"), (Milestone.SIGNED, "2023-02-07"), True),
        ((Milestone.SIGNED, "2023-02-07"), (Milestone.IN_FORCE, "2023-01-01"), True),
        ((Milestone.IN_FORCE, "2023-02"), (Milestone.SIGNED, "2023-02-07"), False),
        ((Milestone.IN_FORCE, None), (Milestone.SIGNED, "2023-02-07"), False),
        ((Milestone.PILOT, "2022-01-01"), (Milestone.SIGNED, "2023-02-07"), False),
        ((Milestone.TALKS, "2022-03"), (Milestone.ACTION_PLAN, "2022-01"), False),
        ((Milestone.ACTION_PLAN, "2023-03"), (Milestone.SIGNED, "2023-02-07"), True),
        ((Milestone.SIGNED, "2023-02-08"), (Milestone.SIGNED, "2023-02-07"), True),
        ((Milestone.SIGNED, "2023-02"), (Milestone.SIGNED, "2023-02-07"), False),
        ((Milestone.EXPANDED, "2023-02"), (Milestone.EXPANDED, "2020-01"), False),
    ],
)
def test_order_and_dates(
    stated: tuple[Milestone, str | None], known: tuple[Milestone, str], speaks_against: bool
) -> None:
    assert bool(contradictions(state(*stated), [state(*known)], [], "2023-12-31")) == speaks_against


def test_a_text_cannot_report_a_signing_to_come_but_can_announce_a_start() -> None:
    assert contradictions(state(Milestone.SIGNED, "2023-03-01"), [], [], "2023-02-08")
    assert not contradictions(state(Milestone.SIGNED, "2023-02-09"), [], [], "2023-02-08")
    assert not contradictions(state(Milestone.SIGNED, "2023-02"), [], [], "2023-02-08")
    assert not contradictions(state(Milestone.IN_FORCE, "2023-06-01"), [], [], "2023-02-08")


def test_nothing_is_older_than_the_first_programme() -> None:
    (reason,) = contradictions(state(Milestone.SIGNED, "1992"), [], [], "2023-02-08")
    assert "1992" in reason


def test_parts_overlap_where_members_modes_and_directions_do() -> None:
    road, sea = (state(Milestone.IN_FORCE, None, scope=Scope(modes=(mode,))) for mode in (Mode.ROAD, Mode.SEA))
    whole = state(Milestone.IN_FORCE, None)
    there, back = (
        state(Milestone.IN_FORCE, None, scope=Scope(recogniser=one, recognised=other))
        for one, other in (("CN", "HK"), ("HK", "CN"))
    )
    assert not overlap(road, sea)
    assert overlap(road, whole)
    assert not overlap(there, back)
    assert overlap(there, whole)
    assert not overlap(state(Milestone.IN_FORCE, None, ("TH",)), state(Milestone.IN_FORCE, None, ("SG",)))
    assert not overlap(whole, state(Milestone.SIGNED, None))
