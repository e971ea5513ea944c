"""From proposals to changes: what policy and analysts decide, written into the ledger or put into the queue."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from store.clusters import Clusters
from store.documents import Documents
from store.domain import (
    Change,
    DecidedBy,
    Document,
    Extraction,
    Frozen,
    Proposal,
    Recognition,
    Review,
    ReviewKind,
    ReviewStatus,
    Statement,
    Verdict,
)
from store.errors import ConflictError, NotFoundError, StoreError
from store.extractions import Extractions
from store.judging import is_out, is_refused, judge, own_changes, refused
from store.reconcile.conflicts import same_slot
from store.reconcile.policy import turn
from store.reconcile.rulebook import rulebook
from store.registry import Registry
from store.reviews import Reviews
from store.withdrawing import withdraw

AUDIT = "audit:"
"""How the key of an audit begins; the rest of it is the key of the change that is looked at."""

SILENT = f"{AUDIT}silent:"
"""How it begins where the question is whether a change still holds on which its page, told anew, is silent."""

LATER = "decided by policy later"
"""How the note of a review begins that policy has closed."""


class Applied(Frozen):
    """What became of proposals, counted. `unchanged` were decided before: applied, queued or rejected."""

    applied: int = 0
    corroborating: int = 0
    queued: int = 0
    unchanged: int = 0
    ignored: int = 0


def reconcile(
    session: Session, document: Document, extraction: Extraction, known: Mapping[str, Recognition], at: datetime
) -> Applied:
    """Hold one reading against the registry, and say that it was; what became of it.

    The corrected text of a page takes the place of what its earlier versions stated. What they alone stated and the
    new one does not is put before an analyst, not taken back: a reader that misses a sentence is no correction.
    What an analyst refused of an earlier version, or of a copy, is not asked again.
    """
    Clusters(session).place(document)
    Extractions(session).mark_reconciled(document.id, extraction.extractor.key)
    if is_out(session, document.id):
        return Applied()
    proposals = [weighed.proposal for weighed in judge(session, document, extraction, known)]
    no = refused(session, document.id)
    fresh = [proposal for proposal in proposals if not is_refused(proposal, no)]
    earlier, _ = Documents(session).versions(document.id)
    own = own_changes(session, document.id) if earlier else ()
    applied = apply(session, fresh, at)
    _retire(session, document, earlier, own, proposals, at)
    return applied.model_copy(update={"unchanged": applied.unchanged + len(proposals) - len(fresh)})


def apply(session: Session, proposals: Iterable[Proposal], at: datetime) -> Applied:
    """Do with proposals what policy says of them: write changes, open reviews. Doing it again changes nothing.

    What an analyst has rejected is not applied later by policy; a review still open is closed when policy applies.
    A stated share of what is applied is put before an analyst afterwards, as an audit.
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
        supersedes=_by_policy(registry, proposal.supersedes),
    )
    if review is not None:
        reviews.close(review.id, note=f"{LATER}: {'; '.join(proposal.reasons)}", at=at)
    if proposal.verdict is Verdict.APPLY and rulebook().audits(proposal.key):
        _audit(session, proposal, AUDIT, at)
    return "applied" if proposal.verdict is Verdict.APPLY else "corroborating"


def _by_policy(registry: Registry, seq: int | None) -> int | None:
    """The change, if policy itself made it: what somebody decided is not superseded unseen."""
    return seq if seq is not None and registry.get(seq).decided_by is DecidedBy.POLICY else None


def audited_key(key: str) -> str:
    """The key of the change that an audit of this key is about; any other key is its own."""
    return key.removeprefix(SILENT).removeprefix(AUDIT)


def _audit(session: Session, proposal: Proposal, mark: str, at: datetime) -> None:
    audited = proposal.model_copy(update={"key": mark + proposal.key})
    Reviews(session).open(audited, at=at, kind=ReviewKind.AUDIT)


def _retire(
    session: Session,
    document: Document,
    earlier: Sequence[str],
    own: Iterable[Change],
    proposals: Iterable[Proposal],
    at: datetime,
) -> None:
    """Close the queue of a page's earlier versions; ask about what policy applied of them and this one is silent on."""
    stated = [proposal.statement for proposal in proposals]
    for review in Reviews(session).of_documents(earlier) if earlier else ():
        if review.status is ReviewStatus.OPEN and review.kind is ReviewKind.PROPOSAL:
            Reviews(session).close(review.id, note=f"replaced by {document.id}", at=at)
    for change in own:
        said = change.statement
        if any(one.recognition == said.recognition and same_slot(one, said) for one in stated):
            continue
        why = f"the text that now stands at {document.url} ({document.id}) does not say so"
        _audit(
            session,
            Proposal(
                key=change.key,
                document_id=said.evidence.document_id or "",
                statement=said,
                verdict=Verdict.APPLY,
                reasons=(why,),
            ),
            SILENT,
            at,
        )


Trouble = Callable[[Review, StoreError], None]
"""Told of a review whose document or reading cannot be read."""


def settle(session: Session, at: datetime, trouble: Trouble | None = None) -> tuple[Review, ...]:
    """Ask policy anew about what waits, until nothing more comes of it; the reviews closed, with its new proposals.

    What the ledger has come to hold is further evidence of it; what nothing speaks against any more is applied, and so
    is what enough independent sources have come to state. What an analyst refused of another version of the page, or of
    a copy of its text, is closed and backs nothing. The rest stays open; so does what cannot be read, and `trouble` is
    told of it. Audits are an analyst's alone.
    """
    closed: list[Review] = []
    while again := _settled_once(session, at, trouble):
        closed += again
    return tuple(closed)


def _settled_once(session: Session, at: datetime, trouble: Trouble | None) -> list[Review]:
    waiting = [review for review in Reviews(session).list() if review.kind is ReviewKind.PROPOSAL]
    known = {found.id: found for found in Registry(session).recognitions()} if waiting else {}
    drafts = []
    for review in waiting:
        try:
            draft = _again(session, review, known)
        except StoreError as error:  # one document's trouble is its own
            if trouble:
                trouble(review, error)
            continue
        if draft and is_refused(draft, refused(session, draft.document_id)):
            note = f"{LATER}: an analyst refused it of another version of the page, or of a copy of its text"
            Reviews(session).close(review.id, note=note, at=at)
        elif draft:
            drafts.append((review, draft))
    second = {rule.id for rule in rulebook().rules if rule.second_source}
    lone = [draft.statement for _, draft in drafts if draft.rule in second]
    drafts = [(review, draft) for review, draft in drafts if draft.verdict is not Verdict.QUEUE or draft.rule in second]
    documents = Documents(session)
    # The finest first: what agrees with it and is coarser is further evidence then, and its date is not lost.
    drafts.sort(key=lambda pair: (-len(pair[1].statement.date or ""), turn(documents.get(pair[1].document_id))))
    closed = []
    for review, _ in drafts:
        draft = _again(
            session, review, known, [one for one in lone if one.evidence.document_id != review.proposal.document_id]
        )
        if draft and draft.verdict is Verdict.IGNORE:
            Reviews(session).close(review.id, note=f"{LATER}: {'; '.join(draft.reasons)}", at=at)
        elif draft and _apply(session, draft, at) in ("applied", "corroborating"):
            known[draft.statement.recognition] = Registry(session).recognition(draft.statement.recognition)
            closed.append(Reviews(session).get(review.id).model_copy(update={"proposal": draft}))
    return closed


def _again(
    session: Session, review: Review, known: Mapping[str, Recognition], waiting: Sequence[Statement] = ()
) -> Proposal | None:
    """What policy says now of what a review is about; None where its document no longer states it."""
    extraction = Extractions(session).get(review.proposal.document_id)
    if extraction is None or is_out(session, review.proposal.document_id):
        return None
    document = Documents(session).get(review.proposal.document_id)
    judged = judge(session, document, extraction, known, waiting=waiting)
    return next((one.proposal for one in judged if one.proposal.key == review.proposal.key), None)


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
    same recognition. To accept an audit confirms its change, which is handed back, and writes nothing; a correction of
    it takes the change's place. ConflictError as `Reviews.decide` raises it, which is told the `version` that the
    analyst saw.
    """
    review = Reviews(session).decide(review_id, True, corrected=corrected, note=note, at=at, version=version)
    proposal, supersedes = review.proposal, review.proposal.supersedes
    if review.kind is ReviewKind.AUDIT:
        audited = _audited(session, review)
        if corrected is None:
            return audited
        supersedes = audited.seq
        _close_others(session, review, at)
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
        supersedes=supersedes if same else None,
    )
    if change is None:
        raise ConflictError(f"what review {review_id} proposes is in the ledger already", remedy="reject the review")
    return change


def reject(
    session: Session, review_id: int, *, note: str, at: datetime, version: int | None = None
) -> tuple[Review, Change | None]:
    """Reject a review: the ledger stays as it is. To reject an audit withdraws its change, and only that.

    What else states the step keeps it standing (`withdrawing.carriers`). The review, and the withdrawal where there is
    one. ConflictError as `Reviews.decide` raises it, which is told the `version` that the analyst saw.
    """
    review = Reviews(session).decide(review_id, False, note=note, at=at, version=version)
    if review.kind is not ReviewKind.AUDIT:
        return review, None
    _close_others(session, review, at)
    return review, withdraw(session, _audited(session, review), review.proposal.key, note, at)


def _close_others(session: Session, review: Review, at: datetime) -> None:
    """Close the other question about the change of an audit, which does not stand any more."""
    for mark in (AUDIT, SILENT):
        other = Reviews(session).of(mark + audited_key(review.proposal.key))
        if other is not None and other.status is ReviewStatus.OPEN:
            Reviews(session).close(other.id, note=f"decided in review {review.id}", at=at)


def _audited(session: Session, review: Review) -> Change:
    change = Registry(session).by_key(audited_key(review.proposal.key))
    if change is None:
        raise NotFoundError(f"the change that review {review.id} is about is not there", remedy="mrawatch verify")
    return change
