"""The day that a text is dated: at its head, before any act is told, or alone on a line at its head or foot."""

import re
from collections.abc import Sequence

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


def dateline_of(
    text: str, mentions: Sequence[DateMention], published: str | None, acts: Sequence[int]
) -> tuple[str | None, int]:
    """The day that a text is dated, and the offset at which the dateline ends; None and 0 where there is none.

    `acts` are the offsets of the acts that the text tells: a date after the first is the act's, unless it stands alone
    on a line without one. A date at the foot ends nothing: its offset is 0.
    """
    named = [m for m in mentions if m.form in ("calendar", "era") and m.day is not None and m.month is not None]
    days = {m: resolve(m, Anchors(published=published)).value for m in named}
    days = {m: day for m, day in days.items() if not _after(day, published)}
    for mention, day in days.items():
        if mention.start <= _WITHIN and _heads(text, mention, acts):
            return day, mention.end
    lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    known = [(mention, day) for mention, day in days.items() if day is not None]
    for mention, day in known:
        if mention.end <= min(acts, default=len(text)) and _on_one(lines[:_HEAD_LINES], text, mention, acts):
            return day, mention.end
    for mention, day in known:
        if _on_one(lines[-_FOOT_LINES:], text, mention, acts) and not _long_before(day, published):
            return day, 0
    return None, 0


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
