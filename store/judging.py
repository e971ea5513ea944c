"""A reading before the policy: gathers what the store knows that bears on it. Reads, and writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from store.clusters import Clusters
from store.documents import Documents
from store.domain import Change, DecidedBy, Document, Extraction, Proposal, Recognition, ReviewStatus, Statement
from store.extractions import Extractions
from store.reconcile import state
from store.reconcile.policy import Weighed, weigh
from store.registry import Registry
from store.reviews import Reviews


def judge(
    session: Session,
    document: Document,
    extraction: Extraction,
    known: Mapping[str, Recognition],
    *,
    waiting: Sequence[Statement] = (),
    upto: int | None = None,
) -> tuple[Weighed, ...]:
    """What policy says of each statement of a reading, and by which rules, whether or not the document is out.

    `known` are the recognitions by id, `waiting` what other documents state that waits for a second source. With
    `upto` the ledger counts up to this change, and `known` must be as of there.
    """
    if own := own_changes(session, document.id, upto):
        touched = {change.statement.recognition for change in own}
        known = {id: found for id, found in known.items() if id not in touched} | _without(session, own, upto)
    cluster = Clusters(session).of(document.id)
    return tuple(weigh(extraction, document, known, own=own, waiting=waiting, cluster=cluster))


def is_out(session: Session, document_id: str) -> bool:
    """Whether a document says nothing any more: an analyst withdrew it, or a later version of its page was read."""
    documents, extractions = Documents(session), Extractions(session)
    if documents.is_withdrawn(document_id):
        return True
    _, later = documents.versions(document_id)
    return any(extractions.get(id) for id in later)


def own_changes(session: Session, document_id: str, upto: int | None = None) -> tuple[Change, ...]:
    """The changes that policy made by earlier versions of a document's page, and that stand."""
    earlier, _ = Documents(session).versions(document_id)
    if not earlier:
        return ()
    registry = Registry(session)
    stated = [c for c in registry.of_documents(earlier) if c.decided_by is DecidedBy.POLICY and not c.withdraws]
    recognitions = sorted({change.statement.recognition for change in stated})
    standing = {c.seq for id in recognitions for c in state.standing(registry.changes(id, upto=upto))}
    return tuple(change for change in stated if change.seq in standing)


def refused(session: Session, document_id: str) -> tuple[Statement, ...]:
    """What analysts have rejected or withdrawn of other versions of a document's page, and of copies of its text."""
    earlier, _ = Documents(session).versions(document_id)
    clusters = Clusters(session)
    cluster = clusters.of(document_id)
    akin = {*earlier, *(clusters.members(cluster) if cluster else ())} - {document_id}
    if not akin:
        return ()
    rejected = (
        review.proposal.statement
        for review in Reviews(session).of_documents(akin)
        if review.status is ReviewStatus.REJECTED
    )
    taken_back = (
        change.statement
        for change in Registry(session).of_documents(akin)
        if change.withdraws and change.decided_by is DecidedBy.ANALYST
    )
    return (*rejected, *taken_back)


def is_refused(proposal: Proposal, statements: Iterable[Statement]) -> bool:
    """Whether a proposal states what was refused: the same step of the same parties, with the same date."""
    return any(_said(proposal.statement) == _said(statement) for statement in statements)


def recognitions_at(session: Session, upto: int) -> dict[str, Recognition]:
    """The recognitions by id as the ledger had them up to a change."""
    return {found.id: found for found in state.project(Registry(session).changes(upto=upto))}


def waiting_at(session: Session, moment: datetime) -> tuple[Proposal, ...]:
    """The proposals that waited when decisions were taken at a moment, those decided then included."""
    return tuple(
        review.proposal
        for review in Reviews(session).list(None)
        if review.opened_at <= moment and (review.decided_at is None or review.decided_at >= moment)
    )


def _without(session: Session, own: Iterable[Change], upto: int | None) -> dict[str, Recognition]:
    """The recognitions that these changes are about, as they would be without them."""
    left_out, registry = {change.seq for change in own}, Registry(session)
    changes = [
        change
        for id in sorted({change.statement.recognition for change in own})
        for change in state.standing(registry.changes(id, upto=upto))
        if change.seq not in left_out
    ]
    return {found.id: found for found in state.project(changes)}


def _said(statement: Statement) -> tuple[object, ...]:
    return statement.recognition, statement.milestone, statement.scope, statement.acceding, statement.date
