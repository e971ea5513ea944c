"""Date expressions: found by the language's forms, resolved against a dateline or the page's date.

A form's name says how it is resolved:

    calendar     what is written: any of year, month, day; what is missing is taken from the anchor
    era          a year counted from an era's first year (`<number>` is the year in the era named by `era`)
    month_of     a month named with a direction: `past` ("last March"), `next`, or none ("this March")
    range        days of one month: the month is what the text supports
    today, yesterday, day_before, tomorrow           the anchor's day, moved
    this_month, last_month, next_month               the anchor's month, moved, with a day where one is written
    this_year, last_year, next_year                  the anchor's year, moved, with month and day where written
    weekday, last_weekday, next_weekday              the nearest such day before (after) the anchor
    first_months, half, quarter, fiscal              part of a year or a year that begins within one: periods of figures
    ago          `<number>` days, weeks, months or years before the anchor (`unit`)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError

from nlp.lang.language import Language
from nlp.normalise.numbers import fold_digits, parse_han, parse_number
from store.domain import first_day, precision_of

_ERAS = {"roc": 1911, "reiwa": 2018, "heisei": 1988, "be": -543, "saka": 78}
_DOT = r"(?:(?<!\w{5})\.)?(?![^\W\d_\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])"
"""The full stop of a short form ("Feb."), never that of a sentence; and a name's end is a word's end."""
_EARLIEST, _LATEST = 1945, 2100


Anchor = Literal["text", "published", "dateline", "none"]
"""What a date was counted from."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: where it stands, its form, and the parts it names."""

    start: int
    end: int
    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Anchors:
    """What relative dates are counted from: the dateline's day, the page's date, and the year the text is about.

    dateline and published are partial dates; `published` may be coarser than a day.
    """

    published: str | None = None
    dateline: str | None = None
    context_year: int | None = None

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
        if self.day:
            return self.day
        for name, value in self._stated:
            return first_day(value) + timedelta(days=14 if len(value) == 7 else 180), name
        return None

    @property
    def _stated(self) -> Iterator[tuple[Anchor, str]]:
        if self.dateline:
            yield "dateline", self.dateline
        if self.published:
            yield "published", self.published


@dataclass(frozen=True, slots=True)
class Resolved:
    """A partial date or None, what it was counted from, and the rule that gave it."""

    value: str | None
    anchor: Anchor
    rule: str


@cache
def _names(code: str) -> tuple[dict[str, int], dict[str, int]]:
    """CLDR's month and weekday names of a language, lower case: months 1…12, weekdays from Monday 0."""
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    months, weekdays = {}, {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                months[name.lower().rstrip(".")] = number
            for number, name in locale.days[context][width].items():
                weekdays[name.lower().rstrip(".")] = number
    return {m: n for m, n in months.items() if not m.isdigit()}, {d: n for d, n in weekdays.items() if len(d) > 1}


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


class DateReader:
    """Finds the date expressions of one language."""

    def __init__(self, language: Language) -> None:
        months, weekdays = _names(language.code)
        self._language = language
        self._months = months | dict(language.months)
        self._weekdays = weekdays | dict(language.weekdays)
        self._numbers = dict(language.numbers) | dict(language.ordinals)
        placeholders = {
            "<day>": r"(?P<day>[0-3]?\d)",
            "<han_day>": r"(?P<day>[一二三四五六七八九十廿卅〇]{1,4}|[0-3]?\d)",
            "<month>": rf"(?P<month>{_alternatives(self._months)}){_DOT}",
            "<m>": r"(?P<month>[01]?\d)",
            "<han_month>": r"(?P<month>[一二三四五六七八九十]{1,2}|[01]?\d)",
            "<year>": r"(?P<year>(?:19|20)\d\d)",
            "<han_year>": r"(?P<year>[一二][〇零一二三四五六七八九]{3}|(?:19|20)\d\d)",
            "<weekday>": rf"(?P<weekday>{_alternatives(self._weekdays)}){_DOT}",
            "<day_word>": rf"(?P<day>{_alternatives(dict(language.ordinals))})",
            "<number>": rf"(?P<number>\d{{1,3}}|元|{_alternatives(self._numbers)})",
        }
        self._forms: list[tuple[str, re.Pattern[str]]] = []
        for form, pattern in (*language.dates, *_SHARED):
            for placeholder, expression in placeholders.items():
                pattern = pattern.replace(placeholder, expression)
            self._forms.append((form, re.compile(rf"(?<!\d)(?:{pattern})(?!\d)", re.IGNORECASE)))

    def find(self, text: str) -> list[DateMention]:
        """The date expressions of a text in order; of those that overlap the longest, then the first."""
        folded = fold_digits(text)
        found = [mention for form, pattern in self._forms for mention in self._mentions(form, pattern, folded)]
        found.sort(key=lambda m: (m.start - m.end, m.start))
        taken: list[DateMention] = []
        for mention in found:
            if all(mention.end <= other.start or mention.start >= other.end for other in taken):
                taken.append(mention)
        return sorted(taken, key=lambda m: m.start)

    def _mentions(self, form: str, pattern: re.Pattern[str], text: str) -> Iterator[DateMention]:
        for match in pattern.finditer(text):
            group = {k: v for k, v in match.groupdict().items() if v is not None}
            span = "span" if "span" in group else 0
            mention = DateMention(
                match.start(span),
                match.end(span),
                form,
                year=self._year(group),
                month=self._value(group.get("month"), self._months),
                day=self._value(group.get("day"), self._numbers),
                weekday=self._weekdays.get(group["weekday"].lower()) if "weekday" in group else None,
                number=self._value(group.get("number"), self._numbers),
                unit=next((unit for unit in ("days", "weeks", "months", "years") if unit in group), None),
            )
            if _possible(mention) and (form != "era" or mention.year):
                yield mention

    def _value(self, written: str | None, names: dict[str, int]) -> int | None:
        if written is None:
            return None
        written = written.lower().rstrip(".")
        if written in names:
            return names[written]
        if written == "元":
            return 1
        han = parse_han(written)
        number = han if han is not None else parse_number(written, self._numbers, {})
        return int(number) if number is not None else None

    def _year(self, group: dict[str, str]) -> int | None:
        for era, offset in _ERAS.items():
            if era in group:
                number = self._value(group.get("number"), self._numbers)
                return number + offset if number else None
        year = self._value(group.get("year"), {})
        return 2000 + year if year is not None and year < 100 else year


_SHARED = (
    ("calendar", r"<year>-<m>-<day>"),
    ("calendar", r"<year>/<m>/<day>"),
    ("calendar", r"<year>"),
)
"""Forms that every language writes."""


def _possible(mention: DateMention) -> bool:
    if mention.year is not None and not _EARLIEST <= mention.year <= _LATEST:
        return False
    if mention.month is not None and not 1 <= mention.month <= 12:
        return False
    if mention.day is None:
        return True
    # 2024 has a 29 February: a day without its year is tried against a leap year.
    try:
        date(mention.year or 2024, mention.month or 1, mention.day)
    except ValueError:
        return False
    return True


def _text(year: int, month: int | None = None, day: int | None = None) -> str | None:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def resolve(mention: DateMention, anchors: Anchors, *, future: bool = False) -> Resolved:
    """What a mention means. `future` says that the act lies ahead of the text; otherwise it lies behind it."""
    match mention.form:
        case "calendar" | "era":
            return _calendar(mention, anchors, future)
        case "range":
            whole = _calendar(_without_day(mention), anchors, future)
            return Resolved(whole.value, whole.anchor, "a range within one month is the month")
        case "first_months" | "half" | "quarter" | "fiscal" if mention.year is not None:
            return Resolved(_text(mention.year), "text", "part of a year is its year")
    near = anchors.nearest
    if near is None:
        return Resolved(None, "none", f"{mention.form}: nothing to count from")
    base, name = near
    exact = anchors.day is not None
    match mention.form:
        case "today" | "yesterday" | "day_before" | "tomorrow":
            if not exact:
                return Resolved(None, "none", f"{mention.form}: no day to count from")
            shift = {"today": 0, "yesterday": -1, "day_before": -2, "tomorrow": 1}[mention.form]
            return Resolved((base + timedelta(days=shift)).isoformat(), name, f"{mention.form} of the anchor's day")
        case "weekday" | "last_weekday" | "next_weekday":
            return _weekday(mention, anchors, future)
        case "this_month" | "last_month" | "next_month":
            months = base.year * 12 + base.month - 1 + {"this": 0, "last": -1, "next": 1}[mention.form.split("_")[0]]
            value = _text(months // 12, months % 12 + 1, mention.day)
            return Resolved(value, name, f"{mention.form.replace('_', ' ')} of the anchor")
        case "this_year" | "last_year" | "next_year":
            year = base.year + {"this": 0, "last": -1, "next": 1}[mention.form.split("_")[0]]
            value = _text(year, mention.month, mention.day)
            return Resolved(value, name, f"{mention.form.replace('_', ' ')} of the anchor")
        case "month_past" | "month_next":
            assert mention.month is not None
            backwards = mention.form == "month_past"
            year = base.year
            if backwards and (mention.month, mention.day or 1) > (base.month, base.day):
                year -= 1
            if not backwards and (mention.month, mention.day or 31) < (base.month, base.day):
                year += 1
            return Resolved(
                _text(year, mention.month, mention.day), name, "the nearest such month in the direction said"
            )
        case "first_months" | "half" | "quarter" | "fiscal":
            return Resolved(_text(base.year), name, "part of a year is its year")
        case "ago":
            return _ago(mention, base, name, exact)
    raise AssertionError(f"unknown form of date {mention.form!r}")


def _without_day(mention: DateMention) -> DateMention:
    return DateMention(mention.start, mention.end, "calendar", year=mention.year, month=mention.month)


def _calendar(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    if mention.year is not None:
        return Resolved(_text(mention.year, mention.month, mention.day), "text", "as written")
    near = anchors.nearest
    if mention.month is not None:
        if near is None:
            if anchors.context_year is None:
                return Resolved(None, "none", "no year stated and nothing to count from")
            return Resolved(
                _text(anchors.context_year, mention.month, mention.day), "text", "year stated earlier in the text"
            )
        base, name = near
        return Resolved(_nearest_year(mention, base, future), name, "year of the anchor, across a New Year too")
    if mention.day is not None:
        return _bare_day(mention.day, anchors, future)
    return Resolved(None, "none", "names neither day, month nor year")


def _nearest_year(mention: DateMention, base: date, future: bool) -> str | None:
    """Of the year before, the same and the next: the last that is not ahead (the first not behind, if future).

    Up to 45 days on the wrong side are allowed before the year changes: texts announce what comes next week.
    """
    month = mention.month
    assert month is not None
    slack = timedelta(days=45)
    candidates = []
    for year in (base.year - 1, base.year, base.year + 1):
        try:
            candidates.append(date(year, month, mention.day or 15))
        except ValueError:
            continue
    fitting = [c for c in candidates if (c >= base - slack if future else c <= base + slack)]
    if not fitting:
        return None
    best = min(fitting) if future else max(fitting)
    return _text(best.year, month, mention.day)


def _bare_day(day: int, anchors: Anchors, future: bool) -> Resolved:
    """`on the 7th`: in the anchor's month, or the month before where that day has not come yet."""
    near = anchors.nearest
    if near is None or (anchors.day is None and len(anchors.published or anchors.dateline or "") < 7):
        return Resolved(None, "none", "a day without a month, and nothing to count from")
    base, name = near
    months = base.year * 12 + base.month - 1
    if anchors.day is not None and not future and day > base.day + 1:
        months -= 1
    if anchors.day is not None and future and day < base.day - 1:
        months += 1
    value = _text(months // 12, months % 12 + 1, day)
    return Resolved(value, name, "day of the dateline's month" if name == "dateline" else "day of the published month")


def _weekday(mention: DateMention, anchors: Anchors, future: bool) -> Resolved:
    if anchors.day is None or mention.weekday is None:
        return Resolved(None, "none", "a weekday, and no day to count from")
    if mention.day is not None:
        return _bare_day(mention.day, anchors, future)
    base, name = anchors.day
    if mention.form == "next_weekday" or (mention.form == "weekday" and future):
        ahead = (mention.weekday - base.weekday()) % 7 or 7
        return Resolved((base + timedelta(days=ahead)).isoformat(), name, "the next such weekday")
    behind = (base.weekday() - mention.weekday) % 7
    if mention.form == "last_weekday" and behind == 0:
        behind = 7
    return Resolved((base - timedelta(days=behind)).isoformat(), name, "the last such weekday")


def _ago(mention: DateMention, base: date, name: Anchor, exact: bool) -> Resolved:
    number, rule = mention.number or 1, "counted back from the anchor"
    match mention.unit:
        case "days" if exact:
            return Resolved((base - timedelta(days=number)).isoformat(), name, rule)
        case "weeks":
            return Resolved((base - timedelta(weeks=number)).isoformat()[:7], name, rule)
        case "months":
            months = base.year * 12 + base.month - 1 - number
            return Resolved(_text(months // 12, months % 12 + 1), name, rule)
        case "years":
            return Resolved(_text(base.year - number), name, rule)
    return Resolved(None, "none", "no day to count from")


def finer(one: str | None, other: str | None) -> bool:
    """Whether one partial date is known more finely than another; anything is finer than nothing."""
    return one is not None and (other is None or (len(one) > len(other) and precision_of(one) != precision_of(other)))
