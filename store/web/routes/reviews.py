"""Reviews: what waits for an analyst, and the analyst's decision, which needs a token of the scope `review`."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from store.correcting import Correction
from store.deciding import accept, reject, settle
from store.domain import Change, Frozen, Review, ReviewStatus
from store.reconcile.dates import check_step
from store.reviews import Reviews
from store.web.access import LIMITED, REVIEWERS, Parts
from store.web.paging import Page, page
from store.web.parameters import LimitQuery, ReviewPath, SeqQuery
from store.web.problems import documented
from store.withdrawing import carriers

router = APIRouter(tags=["reviews"], dependencies=REVIEWERS, responses={**documented(401, 403), **LIMITED})

_DECIDED = documented(400, 404, 409, 413)


class Rejection(Frozen):
    """The version of the review that was looked at, and why it is rejected, for those who ask later."""

    version: int = Field(ge=1)
    note: str = Field(min_length=1, max_length=2000, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")


class Acceptance(Correction):
    """The version of the review that was looked at, a note, and what is put right where the text was misread."""

    version: int = Field(ge=1)
    note: str = Field(default="", max_length=2000, pattern=r"^[^\x00]*$")


class Decision(Frozen):
    """A review as it was decided, and the change that it made, null where it made none.

    `standing`: where that withdraws what was audited, the changes that state the same step still, by their numbers.
    """

    review: Review
    change: Change | None = None
    standing: tuple[int, ...] = ()


@router.get("/reviews")
def list_reviews(
    request: Request,
    web: Parts,
    status: Annotated[ReviewStatus, Query(description="Where they stand.")] = ReviewStatus.OPEN,
    cursor: SeqQuery = 0,
    limit: LimitQuery = 50,
) -> Page[Review]:
    """List reviews, the oldest first, with what was read and why policy queued it."""
    with web.store.reading() as session:
        found = Reviews(session).page(status, cursor, limit + 1)
    return page(request, ((review.id, review) for review in found), limit)


@router.get("/reviews/{id}", responses=documented(404))
def show_review(web: Parts, id: ReviewPath) -> Review:
    """Show one review."""
    with web.store.reading() as session:
        return Reviews(session).get(id)


@router.post("/reviews/{id}/accept", responses=_DECIDED)
def accept_review(web: Parts, id: ReviewPath, decision: Acceptance) -> Decision:
    """Accept a proposal: its change enters the ledger, its date, scope or members put right where they are given."""
    now = web.clock()
    if decision.date is not None:
        check_step(decision.date, now.date())
    with web.store.transaction() as session:
        corrected = decision.applied(Reviews(session).get(id).proposal.statement)
        change = accept(session, id, corrected=corrected, note=decision.note, at=now, version=decision.version)
        settle(session, now)
        return Decision(review=Reviews(session).get(id), change=change)


@router.post("/reviews/{id}/reject", responses=_DECIDED)
def reject_review(web: Parts, id: ReviewPath, decision: Rejection) -> Decision:
    """Reject a proposal: the ledger stays as it is, and the same text does not open it again.

    To reject an audit withdraws the change that policy had applied; the withdrawal is handed back, and policy is asked
    anew about what waits.
    """
    with web.store.transaction() as session:
        now = web.clock()
        review, change = reject(session, id, note=decision.note, at=now, version=decision.version)
        if change is None:
            return Decision(review=review)
        settle(session, now)
        return Decision(review=review, change=change, standing=carriers(session, change))
