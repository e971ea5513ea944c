"""Comparing partial dates that may be missing: agreement, fineness, certain order; and what a date is the date of."""

from datetime import date

from store.domain import MUTUAL, DateKind, Milestone, Statement, agrees, first_day, last_day

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
