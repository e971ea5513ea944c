"""The period that a figure covers, from the dates told beside it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.normalise.mentions import Anchors, DateMention
from nlp.normalise.resolution import resolve
from nlp.normalise.spans import PART_FORMS, Months, months_of
from store.domain import last_day

JOINED = 4
"""Characters that may stand between the two ends of a range: "January–June", "January to June"."""


def period_of(
    text: str, mentions: Sequence[DateMention], anchors: Callable[[DateMention], Anchors], own: str | None = None
) -> str | None:
    """The period named by the first of some dates that names one: `2022`, `2022-03`, `2022-01/2022-06`, or None.

    `own` is the party whose fiscal years the text counts in.
    """
    for one, other in pairwise(mentions):
        near = len(text[one.end : other.start].strip()) <= JOINED
        if near and (joined := _range(one, other, anchors(other))):
            return joined
    return next((value for m in mentions if (value := period(m, anchors(m), own)) is not None), None)


def period(mention: DateMention, anchors: Anchors, own: str | None = None) -> str | None:
    """The period that one date expression names; a day is its month."""
    if mention.form in PART_FORMS:
        months = months_of(mention, anchors, own)
        return months.written() if months else None
    value = resolve(mention, anchors).value
    if value is None:
        return None
    unsaid = mention.form == "calendar" and mention.year is None and mention.shift is None
    if unsaid and anchors.nearest and value[:7] > anchors.nearest[0].isoformat()[:7]:
        value = f"{int(value[:4]) - 1}{value[4:]}"  # goods that are counted have been traded
    if mention.form == "range" and mention.day and mention.number and len(value) == 7:
        return f"{value}-{mention.day:02d}/{value}-{mention.number:02d}"
    return value[:7]


def _days(one: DateMention, other: DateMention, anchors: Anchors) -> str | None:
    """From one day to another, as months where it is whole ones; the year is said with either."""
    if one.year is None and other.month is not None:
        last = resolve(other, anchors).value
        one = replace(one, month=one.month or other.month, year=int(last[:4]) if last else None)
    if other.year is None:
        other = replace(other, year=one.year)
    first, last = resolve(one, anchors).value, resolve(other, anchors).value
    if not first or not last or first >= last:
        return None
    if first.endswith("-01") and last_day(last[:7]).isoformat() == last:
        return Months.between(first[:7], last[:7]).written()
    return f"{first}/{last}"


def _range(one: DateMention, other: DateMention, anchors: Anchors) -> str | None:
    """From one year, month or day to another."""
    if {one.form, other.form} - {"calendar", "this_year", "last_year", "era"} or bool(one.day) != bool(other.day):
        return None
    if one.day and other.day:
        return _days(one, other, anchors)
    if one.month is None and other.month is None:
        first, last = resolve(one, anchors).value, resolve(other, anchors).value
        return f"{first}-01/{last}-12" if first and last and first < last else None
    if one.month is None or other.month is None or one.month == other.month:
        return None
    year, year2 = one.year, other.year
    if other.form != "calendar" and (value := resolve(other, anchors).value):
        year2 = int(value[:4])
    if year and year2 and year != year2:
        span = replace(one, form="months", month2=other.month, year=year, year2=year2)
    else:
        span = replace(one, form="months", month2=other.month, year=year2 or year)
    months = months_of(span, anchors)
    return months.written() if months else None
