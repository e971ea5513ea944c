"""What a date expression means beside its anchors: one rule for each form."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from nlp.normalise.mentions import Anchors, DateMention, Resolved, moved, written
from nlp.normalise.spans import PART_FORMS, months_of
from store.domain import first_day

_SHIFT = {"this": 0, "last": -1, "next": 1}
_DAYS = {"today": 0, "yesterday": -1, "day_before": -2, "tomorrow": 1, "day_after_tomorrow": 2}
_WEEKS = {"weekday_last_week": -1, "weekday_next_week": 1}
EARLIER = frozenset({"earlier", "year_earlier"})
"""The forms that are counted back from the date told before, and as periods from the period told before."""
_SLACK = timedelta(days=45)
"""How far on the wrong side a day without its year may lie before another year is taken: texts announce what comes
next week, and call past what was to come."""


def resolve(mention: DateMention, anchors: Anchors, *, future: bool = False) -> Resolved:
    """What a mention means. `future` says that the act lies ahead of the text; otherwise it lies behind it."""
    if mention.form in PART_FORMS and mention.form != "until_month":
        return _part(mention, anchors, future)
    try:
        return _RULES[mention.form](mention, anchors, future)
    except OverflowError:
        return Resolved(None, "none", f"{mention.form}: counted beyond the calendar")


def _nothing(mention: DateMention) -> Resolved:
    return Resolved(None, "none", f"{mention.form}: nothing to count from")


def _value(mention: DateMention, year: int, month: int | None) -> str | None:
    """The date in a year and month, with the mention's day."""
    day = monthrange(year, month)[1] if mention.last_day and month else mention.day
    return written(year, month, day)


# --- what is written ---------------------------------------------------------------------------------------------


def _calendar(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    if mention.year is not None:
        return Resolved(_value(mention, mention.year, mention.month), "text", "as written")
    if mention.same_year:
        return _same_year(mention, anchors, future)
    if mention.shift is not None:
        return _year(mention, anchors, mention.shift)
    if mention.month is not None:
        return _without_year(mention, anchors, future)
    if mention.day is not None or mention.last_day:
        return _bare_day(mention, anchors, future)
    return Resolved(None, "none", "names neither day, month nor year")


def _without_year(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    near = anchors.nearest
    assert mention.month is not None
    if near is None:
        return Resolved(None, "none", "no year stated and nothing to count from")
    base, name = near
    if name == "text" and not future:
        return Resolved(_value(mention, base.year, mention.month), "text", "year stated elsewhere in the text")
    year = _nearest_year(mention, base, future)
    value = _value(mention, year, mention.month) if year else None
    return Resolved(value, name, "year of the anchor, across a New Year too")


def _nearest_year(mention: DateMention, base: date, future: bool) -> int | None:
    """Of the year before, the same and the next: the last that is not ahead (the first not behind, if future)."""
    assert mention.month is not None
    candidates = []
    for year in (base.year - 1, base.year, base.year + 1):
        try:
            candidates.append(date(year, mention.month, mention.day or 15))
        except ValueError:
            continue
    fitting = [c for c in candidates if (c >= base - _SLACK if future else c <= base + _SLACK)]
    if not fitting:
        return None
    return (min(fitting) if future else max(fitting)).year


def _bare_day(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    """`on the 7th`: in the anchor's month, or the month before where that day has not come yet."""
    near = anchors.nearest
    if near is None or anchors.precision < 7:
        return Resolved(None, "none", "a day without a month, and nothing to count from")
    base, name = near
    months, day = 0, mention.day
    if anchors.day is not None and name != "text" and day is not None:
        months = -1 if not future and day > base.day + 1 else 1 if future and day < base.day - 1 else 0
    rule = {"dateline": "day of the dateline's month", "text": "day of the month stated in the text"}
    return Resolved(_value(mention, *moved(base, months)), name, rule.get(name, "day of the published month"))


def _range(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    value = _calendar(mention, anchors, future)
    whole = value.value[:7] if value.value else None
    return Resolved(whole, value.anchor, "a range within one month is the month")


# --- counted from the anchor -------------------------------------------------------------------------------------


def _day(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    if anchors.day is None:
        return Resolved(None, "none", f"{mention.form}: no day to count from")
    if mention.weekday is not None and mention.form == "today":
        return _weekday(replace(mention, form="weekday"), anchors, False)
    base, name = anchors.day
    value = (base + timedelta(days=_DAYS[mention.form])).isoformat()
    return Resolved(value, name, f"{mention.form.replace('_', ' ')} of the anchor's day")


def _weekday(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    if mention.day is not None and mention.month is not None:
        return _calendar(mention, anchors, future)
    if mention.day is not None:
        return _bare_day(mention, anchors, future)
    if anchors.day is None or mention.weekday is None:
        return Resolved(None, "none", "a weekday, and no day to count from")
    base, name = anchors.day
    if weeks := _WEEKS.get(mention.form):
        value = base + timedelta(days=mention.weekday - base.weekday(), weeks=weeks)
        return Resolved(value.isoformat(), name, "that day of the week before or after the anchor's")
    if mention.form == "next_weekday" or (mention.form == "weekday" and future):
        ahead = (mention.weekday - base.weekday()) % 7 or 7
        return Resolved((base + timedelta(days=ahead)).isoformat(), name, "the next such weekday")
    behind = (base.weekday() - mention.weekday) % 7
    if mention.form == "last_weekday" and behind == 0:
        behind = 7
    return Resolved((base - timedelta(days=behind)).isoformat(), name, "the last such weekday")


def _moved(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    """The anchor's week, month or year, moved."""
    side, unit = mention.form.split("_")
    if unit == "year":
        return _year(mention, anchors, _SHIFT[side])
    near = anchors.nearest
    if near is None or anchors.precision < 7:
        return _nothing(mention)
    base, name = near
    rule = f"{side} {unit} of the anchor"
    if unit == "week":
        thursday = base + timedelta(days=3 - base.weekday(), weeks=_SHIFT[side])
        return Resolved(thursday.isoformat()[:7], name, rule)
    return Resolved(_value(mention, *moved(base, _SHIFT[side])), name, rule)


def _year(mention: DateMention, anchors: Anchors, shift: int) -> Resolved:
    near = anchors.nearest
    if near is None:
        return _nothing(mention)
    base, name = near
    return Resolved(_value(mention, base.year + shift, mention.month), name, f"the anchor's year, moved by {shift}")


def _month_in_direction(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    near = anchors.nearest
    if near is None or mention.month is None:
        return _nothing(mention)
    base, name = near
    year = mention.year or base.year
    if mention.form == "month_past" and (mention.month, mention.day or 1) > (base.month, base.day):
        year -= 1
    if mention.form == "month_next" and (mention.month, mention.day or 31) < (base.month, base.day):
        year += 1
    return Resolved(_value(mention, year, mention.month), name, "the nearest such month in the direction said")


def _season(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    """`in spring`, `next summer`: the season's year."""
    side = mention.form.removesuffix("_season")
    if side == "season" or mention.year is not None:
        found = _calendar(mention, anchors, future)
    else:
        found = _month_in_direction(
            replace(mention, form={"last": "month_past"}.get(side, "month_next")), anchors, future
        )
    return Resolved(found.value[:4] if found.value else None, found.anchor, "a season is its year")


def _counted(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    """`two weeks ago`, `in ten days`."""
    near = anchors.nearest
    if near is None:
        return _nothing(mention)
    base, name = near
    sign = -1 if mention.form == "ago" else 1
    number, rule = sign * (mention.number or 1), "counted from the anchor"
    match mention.unit:
        case "days" if anchors.day is not None:
            return Resolved((base + timedelta(days=number)).isoformat(), name, rule)
        case "weeks":
            return Resolved((base + timedelta(weeks=number)).isoformat()[:7], name, rule)
        case "months":
            return Resolved(written(*moved(base, number)), name, rule)
        case "years":
            return Resolved(written(base.year + number), name, rule)
    return Resolved(None, "none", "no day to count from")


def _part(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    months = months_of(mention, anchors, future=future)
    near = anchors.nearest
    if months is None:
        return _nothing(mention)
    name = "text" if mention.year is not None or near is None else near[1]
    if mention.form == "months":
        return Resolved(written(months.year, months.first % 12 + 1), name, "a span of months is the first, as of days")
    first, last = months.first // 12, months.last // 12
    return Resolved(written(first if mention.form == "fiscal" else last), name, "part of a year is its year")


# --- counted from the date told before ---------------------------------------------------------------------------


def _beside_told(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    """`the following day`, `the same day`."""
    told = anchors.last_told(10)
    if told is None:
        return _nothing(mention)
    shift = {"day_after": 1, "day_before_that": -1}.get(mention.form, 0)
    value = (first_day(told) + timedelta(days=shift)).isoformat()
    return Resolved(value, "text", "counted from the date told before")


def _earlier(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    """`two months earlier`, `the year before`: back from the date told before; from the anchor where none is."""
    if not anchors.told:
        return _counted(replace(mention, form="ago"), anchors, future)
    number, rule = mention.number or 1, "counted back from the date told before"
    told = anchors.last_told({"years": 4, "months": 7}.get(mention.unit or "", 10))
    if told is None:
        return _nothing(mention)
    start = first_day(told)
    match mention.unit:
        case "years":
            month = start.month if mention.form == "earlier" and number == 1 and len(told) > 4 else None
            return Resolved(written(start.year - number, month), "text", rule)
        case "months":
            return Resolved(written(*moved(start, -number)), "text", rule)
        case "weeks":
            return Resolved((start - timedelta(weeks=number)).isoformat(), "text", rule)
    return Resolved((start - timedelta(days=number)).isoformat(), "text", rule)


def _same_month(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    told = anchors.last_told(7)
    if told is None:
        return _nothing(mention)
    return Resolved(_value(mention, int(told[:4]), int(told[5:7])), "text", "the month told before")


def _same_year(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    told = anchors.last_told(4)
    if told is None:
        return _nothing(mention)
    year = int(told[:4]) + (mention.form == "year_after")
    return Resolved(_value(mention, year, mention.month), "text", "counted from the year told before")


def _after(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    """`six months after its signature`: to the day, as contracts count."""
    told = anchors.last_told(10, recent=True)
    if told is None:
        return _nothing(mention)
    start, number, rule = first_day(told), mention.number or 1, "counted on from the date told before"
    match mention.unit:
        case "months" | "years":
            year, month = moved(start, number * (12 if mention.unit == "years" else 1))
            return Resolved(written(year, month, min(start.day, monthrange(year, month)[1])), "text", rule)
        case "weeks":
            return Resolved((start + timedelta(weeks=number)).isoformat(), "text", rule)
    return Resolved((start + timedelta(days=number)).isoformat(), "text", rule)


def _month_after(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    """`the first day of the second month following its adoption`."""
    told = anchors.last_told(7, recent=True)
    if told is None:
        return _nothing(mention)
    value = _value(mention, *moved(first_day(told), mention.number or 1))
    return Resolved(value, "text", "months counted on from the date told before")


Rule = Callable[[DateMention, Anchors, bool], Resolved]
_RULES: Mapping[str, Rule] = (
    dict.fromkeys(("calendar", "month_first", "era", "holiday", "until_month"), _calendar)
    | dict.fromkeys(("season", "last_season", "next_season"), _season)
    | dict.fromkeys(("weekday", "last_weekday", "next_weekday", *_WEEKS), _weekday)
    | dict.fromkeys([f"{side}_{unit}" for side in _SHIFT for unit in ("week", "month", "year")], _moved)
    | dict.fromkeys(_DAYS, _day)
    | dict.fromkeys(("month_past", "month_next"), _month_in_direction)
    | dict.fromkeys(("ago", "hence"), _counted)
    | dict.fromkeys(("day_after", "day_before_that", "same_day"), _beside_told)
    | dict.fromkeys(EARLIER, _earlier)
    | {"range": _range, "same_month": _same_month, "same_year": _same_year, "year_after": _same_year, "after": _after}
    | {"month_after": _month_after}
)
DAYS = frozenset(
    (*_DAYS, *_WEEKS, "weekday", "last_weekday", "next_weekday", "day_after", "day_before_that", "same_day")
)
"""The forms that name a day."""
FORMS = frozenset(_RULES) | PART_FORMS
"""Every form of date that has a rule."""
FROM_TOLD = EARLIER | {
    "day_after",
    "day_before_that",
    "same_day",
    "same_month",
    "same_year",
    "year_after",
    "after",
    "month_after",
}
"""The forms that are counted from the date told before."""
