"""Comparing partial dates that may be missing: agreement, fineness, order; what a date is of; which can be a step's."""

from datetime import date

from store.domain import MUTUAL, DateKind, Milestone, Statement, agrees, first_day, last_day
from store.errors import InputError

FIRST_PROGRAMME = date(2001, 11, 1)
"""The month in which C-TPAT, the first trusted-trader programme of this kind, began: no step can be older."""

YEARS_AHEAD = 10
"""How far ahead a step can be announced."""

EFFECTS = frozenset(
    {Milestone.PILOT, Milestone.IN_FORCE, Milestone.EXPANDED, Milestone.SUSPENDED, Milestone.TERMINATED}
)
"""Milestones from whose day on something holds; every other is an act, which is over on its day."""


def agree(one: str | None, other: str | None) -> bool:
    """Whether two dates can be the same day; a missing date contradicts nothing."""
    return one is None or other is None or agrees(one, other)


def finer(one: str | None, other: str | None) -> bool:
    """Whether `one` is known more precisely than `other`; any date is finer than none."""
    return len(one or "") > len(other or "")


def certainly_before(one: str | None, other: str | None) -> bool:
    """Whether every day that `one` can mean lies before every day that `other` can mean; never of a missing date."""
    return one is not None and other is not None and last_day(one) < first_day(other)


def by_then(value: str, on: date) -> bool | None:
    """Whether a dated act had happened by the end of the day `on`; None where the date is too coarse to tell."""
    if last_day(value) <= on:
        return True
    return False if first_day(value) > on else None


def check_step(value: str, today: date) -> None:
    """InputError for a partial date on which no step of a recognition can have been taken, or be announced."""
    if last_day(value) < FIRST_PROGRAMME:
        raise InputError(
            f"{value!r} is before {FIRST_PROGRAMME:%Y-%m}, when the first AEO programme began",
            remedy="give the step's date",
        )
    if first_day(value).year > today.year + YEARS_AHEAD:
        raise InputError(f"{value!r} is more than {YEARS_AHEAD} years ahead", remedy="give the step's date")


def kind_of(statement: Statement) -> DateKind | None:
    """What the date of a statement is the date of; None where it bears none.

    Of a start, whether it is everybody's (effective) or a member's, a mode's or a tier's alone (staged).
    """
    milestone, scope = statement.milestone, statement.scope
    if statement.date is None:
        return None
    if statement.date_anchor == "published" and statement.date_rule.startswith("today"):
        return DateKind.PUBLISHED
    if milestone in (Milestone.SIGNED, Milestone.ACTION_PLAN):
        return DateKind.SIGNED
    if milestone in EFFECTS:
        return DateKind.STAGED if statement.acceding or scope != MUTUAL else DateKind.EFFECTIVE
    return DateKind.ANNOUNCED
