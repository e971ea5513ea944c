"""Trade with the world: "total exports reached 4 billion" is one party's, whichever partner stands in the text around.

The model gives such amounts the partner of the text at times. Of 260 figures of the training texts that are told with
these words, beside no second name of a party, 251 are of one party.
"""

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind
from nlp.annotations import language_of, sheet
from nlp.components.links import RULED_OUT, chosen, taken
from nlp.components.statements import Statements
from store.domain import Flow

_BEHIND = 25
"""Characters behind an amount within which its partner stands."""


@Language.component("worldwide")
def worldwide(doc: Doc) -> Doc:
    """Take the partner from the figures of trade with the world."""
    slot = sheet(doc)
    marker = language_of(doc).worldwide
    if marker and any(anchor.kind == Kind.FIGURE for anchor in slot.reading.anchors):
        told = _Told(doc, re.compile(marker, re.IGNORECASE | re.DOTALL))
        anchors = (told.alone(a) if a.kind == Kind.FIGURE else a for a in slot.reading.anchors)
        slot.reading = replace(slot.reading, anchors=tuple(anchors))
    return doc


class _Told:
    """A text, its amounts, and who is named where."""

    def __init__(self, doc: Doc, marker: re.Pattern[str]) -> None:
        self._text, self._reading, self._marker = sheet(doc).text, sheet(doc).reading, marker
        self._statements = Statements(doc)

    def alone(self, anchor: Anchor) -> Anchor:
        """A figure of one party, where its words say so and name no other."""
        codes = taken(anchor, "figure_party", 1)[:2]
        start = self._statements.start(anchor)
        if len(codes) < 2 or not self._marker.search(self._text[start : anchor.start]):
            return anchor
        trader = self._trader(anchor, codes)
        beside = [p for p in self._reading.parties if start <= p.start < anchor.end + _BEHIND]
        if any(set(party.codes) != {trader} for party in beside):
            return anchor
        links = [(c, p if c == trader else min(p, RULED_OUT)) for c, p in anchor.links["figure_party"]]
        return replace(anchor, links={**anchor.links, "figure_party": sorted(links, key=lambda pair: -pair[1])})

    def _trader(self, anchor: Anchor, codes: list[str]) -> str:
        """Of two parties the one whose trade a figure of one party is."""
        if anchor.value == Flow.TOTAL:
            return self._reading.own if self._reading.own in codes else codes[0]
        exporter, _ = chosen(anchor, "figure_exporter")
        if exporter not in codes:
            return codes[0]
        return exporter if anchor.value == Flow.EXPORT else next(code for code in codes if code != exporter)
