"""From proposals to changes: what policy and analysts decide, written into the ledger or put into the queue."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel import Session

from store.documents import Documents
from store.domain import (
    Change,
    DecidedBy,
    Frozen,
    Proposal,
    Recognition,
    Review,
    ReviewStatus,
    Statement,
    Verdict,
)
from store.errors import ConflictError
from store.extractions import Extractions
from store.reconcile.policy import propose
from store.registry import Registry
from store.reviews import Reviews


class Applied(Frozen):
    """What became of proposals, counted. `unchanged` were decided before: applied, queued or rejected."""

    applied: int = 0
    corroborating: int = 0
    queued: int = 0
    unchanged: int = 0
    ignored: int = 0


def apply(session: Session, proposals: Iterable[Proposal], at: datetime) -> Applied:
    """Do with proposals what policy says of them: write changes, open reviews. Doing it again changes nothing.

    What an analyst has rejected is not applied later by policy; a review still open is closed when policy applies.
    """
    counts = dict.fromkeys(Applied.model_fields, 0)
    for proposal in proposals:
        counts[_apply(session, proposal, at)] += 1
    return Applied(**counts)


def _apply(session: Session, proposal: Proposal, at: datetime) -> str:
    registry, reviews = Registry(session), Reviews(session)
    if proposal.verdict is Verdict.IGNORE:
        return "ignored"
    review = reviews.of(proposal.key)
    if registry.has(proposal.key) or (review is not None and review.status is not ReviewStatus.OPEN):
        return "unchanged"
    if proposal.verdict is Verdict.QUEUE:
        reviews.open(proposal, at=at)
        return "queued" if review is None else "unchanged"
    registry.append(
        proposal.statement,
        key=proposal.key,
        decided_by=DecidedBy.POLICY,
        reason="; ".join(proposal.reasons),
        at=at,
    )
    if review is not None:
        reviews.decide(review.id, True, note=f"decided by policy later: {'; '.join(proposal.reasons)}", at=at)
    return "applied" if proposal.verdict is Verdict.APPLY else "corroborating"


def settle(session: Session, at: datetime) -> tuple[Review, ...]:
    """Close the open reviews of what the ledger has come to hold, as further evidence of it; the reviews closed.

    Policy is asked anew about each proposal, by the reading that it came from: had its document come after what the
    ledger holds now, it would not have been queued. What is finer than that, or meant in question, stays open.
    """
    waiting = Reviews(session).list()
    known = {found.id: found for found in Registry(session).recognitions()} if waiting else {}
    closed = [review for review in waiting if _settle(session, review.proposal, known, at)]
    return tuple(Reviews(session).get(review.id) for review in closed)


def _settle(session: Session, queued: Proposal, known: Mapping[str, Recognition], at: datetime) -> bool:
    extraction = Extractions(session).get(queued.document_id)
    if extraction is None:
        return False
    proposals = propose(extraction, Documents(session).get(queued.document_id), known)
    backed = [again for again in proposals if again.key == queued.key and again.verdict is Verdict.CORROBORATES]
    return sum(_apply(session, again, at) == "corroborating" for again in backed) > 0


def accept(
    session: Session,
    review_id: int,
    *,
    corrected: Statement | None = None,
    note: str = "",
    at: datetime,
    version: int | None = None,
) -> Change:
    """Accept a review and write its statement, or the analyst's correction of it, into the ledger, both or neither.

    What the proposal would supersede is superseded only if the correction is still about the same milestone of the
    same recognition. ConflictError as `Reviews.decide` raises it, which is told the `version` that the analyst saw.
    """
    proposal = Reviews(session).decide(review_id, True, corrected=corrected, note=note, at=at, version=version).proposal
    statement = corrected or proposal.statement
    same = (statement.recognition, statement.milestone) == (
        proposal.statement.recognition,
        proposal.statement.milestone,
    )
    change = Registry(session).append(
        statement,
        key=proposal.key,
        decided_by=DecidedBy.ANALYST,
        reason=note or "; ".join(proposal.reasons),
        at=at,
        supersedes=proposal.supersedes if same else None,
    )
    if change is None:
        raise ConflictError(f"what review {review_id} proposes is in the ledger already", remedy="reject the review")
    return change
