"""What can be linked in a Doc whose candidates are normalised: parties, dates, percentages, by their keys."""

from spacy.tokens import Doc

from nlp.anchors import Candidate
from nlp.annotations import PERCENTS, sheet

Spans = list[tuple[str, int, int]]
"""Candidates: key, start and end in the text."""


def candidates_of(doc: Doc) -> dict[Candidate, Spans]:
    """The candidates of a Doc. A party's key is its code, a date's or percentage's the offset at which it begins."""
    reading = sheet(doc).reading
    return {
        Candidate.PARTY: [(code, party.start, party.end) for party in reading.parties for code in party.codes],
        Candidate.DATE: [(str(date.start), date.start, date.end) for date in reading.dates],
        Candidate.PERCENT: [(str(s.start_char), s.start_char, s.end_char) for s in doc.spans.get(PERCENTS, ())],
    }
