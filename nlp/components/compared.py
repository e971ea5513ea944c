"""Comparisons that a figure must not take for its own: an earlier amount's period, a change on the month before.

In "4.5 billion, from 4.9 billion in September" the month is the earlier amount's; the model links each amount by
itself, and the month stands near both. Of 51 such amounts in the training texts none is of the period that is told
behind the earlier one. A figure's change is one on the year: of 282 percentages that are said to be on the month or
quarter before one is marked as a figure's.
"""

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind
from nlp.annotations import AMOUNTS, PERCENTS, language_of, sheet
from nlp.components.links import without
from nlp.normalise.trends import sequential

_NEAR = re.compile(r"[^.;:!?\n]{1,60}")
"""What may stand between the two amounts, the words of comparison at its end."""

_OF = re.compile(r"[^.;,:!?(\n]{0,14}")
"""What may stand between the earlier amount and its period: "in", "of the year"."""


@Language.component("compared")
def compared(doc: Doc) -> Doc:
    """Keep from figures the period of an earlier amount and the changes on the month before."""
    slot = sheet(doc)
    if any(anchor.kind == Kind.FIGURE for anchor in slot.reading.anchors):
        apart, monthly = _Comparisons(doc), _sequential(doc)
        anchors = (_yearly(apart.cleared(a), monthly) if a.kind == Kind.FIGURE else a for a in slot.reading.anchors)
        slot.reading = replace(slot.reading, anchors=tuple(anchors))
    return doc


def _sequential(doc: Doc) -> set[str]:
    """The keys of the percentages that are changes on the month or quarter before."""
    text, language = sheet(doc).text, language_of(doc)
    percents = [(span.start_char, span.end_char) for span in doc.spans.get(PERCENTS, ())]
    return {str(start) for start, end in percents if sequential(text, start, end, language)}


def _yearly(anchor: Anchor, monthly: set[str]) -> Anchor:
    """A figure without the links to some changes."""
    for key in [key for key, _ in anchor.links.get("figure_change", []) if key in monthly]:
        anchor = without(anchor, "figure_change", key)
    return anchor


class _Comparisons:
    """The amounts of a text that stand behind words of comparison, and the periods told behind those."""

    def __init__(self, doc: Doc) -> None:
        self._text = sheet(doc).text
        self._dates = [date.start for date in sheet(doc).reading.dates]
        self._amounts = [(span.start_char, span.end_char) for span in doc.spans.get(AMOUNTS, ())]
        marker = language_of(doc).compared_with or "(?!)"
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
        return without(anchor, "figure_period", str(period))
