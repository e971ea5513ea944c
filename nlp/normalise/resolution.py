"""What a date expression means beside its anchors: one rule for each form."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from nlp.normalise import told
from nlp.normalise.mentions import Anchors, DateMention, Resolved, moved, nothing_to_count_from, valued, written
from nlp.normalise.spans import PART_FORMS, months_of

_SHIFT = {"this": 0, "last": -1, "next": 1}
_DAYS = {"today": 0, "yesterday": -1, "day_before": -2, "tomorrow": 1, "day_after_tomorrow": 2}
_WEEKS = {"weekday_last_week": -1, "weekday_next_week": 1}
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


# --- what is written ---------------------------------------------------------------------------------------------


def _calendar(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    if mention.year is not None:
        return Resolved(valued(mention, mention.year, mention.month), "text", "as written")
    if mention.same_year:
        return told.same_year(mention, anchors)
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
        return Resolved(valued(mention, base.year, mention.month), "text", "year stated elsewhere in the text")
    year = _nearest_year(mention, base, future)
    value = valued(mention, year, mention.month) if year else None
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
    return Resolved(valued(mention, *moved(base, months)), name, rule.get(name, "day of the published month"))


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
        return nothing_to_count_from(mention)
    base, name = near
    rule = f"{side} {unit} of the anchor"
    if unit == "week":
        thursday = base + timedelta(days=3 - base.weekday(), weeks=_SHIFT[side])
        return Resolved(thursday.isoformat()[:7], name, rule)
    return Resolved(valued(mention, *moved(base, _SHIFT[side])), name, rule)


def _year(mention: DateMention, anchors: Anchors, shift: int) -> Resolved:
    near = anchors.nearest
    if near is None:
        return nothing_to_count_from(mention)
    base, name = near
    return Resolved(valued(mention, base.year + shift, mention.month), name, f"the anchor's year, moved by {shift}")


def _month_in_direction(mention: DateMention, anchors: Anchors, _: bool) -> Resolved:
    near = anchors.nearest
    if near is None or mention.month is None:
        return nothing_to_count_from(mention)
    base, name = near
    year = mention.year or base.year
    if mention.form == "month_past" and (mention.month, mention.day or 1) > (base.month, base.day):
        year -= 1
    if mention.form == "month_next" and (mention.month, mention.day or 31) < (base.month, base.day):
        year += 1
    return Resolved(valued(mention, year, mention.month), name, "the nearest such month in the direction said")


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
        return nothing_to_count_from(mention)
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
        return nothing_to_count_from(mention)
    name = "text" if mention.year is not None or near is None else near[1]
    if mention.form == "months":
        return Resolved(written(months.year, months.first % 12 + 1), name, "a span of months is the first, as of days")
    first, last = months.first // 12, months.last // 12
    return Resolved(written(first if mention.form == "fiscal" else last), name, "part of a year is its year")


def _told(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    """By the rules of told dates; `earlier` where none was told counts back from the anchor."""
    if mention.form in told.EARLIER and not anchors.told:
        return _counted(replace(mention, form="ago"), anchors, future)
    return told.RULES[mention.form](mention, anchors)


Rule = Callable[[DateMention, Anchors, bool], Resolved]
_RULES: Mapping[str, Rule] = (
    dict.fromkeys(("calendar", "month_first", "era", "holiday", "until_month"), _calendar)
    | dict.fromkeys(("season", "last_season", "next_season"), _season)
    | dict.fromkeys(("weekday", "last_weekday", "next_weekday", *_WEEKS), _weekday)
    | dict.fromkeys([f"{side}_{unit}" for side in _SHIFT for unit in ("week", "month", "year")], _moved)
    | dict.fromkeys(_DAYS, _day)
    | dict.fromkeys(("month_past", "month_next"), _month_in_direction)
    | dict.fromkeys(("ago", "hence"), _counted)
    | dict.fromkeys(told.RULES, _told)
    | {"range": _range}
)
DAYS = frozenset(
    (*_DAYS, *_WEEKS, "weekday", "last_weekday", "next_weekday", "day_after", "day_before_that", "same_day")
)
"""The forms that name a day."""
FORMS = frozenset(_RULES) | PART_FORMS
"""Every form of date that has a rule."""
