"""Parties and dates told in turn: "in 2011 with Japan and in 2012 with Peru" gives each party its own date.

The model links each act by itself, and where two dates are near it may take the other's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind
from nlp.annotations import sheet
from nlp.components.evidence import Sentences
from nlp.components.links import chosen, signatories
from nlp.components.lists import LOOSE, SETTLED, Spot, are_joined, once

_PARTS = re.compile(r"[,，、]|(?<!\w)(?:and|y|e|et|und|и)(?!\w)")
"""What does not stand between a party and its date. The "and" of Chinese, Japanese and Korean is a "with" too."""


@Language.component("alternating")
def alternating(doc: Doc) -> Doc:
    """Link acts with the dates that stand beside their parties, where a sentence tells both in turn."""
    slot = sheet(doc)
    acts = [anchor for anchor in slot.reading.anchors if anchor.kind == Kind.EVENT]
    if len(acts) > 1 and len(slot.reading.dates) > 1:
        sentences = Sentences(doc)
        told_in = {sentences.number(act.start) for act in acts}
        dates = {number: dict(_pairs(doc, *sentences.bounds(number))) for number in told_in}
        slot.reading = replace(
            slot.reading,
            anchors=tuple(
                _dated(a, dates[sentences.number(a.start)]) if a.kind == Kind.EVENT else a for a in slot.reading.anchors
            ),
        )
    return doc


def _dated(act: Anchor, dates: Mapping[str, str]) -> Anchor:
    """An act with the date of its party, if what it has is that of another party told in turn with it."""
    own = {dates[code] for code in signatories(act) if code in dates}
    told, _ = chosen(act, "event_date")
    if len(own) != 1 or told not in dates.values() or told in own:
        return act
    return replace(act, links={**act.links, "event_date": [(own.pop(), SETTLED)]})


def _pairs(doc: Doc, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The parties of a sentence that are told in turn with dates, each with the key of its date."""
    text, reading = sheet(doc).text, sheet(doc).reading
    parties = [spot for spot in once(reading.parties) if start <= spot[0] < end]
    dates = [(d.start, d.end, str(d.start)) for d in reading.dates if start <= d.start < end]
    for run in _in_turn(text, sorted([*parties, *dates]), set(dates)):
        for skipped in (0, 1):
            pairs = list(zip(run[skipped::2], run[skipped + 1 :: 2], strict=False))
            within = [text[one[1] : other[0]] for one, other in pairs]
            between = [text[one[1][1] : other[0][0]] for one, other in pairwise(pairs)]
            if len(pairs) > 1 and all(map(are_joined, between)) and not any(map(_PARTS.search, within)):
                keys = [(other[2], one[2]) if one in dates else (one[2], other[2]) for one, other in pairs]
                if len(dict(keys)) == len(keys):
                    yield from keys


def _in_turn(text: str, spots: Iterable[Spot], dates: set[Spot]) -> Iterator[list[Spot]]:
    """The stretches of spots near one another in which parties and dates take turns."""
    run: list[Spot] = []
    for spot in spots:
        near = run and LOOSE.fullmatch(re.sub(r"[()（）]", "", text[run[-1][1] : spot[0]]))
        if run and not (near and (spot in dates) != (run[-1] in dates)):
            yield run
            run = []
        run.append(spot)
    yield run
