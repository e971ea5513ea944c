"""What is known: statements, the ledger's changes, and the recognitions and answers that are read from them."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from store.domain.base import Frozen
from store.domain.dates import DateKind, PartialDate, Precision
from store.domain.documents import Tier
from store.domain.readings import Confidence, PartyCode


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


class Confirmed(StrEnum):
    """How many sides have announced something themselves. Of many parties, `one` means some, and `both` means all."""

    NONE = "none"
    ONE = "one"
    BOTH = "both"


class Answer(Frozen):
    """An answer, the milestone and evidence it rests on, and as of when it is given.

    `on` is the day in the world that was asked about, `known_on` the time of the knowledge used, `mode` and `tier` what
    the question was limited to. `scope` is what the answer is about: a recognition for road alone is recognised with
    the mode road. None where no milestone bears it. `confirmed` says how many of the two sides have announced that
    milestone themselves, and `confirmed_by` who; None where sides are not asked about it.
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
    confirmed: Confirmed | None = None
    confirmed_by: tuple[PartyCode, ...] = ()
