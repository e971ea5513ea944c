"""Dates that are counted from the date told before: one rule for each form."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import timedelta

from nlp.normalise.mentions import Anchors, DateMention, Resolved, moved, nothing_to_count_from, valued, written
from store.domain import first_day

EARLIER = frozenset({"earlier", "year_earlier"})
"""The forms that are counted back from the date told before, and as periods from the period told before."""

_LEAST = {"years": 4, "months": 7}
"""By unit how finely a date must be told to be counted from; to the day where not listed."""


def _beside_told(mention: DateMention, anchors: Anchors) -> Resolved:
    """`the following day`, `the same day`."""
    told = anchors.last_told(10)
    if told is None:
        return nothing_to_count_from(mention)
    shift = {"day_after": 1, "day_before_that": -1}.get(mention.form, 0)
    value = (first_day(told) + timedelta(days=shift)).isoformat()
    return Resolved(value, "text", "counted from the date told before")


def _earlier(mention: DateMention, anchors: Anchors) -> Resolved:
    """`two months earlier`, `the year before`."""
    number, rule = mention.number or 1, "counted back from the date told before"
    told = anchors.last_told(_LEAST.get(mention.unit or "", 10))
    if told is None:
        return nothing_to_count_from(mention)
    start = first_day(told)
    match mention.unit:
        case "years" if mention.month:
            return Resolved(valued(mention, start.year - number, mention.month), "text", rule)
        case "years":
            month = start.month if mention.form == "earlier" and number == 1 and len(told) > 4 else None
            return Resolved(written(start.year - number, month), "text", rule)
        case "months":
            return Resolved(written(*moved(start, -number)), "text", rule)
        case "weeks":
            return Resolved((start - timedelta(weeks=number)).isoformat(), "text", rule)
    return Resolved((start - timedelta(days=number)).isoformat(), "text", rule)


def _later(mention: DateMention, anchors: Anchors) -> Resolved:
    """`two months later`, `the month after`: on from the date told before; from the anchor where none is."""
    least = _LEAST.get(mention.unit or "", 10)
    told = next((value for value in reversed(anchors.told) if len(value) >= least), None)
    if told is None:
        return _after(mention, anchors)
    start, number, rule = first_day(told), mention.number or 1, "counted on from the date told before"
    if mention.unit in ("days", "weeks"):
        return Resolved((start + timedelta(**{mention.unit: number})).isoformat(), "text", rule)
    year, month = moved(start, number * (12 if mention.unit == "years" else 1))
    day = min(start.day, monthrange(year, month)[1])
    return Resolved(written(year, month if len(told) > 4 else None, day if len(told) > 7 else None), "text", rule)


def _month_following(mention: DateMention, anchors: Anchors) -> Resolved:
    """`the following January`: the next such month after the date told before; of a year, that of the year after."""
    told = anchors.last_told(4)
    if told is None or mention.month is None:
        return nothing_to_count_from(mention)
    year = int(told[:4]) + (len(told) == 4 or mention.month <= int(told[5:7]))
    return Resolved(valued(mention, year, mention.month), "text", "the next such month after the date told before")


def _same_month(mention: DateMention, anchors: Anchors) -> Resolved:
    told = anchors.last_told(7)
    if told is None:
        return nothing_to_count_from(mention)
    return Resolved(valued(mention, int(told[:4]), int(told[5:7])), "text", "the month told before")


def same_year(mention: DateMention, anchors: Anchors) -> Resolved:
    """`of the same year`, `the year after`: a date in the year told before, or the next."""
    told = anchors.last_told(4)
    if told is None:
        return nothing_to_count_from(mention)
    year = int(told[:4]) + (mention.form == "year_after")
    return Resolved(valued(mention, year, mention.month), "text", "counted from the year told before")


def _after(mention: DateMention, anchors: Anchors) -> Resolved:
    """`six months after its signature`: to the day, as contracts count."""
    told = anchors.last_told(10, recent=True)
    if told is None:
        return nothing_to_count_from(mention)
    start, number, rule = first_day(told), mention.number or 1, "counted on from the date told before"
    match mention.unit:
        case "months" | "years":
            year, month = moved(start, number * (12 if mention.unit == "years" else 1))
            return Resolved(written(year, month, min(start.day, monthrange(year, month)[1])), "text", rule)
        case "weeks":
            return Resolved((start + timedelta(weeks=number)).isoformat(), "text", rule)
    return Resolved((start + timedelta(days=number)).isoformat(), "text", rule)


def _month_after(mention: DateMention, anchors: Anchors) -> Resolved:
    """`the first day of the second month following its adoption`."""
    told = anchors.last_told(7, recent=True)
    if told is None:
        return nothing_to_count_from(mention)
    value = valued(mention, *moved(first_day(told), mention.number or 1))
    return Resolved(value, "text", "months counted on from the date told before")


RULES: Mapping[str, Callable[[DateMention, Anchors], Resolved]] = (
    dict.fromkeys(("day_after", "day_before_that", "same_day"), _beside_told)
    | dict.fromkeys(EARLIER, _earlier)
    | dict.fromkeys(("same_year", "year_after"), same_year)
    | {"same_month": _same_month, "after": _after, "month_after": _month_after}
    | {"later": _later, "month_following": _month_following}
)
"""For each form that is counted from the date told before, its rule."""
