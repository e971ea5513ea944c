"""Candidates: names of parties, amounts, percentages and numbers are marked, language by language."""

from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import party_span, sheet
from nlp.candidates import CandidateFinder


class CandidateMarker:
    """Marks the candidates of relevant Docs by the finder of their language."""

    def __init__(self, nlp: Language) -> None:
        self._finder = cache(lambda code: CandidateFinder(nlp.vocab, code))

    def prepare(self, language: str) -> None:
        """Build the finder of a language, whose strings must outlive any memory zone."""
        self._finder(language)

    def __call__(self, doc: Doc) -> Doc:
        """Fill the span groups of a relevant Doc, and find the parties that its title names."""
        slot = sheet(doc)
        if slot.reading.relevant:
            finder = self._finder(slot.context.language)
            finder.annotate(doc)
            slot.reading = replace(slot.reading, titled=tuple(map(party_span, finder.named(slot.context.title))))
        return doc


@Language.factory("candidates")
def create_candidates(nlp: Language, name: str) -> CandidateMarker:
    """The factory."""
    del name
    return CandidateMarker(nlp)
