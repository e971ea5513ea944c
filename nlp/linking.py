"""What a model chooses among in a Doc whose candidates are normalised: parties, dates, percentages, amounts."""

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from nlp.anchors import Candidate
from nlp.annotations import AMOUNTS, PERCENTS, sheet

Spans = list[tuple[str, int, int]]
"""Candidates: key, start and end in the text."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a text.

    spans: by kind; a party's key is its code, a date's or percentage's the offset at which it begins.
    titled: parties that the title names, by code, with start and end in the title.
    amounts: start and end of each amount of money: each may be a trade figure.
    sentences: the offsets at which sentences begin.
    """

    spans: dict[Candidate, Spans]
    titled: Spans
    amounts: list[tuple[int, int]]
    sentences: list[int]

    def sentence(self, offset: int) -> int:
        """The number of the sentence in which an offset lies."""
        return bisect_right(self.sentences, offset)


def candidates_of(doc: Doc) -> Candidates:
    """The candidates of a Doc."""
    reading = sheet(doc).reading
    return Candidates(
        spans={
            Candidate.PARTY: [(code, party.start, party.end) for party in reading.parties for code in party.codes],
            Candidate.DATE: [(str(date.start), date.start, date.end) for date in reading.dates],
            Candidate.PERCENT: [(str(s.start_char), s.start_char, s.end_char) for s in doc.spans.get(PERCENTS, ())],
        },
        titled=[(code, party.start, party.end) for party in reading.titled for code in party.codes],
        amounts=[(s.start_char, s.end_char) for s in doc.spans.get(AMOUNTS, ())],
        sentences=[sent.start_char for sent in doc.sents],
    )
