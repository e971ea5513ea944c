"""Parties: the names that were marked become codes, and the document's own side and main pair are found."""

from collections import Counter
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp import annotations
from nlp.annotations import PartySpan, sheet
from nlp.lang.language import Cue
from store.authorities.names import NameKind

_STRONG = (NameKind.ADMINISTRATION, NameKind.PROGRAMME, NameKind.ACRONYM)
_LEAD = 600
"""Characters of the beginning in which a document says whose it is."""


@Language.component("parties")
def parties(doc: Doc) -> Doc:
    """Resolve the marked names; in a text about customs an ambiguous one is the party."""
    slot = sheet(doc)
    if not slot.reading.relevant:
        return doc
    marked = doc.spans.get(annotations.PARTIES, ())
    spans = tuple(_party(span.label_, span.start_char, span.end_char) for span in marked)
    slot.reading = replace(slot.reading, parties=spans, own=_own(spans), pair=_pair(doc, spans))
    return doc


def _party(label: str, start: int, end: int) -> PartySpan:
    kind, codes = label.split(":", 1)
    return PartySpan(start, end, tuple(codes.split("+")), kind)


def _own(parties: tuple[PartySpan, ...]) -> str | None:
    """The party that speaks: of those named in the lead the one whose administration is, or the most named."""
    weights: Counter[str] = Counter()
    for party in parties:
        for code in party.codes:
            weights[code] += 1
            if party.start < _LEAD:
                weights[code] += 3 if party.kind in _STRONG else 1
    return weights.most_common(1)[0][0] if weights else None


def _pair(doc: Doc, parties: tuple[PartySpan, ...]) -> tuple[str, ...]:
    """The two parties that the document is mainly about: those of the first sentence that names an arrangement."""
    cues = [s for s in doc.spans.get(annotations.CUES, ()) if s.label_ in (Cue.ARRANGEMENT, Cue.PLAN)]
    sents = [(sent.start_char, sent.end_char) for sent in doc.sents] if cues else []
    for cue in cues:
        start, end = next(bounds for bounds in sents if bounds[0] <= cue.start_char < bounds[1])
        near = [p for p in parties if start <= p.start and p.end <= end]
        codes = tuple(dict.fromkeys(code for p in near for code in p.codes))
        if len(codes) == 2:
            return codes
    weights: Counter[str] = Counter(code for p in parties for code in p.codes)
    return tuple(code for code, _ in weights.most_common(2)) if len(weights) >= 2 else ()
