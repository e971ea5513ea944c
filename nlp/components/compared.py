"""Amounts told beside an earlier one: in "4.5 billion, from 4.9 billion in September" the month is the earlier one's.

The model links each amount by itself, and the month stands near both. Of 51 such amounts in the training texts none
is of the period that is told behind the earlier one.
"""

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind
from nlp.annotations import AMOUNTS, language_of, sheet

_NEAR = re.compile(r"[^.;:!?\n]{1,60}")
"""What may stand between the two amounts, the words of comparison at its end."""

_OF = re.compile(r"[^.;,:!?(\n]{0,14}")
"""What may stand between the earlier amount and its period: "in", "of the year"."""


@Language.component("compared")
def compared(doc: Doc) -> Doc:
    """Keep the period of an earlier amount from the amount that is held against it."""
    slot = sheet(doc)
    marker = language_of(doc).compared_with
    if marker and any(anchor.kind == Kind.FIGURE for anchor in slot.reading.anchors):
        apart = _Comparisons(doc, marker)
        anchors = (apart.cleared(a) if a.kind == Kind.FIGURE else a for a in slot.reading.anchors)
        slot.reading = replace(slot.reading, anchors=tuple(anchors))
    return doc


class _Comparisons:
    """The amounts of a text that stand behind words of comparison, and the periods told behind those."""

    def __init__(self, doc: Doc, marker: str) -> None:
        self._text = sheet(doc).text
        self._dates = [date.start for date in sheet(doc).reading.dates]
        self._amounts = [(span.start_char, span.end_char) for span in doc.spans.get(AMOUNTS, ())]
        self._behind = re.compile(rf"(?<!\w)(?:{marker})(?: [^\W\d]{{1,8}}){{0,2}}\s*$", re.IGNORECASE)

    def cleared(self, anchor: Anchor) -> Anchor:
        """A figure without the link to a period that is that of the amount it is compared with."""
        earlier = next(((start, end) for start, end in self._amounts if start >= anchor.end), None)
        if earlier is None:
            return anchor
        between = self._text[anchor.end : earlier[0]]
        if not _NEAR.fullmatch(between) or not self._behind.search(between):
            return anchor
        period = next((start for start in self._dates if start >= earlier[1]), None)
        if period is None or not _OF.fullmatch(self._text[earlier[1] : period]):
            return anchor
        return replace(anchor, links={**anchor.links, "figure_period": _without(anchor, str(period))})


def _without(anchor: Anchor, key: str) -> list[tuple[str, float]]:
    """The periods of a figure with their probabilities, given that it is not that of one."""
    linked = anchor.links.get("figure_period", [])
    rest = max(1.0 - dict(linked).get(key, 0.0), 1e-6)
    return [(other, probability / rest) for other, probability in linked if other != key]
