"""Partners named beside their number: "has signed with 22 economies such as A and B" names two of those it counts.

Few of the marked texts say it so, and the model misses most of these lists in the languages that put the names first.
"""

import re
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind, in_order
from nlp.annotations import language_of, sheet
from nlp.components.counts import value_of
from nlp.components.evidence import Sentences
from nlp.components.links import chosen
from nlp.components.lists import CLOSE, SETTLED, once, runs
from nlp.lang.language import Language as Words
from store.domain import CountKind

_COUNTED = {f"{Kind.COUNT}:{kind}" for kind in (CountKind.ARRANGEMENTS, CountKind.ECONOMIES, CountKind.COUNTRIES)}
"""What partners are counted by."""

_SIGNED = f"{Kind.PARTNERS}:signed"
"""The lower of the two rungs that a list may be of: the number says no more."""


@Language.component("among")
def among(doc: Doc) -> Doc:
    """Tell the partners that stand beside a number of partners, in sentences in which no list of partners was found."""
    slot = sheet(doc)
    counted = [anchor for anchor in slot.reading.anchors if anchor.label in _COUNTED]
    if counted:
        sentences = Sentences(doc)
        listed = {sentences.number(a.start) for a in slot.reading.anchors if a.kind == Kind.PARTNERS}
        numbers = [(count, sentences.number(count.start)) for count in counted]
        found = [_named(doc, count, *sentences.bounds(number)) for count, number in numbers if number not in listed]
        slot.reading = replace(slot.reading, anchors=in_order([*slot.reading.anchors, *filter(None, found)]))
    return doc


def _named(doc: Doc, count: Anchor, start: int, end: int) -> Anchor | None:
    """The list of partners that are named before or behind a count of them in its sentence."""
    text, reading, words = sheet(doc).text, sheet(doc).reading, language_of(doc)
    names = [spot for spot in once(reading.parties) if start <= spot[0] < end]
    holder = chosen(count, "count_holder")[0] or reading.own
    number = value_of(doc, count, CountKind(count.value), words)
    if holder is None or number is None:
        return None
    before, behind = _between(words)
    for named in [*runs(text, names, CLOSE), *([name] for name in names)]:
        codes = {code for *_, code in named}
        told = before.fullmatch(text[named[-1][1] : count.start]) or behind.fullmatch(text[count.end : named[0][0]])
        if told and holder not in codes and len(codes) <= number:
            links = {"list_holder": [(holder, SETTLED)], "list_partner": [(code, SETTLED) for *_, code in named]}
            return Anchor(named[0][0], named[-1][1], _SIGNED, count.score, {}, links)
    return None


@cache
def _between(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between names and the number of all behind them, and between a number and names behind it."""
    apart = r"\W{1,3}(?:\w{1,3}\W){0,2}" if words.spaced else r"\W{0,3}"
    return (
        re.compile(rf"\s*(?:{words.and_others or '(?!)'})\s*"),
        re.compile(rf"[^.;:!?。；：\n]{{0,60}}\W(?:{words.such_as or '(?!)'}){apart}"),
    )
