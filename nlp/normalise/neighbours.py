"""Dates beside one another: what one says of the other's year, and which of them are the same."""

import re
from collections.abc import Iterator
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


_LISTED = re.compile(r"\s*(?:,|、|，)?\s*(?:(?:and|on|y|e|et|und|и|و|及|和|및)\s)?(?:on |el |le |am |em |a )?")
"""What stands between the members of a list of dates."""


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


def merged(text: str, mentions: list[DateMention]) -> Iterator[DateMention]:
    """A time said twice is one: "today, 3 May 2022", "Friday (17 May)", "a year ago, in June"."""
    previous: DateMention | None = None
    for mention in mentions:
        if previous is not None:
            between = text[previous.end : mention.start]
            again = _same_day(previous, mention) and _TOLD_TWICE.fullmatch(between)
            coarse = previous.form in _COARSE or (previous.form in _YEARS and not previous.month)
            finer = coarse and mention.form in ("calendar", "holiday") and _TOLD_FINER.fullmatch(between)
            if again:
                mention = replace(mention, start=previous.start)
            elif finer and mention.month:
                mention = _finer(previous, mention)
            else:
                yield previous
        previous = mention
    if previous is not None:
        yield previous


def _finer(coarse: DateMention, fine: DateMention) -> DateMention:
    """A time and a month or day that says it again: the month or day, of the year that the time says or counts to."""
    fine = replace(fine, start=coarse.start)
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
    return bool(other.month and other.day) or (one.form in ("today", "yesterday") and other.form == "weekday")
