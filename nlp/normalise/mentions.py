"""What a date expression is before it means anything: its parts, and what relative ones are counted from."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from store.domain import first_day

Anchor = Literal["text", "published", "dateline", "none"]
"""What a date was counted from."""

_RECENT = 366
"""Days before the anchor within which an act is counted on from ("six months after its signature")."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: where it stands, its form, and the parts it names.

    month2, year2: the second end of a span of months. unit: of `number`, one of days, weeks, months, years.
    shift: the anchor's year, moved ("of last year" is -1). same_year: the year is the one told before.
    last_day: the last day of the month. fiscal: months are counted from the fiscal year's first.
    party: whose fiscal year it is, where the words say so.
    """

    start: int
    end: int
    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    unit: str | None = None
    month2: int | None = None
    year2: int | None = None
    shift: int | None = None
    same_year: bool = False
    last_day: bool = False
    fiscal: bool = False
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Anchors:
    """What relative dates are counted from: the dateline's day, the page's date, or a date that the text states.

    All are partial dates; `published` may be coarser than a day. `text` serves where the other two are missing.
    told: the dates told earlier in the text, in its order ("the day after" is the day after the last of them).
    """

    published: str | None = None
    dateline: str | None = None
    text: str | None = None
    told: tuple[str, ...] = ()

    @property
    def day(self) -> tuple[date, Anchor] | None:
        """The day to count from and its name; None where none is known to the day."""
        for name, value in self._stated:
            if len(value) == 10:
                return first_day(value), name
        return None

    @property
    def nearest(self) -> tuple[date, Anchor] | None:
        """As `day`, or the middle of a coarser anchor."""
        return self.day or self.coarse

    @property
    def coarse(self) -> tuple[date, Anchor] | None:
        """The first anchor that is known at all, in its middle; None where none is."""
        for name, value in self._stated:
            return first_day(value) + timedelta(days={4: 180, 7: 14}.get(len(value), 0)), name
        return None

    @property
    def precision(self) -> int:
        """How finely the anchor is known: 0 not at all, 4 to the year, 7 to the month, 10 to the day."""
        return max((len(value) for _, value in self._stated), default=0)

    def last_told(self, precision: int, *, recent: bool = False) -> str | None:
        """The last date told before that is known at least so finely, else the anchor; None where there is none.

        recent: dates more than a year before the anchor do not count.
        """
        since = (self.day[0] - timedelta(days=_RECENT)).isoformat() if recent and self.day else ""
        fitting = [value for value in self.told if len(value) >= precision and value >= since]
        if fitting:
            return fitting[-1]
        return next((value for _, value in self._stated if len(value) >= precision), None)

    @property
    def _stated(self) -> Iterator[tuple[Anchor, str]]:
        if self.dateline:
            yield "dateline", self.dateline
        if self.published:
            yield "published", self.published
        if self.text:
            yield "text", self.text


@dataclass(frozen=True, slots=True)
class Resolved:
    """A partial date or None, what it was counted from, and the rule that gave it."""

    value: str | None
    anchor: Anchor
    rule: str


def written(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """A partial date as text, or None where there is no such date."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def moved(base: date, months: int) -> tuple[int, int]:
    """Year and month of a day, moved by a number of months."""
    index = base.year * 12 + base.month - 1 + months
    return index // 12, index % 12 + 1


def valued(mention: DateMention, year: int, month: int | None) -> str | None:
    """The date in a year and month, with the mention's day."""
    day = monthrange(year, month)[1] if mention.last_day and month else mention.day
    return written(year, month, day)


def nothing_to_count_from(mention: DateMention) -> Resolved:
    """What a mention means where nothing is known that it could be counted from."""
    return Resolved(None, "none", f"{mention.form}: nothing to count from")
