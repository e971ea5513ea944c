"""Every shared type: what is read, what is proposed, what is known. Frozen, validated, without I/O.

The extraction record follows the contract `mrawatch.extraction/1`; the registry's words are those of the WCO's MRA
Strategy Guide. Offsets count Unicode code points of a document's text.
"""

import hashlib
import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SCHEMA = "mrawatch.extraction/1"


def sha256(content: str | bytes) -> str:
    """Hex SHA-256 of bytes, or of a text's UTF-8 bytes."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


class Frozen(BaseModel):
    """A value: immutable, compared by its fields, refusing fields it does not know and numbers that are not finite."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True, allow_inf_nan=False
    )


# --- dates ---------------------------------------------------------------------------------------------------------


class Precision(StrEnum):
    """How finely a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def _check_partial(value: str) -> str:
    match = _PARTIAL.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    return value


PartialDate = Annotated[str, AfterValidator(_check_partial)]
"""An ISO 8601 date at the precision that is known: `2023`, `2023-02` or `2023-02-07`. Sorts as text."""


def precision_of(value: str) -> Precision:
    """The precision of a partial date."""
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(value)]


def first_day(value: str) -> date:
    """The first day that a partial date can mean."""
    return date.fromisoformat(value + "-01-01"[len(value) - 4 :])


def last_day(value: str) -> date:
    """The last day that a partial date can mean."""
    start = first_day(value)
    match precision_of(value):
        case Precision.YEAR:
            return date(start.year, 12, 31)
        case Precision.MONTH:
            return date(start.year, start.month, monthrange(start.year, start.month)[1])
        case Precision.DAY:
            return start


def agrees(one: str, other: str) -> bool:
    """Whether two partial dates can be the same day: one is a coarser form of the other."""
    return one.startswith(other) or other.startswith(one)


class DateKind(StrEnum):
    """What a date is the date of: the text, a step that is announced, a signature, a start for all, a start in stages.

    `published`: the text gives the act no day of its own, so that it is dated by the page ("today").
    """

    PUBLISHED = "published"
    ANNOUNCED = "announced"
    SIGNED = "signed"
    EFFECTIVE = "effective"
    STAGED = "staged"


# --- texts ---------------------------------------------------------------------------------------------------------


class Span(Frozen):
    """A quote and where it stands: `text == document.text[start:end]`."""

    text: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} does not have the length of its quote {self.text!r}")
        return self


class Tier(StrEnum):
    """How close a source stands to the act, closest first."""

    GAZETTE = "gazette"
    AUTHORITY = "authority"
    STATE_AGENCY = "state_agency"
    PRESS = "press"
    OTHER = "other"


OFFICIAL = frozenset({Tier.GAZETTE, Tier.AUTHORITY})
"""Sources that speak for a party."""


class Document(Frozen):
    """One text as it was read, normalised once on the way in, and where it came from.

    `published` is the page's own date, never the date of fetching. `body_sha256` names the raw body in the archive.
    `issuer` is the party (or body) whose own newsroom it stands in; None for the press and for what nobody vouches for.
    """

    id: str = Field(min_length=1)
    url: str | None = None
    title: str = ""
    text: str
    language: str = "und"
    published: PartialDate | None = None
    source: str | None = None
    issuer: str | None = None
    tier: Tier = Tier.OTHER
    fetched_at: datetime | None = None
    body_sha256: str | None = None

    @property
    def text_sha256(self) -> str:
        """Hex SHA-256 of the text's UTF-8 bytes: what every offset refers to."""
        return sha256(self.text)


# --- what is read --------------------------------------------------------------------------------------------------


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


# --- what is known -------------------------------------------------------------------------------------------------


class Milestone(StrEnum):
    """The rungs of a recognition, lowest first (WCO MRA Strategy Guide), and the steps beside the ladder."""

    TALKS = "talks"
    ACTION_PLAN = "action_plan"
    JOINT_VALIDATION = "joint_validation"
    TEXT_AGREED = "text_agreed"
    SIGNED = "signed"
    PILOT = "pilot"
    IN_FORCE = "in_force"
    EXPANDED = "expanded"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"


class Mode(StrEnum):
    """A mode of transport that a recognition is limited to."""

    ROAD = "road"
    RAIL = "rail"
    AIR = "air"
    SEA = "sea"
    POST = "post"


class Scope(Frozen):
    """What a directed recognition covers: `recogniser` recognises `recognised`'s programme, tier, modes.

    Empty `modes` means all. Both codes null means every direction between the recognition's parties.
    """

    recogniser: PartyCode | None = None
    recognised: PartyCode | None = None
    programme: str | None = None
    tier: str | None = None
    modes: tuple[Mode, ...] = ()


MUTUAL = Scope()
"""Every direction, every programme, every mode: what an arrangement means where nothing narrower is stated."""


class Evidence(Frozen):
    """Why a change is believed: a quote in a document, or a baseline row with its sources.

    `issuer` is the party whose own newsroom the document stands in, `cluster` what its text is nearly identical with:
    two pieces of evidence are independent where source, issuer and cluster differ.
    """

    document_id: str | None = None
    url: str | None = None
    quote: str = ""
    start: int | None = None
    end: int | None = None
    text_sha256: str | None = None
    body_sha256: str | None = None
    sources: tuple[str, ...] = ()
    tier: Tier = Tier.OTHER
    source: str | None = None
    issuer: str | None = None
    cluster: str | None = None


class DecidedBy(StrEnum):
    """Who decided a change."""

    BASELINE = "baseline"
    POLICY = "policy"
    ANALYST = "analyst"


def recognition_id(parties: Iterable[str]) -> str:
    """The identity of the recognition between parties: their codes in alphabetical order, joined by `-`."""
    return "-".join(sorted(set(parties)))


class Statement(Frozen):
    """A milestone of a recognition with its date and evidence: what a change asserts and a proposal proposes.

    `parties` are those of the recognition; `acceding` the members whose own start this is (empty: all parties).
    `date_rule` says how the date was made of the words, `date_anchor` what a relative one was counted from.
    """

    parties: tuple[PartyCode, ...] = Field(min_length=2)
    milestone: Milestone
    date: PartialDate | None = None
    date_rule: str = ""
    date_anchor: str = ""
    acceding: tuple[PartyCode, ...] = ()
    scope: Scope = MUTUAL
    evidence: Evidence
    confidence: Confidence
    note: str = ""

    @property
    def recognition(self) -> str:
        """The id of the recognition that this is about."""
        return recognition_id(self.parties)


class Change(Frozen):
    """One entry of the append-only ledger.

    `seq` orders the ledger; `supersedes` is the seq of the change that this one replaces, and `withdraws` says that
    it only takes that one back. `decided_at` is when we knew (UTC); the statement's date is when it was so.
    `key` is unique in the ledger, so that the same decision cannot be written twice.
    """

    seq: int = Field(ge=1)
    key: str
    statement: Statement
    decided_by: DecidedBy
    decided_at: datetime
    reason: str
    supersedes: int | None = None
    withdraws: bool = False


class Verdict(StrEnum):
    """What policy says of a proposal."""

    APPLY = "apply"
    QUEUE = "queue"
    CORROBORATES = "corroborates"
    IGNORE = "ignore"


class Proposal(Frozen):
    """What an extracted event would change, what policy says of it, and why.

    `rule` names the rule of the policy that decided. `supersedes` is the change whose place it takes once it enters
    the ledger: an analyst's earlier one, or what an earlier version of the same page stated.
    """

    key: str
    document_id: str
    statement: Statement
    verdict: Verdict
    reasons: tuple[str, ...]
    supersedes: int | None = None
    rule: str = ""


class ReviewStatus(StrEnum):
    """Where a queued proposal stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ReviewKind(StrEnum):
    """Why something is before an analyst: policy would not decide it, or policy did and a sample is looked at."""

    PROPOSAL = "proposal"
    AUDIT = "audit"


class Review(Frozen):
    """A proposal put before an analyst: what was extracted is kept beside what was decided.

    `version` counts what was done to it: whoever decides names the version that they saw.
    """

    id: int
    proposal: Proposal
    status: ReviewStatus
    corrected: Statement | None = None
    opened_at: datetime
    decided_at: datetime | None = None
    note: str = ""
    kind: ReviewKind = ReviewKind.PROPOSAL
    version: int = Field(default=1, ge=1)


class MilestoneState(Frozen):
    """A milestone that a recognition has reached, with the changes that say so, strongest first.

    `decided_by` is who decided the first of them, the one whose date it is, found by `date_rule`. `changes` and
    `evidence` are those that weigh most (see `store.reconcile.state.weighty`); the ledger has them all. `known_since`
    is when it was first decided (UTC). `independent` is the number of independent sources in its evidence: copies of
    one text, and texts of one newsroom, count once.
    """

    milestone: Milestone
    date: PartialDate | None
    scope: Scope
    acceding: tuple[PartyCode, ...]
    confidence: Confidence
    decided_by: DecidedBy
    known_since: datetime
    changes: tuple[int, ...]
    evidence: tuple[Evidence, ...]
    note: str = ""
    independent: int = Field(default=1, ge=0)
    date_kind: DateKind | None = None
    date_precision: Precision | None = None
    date_rule: str = ""


class Recognition(Frozen):
    """The current state of one recognition: a reading of the ledger. `status` is the highest rung it stands on."""

    id: str
    parties: tuple[PartyCode, ...]
    status: Milestone
    milestones: tuple[MilestoneState, ...]


class AnswerKind(StrEnum):
    """The three answers to "is A recognised by B on D?"."""

    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not_recognised"
    NOT_KNOWN = "not_known"


class Answer(Frozen):
    """An answer, the milestone and evidence it rests on, and as of when it is given.

    `on` is the day in the world that was asked about, `known_on` the time of the knowledge used, `mode` and `tier` what
    the question was limited to. `scope` is what the answer is about: a recognition for road alone is recognised with
    the mode road. None where no milestone bears it.
    """

    answer: AnswerKind
    parties: tuple[PartyCode, PartyCode]
    on: date
    known_on: datetime
    mode: Mode | None = None
    tier: str | None = None
    recognition: str | None = None
    milestone: Milestone | None = None
    milestone_date: PartialDate | None = None
    scope: Scope | None = None
    reason: str
    evidence: tuple[Evidence, ...] = ()


class ClaimResult(StrEnum):
    """How a stated count or list compares with the registry."""

    MET = "met"
    SHORT = "short"
    CONTRADICTORY = "contradictory"
    NOT_COMPARABLE = "not_comparable"


class Candidate(Frozen):
    """A partner that may explain why a statement and the registry differ, and what speaks for it."""

    party: PartyCode
    reason: str


class Claim(Frozen):
    """A stated count or partner list, kept as a test of the registry's recall: compared, reported, never applied.

    `basis` says what is counted: `signed` or `in_force`; `eu_as_one` or `eu_by_members`; `states_only` where Hong Kong,
    Macao and Taiwan are not counted, `with_territories` where they are. Words apart by spaces; any other basis is
    narrower than the registry. `counted` tells how the registry was counted, where there is more than one way.

    `missing` are the partners of a list that the registry lacks. Of what is short by `short_by`, `likely` names who may
    be the missing ones, the likeliest first; of what the registry contradicts, `surplus` whom it may hold too much.
    """

    document_id: str
    holder: PartyCode | None
    kind: CountKind | Literal["partners"]
    value: float | None = None
    partners: tuple[PartyCode, ...] = ()
    basis: str | None = None
    stated_on: PartialDate | None = None
    evidence: Span
    result: ClaimResult | None = None
    registry_value: int | None = None
    counted: str = ""
    short_by: int | None = None
    missing: tuple[PartyCode, ...] = ()
    likely: tuple[Candidate, ...] = ()
    surplus: tuple[Candidate, ...] = ()
