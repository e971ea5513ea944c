"""What is read: the extraction record `mrawatch.extraction/1`, field for field."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from store.domain.base import Frozen
from store.domain.dates import PartialDate, Precision, precision_of
from store.domain.documents import Document, Span

SCHEMA = "mrawatch.extraction/1"


class Action(StrEnum):
    """What an announcement says was done. `planned` is an intention, kept apart from acts."""

    NEGOTIATION_STARTED = "negotiation_started"
    ACTION_PLAN_SIGNED = "action_plan_signed"
    NEGOTIATION_CONCLUDED = "negotiation_concluded"
    SIGNED = "signed"
    PILOT = "pilot"
    IN_FORCE = "in_force"
    EXPANDED = "expanded"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    PLANNED = "planned"


class ReportedAs(StrEnum):
    """Whether a document announces an event or recalls it."""

    MAIN = "main"
    BACKGROUND = "background"


PartyCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$|^[A-Z][A-Z-]{2,}$")]
"""An ISO 3166-1 alpha-2 code, or a bloc's own code such as `EU` or `PACIFIC-ALLIANCE`."""

Confidence = Annotated[float, Field(ge=0, le=1)]
"""A probability of being right, 0 to 1."""


class PartyMention(Frozen):
    """A party of an event and the words that stand for it."""

    code: PartyCode
    name: str
    text: str
    start: int = Field(ge=0)
    end: int


class EventDate(Frozen):
    """The act's own date. `value` is null where the words were found and cannot be resolved.

    `anchor` says what a relative date was counted from, `rule` how.
    """

    value: PartialDate | None
    precision: Precision | None
    text: str
    start: int = Field(ge=0)
    end: int
    anchor: Literal["text", "published", "dateline", "none"] = "text"
    rule: str

    @model_validator(mode="after")
    def _precision(self) -> Self:
        if self.precision != (precision_of(self.value) if self.value else None):
            raise ValueError(f"precision {self.precision} does not fit the date {self.value}")
        return self


class BenefitCode(StrEnum):
    """Facilitation that an arrangement brings to AEO companies (WCO SAFE Framework, annex on AEO benefits)."""

    REDUCED_INSPECTION = "reduced_inspection"
    PRIORITY_INSPECTION = "priority_inspection"
    PRIORITY_CLEARANCE = "priority_clearance"
    LIAISON_CONTACT = "liaison_contact"
    PRIORITY_RECOVERY = "priority_recovery"
    REDUCED_DOCUMENTS = "reduced_documents"
    RISK_ASSESSMENT = "risk_assessment"


class Benefit(Frozen):
    """One facilitation measure, where it is stated."""

    code: BenefitCode
    text: str
    start: int = Field(ge=0)
    end: int


class Signatory(Frozen):
    """A person or office that signed, where it is stated."""

    text: str
    start: int = Field(ge=0)
    end: int
    party: PartyCode | None = None


class Event(Frozen):
    """One step of one recognition, as a document states it.

    `confidence` is the calibrated probability that action and parties are right; `field_confidence` holds that of
    `action`, `parties`, `date` and `reported_as` each by itself.
    """

    action: Action
    instrument: str | None = None
    parties: tuple[PartyMention, ...] = Field(min_length=1)
    date: EventDate | None = None
    place: Span | None = None
    signatories: tuple[Signatory, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    reported_as: ReportedAs = ReportedAs.MAIN
    confidence: Confidence
    field_confidence: dict[str, Confidence] = Field(default_factory=dict)
    evidence: Span

    @property
    def codes(self) -> tuple[str, ...]:
        """The parties' codes, in the text's order, each once."""
        return tuple(dict.fromkeys(party.code for party in self.parties))


class PartnerList(Frozen):
    """Partners stated without dates: "has arrangements with X, Y and Z"."""

    holder: PartyCode
    partners: tuple[PartyCode, ...] = Field(min_length=1)
    status: Literal["signed", "in_force"]
    confidence: Confidence
    evidence: Span


PERIOD = r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}-\d{2}(-\d{2})?)?$"
"""A year, month or day, or a range from the first to the last month (or day) included."""


class Flow(StrEnum):
    """The direction of a trade figure."""

    TOTAL = "total"
    EXPORT = "export"
    IMPORT = "import"


class TradeFigure(Frozen):
    """Goods traded between two parties, or by one with the world.

    `value` is in units of `currency` (ISO 4217). `between` is (exporter, importer) for export and import, the two
    partners for total, one code for trade with the world. `period` is `2022`, `2022-03` or `2022-01/2022-06`, days
    as `2025-08-01/2025-08-20`.
    `yoy_percent` is the change on the same period a year before, negative for a fall. `confidence` is the calibrated
    probability that value, flow and parties are right, `field_confidence` that of each field by itself.
    """

    value: float = Field(ge=0)
    currency: str | None = Field(pattern=r"^[A-Z]{3}$")
    period: str | None = Field(pattern=PERIOD)
    flow: Flow
    between: tuple[PartyCode, ...] = Field(min_length=1, max_length=2)
    yoy_percent: float | None = None
    confidence: Confidence
    field_confidence: dict[str, Confidence] = Field(default_factory=dict)
    evidence: Span


class CountKind(StrEnum):
    """What a stated number counts."""

    ARRANGEMENTS = "arrangements"
    ECONOMIES = "economies"
    COUNTRIES = "countries"
    ORDINAL = "ordinal"
    COMPANIES = "companies"
    SHARE = "share"
    RANK = "rank"
    MEASURES = "measures"


class Count(Frozen):
    """A stated number about recognition: how many, which in a series, what rank, what share (in percent)."""

    what: str
    kind: CountKind
    value: float
    basis: str | None = None
    holder: PartyCode | None = None
    confidence: Confidence
    evidence: Span


class Extractor(Frozen):
    """Who read: name and version of the reader, its model and the model's checksum.

    `sure_from` is the confidence from which 99 of 100 events that it told of held-out texts were right; None where
    there is none: then nothing that it reads changes the registry unseen.
    """

    name: str = "mrawatch"
    version: str
    model: str
    model_sha256: str
    sure_from: Confidence | None = None

    @property
    def key(self) -> str:
        """What changes when readings may change: a document is read again under another key."""
        return f"{self.name}/{self.version}/{self.model_sha256[:16]}"


class DocumentHead(Frozen):
    """A document as its extraction names it: everything but the text."""

    id: str
    url: str | None
    title: str
    language: str
    published: PartialDate | None
    text_sha256: str

    @classmethod
    def of(cls, document: Document) -> Self:
        """The head of a document."""
        return cls(**{name: getattr(document, name) for name in cls.model_fields})


class Extraction(Frozen):
    """The extraction record: what one reading of one document found."""

    schema_: Literal["mrawatch.extraction/1"] = Field(default="mrawatch.extraction/1", alias="schema")
    extractor: Extractor
    document: DocumentHead
    relevant: bool
    language_supported: bool = True
    events: tuple[Event, ...] = ()
    partner_lists: tuple[PartnerList, ...] = ()
    trade_figures: tuple[TradeFigure, ...] = ()
    counts: tuple[Count, ...] = ()
