"""A place in a series: "its third this year, after A and B" tells of the two before it.

What is told so has no words of its own for the act, so that the model has nothing to find there.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind, in_order
from nlp.annotations import Sheet, language_of, sheet
from nlp.components.counts import value_of
from nlp.components.dates import anchors_of
from nlp.components.evidence import Sentences
from nlp.components.links import chosen, signatories
from nlp.components.lists import CLOSE, once, runs
from nlp.normalise.resolution import resolve
from store.domain import Action, CountKind

_SHORTEST = 3
"""The place from which a series is read: one name beside "the second this year" may be anybody's."""

_YEAR = len("2023")
_SURE = 0.95
"""The probability of what two numbers that agree say: how many there were before, and how many are named."""


@Language.component("series")
def series(doc: Doc) -> Doc:
    """Tell the acts before an act that is said to be the so many-th of a year, where as many others are named."""
    slot = sheet(doc)
    told = [a for a in slot.reading.anchors if a.kind == Kind.EVENT and not a.recalled]
    act = max((a for a in told if a.value != Action.PLANNED), key=lambda a: a.score, default=None)
    if act is not None:
        anchors = [*slot.reading.anchors, *_before(doc, slot, act)]
        slot.reading = replace(slot.reading, anchors=in_order(anchors))
    return doc


def _before(doc: Doc, slot: Sheet, act: Anchor) -> Iterator[Anchor]:
    sentences, now = Sentences(doc), signatories(act)
    for place in slot.reading.anchors:
        if place.label != f"{Kind.COUNT}:{CountKind.ORDINAL}":
            continue
        begin, end = sentences.bounds(sentences.number(place.start))
        number = value_of(doc, place, CountKind.ORDINAL, language_of(doc))
        years = [
            date
            for date in slot.reading.dates
            if begin <= date.start < end and len(resolve(date, anchors_of(doc, date)).value or "") == _YEAR
        ]
        holder = chosen(place, "count_holder")[0] or slot.reading.own
        if number is None or number < _SHORTEST or len(years) != 1 or holder not in now:
            continue
        names = once(party for party in slot.reading.parties if begin <= party.start < end)
        for run in runs(slot.text, names, CLOSE):
            codes = {code for *_, code in run}
            if len(codes) == len(run) == number - 1 and not codes.intersection(now):
                for start, stop, code in run:
                    links = {
                        "event_party": [(holder, _SURE), (code, _SURE)],
                        "event_date": [(str(years[0].start), _SURE)],
                    }
                    yield Anchor(start, stop, act.label, act.score, {"background": _SURE}, links)
