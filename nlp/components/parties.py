"""Parties: the names that were marked become codes, and the document's own side is found."""

from collections import Counter
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp import annotations
from nlp.annotations import PartySpan, party_span, sheet
from store.authorities.names import NameKind

STRONG = (NameKind.ADMINISTRATION, NameKind.PROGRAMME, NameKind.ACRONYM)
_LEAD = 600
"""Characters of the beginning in which a document says whose it is."""


@Language.component("parties")
def parties(doc: Doc) -> Doc:
    """Resolve the marked names; in a text about customs an ambiguous one is the party."""
    slot = sheet(doc)
    if not slot.reading.relevant:
        return doc
    spans = tuple(map(party_span, doc.spans.get(annotations.PARTIES, ())))
    slot.reading = replace(slot.reading, parties=spans, own=_own(spans))
    return doc


def _own(parties: tuple[PartySpan, ...]) -> str | None:
    """The party that speaks: of those named in the lead the one whose administration is, or the most named."""
    weights: Counter[str] = Counter()
    for party in parties:
        for code in party.codes:
            weights[code] += 1
            if party.start < _LEAD:
                weights[code] += 3 if party.kind in STRONG else 1
    return weights.most_common(1)[0][0] if weights else None
