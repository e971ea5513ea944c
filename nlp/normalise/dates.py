"""Date expressions: found by the language's forms; what they mean is settled in `nlp.normalise.resolution`.

A form's name says how it is resolved:

    calendar     what is written: any of year, month, day; what is missing is taken from the anchor
    month_first  as `calendar`, where the text is known to put months first
    era          a year counted from an era's first year (`<number>` is the year in the era named by `era`)
    holiday      a day with a name: groups `new_year`, `new_years_eve`, `christmas`
    month_past, month_next     the nearest such month in the direction said ("last March", "next March")
    season, last_season, next_season     groups `spring summer autumn winter`: its year
    range        days of one month: the month is what the text supports
    today, yesterday, day_before, tomorrow, day_after_tomorrow     the anchor's day, moved
    this_ last_ next_ with week, month, year         the anchor's, moved, with month and day where they are written
    weekday, last_weekday, next_weekday              the nearest such day before (after) the anchor
    weekday_last_week, weekday_next_week             that day of the calendar week before (after) the anchor's
    ago, hence   `<number>` days, weeks, months or years before or after the anchor (`unit`)
    earlier      `<number>` days, weeks, months or years before the date told before (`unit`)
    year_earlier the year before the one told before
    later        `<number>` days, weeks, months or years after the date told before (`unit`)
    month_following     the next such month after the date told before ("the following January")
    day_after, day_before_that, same_day, same_month, same_year, year_after, after, month_after
                 counted from the date told before
    first_months, first_quarters, half, quadrimester, quarter, bimester, final_quarter, fiscal, months, months_to,
    year_to, until_month, so_far        parts of years, the periods of figures: `nlp.normalise.spans`

Groups without a placeholder: `span` (what of the match is the date), `days weeks months years` (the unit of
`<number>`), `two` (a dual: the number is two), `this_year last_year next_year year_before_last year_after_next
same_year` (instead of a year), `first_day last_day` (of the month),
`fiscal` (months count from the fiscal year's first), `of_XX` (whose fiscal year), and the eras.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, cached_property

from babel import Locale
from babel.core import UnknownLocaleError

from nlp.lang.language import Language
from nlp.normalise.mentions import DateMention
from nlp.normalise.neighbours import in_one_order, merged, told_in_turn, under_years, with_shared_years
from nlp.normalise.numbers import fold_digits, parse_han, parse_number

_ERAS = {"roc": 1911, "reiwa": 2018, "heisei": 1988, "be": -543, "saka": 78}
_NO_NUMBER = ("era", "year_to", "fiscal", "months")
"""Forms whose `<number>` is only an era's year."""
_HOLIDAYS: dict[str, tuple[int, int | None]] = {"new_year": (1, 1), "new_years_eve": (12, 31), "christmas": (12, None)}
_SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "winter": 1}
"""A month in the season's middle, in the northern half of the world."""
_YEAR_WORDS = {"year_before_last": -2, "last_year": -1, "this_year": 0, "next_year": 1, "year_after_next": 2}
_DOT = r"(?:(?<!\w{5})\.)?(?-i:(?![^\W\d_\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]))"
"""The full stop of a short form ("Feb."), never that of a sentence; and a name's end is a word's end.

Cases are told apart in the class, since `re` goes through it character by character where they are not.
"""
_BEGIN = r"(?<!\d)(?!(?<=[A-Za-zÀ-ÿ])[A-Za-zÀ-ÿ])"
"""No date begins within a number, nor within a word of Latin letters ("within this year")."""
_END = r"(?!\d|[.,]\d{3}(?!\d))"
"""Nor does one end within a number ("until July 1,094 million")."""
_SHORT = 400
"""Characters of a text below which every place is looked at: to compile where forms begin takes some 0.15 s."""
_EARLIEST, _LATEST = 1945, 2100
_HAN_DIGIT = "〇○零一二三四五六七八九"

_SHARED = (
    ("calendar", r"<year>-<m>-<day>"),
    ("calendar", r"<year>/<m>/<day>"),
    ("calendar", r"<year>"),
    ("months", r"\b<month>\s?[-–—‑]\s?<month2>(?:,? (?:de |del |of |do ano de )?<year>)?"),
    ("calendar", r"(?<![\w'’])<month_name>(?![\w-])"),
    ("weekday", r"(?<![\w'’])<weekday_name>(?![\w-])"),
)
"""Forms that every language writes."""

_NAMED, _AGAIN = re.compile(r"\(\?P<\w+>"), re.compile(r"\(\?P=\w+\)")
"""A named group, and what was matched by one said again."""
_PLACEHOLDER = re.compile(r"(?<!\?P)<\w+>")


@cache
def _names(code: str) -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    """CLDR's month and weekday names of a language, lower case: months 1…12, weekdays from Monday 0; the full ones."""
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    full: set[str] = set()
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for names, numbers in ((months, locale.months), (weekdays, locale.days)):
                for number, name in numbers[context][width].items():
                    names[name.lower().rstrip(".")] = number
                    if width == "wide":
                        full.add(name.lower())
    months = {m: n for m, n in months.items() if not m.isdigit()}
    return months, {d: n for d, n in weekdays.items() if len(d) > 1}, frozenset(full)


def month_names(language: Language) -> dict[str, int]:
    """What a language calls the months, lower case, to 1…12."""
    return _names(language.code)[0] | dict(language.months)


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _numbered(pattern: str) -> str:
    """A pattern in which every group has a name of its own: `day`, `day__2`, ...; alternatives may share a name."""
    seen: Counter[str] = Counter()

    def name(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        return match[0] if seen[match[1]] == 1 else f"(?P<{match[1]}__{seen[match[1]]}>"

    return re.sub(r"\(\?P<(\w+)>", name, pattern)


class DateReader:
    """Finds the date expressions of one language."""

    def __init__(self, language: Language) -> None:
        _, weekdays, self._full = _names(language.code)
        self._language = language
        self._months = month_names(language)
        self._weekdays = weekdays | dict(language.weekdays)
        self._numbers = dict(language.numbers) | dict(language.ordinals)
        placeholders = self._placeholders()
        written = [
            (form, _PLACEHOLDER.sub(lambda match: placeholders[match[0]], pattern))
            for form, pattern in (*language.dates, *_SHARED)
        ]
        self._forms = [
            (form, re.compile(rf"{_BEGIN}(?:{_numbered(pattern)}){_END}", re.IGNORECASE)) for form, pattern in written
        ]
        self._written = tuple(pattern for _, pattern in written)
        self._respectively = re.compile(
            rf"(?: \([^()]{{1,20}}\))?,? ?(?:{language.respectively or '(?!)'})", re.IGNORECASE
        )

    def _placeholders(self) -> dict[str, str]:
        months, weekdays = _alternatives(self._months), _alternatives(self._weekdays)
        han_month, year = r"[一二三四五六七八九十]{1,2}|[01]?\d", r"(?:19|20)\d\d"
        return {
            "<day>": r"(?P<day>[0-3]?\d)",
            "<han_day>": r"(?P<day>[一二三四五六七八九十廿卅〇]{1,4}|[0-3]?\d)",
            "<month>": rf"(?P<month>{months}){_DOT}",
            "<month2>": rf"(?P<month2>{months}){_DOT}",
            "<month_name>": self._bare("month", self._months),
            "<m>": r"(?P<month>[01]?\d)",
            "<m2>": r"(?P<month2>[01]?\d)",
            "<han_month>": rf"(?P<month>{han_month})",
            "<han_month2>": rf"(?P<month2>{han_month})",
            "<year>": rf"(?P<year>{year})",
            "<yy>": r"(?P<yy>\d\d)",
            "<year2>": rf"(?P<year2>{year}|\d\d)",
            "<han_year>": rf"(?P<year>[一二][{_HAN_DIGIT}]{{3}}|{year})",
            "<han_year2>": rf"(?P<year2>[一二][{_HAN_DIGIT}]{{3}}|{year}|\d\d)",
            "<weekday>": rf"(?P<weekday>{weekdays}){_DOT}",
            "<weekday_name>": self._bare("weekday", self._weekdays),
            "<day_word>": rf"(?P<day>{_alternatives(dict(self._language.ordinals))})",
            "<number>": rf"(?P<number>\d{{1,3}}|元|{_alternatives(self._numbers)})",
        }

    def _bare(self, group: str, names: dict[str, int]) -> str:
        """Names that may stand alone: the full ones, and of the language's own those that are no short forms."""
        own = {**self._language.months, **self._language.weekdays}
        short = {name for name in names if any(full.startswith(name) and full != name for full in self._full)}
        known = {name: n for name, n in names.items() if name in self._full or (name in own and name not in short)}
        capital = r"(?-i:(?=[A-ZÄÖÜ]))" if self._language.named_in_capitals else ""
        return rf"{capital}(?P<{group}>{_alternatives(known)})"

    @cached_property
    def _begins(self) -> re.Pattern[str]:
        """Where any of the forms may begin: one look at each place of a text instead of one for each form."""
        any_form = "|".join(_NAMED.sub("(?:", _AGAIN.sub(r"\\w+\\.?", pattern)) for pattern in self._written)
        return re.compile(rf"(?![\s,.;:]){_BEGIN}(?=(?:{any_form}){_END})", re.IGNORECASE)

    def find(self, text: str) -> list[DateMention]:
        """The date expressions of a text in order; of those that overlap the longest, then the first."""
        folded = fold_digits(text)
        places = range(len(folded)) if len(text) < _SHORT else [m.start() for m in self._begins.finditer(folded)]
        found = [mention for form, pattern in self._forms for mention in self._mentions(form, pattern, folded, places)]
        found = list(in_one_order(found))
        found.sort(key=lambda m: (m.start - m.end, m.start))
        taken: list[DateMention] = []
        for mention in found:
            if all(mention.end <= other.start or mention.start >= other.end for other in taken):
                taken.append(mention)
        in_order = told_in_turn(folded, sorted(taken, key=lambda m: m.start), self._respectively)
        return with_shared_years(folded, list(merged(folded, under_years(folded, in_order))))

    def _mentions(self, form: str, pattern: re.Pattern[str], text: str, places: Sequence[int]) -> Iterator[DateMention]:
        for match in _matches(pattern, text, places):
            group = {k.partition("__")[0]: v for k, v in match.groupdict().items() if v is not None}
            span = next((k for k, v in match.groupdict().items() if k.startswith("span") and v is not None), 0)
            month, day = self._day(group)
            mention = DateMention(
                match.start(span),
                match.end(span),
                form,
                year=self._year(group),
                month=month,
                day=day,
                weekday=self._weekdays.get(group["weekday"].lower()) if "weekday" in group else None,
                number=2
                if "two" in group
                else None
                if form in _NO_NUMBER
                else self._value(group.get("number"), self._numbers),
                unit=next((unit for unit in ("days", "weeks", "months", "years") if unit in group), None),
                month2=self._value(group.get("month2"), self._months),
                year2=_century(self._value(group.get("year2"), {})),
                shift=next((shift for word, shift in _YEAR_WORDS.items() if word in group), None),
                same_year="same_year" in group,
                last_day="last_day" in group,
                fiscal="fiscal" in group,
                party=next((name[3:] for name in group if name.startswith("of_")), None),
            )
            if _possible(mention) and (form != "era" or mention.year):
                yield mention

    def _day(self, group: dict[str, str]) -> tuple[int | None, int | None]:
        """Month and day, from their numbers or names, or those of a holiday or season."""
        for name, (month, day) in _HOLIDAYS.items():
            if name in group:
                return month, day
        for name, month in _SEASONS.items():
            if name in group:
                return month, None
        day = 1 if "first_day" in group else self._value(group.get("day"), self._numbers)
        return self._value(group.get("month"), self._months), day

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
        return _century(self._value(group.get("year", group.get("yy")), {}))


def _matches(pattern: re.Pattern[str], text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at the places, one after the other."""
    free = 0
    for place in places:
        if place >= free and (match := pattern.match(text, place)):
            free = match.end()
            yield match


def _century(year: int | None) -> int | None:
    return 2000 + year if year is not None and year < 100 else year


def _possible(mention: DateMention) -> bool:
    if any(year is not None and not _EARLIEST <= year <= _LATEST for year in (mention.year, mention.year2)):
        return False
    if any(month is not None and not 1 <= month <= 12 for month in (mention.month, mention.month2)):
        return False
    if mention.day is None:
        return True
    # 2024 has a 29 February: a day without its year is tried against a leap year.
    try:
        date(mention.year or 2024, mention.month or 1, mention.day)
    except ValueError:
        return False
    return True
