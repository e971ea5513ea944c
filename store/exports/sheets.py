"""The sheets of a publication: their columns in order, what each says, and the key that they are sorted by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.domain import (
    Action,
    Confirmed,
    CountKind,
    DateKind,
    DecidedBy,
    Flow,
    Milestone,
    Precision,
    ReportedAs,
    Tier,
)
from store.exports.columns import Column, Kind

Value = str | int | float | bool | tuple[str, ...] | None
"""What a cell holds: dates as ISO 8601 text, moments in UTC with their offset, several codes or links as a tuple."""

Row = Mapping[str, Value]

Cells = tuple[Value, ...]
"""A row's cells in the order of its sheet's columns."""

Write = Callable[[Sequence[Cells]], None]
"""Appends rows to a file."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: every row has every column, and no two have the same `key`; they are sorted by it.

    Numbers are sorted as numbers, texts by their code points.
    """

    name: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Part:
    """Sheets that one walk through the store fills: `rows` are read while they are written, once, in each one's order.

    A row comes with the name of its sheet.
    """

    sheets: tuple[Sheet, ...]
    rows: Iterable[tuple[str, Row]]


def _values(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(kind)


_PARTIES = Column("parties", "Its parties: ISO 3166-1 alpha-2 codes, or a bloc's own code.", Kind.TEXTS)
_CONFIDENCE = Column("confidence", "The calibrated probability of being right, from 0 to 1.", Kind.NUMBER)
_DATE = (
    Column("date", "When it was so: a year, month or day; null where it is not known.", Kind.DATE, null=True),
    Column("precision", "How finely the date is known.", null=True, among=_values(Precision)),
)
_SCOPE = (
    Column("acceding", "The members whose own start this is; empty for all parties.", Kind.TEXTS),
    Column("recogniser", "Who recognises, where only one direction is meant.", null=True),
    Column("recognised", "Whose operators are recognised, where only one direction is meant.", null=True),
    Column("programme", "The programme that is recognised, where one is named.", null=True),
    Column("scope_tier", "The tier of operators that is recognised, where one is named.", null=True),
    Column("modes", "The modes of transport that it is limited to; empty for all.", Kind.TEXTS),
)
_QUOTE = (
    Column("quote", "The words that prove it.", null=True),
    Column("start", "Where the quote begins in the document's text, in Unicode code points.", Kind.INTEGER, null=True),
    Column("end", "Where the quote ends, exclusive.", Kind.INTEGER, null=True),
)
_EVIDENCE = (
    Column("url", "The address of the document that is quoted.", null=True),
    Column("document_id", "The document that is quoted.", null=True),
    Column("source", "The newsroom that the document was read from.", null=True),
    Column("issuer", "The party whose own newsroom that is.", null=True),
    Column("cluster", "The cluster of nearly identical texts that the document belongs to.", null=True),
    *_QUOTE,
    Column("text_sha256", "SHA-256, in hex, of the text that start and end refer to.", null=True),
    Column("body_sha256", "SHA-256, in hex, of the page as it was archived.", null=True),
    Column("sources", "The sources that a row of the opening balance names.", Kind.TEXTS),
    Column("tier", "How close the source stands to the act.", among=_values(Tier)),
)
_READ = (
    Column("document_id", "The document that was read."),
    Column("number", "The place in the reading of that document, from 1.", Kind.INTEGER),
    Column("url", "The document's address.", null=True),
    Column("language", "The document's language, a BCP 47 code."),
    Column("published", "The document's own date.", Kind.DATE, null=True),
    Column("text_sha256", "SHA-256, in hex, of the text that start and end refer to."),
    Column("extractor", "Who read it: name, version and the checksum of its model."),
)
_READ_KEY = ("document_id", "number")

OWN_COLUMN = (Milestone.SIGNED, Milestone.IN_FORCE, Milestone.SUSPENDED, Milestone.TERMINATED)
"""The milestones whose date has a column of its own in the sheet of recognitions."""

RECOGNITIONS = Sheet(
    "recognitions",
    "A row for each recognition as all that is known now says, with the evidence of its status.",
    (
        Column("id", "The parties' codes in alphabetical order, joined by hyphens."),
        _PARTIES,
        Column("status", "The highest rung that it stands on.", among=_values(Milestone)),
        *(Column(m.value, f"The date of the milestone {m.value}.", Kind.DATE, null=True) for m in OWN_COLUMN),
        Column(
            "changes",
            "How many changes its milestones are told by: the strongest of each.",
            Kind.INTEGER,
        ),
        Column("change", "The change that the evidence of the status is taken from.", Kind.INTEGER),
        *_EVIDENCE,
    ),
    key=("id",),
)
MILESTONES = Sheet(
    "milestones",
    "A row for each milestone that a recognition has reached, with its strongest evidence.",
    (
        Column("recognition", "The recognition that it belongs to."),
        Column("milestone", "The milestone.", among=_values(Milestone)),
        *_DATE,
        _CONFIDENCE,
        Column("date_kind", "What the date is the date of.", null=True, among=_values(DateKind)),
        Column("date_rule", "How the date was found.", null=True),
        Column("independent", "How many independent sources are among its evidence.", Kind.INTEGER),
        Column("confirmed", "How many sides have announced it themselves.", null=True, among=_values(Confirmed)),
        Column("confirmed_by", "Who has announced it themselves.", Kind.TEXTS),
        Column("decided_by", "Who decided the strongest change.", among=_values(DecidedBy)),
        Column("change", "The strongest change that states it.", Kind.INTEGER),
        Column("changes", "The changes that weigh most in it, the strongest first.", Kind.TEXTS),
        Column("note", "What is to be said of it besides.", null=True),
        *_SCOPE,
        *_EVIDENCE,
    ),
    key=("recognition", "change"),
)
CHANGES = Sheet(
    "changes",
    "The ledger: every change in the order in which it became known, with its evidence.",
    (
        Column("seq", "The place in the ledger, from 1.", Kind.INTEGER),
        Column("key", "What tells the decision from every other."),
        Column("recognition", "The recognition that it is about."),
        _PARTIES,
        Column("milestone", "The milestone that it states.", among=_values(Milestone)),
        *_DATE,
        Column("date_rule", "How the date was found.", null=True),
        Column("date_anchor", "What a relative date is counted from.", null=True),
        _CONFIDENCE,
        Column("decided_by", "Who decided.", among=_values(DecidedBy)),
        Column("decided_at", "When it became known.", Kind.MOMENT),
        Column("reason", "Why it was decided so.", null=True),
        Column("supersedes", "The change that this one replaces.", Kind.INTEGER, null=True),
        Column("withdraws", "Whether it only takes that one back.", Kind.BOOLEAN),
        Column("note", "What is to be said of it besides.", null=True),
        *_SCOPE,
        *_EVIDENCE,
    ),
    key=("seq",),
)
EVENTS = Sheet(
    "events",
    "The steps of recognitions that documents state, as they were read.",
    (
        *_READ,
        Column("action", "What was done, or is planned.", among=_values(Action)),
        Column("instrument", "What the text calls the arrangement.", null=True),
        _PARTIES,
        *_DATE,
        Column("date_text", "The words that state the date.", null=True),
        Column("date_anchor", "What a relative date is counted from.", null=True),
        Column("date_rule", "How the date was found.", null=True),
        Column("place", "Where it was done.", null=True),
        Column("signatories", "Who signed.", Kind.TEXTS),
        Column("benefits", "The facilitation that is stated, by its code.", Kind.TEXTS),
        Column("reported_as", "Whether the document announces it or recalls it.", among=_values(ReportedAs)),
        _CONFIDENCE,
        *_QUOTE,
    ),
    key=_READ_KEY,
)
TRADE_FIGURES = Sheet(
    "trade_figures",
    "The trade figures that documents state.",
    (
        *_READ,
        Column("value", "The figure, in units of the currency.", Kind.NUMBER),
        Column("currency", "ISO 4217.", null=True),
        Column("period", "A year, month or day, or a range from the first to the last, joined by /.", null=True),
        Column("flow", "The direction of the trade.", among=_values(Flow)),
        Column("between", "Exporter and importer, the two partners, or one for its trade with the world.", Kind.TEXTS),
        Column("yoy_percent", "The change on the same period a year before, in percent.", Kind.NUMBER, null=True),
        _CONFIDENCE,
        *_QUOTE,
    ),
    key=_READ_KEY,
)
COUNTS = Sheet(
    "counts",
    "The numbers about recognition that documents state.",
    (
        *_READ,
        Column("what", "What is counted, in the text's words.", null=True),
        Column("kind", "What is counted.", among=_values(CountKind)),
        Column("value", "The number; a share in percent.", Kind.NUMBER),
        Column("basis", "What the number is stated of.", null=True),
        Column("holder", "Whose number it is.", null=True),
        _CONFIDENCE,
        *_QUOTE,
    ),
    key=_READ_KEY,
)
PARTNER_LISTS = Sheet(
    "partner_lists",
    "The partners that documents name without dates.",
    (
        *_READ,
        Column("holder", "Whose partners they are."),
        Column("partners", "Their codes.", Kind.TEXTS),
        Column("status", "Whether the arrangements are signed or in force.", among=("signed", "in_force")),
        _CONFIDENCE,
        *_QUOTE,
    ),
    key=_READ_KEY,
)
TRADE_SERIES = Sheet(
    "trade_series",
    "The trade figures as series, by reporter, partner, flow and currency; what departs from its series is flagged.",
    (
        Column("document_id", "The document that states the figure."),
        Column("number", "The figure's number in the sheet of trade figures.", Kind.INTEGER),
        Column("reporter", "Whose figure it is; null where it is not known.", null=True),
        Column("partner", "With whom the trade is; null for the world.", null=True),
        Column("flow", "The direction of the trade, as its reporter sees it.", among=_values(Flow)),
        Column("currency", "ISO 4217.", null=True),
        Column("exporter", "Who exports; of a total the first of the two.", null=True),
        Column("importer", "Who imports; of a total the second of the two.", null=True),
        Column("period", "A year, month or day, or a range from the first to the last, joined by /.", null=True),
        Column("value", "The figure, in units of the currency.", Kind.NUMBER),
        Column("yoy_percent", "The change on the same period a year before, in percent.", Kind.NUMBER, null=True),
        Column("revision", "How often the same reporter said otherwise of the period before.", Kind.INTEGER),
        Column("revises", "The value whose place it took.", Kind.NUMBER, null=True),
        Column("current", "Whether it is the reporter's last word.", Kind.BOOLEAN),
        Column("flags", "The rules by which it departs from its series, each with the reason.", Kind.TEXTS),
        Column("url", "The document's address.", null=True),
        Column("source", "The newsroom that the document was read from.", null=True),
        Column("tier", "How close the source stands to the act.", among=_values(Tier)),
        Column("published", "The document's own date.", Kind.DATE, null=True),
        _CONFIDENCE,
        *_QUOTE,
    ),
    key=_READ_KEY,
)
