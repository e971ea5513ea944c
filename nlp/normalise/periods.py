"""The period that a figure covers, from the dates told beside it."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from nlp.normalise.dates import Anchors, DateMention, resolve

FISCAL_START = {
    "AU": 7, "BD": 7, "EG": 7, "KE": 7, "NZ": 7, "PK": 7, "TZ": 7, "UG": 7,
    "BN": 4, "CA": 4, "GB": 4, "HK": 4, "IN": 4, "JP": 4, "SG": 4, "ZA": 4,
    "MM": 10, "TH": 10, "US": 10,
}  # fmt: skip
"""The month in which a party's fiscal year begins (their finance ministries); January where it is not listed."""

_JOINED = 4
"""Characters that may stand between the two ends of a range: "January–June", "January to June"."""


def period_of(
    text: str, mentions: Sequence[DateMention], anchors: Callable[[DateMention], Anchors], own: str | None = None
) -> str | None:
    """The period named by the first of some dates that names one: `2022`, `2022-03`, `2022-01/2022-06`, or None.

    `own` is the party whose fiscal years the text counts in.
    """
    found = [(period(mention, anchors(mention), own), mention) for mention in mentions]
    named = [(value, mention) for value, mention in found if value is not None]
    for (first, one), (second, other) in pairwise(named):
        if len(text[one.end : other.start].strip()) <= _JOINED and (joined := _range(first, second, one, other)):
            return joined
    return named[0][0] if named else None


def period(mention: DateMention, anchors: Anchors, own: str | None = None) -> str | None:
    """The period that one date expression names; a day is its month."""
    value = resolve(mention, anchors).value
    if value is None:
        return None
    year = int(value[:4])
    match mention.form:
        case "first_months" if mention.number and 1 < mention.number <= 12:
            return f"{year}-01/{year}-{mention.number:02d}"
        case "half" if mention.number in (1, 2):
            return f"{year}-01/{year}-06" if mention.number == 1 else f"{year}-07/{year}-12"
        case "quarter" if mention.number in (1, 2, 3, 4):
            return f"{year}-{3 * mention.number - 2:02d}/{year}-{3 * mention.number:02d}"
        case "fiscal" if (start := FISCAL_START.get(own or "", 1)) > 1:
            return f"{year}-{start:02d}/{year + 1}-{start - 1:02d}"
        case "range" if mention.day and mention.number and len(value) == 7:
            return f"{value}-{mention.day:02d}/{value}-{mention.number:02d}"
    return value[:7]


def _range(first: str, second: str, one: DateMention, other: DateMention) -> str | None:
    if "/" in first or "/" in second or first == second:
        return None
    if len(first) == len(second) == 4:
        return f"{first}-01/{second}-12" if first < second else None
    if len(second) != 7 or one.month is None:
        return None
    start = first if one.year is not None or other.year is None else f"{second[:4]}-{one.month:02d}"
    return f"{start}/{second}" if start < second else None
