"""The day that a text is dated: at its head, before any act is told, or alone on a line at its head or foot."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from nlp.normalise.mentions import Anchors, DateMention
from nlp.normalise.resolution import resolve
from store.domain import first_day

_WITHIN = 150
"""Characters from a text's beginning to its dateline."""
_LATE, _EARLY = 3, 45
"""Days by which a dateline may follow the page's date, and by which one at the foot may precede it."""
_LABEL = 2
"""Words before the date in a line that ends like a sentence: "Printed 3 May 2021."."""
_HEAD_LINES, _FOOT_LINES = 5, 4
_HEADLINE = 200
"""Characters of a headline at the most."""
_STOPS = ".,;:!?…。，；：！？、؛،؟"
_AFTER = re.compile(r"[\s)）\]】]*(?:[-–—:：.。|/=＝]|电|電|讯|訊|消息|[(（]|\n|$|,?\s*\(?[A-Z]{2,}\)?\s*[-–—])")
_BEFORE = re.compile(r"[^.。!?！？]{0,110}|.{0,140}[.\n|–—(（\[【]\s*(?:[^.!?。]{0,25}[,，]\s)?", re.DOTALL)
"""What stands before a dateline's date: part of a sentence, or sentences and the place after them."""
_DONE = re.compile(
    r"\s*(?:(?:Done|Signed|Adopted|Given) (?:at|in)|Fait à|Geschehen zu|Hecho en|Dado en|Feito em|Совершено в)\b",
    re.IGNORECASE,
)
"""How the last sentence of an instrument begins."""
_LINE_BEFORE = re.compile(r"(?:[^!?。！？;；]{0,70}[\s:：,，(（.)]|)")
_LINE_AFTER = re.compile(
    r"\s*(?:г\.|년|م)?\s*(?:(?:№|N[o°º.]|Nr\.?|第)[^!?]{0,25})?[\s.。)）\]】]*"
    r"(?:\w{0,12}|[^\w\s]{1,3}\s?[^.!?。]{0,40}[.。]?)"
)
"""A line's rest: a number, a word, or what a stop parts from the date."""
_PLACE = re.compile(r"[\s(（\[【]*(?:[^\W\d_][^\d:：;；|.]{1,80}[,，(（|–—-]\s*)?")
"""What stands before the date of a page itself: a place or an office, no label and no "of"."""
_TIME = re.compile(r"[\s)）\]】.。,，|–—-]*(?:\d{1,2}[:：.h]\d{2}[^\d\n]{0,20})?")
"""What stands behind it where it is all of its line: the time."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The day that a text is dated, and the mention of it where that stands apart, as no act's own date does."""

    day: str
    apart: DateMention | None = None


def dateline_of(
    text: str, mentions: Sequence[DateMention], published: str | None, acts: Sequence[int]
) -> Dateline | None:
    """The dateline of a text, or None where there is none.

    `acts` are the offsets of the acts that the text tells: a date after the first is the act's, unless it stands alone
    on a line without one, or only headlines are before it.
    """
    named = [m for m in mentions if m.form in ("calendar", "era") and m.day is not None and m.month is not None]
    days = {m: resolve(m, Anchors(published=published)).value for m in named}
    known = {m: day for m, day in days.items() if day is not None and not _after(day, published)}
    lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    begin = _end_of_headlines(text, lines, mentions, acts)
    apart = {m: day for m, day in known.items() if _apart(text, m, lines, begin)}
    if len(set(apart.values())) == 1:
        mention, day = next(iter(apart.items()))
        later = min((act for act in acts if act >= begin), default=len(text))
        if mention.end <= later and mention.start < lines[:_HEAD_LINES][-1][1]:
            return Dateline(day, mention)
    for mention, day in known.items():
        if mention.start <= _WITHIN and _heads(text, mention, acts):
            return Dateline(day)
    for mention, day in known.items():
        if mention.end <= min(acts, default=len(text)) and _on_one(lines[:_HEAD_LINES], text, mention, acts):
            return Dateline(day)
    for mention, day in known.items():
        if _on_one(lines[-_FOOT_LINES:], text, mention, acts) and not _long_before(day, published):
            return Dateline(day)
    return None


def _end_of_headlines(
    text: str, lines: Sequence[tuple[int, int]], mentions: Sequence[DateMention], acts: Sequence[int]
) -> int:
    """Where the headlines end that tell an act: lines at the head that are no sentences and tell no date; else 0."""
    last = 0
    for start, end in lines[: _HEAD_LINES - 1]:
        line = text[start:end].rstrip()
        if len(line) > _HEADLINE or line[-1] in _STOPS or any(start <= m.start < end for m in mentions):
            break
        if any(start <= act < end for act in acts):
            last = end
    return last


def _apart(text: str, mention: DateMention, lines: Sequence[tuple[int, int]], begin: int) -> bool:
    """Whether a date is the page's own: alone on a line, or after a place under a headline and before what follows."""
    start, end = lines[bisect_right(lines, mention.start, key=itemgetter(0)) - 1]
    if mention.start < begin or not _PLACE.fullmatch(text[start : mention.start]):
        return False
    if _TIME.fullmatch(text, mention.end, end):
        return True
    under = begin > 0 and not text[begin:start].strip() and text[begin:start].count("\n") > 1
    return under and mention.start > start and _AFTER.match(text, mention.end) is not None


def _on_one(lines: Sequence[tuple[int, int]], text: str, mention: DateMention, acts: Sequence[int]) -> bool:
    return any(start <= mention.start < end and _alone(text, mention, start, end, acts) for start, end in lines)


def _heads(text: str, mention: DateMention, acts: Sequence[int]) -> bool:
    """Whether a date stands in the words before the first sentence that tells an act."""
    if any(act < mention.end for act in acts) or not _BEFORE.fullmatch(text[: mention.start]):
        return False
    rest = text[mention.end :]
    closed = text[mention.end - 1] == "." and rest[:1].isspace() and rest.lstrip()[:1].isupper()
    return closed or _AFTER.match(text, mention.end) is not None


def _alone(text: str, mention: DateMention, start: int, end: int, acts: Sequence[int]) -> bool:
    """Whether a line holds a date with no more than a place, an office or a number beside it."""
    if any(start <= act < end for act in acts) or end - start > 110:
        return False
    before, after = text[start : mention.start], text[mention.end : end]
    sentence = after.strip(" )）") in {".", "。"} or before.lstrip()[:1] in {"•", "-", "–", "*", "●", "▪"}
    if sentence and len(re.split(r"[.:|–—]\s", before)[-1].split()) > _LABEL and not _DONE.match(before):
        return False
    return _LINE_BEFORE.fullmatch(before) is not None and _LINE_AFTER.fullmatch(after) is not None


def _after(day: str | None, published: str | None) -> bool:
    """Whether a day is later than a page's date."""
    if day is None or published is None or len(published) < 10:
        return False
    return (first_day(day) - first_day(published)).days > _LATE


def _long_before(day: str, published: str | None) -> bool:
    """Whether a day is too early for a page's date: that of an older document which the text reprints."""
    return published is not None and len(published) == 10 and (first_day(published) - first_day(day)).days > _EARLY
