"""What components leave on a Doc: the span groups, and the typed values in `Doc._`.

Candidates are marked in the span groups; the model's anchors, and what is made of both, stand on the sheet. All
positions are offsets in code points of `Doc.text`.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span

from nlp.anchors import Anchor
from nlp.calibration import Calibration
from nlp.lang import get
from nlp.lang.language import Language
from store.domain import Count, Event, PartnerList, TradeFigure

if TYPE_CHECKING:
    from nlp.normalise.mentions import DateMention

PARTIES, AMOUNTS, PERCENTS, NUMBERS = ("parties", "amounts", "percents", "numbers")
"""The span groups of candidates; the label of a party span is its kind and codes."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a document besides its text."""

    language: str = "en"
    title: str = ""
    published: str | None = None

    def follows(self, date: str) -> bool:
        """Whether a day, month or year had ended before the page's date: no, where that is not known."""
        return self.published is not None and date < self.published[: len(date)]

    def precedes(self, date: str) -> bool:
        """Whether a day, month or year begins after the page's date: no, where that is not known."""
        return self.published is not None and date > self.published[: len(date)]


@dataclass(frozen=True, slots=True)
class PartySpan:
    """Words that stand for one party or, joined as in "Sino-Korean", for two."""

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str


def party_span(span: Span) -> PartySpan:
    """A marked name as its party: the span's label is its kind and codes."""
    kind, codes = span.label_.split(":", 1)
    return PartySpan(span.start_char, span.end_char, tuple(codes.split("+")), kind)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the components have made of a document so far; each replaces the field that is its own.

    titled: parties that the title names, their positions in the title. own: the party whose announcement this is,
    where the text shows it. anchors: what the model found. calibration: what its raw scores mean.
    """

    relevant: bool = True
    parties: tuple[PartySpan, ...] = ()
    titled: tuple[PartySpan, ...] = ()
    own: str | None = None
    dates: "tuple[DateMention, ...]" = ()
    anchors: tuple[Anchor, ...] = ()
    calibration: Calibration = field(default_factory=lambda: Calibration({}))
    dateline: str | None = None
    events: tuple[Event, ...] = ()
    partner_lists: tuple[PartnerList, ...] = ()
    figures: tuple[TradeFigure, ...] = ()
    counts: tuple[Count, ...] = ()


@dataclass(slots=True)
class Sheet:
    """The mutable slot on a Doc: its text, its context and its reading.

    The text is that of the Doc, which puts it together anew from all of its tokens each time that it is asked.
    """

    text: str = ""
    context: Context = field(default_factory=Context)
    reading: Reading = field(default_factory=Reading)


def register() -> None:
    """Give Doc its slot. Called when a pipeline is loaded, never at import; a second call changes nothing."""
    if not Doc.has_extension("sheet"):
        Doc.set_extension("sheet", default=None)


def sheet(doc: Doc) -> Sheet:
    """The slot of a Doc; a Doc built by hand gets an empty one."""
    register()
    if doc._.sheet is None:
        doc._.sheet = Sheet(doc.text)
    found = doc._.sheet
    assert isinstance(found, Sheet)
    return found


def language_of(doc: Doc) -> Language:
    """The language that a Doc is read in."""
    return get(sheet(doc).context.language)
