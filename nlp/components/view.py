"""One sentence and what was tagged in it, by position: what the readers of events, figures and counts work on."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, SpanGroup

from nlp import annotations
from nlp.annotations import PartySpan, sheet
from nlp.lang.language import Cue
from nlp.normalise.dates import DateMention


@dataclass(frozen=True, slots=True)
class Mark:
    """A tagged stretch of text: a cue, an amount, a percentage, a number or a benefit."""

    label: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document; all positions are offsets into the document's text."""

    index: int
    start: int
    end: int
    text: str
    cues: tuple[Mark, ...]
    parties: tuple[PartySpan, ...]
    dates: tuple[DateMention, ...]
    amounts: tuple[Mark, ...]
    percents: tuple[Mark, ...]
    numbers: tuple[Mark, ...]
    benefits: tuple[Mark, ...]

    def marks(self, *cues: Cue) -> list[Mark]:
        """The cue marks of some kinds, in order; of those that start together the longest first."""
        return [mark for mark in self.cues if mark.label in cues]

    def has(self, *cues: Cue) -> bool:
        """Whether any cue of these kinds stands in the sentence."""
        return any(mark.label in cues for mark in self.cues)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the parties named, in order, each once."""
        return tuple(dict.fromkeys(code for party in self.parties for code in party.codes))


def view(doc: Doc) -> Iterator[Sentence]:
    """The sentences of a tagged Doc that hold more than white space."""
    reading = sheet(doc).reading
    groups = {
        name: _marks(doc.spans[name])
        for name in (
            annotations.CUES,
            annotations.AMOUNTS,
            annotations.PERCENTS,
            annotations.NUMBERS,
            annotations.BENEFITS,
        )
        if name in doc.spans
    }
    index = 0
    for sent in doc.sents:
        start, end = sent.start_char, sent.end_char
        stripped = doc.text[start:end].strip()
        if not stripped:
            continue
        start += len(doc.text[start:end]) - len(doc.text[start:end].lstrip())
        end = start + len(stripped)
        within = {name: tuple(m for m in marks if start <= m.start and m.end <= end) for name, marks in groups.items()}
        yield Sentence(
            index=index,
            start=start,
            end=end,
            text=stripped,
            cues=within.get(annotations.CUES, ()),
            parties=tuple(p for p in reading.parties if start <= p.start and p.end <= end),
            dates=tuple(d for d in reading.dates if start <= d.start and d.end <= end),
            amounts=within.get(annotations.AMOUNTS, ()),
            percents=within.get(annotations.PERCENTS, ()),
            numbers=within.get(annotations.NUMBERS, ()),
            benefits=within.get(annotations.BENEFITS, ()),
        )
        index += 1


def _marks(group: SpanGroup) -> list[Mark]:
    return [Mark(span.label_, span.start_char, span.end_char, span.text) for span in group]


def distance(one: Mark | PartySpan | DateMention, other: Mark | PartySpan | DateMention) -> int:
    """How many characters lie between two stretches; 0 where they touch or overlap."""
    return max(one.start - other.end, other.start - one.end, 0)
