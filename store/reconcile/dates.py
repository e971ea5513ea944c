"""Comparing partial dates that may be missing: agreement, fineness, certain order."""

from datetime import date

from store.domain import agrees, first_day, last_day


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
