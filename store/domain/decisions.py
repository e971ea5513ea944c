"""What is decided: proposals, policy's verdicts, reviews."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from store.domain.base import Frozen
from store.domain.recognitions import Statement


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
    """Where a queued proposal stands: a person accepts or rejects it; what policy later decides itself is closed."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CLOSED = "closed"


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
