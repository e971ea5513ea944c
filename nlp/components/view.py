"""One sentence and what was tagged in it, by position: what the readers of events, figures and counts work on."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from spacy.tokens import Doc, SpanGroup

from nlp import annotations
from nlp.annotations import PartySpan, sheet
from nlp.lang.language import Cue
from nlp.normalise.mentions import DateMention
from store.domain import Span

_GROUPS = (
    annotations.CUES,
    annotations.AMOUNTS,
    annotations.PERCENTS,
    annotations.NUMBERS,
    annotations.BENEFITS,
)


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
    def quote(self) -> Span:
        """The sentence as evidence."""
        return Span(text=self.text, start=self.start, end=self.end)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the parties named, in order, each once."""
        return tuple(dict.fromkeys(code for party in self.parties for code in party.codes))


def view(doc: Doc) -> list[Sentence]:
    """The sentences of a tagged Doc that hold more than white space; made once and kept on the Doc's sheet."""
    slot = sheet(doc)
    if slot.view is None:
        slot.view = list(_sentences(doc))
    return slot.view


def _sentences(doc: Doc) -> Iterator[Sentence]:
    text, reading = doc.text, sheet(doc).reading
    marks = {name: _Ordered(_marks(doc.spans[name])) for name in _GROUPS if name in doc.spans}
    none: _Ordered[Mark] = _Ordered([])
    parties, dates = _Ordered(reading.parties), _Ordered(reading.dates)
    index = 0
    for sent in doc.sents:
        raw = text[sent.start_char : sent.end_char]
        stripped = raw.strip()
        if not stripped:
            continue
        start = sent.start_char + len(raw) - len(raw.lstrip())
        end = start + len(stripped)
        yield Sentence(
            index=index,
            start=start,
            end=end,
            text=stripped,
            cues=marks.get(annotations.CUES, none).inside(start, end),
            parties=parties.inside(start, end),
            dates=dates.inside(start, end),
            amounts=marks.get(annotations.AMOUNTS, none).inside(start, end),
            percents=marks.get(annotations.PERCENTS, none).inside(start, end),
            numbers=marks.get(annotations.NUMBERS, none).inside(start, end),
            benefits=marks.get(annotations.BENEFITS, none).inside(start, end),
        )
        index += 1


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=_Placed)


class _Ordered(Generic[P]):
    """Stretches in the order of their starts, so that a long page costs no more a sentence than a short one."""

    def __init__(self, items: Iterable[P]) -> None:
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]

    def inside(self, start: int, end: int) -> tuple[P, ...]:
        found = self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return tuple(item for item in found if item.end <= end)


def _marks(group: SpanGroup) -> list[Mark]:
    return [Mark(span.label_, span.start_char, span.end_char, span.text) for span in group]


def distance(one: Mark | PartySpan | DateMention, other: Mark | PartySpan | DateMention) -> int:
    """How many characters lie between two stretches; 0 where they touch or overlap."""
    return max(one.start - other.end, other.start - one.end, 0)
