"""The days that a stated period of trade covers: their length, the same ones a year before, what lies within what."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from store.domain import first_day, last_day

DAYS, MONTHS = "days", "months"


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """A period from its first to its last day, both included: `2022` and `2022-01/2022-12` are the same."""

    first: date
    last: date

    @classmethod
    def of(cls, period: str | None) -> Self | None:
        """The days of a period as a figure states it; None where there is none, or no calendar has it."""
        start, _, end = (period or "").partition("/")
        try:
            days = cls(first_day(start), last_day(end or start))
        except (ValueError, KeyError):
            return None
        return days if days.first <= days.last else None

    @property
    def length(self) -> tuple[str, int]:
        """How long it is, in months where it is whole months, else in days: only equal lengths are compared."""
        if self.first.day == 1 and (self.last + timedelta(1)).day == 1:
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            return MONTHS, months
        return DAYS, (self.last - self.first).days + 1

    def year_before(self) -> "Days":
        """The same days of the year before; of the end of February, its end."""
        return Days(*(_year_before(day) for day in (self.first, self.last)))

    def within(self, other: "Days") -> bool:
        """Whether this is a part of another, longer period."""
        return self != other and other.first <= self.first and self.last <= other.last


def _year_before(day: date) -> date:
    ends = day.day == monthrange(day.year, day.month)[1]
    last = monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, last if ends and day.month == 2 else min(day.day, last))
