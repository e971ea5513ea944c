"""Dates beside one another: what one says of the other's year, and which of them are the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp.normalise.mentions import DateMention

_TOLD_TWICE = re.compile(r"[\s,、,(（]{0,3}(?:the )?")
"""What stands between a day said twice: "today, 3 May 2022"."""
_TOLD_FINER = re.compile(r"\s?(?:[,、，(（]\s?)?(?:(?:in|on|em|en|im|am|au|le|el|в)\s)?")
"""What stands between a time and a finer one that says it again: "two months earlier, in May"."""
_COARSE = ("ago", "hence", "earlier", "later", "season", "last_season", "next_season")
"""Forms of times that are said again by a month or day."""
_YEARS = ("last_year", "this_year", "next_year", "same_year", "year_after", "year_earlier")
"""Forms of years that are said again by a month or day, whose year they are."""
_IN_BRACKETS = re.compile(r"\s?[(（]\s?(?:(?:on|el|le|am|em|в)\s)?")
"""What stands between a year and its day: "in 2009 (1 July)"."""
_LETTERS = re.compile(r"\w")
"""What a list's mark has none of."""

_LISTED = re.compile(r"\s*(?:,|、|，)?\s*(?:(?:and|on|y|e|et|und|и|و|及|和|및)\s)?(?:on |the |el |le |am |em |a )?")
"""What stands between the members of a list of dates."""

_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)(?:st|nd|rd|th|er|º|-?го|\.)?")
_DAYS_BEFORE = re.compile(rf"(?:{_DAY.pattern},\s?)+$")
"""The days of a list before its last two, which alone stand by the month: "4, 11, " of "4, 11, 18 and 25 June"."""


def in_one_order(mentions: list[DateMention]) -> Iterator[DateMention]:
    """Days written as 3/4/2021 with the month first where one of the text can be read in no other way."""
    first = [m for m in mentions if m.form == "month_first"]
    days = {m.start for m in mentions if m.form == "calendar" and m.day}
    month_first = any(m.start not in days for m in first)
    places = {m.start for m in first}
    for mention in mentions:
        if mention.form == "month_first":
            if month_first:
                yield replace(mention, form="calendar")
        elif not (month_first and mention.start in places):
            yield mention


def with_shared_years(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """A year said once for a list of months or days: "in May, October and November 2011"."""
    shared = list(mentions)
    for place in range(len(shared) - 2, -1, -1):
        one, other = shared[place], shared[place + 1]
        alike = one.form == other.form == "calendar" and one.month and other.month and bool(one.day) == bool(other.day)
        if alike and one.year is None and other.year and _LISTED.fullmatch(text[one.end : other.start]):
            shared[place] = replace(one, year=other.year)
    return shared


def told_in_turn(text: str, mentions: Iterable[DateMention], respectively: re.Pattern[str]) -> Iterator[DateMention]:
    """What would be a range were it not told of several in turn: "on 4, 11 and 18 June respectively" is three days."""
    for mention in mentions:
        told = mention.form == "range" and mention.month and respectively.match(text, mention.end)
        days = [*_DAY.finditer(text, mention.start, mention.end)][:2] if told else []
        if len(days) < 2 or not _LISTED.fullmatch(text[days[0].end() : days[1].start()]):
            yield mention
            continue
        day = replace(mention, form="calendar", number=None)
        before = _DAYS_BEFORE.search(text[: mention.start])
        for bare in _DAY.finditer(text, before.start(), mention.start) if before else ():
            yield replace(day, start=bare.start(1), end=bare.end(1), day=int(bare[1]))
        yield replace(day, end=days[0].end(), day=int(days[0][1]))
        yield replace(day, start=days[1].start(), day=int(days[1][1]))


def under_years(text: str, mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """A year that has a line of its own is that of the months and days with which the lines below begin."""
    heading: int | None = None
    for mention in mentions:
        begin = text.rfind("\n", 0, mention.start) + 1
        end = text.find("\n", mention.end)
        before, after = text[begin : mention.start], text[mention.end : end if end >= 0 else len(text)]
        if mention.form == "calendar" and not _LETTERS.search(before):
            if mention.year is None:
                mention = replace(mention, year=heading)
            elif not _LETTERS.search(after):
                heading = None if mention.month else mention.year
        yield mention


def merged(text: str, mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """A time said twice is one: "today, 3 May 2022", "Friday (17 May)", "a year ago, in June"."""
    previous: DateMention | None = None
    for mention in mentions:
        both = previous and _both(previous, mention, text[previous.end : mention.start])
        if previous is not None and both is None:
            yield previous
        previous = replace(both, start=previous.start) if previous and both else mention
    if previous is not None:
        yield previous


def _both(one: DateMention, other: DateMention, between: str) -> DateMention | None:
    """What two neighbours mean if they say the same, else None."""
    if _same_day(one, other) and _TOLD_TWICE.fullmatch(between):
        return other
    if other.form not in ("calendar", "holiday") or not other.month:
        return None
    if one.form == "calendar" and one.year and not one.month and not other.year and _IN_BRACKETS.fullmatch(between):
        return replace(other, year=one.year)
    coarse = one.form in _COARSE or (one.form in _YEARS and not one.month)
    return _finer(one, other) if coarse and _TOLD_FINER.fullmatch(between) else None


def _finer(coarse: DateMention, fine: DateMention) -> DateMention:
    """A time and a month or day that says it again: the month or day, of the year that the time says or counts to."""
    if fine.year is not None or fine.shift is not None:
        return fine
    if coarse.form in _YEARS:
        return replace(fine, form=coarse.form, unit=coarse.unit)
    if coarse.form in ("ago", "hence") and coarse.unit == "years":
        years = coarse.number or 1
        return replace(fine, form="calendar", shift=-years if coarse.form == "ago" else years)
    return fine


def _same_day(one: DateMention, other: DateMention) -> bool:
    if one.form not in ("today", "yesterday", "weekday", "holiday") or (one.day and one.form != "holiday"):
        return False
    if one.form == "weekday" and other.form == "this_month" and other.day:
        return True
    return bool(other.month and other.day) or (one.form in ("today", "yesterday") and other.form == "weekday")
