"""Parts of years: which months a quarter, a span of months or a fiscal year covers, and in which year it lies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from nlp.normalise.mentions import Anchors, DateMention

FISCAL_START = {
    "AU": 7, "BD": 7, "EG": 7, "ET": 7, "FJ": 8, "KE": 7, "NP": 7, "NZ": 7, "PK": 7, "RW": 7, "TO": 7, "TZ": 7, "UG": 7,
    "BN": 4, "BT": 7, "BW": 4, "CA": 4, "GB": 4, "HK": 4, "IN": 4, "JM": 4, "JP": 4, "LS": 4, "MW": 4, "NA": 4,
    "SG": 4, "SZ": 4, "ZA": 4, "AF": 12, "IR": 3, "HT": 10, "LA": 1, "MM": 4, "MU": 7, "TH": 10, "TT": 10, "US": 10,
    "WS": 7,
}  # fmt: skip
"""The month in which a party's fiscal year begins (their finance ministries; one that begins within a month has that
month); January where it is not listed."""

_NAMED_BY_START = frozenset({"JP", "SG", "CA"})
"""Parties that call a fiscal year by the year in which it begins where they write one year only."""

_DONE_FROM = 20
"""Day of the month from which statistics of that month may be told."""


@dataclass(frozen=True, slots=True)
class Months:
    """Consecutive months: the first as months since year 0, how many, and whether the last is over."""

    first: int
    count: int
    over: bool = True

    @classmethod
    def between(cls, first: str, last: str) -> Self:
        """The months from one to another, as ISO 8601."""
        start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
        return cls(start, end - start + 1)

    @property
    def last(self) -> int:
        """The last month, as months since year 0."""
        return self.first + self.count - 1

    @property
    def year(self) -> int:
        """The year in which they begin."""
        return self.first // 12

    def written(self) -> str:
        """As a period of the extraction record: a month, a calendar year that is over, or a range of months."""
        if self.count == 1:
            return _month(self.first)
        if self.over and self.count == 12 and self.first % 12 == 0:
            return f"{self.year:04d}"
        return f"{_month(self.first)}/{_month(self.last)}"


def _month(index: int) -> str:
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


Part = tuple[int, int]
"""A part of a year: months from the year's first to its own, and how many it has."""


def _within(size: int) -> Callable[[DateMention], Part | None]:
    """The n-th part of a year that is cut into parts of `size` months; the first where it is not said which."""
    return lambda m: (((m.number or 1) - 1) * size, size) if (m.number or 1) * size <= 12 else None


def _first(size: int) -> Callable[[DateMention], Part | None]:
    """The first n times `size` months of a year."""
    return lambda m: (0, m.number * size) if m.number and m.number * size <= 12 else None


def _months(mention: DateMention) -> Part | None:
    if mention.month is None or mention.month2 is None:
        return None
    count = mention.month2 - mention.month
    if mention.year and mention.year2:
        count += 12 * (mention.year2 - mention.year)
        return (mention.month - 1, count + 1) if 0 <= count < 36 else None
    return mention.month - 1, count % 12 + 1


def _months_to(mention: DateMention) -> Part | None:
    count = mention.number or 12
    return (mention.month - count, count) if mention.month and count <= 24 else None


_PARTS: Mapping[str, Callable[[DateMention], Part | None]] = {
    "first_months": _first(1),
    "first_quarters": _first(3),
    "half": _within(6),
    "quarter": _within(3),
    "quadrimester": _within(4),
    "bimester": _within(2),
    "final_quarter": lambda _: (9, 3),
    "fiscal": lambda _: (0, 12),
    "months": _months,
    "months_to": _months_to,
    "year_to": _months_to,
    "until_month": lambda m: (0, m.month) if m.month else None,
}

PART_FORMS = frozenset(_PARTS) | {"so_far", "months_to_now"}
"""The forms of dates that name a part of a year."""


def months_of(mention: DateMention, anchors: Anchors, own: str | None = None, *, future: bool = False) -> Months | None:
    """The months that a part of a year covers, or None where its year is not known.

    A year that is not said is the last in which the part is over; with `future` the first in which it is not.
    `own` is the party whose fiscal years the text counts in.
    """
    base = anchors.nearest[0] if anchors.nearest else None
    if mention.form == "so_far":
        return _so_far(mention, anchors)
    if mention.form == "months_to_now":
        return _to_now(mention, anchors)
    part = _PARTS[mention.form](mention)
    if part is None:
        return None
    party = mention.party or own
    fiscal = mention.fiscal or mention.form == "fiscal"
    offset = part[0] + (FISCAL_START.get(party or "", 1) - 1 if fiscal else 0)
    year = _year(mention, anchors, base, party)
    if year is not None:
        if mention.form == "months" and part[0] + part[1] > 12 and mention.year and mention.year2 is None:
            year -= 1  # "November to March 2024": the year stands with the end
        return Months(year * 12 + offset, part[1])
    if base is None:
        return None
    if fiscal and mention.shift is not None:
        running = _beside(base, offset, part[1], future=True)
        return Months(running.first + 12 * mention.shift, running.count)
    # The month of an anchor that is no finer counts as over: "January–May" beside "May 2024".
    return _beside(base if anchors.day else base.replace(day=28), offset, part[1], future=future)


def _year(mention: DateMention, anchors: Anchors, base: date | None, party: str | None) -> int | None:
    if mention.year is not None:
        by_end = (mention.fiscal or mention.form == "fiscal") and mention.year2 is None and party not in _NAMED_BY_START
        return mention.year - (by_end and FISCAL_START.get(party or "", 1) > 1)
    if mention.same_year:
        told = anchors.last_told(4)
        return int(told[:4]) if told else None
    fiscal = mention.fiscal or mention.form == "fiscal"
    if mention.shift is not None and base is not None and not fiscal:
        return base.year + mention.shift
    return None


def _beside(base: date, offset: int, count: int, *, future: bool) -> Months:
    """Of the same months in every year, the last that are over (the first that are not, if future)."""
    now = base.year * 12 + base.month - 1
    found = Months((base.year + 1) * 12 + offset, count)
    over = now - (base.day < _DONE_FROM)
    while found.last > (now + 11 if future else over):
        found = Months(found.first - 12, count)
    return found


def _to_now(mention: DateMention, anchors: Anchors) -> Months | None:
    """From the last month of a name to the one in which the text stands, however much of that is over."""
    if anchors.nearest is None or mention.month is None:
        return None
    base = anchors.nearest[0]
    count = (base.month - mention.month) % 12 + 1
    return Months(base.year * 12 + base.month - count, count, over=False)


def _so_far(mention: DateMention, anchors: Anchors) -> Months | None:
    """January to the last month that is over; a whole year that is past."""
    if anchors.nearest is None:
        return None
    base = anchors.nearest[0]
    if mention.year not in (None, base.year):
        return Months((mention.year or 0) * 12, 12)
    count = base.month - (1 if anchors.day else 0)
    return Months(base.year * 12, count) if count else Months((base.year - 1) * 12, 12)
