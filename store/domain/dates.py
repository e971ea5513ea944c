"""Partial dates: how finely a day is known, which days it can mean, and what it is the date of."""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator


class Precision(StrEnum):
    """How finely a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def _check_partial(value: str) -> str:
    match = _PARTIAL.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    return value


PartialDate = Annotated[str, AfterValidator(_check_partial)]
"""An ISO 8601 date at the precision that is known: `2023`, `2023-02` or `2023-02-07`. Sorts as text."""


def precision_of(value: str) -> Precision:
    """The precision of a partial date."""
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(value)]


def first_day(value: str) -> date:
    """The first day that a partial date can mean."""
    return date.fromisoformat(value + "-01-01"[len(value) - 4 :])


def last_day(value: str) -> date:
    """The last day that a partial date can mean."""
    start = first_day(value)
    match precision_of(value):
        case Precision.YEAR:
            return date(start.year, 12, 31)
        case Precision.MONTH:
            return date(start.year, start.month, monthrange(start.year, start.month)[1])
        case Precision.DAY:
            return start


def agrees(one: str, other: str) -> bool:
    """Whether two partial dates can be the same day: one is a coarser form of the other."""
    return one.startswith(other) or other.startswith(one)


class DateKind(StrEnum):
    """What a date is the date of: the text, a step that is announced, a signature, a start for all, a start in stages.

    `published`: the text gives the act no day of its own, so that it is dated by the page ("today").
    """

    PUBLISHED = "published"
    ANNOUNCED = "announced"
    SIGNED = "signed"
    EFFECTIVE = "effective"
    STAGED = "staged"
