"""Taking back: one change, or all that rests on a document or on the copies of its text, and nothing else."""

from datetime import datetime

from sqlmodel import Session

from store.clusters import Clusters
from store.documents import Documents
from store.domain import Change, DecidedBy, Frozen, ReviewStatus
from store.errors import ConflictError, NotFoundError
from store.reconcile.state import in_effect
from store.registry import Registry
from store.reviews import Reviews

WITHDRAWN = "withdrawn"
"""How the keys of changes begin that take back a whole document: `withdrawn:DOCUMENT:SEQ`."""


class Withdrawn(Frozen):
    """What the withdrawal of a source did: changes taken back, reviews closed, milestones that fell or still stand.

    Changes by their numbers, reviews by theirs, milestones as `CN-MO signed`.
    """

    documents: tuple[str, ...]
    changes: tuple[int, ...] = ()
    reviews: tuple[int, ...] = ()
    fallen: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()


def withdraw_source(
    session: Session, document_id: str | None = None, *, cluster: str | None = None, note: str, at: datetime
) -> Withdrawn:
    """Take back every change that rests on a document, or on all the texts of a cluster, and reject their reviews.

    A milestone that other evidence states too keeps standing by that; nothing else changes. What such a change had
    superseded stands again. The documents are marked, and say nothing any more, however they are read later. A document
    that is not in the store raises NotFoundError. Doing it again changes nothing.
    """
    ids = Clusters(session).members(cluster) if cluster is not None else ()
    ids = (*ids, *([document_id] if document_id is not None else ()))
    if not ids:
        raise NotFoundError(f"there is no cluster {cluster!r}", remedy="take it from the evidence of a change")
    registry, reviews = Registry(session), Reviews(session)
    for id in ids:
        Documents(session).withdraw(id, at)
    stated = [change for change in registry.of_documents(ids) if not change.withdraws]
    touched = sorted({change.statement.recognition for change in stated})
    before = [change for id in touched for change in in_effect(registry.changes(id))]
    back = {change.supersedes for change in before if change.withdraws}
    taken = [change for change in stated if change.seq not in back]
    for change in taken:
        withdraw(session, change, f"{WITHDRAWN}:{change.statement.evidence.document_id}:{change.seq}", note, at)
    waiting = [review for review in reviews.of_documents(ids) if review.status is ReviewStatus.OPEN]
    for review in waiting:
        reviews.decide(review.id, False, note=note, at=at)
    now = [c for id in touched for c in in_effect(registry.changes(id)) if not c.withdraws]
    standing = {change.seq for change in before if not change.withdraws}
    told = dict.fromkeys(_step(change) for change in taken if change.seq in standing)
    kept = {step for step in told if any(_step(change) == step for change in now)}
    return Withdrawn(
        documents=tuple(dict.fromkeys(ids)),
        changes=tuple(change.seq for change in taken),
        reviews=tuple(review.id for review in waiting),
        fallen=tuple(step for step in told if step not in kept),
        standing=tuple(step for step in told if step in kept),
    )


def withdraw(session: Session, change: Change, key: str, note: str, at: datetime) -> Change | None:
    """Take one change back, as an analyst's decision; None, and nothing written, where this key did so before."""
    return Registry(session).append(
        change.statement,
        key=key,
        decided_by=DecidedBy.ANALYST,
        reason=note,
        at=at,
        supersedes=change.seq,
        withdraws=True,
    )


def undo(session: Session, seq: int, *, note: str, at: datetime) -> Change:
    """Take back the change of a place in the ledger; the change that does it.

    What it had superseded stands again, so that to undo a withdrawal brings back what was withdrawn. NotFoundError if
    there is no such change, ConflictError if it stands no more.
    """
    registry = Registry(session)
    change = registry.get(seq)
    standing = {other.seq for other in in_effect(registry.changes(change.statement.recognition))}
    taken = withdraw(session, change, f"undone:{seq}", note, at) if seq in standing else None
    if taken is None:
        raise ConflictError(
            f"change {seq} does not stand any more: a later one has taken its place, or taken it back",
            remedy=f"mrawatch registry history {change.statement.recognition.replace('-', ' ')} shows those that stand",
        )
    return taken


def carriers(session: Session, change: Change) -> tuple[int, ...]:
    """The changes that state the same step of the same parties now, by their numbers."""
    now = in_effect(Registry(session).changes(change.statement.recognition))
    return tuple(other.seq for other in now if not other.withdraws and _step(other) == _step(change))


def _step(change: Change) -> str:
    said = change.statement
    part = [*said.acceding, *said.scope.modes]
    return f"{said.recognition} {said.milestone}" + (f" for {', '.join(part)}" if part else "")
