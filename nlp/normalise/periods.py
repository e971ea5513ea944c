"""The period that a figure covers, from the dates told beside it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.normalise.mentions import Anchors, DateMention, moved, written
from nlp.normalise.resolution import DAYS, resolve
from nlp.normalise.spans import PART_FORMS, Months, months_of
from nlp.normalise.told import EARLIER
from store.domain import first_day, last_day

_TO = re.compile(
    r"[ \u00a0\u3000]{0,2}(?:[-–—‑~～〜∼至到]|から|부터|에서|إلى|حتى|"
    r"(?:to|through|thru|till|until|up to|a|à|au|al|ao|até|hasta|jusqu[’']en|bis|по|до)\b)(?: (?:the|el|o|le))?"
    r"[ \u00a0\u3000]{0,2}",
    re.IGNORECASE,
)
"""What stands between the two ends of a range: "January–June", "2014 to 2018"."""
_AND = re.compile(r" (?:and|y|e|et|und|и) | و ?")
_BETWEEN = re.compile(r"\b(?:between|entre|zwischen|между|بين)(?: \w{1,7}){0,2} ?", re.IGNORECASE)
"""What stands before two dates that "and" makes a range."""
_BEFORE = 24
"""Characters before a range in which "between" is looked for."""


def period_of(
    text: str,
    mention: DateMention,
    mentions: Sequence[DateMention],
    anchors: Callable[[DateMention], Anchors],
    own: str | None = None,
) -> str | None:
    """The period that a date names, by itself or with the neighbour that it makes a range with.

    `2022`, `2022-03`, `2022-01/2022-06`, or None. `mentions` are all dates of the text in order; `own` is the party
    whose fiscal years the text counts in.
    """
    if mention.form in EARLIER and (before := _told_before(mention, mentions)) is not None:
        counted = period_of(text, before, mentions, anchors, own)
        if counted and (value := _back(counted, mention)):
            return value
    for one, other in pairwise(mentions):
        if mention in (one, other) and _ranged(text, one, other) and (joined := _range(one, other, anchors(other))):
            return joined
    return period(mention, anchors(mention), own)


def _told_before(mention: DateMention, mentions: Sequence[DateMention]) -> DateMention | None:
    """The last mention before another that may name a period: no day, and nothing that is counted back itself."""
    named = [m for m in mentions if m.start < mention.start and m.form not in EARLIER | DAYS and not m.day]
    return named[-1] if named else None


def _back(counted: str, mention: DateMention) -> str | None:
    """A period moved back by years; by months the last month of it."""
    number = mention.number or 1
    if mention.unit == "years" and int(counted[:4]) > number:
        return "/".join(f"{int(end[:4]) - number:04d}{end[4:]}" for end in counted.split("/"))
    last = counted.split("/")[-1]
    if mention.unit != "months" or len(last) < len("2024-06"):
        return None
    return written(*moved(first_day(last), -number))


def _ranged(text: str, one: DateMention, other: DateMention) -> bool:
    """Whether two dates are told as the ends of a range."""
    between = text[one.end : other.start]
    if _TO.fullmatch(between):
        return True
    before = _BETWEEN.search(text, max(0, one.start - _BEFORE), one.start)
    return _AND.fullmatch(between) is not None and before is not None and before.end() == one.start


def period(mention: DateMention, anchors: Anchors, own: str | None = None) -> str | None:
    """The period that one date expression names; a day is its month."""
    if mention.form == "hence" and mention.unit == "months":
        mention = replace(mention, form="first_months")  # "in ten months" goods are traded that have been counted
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
