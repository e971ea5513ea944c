"""The registry: an append-only ledger of changes, and its readings. What is known now is never stored, always read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from sqlmodel import Session, col, select

from store.baseline import baseline
from store.chain import BEGINNING, seal
from store.documents import Documents
from store.domain import (
    Answer,
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
from store.errors import ConflictError, NotFoundError
from store.extractions import Extractions
from store.reconcile import answers, state
from store.reconcile.dates import by_then
from store.reconcile.policy import propose
from store.reviews import Reviews
from store.rows import change_of, change_row, utc
from store.tables import ChangeRow

_BASELINE = DecidedBy.BASELINE


class Applied(Frozen):
    """What became of proposals, counted. `unchanged` were decided before: applied, queued or rejected."""

    applied: int = 0
    corroborating: int = 0
    queued: int = 0
    unchanged: int = 0
    ignored: int = 0


class Registry:
    """The ledger and its readings, in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(
        self,
        statement: Statement,
        *,
        key: str,
        decided_by: DecidedBy,
        reason: str,
        at: datetime,
        supersedes: int | None = None,
        withdraws: bool = False,
    ) -> Change | None:
        """Write a change at the end of the ledger; None, and nothing written, if its key is there already.

        `at` is when it was decided. A change may supersede only an earlier one of the same recognition, and withdraw
        only what it names, else ConflictError.
        """
        if self.has(key):
            return None
        if supersedes is None and withdraws:
            raise ConflictError(f"change {key!r} withdraws nothing", remedy="name the change that it supersedes")
        if supersedes is not None:
            earlier = self.get(supersedes).statement.recognition
            if earlier != statement.recognition:
                raise ConflictError(
                    f"change {supersedes} is about {earlier}, not {statement.recognition}",
                    remedy="withdraw it there and append the right statement",
                )
        seq, before = self.head()
        change = Change(
            seq=seq + 1,
            key=key,
            statement=statement,
            decided_by=decided_by,
            decided_at=utc(at),
            reason=reason,
            supersedes=supersedes,
            withdraws=withdraws,
        )
        row = change_row(change)
        row.seal = seal(row.model_dump(), before)
        self._session.add(row)
        self._session.flush()
        return change

    def head(self) -> tuple[int, str]:
        """The place and the seal of the last change: what the whole ledger can be told by. 0 of an empty one."""
        last = self._session.exec(select(ChangeRow.seq, ChangeRow.seal).order_by(col(ChangeRow.seq).desc())).first()
        return last or (0, BEGINNING)

    def has(self, key: str) -> bool:
        """Whether a decision of this key is in the ledger."""
        return self._session.exec(select(ChangeRow.seq).where(ChangeRow.key == key)).first() is not None

    def get(self, seq: int) -> Change:
        """The change of a place in the ledger; NotFoundError if there is none."""
        row = self._session.get(ChangeRow, seq)
        if row is None:
            raise NotFoundError(f"there is no change {seq}", remedy="mrawatch registry history shows those there are")
        return change_of(row)

    def changes(
        self, recognition: str | None = None, known_on: datetime | None = None, upto: int | None = None
    ) -> tuple[Change, ...]:
        """The ledger in its order: of one recognition if it is named, of what was decided up to `known_on` if given.

        `upto` is the place of the last change that counts.
        """
        found = select(ChangeRow).order_by(col(ChangeRow.seq))
        if recognition is not None:
            found = found.where(ChangeRow.recognition == recognition)
        if known_on is not None:
            found = found.where(ChangeRow.decided_at <= utc(known_on))
        if upto is not None:
            found = found.where(ChangeRow.seq <= upto)
        return tuple(change_of(row) for row in self._session.exec(found))

    def recognitions(self, on: date | None = None, known_on: datetime | None = None) -> tuple[Recognition, ...]:
        """Every recognition as it stood on a day, by what was known at a time.

        Without `on` future milestones are there too; without `known_on` all that is known now counts.
        """
        return state.project(self.changes(known_on=known_on), on)

    def recognition(self, id: str, on: date | None = None, known_on: datetime | None = None) -> Recognition:
        """One recognition as it stood; NotFoundError if nothing was known of it, or no milestone reached by then."""
        for found in state.project(self.changes(id, known_on), on):
            return found
        for later in state.project(self.changes(id, known_on)):
            first = min(later.milestones, key=lambda reached: reached.date or "9999")
            stated = f"on {first.date}" if first.date else "on a day that is not stated"
            raise NotFoundError(
                f"{id} had reached no milestone by {on}: the first that is known is {first.milestone} {stated}",
                remedy="ask about a later day",
            )
        first_known = min((change.decided_at for change in self.changes(id)), default=None)
        if known_on is not None and first_known is not None and first_known > utc(known_on):
            raise NotFoundError(
                f"nothing was known of {id} at {utc(known_on):%Y-%m-%d %H:%M} UTC: "
                f"its first change was decided at {first_known:%Y-%m-%d %H:%M} UTC",
                remedy="ask by a later time of knowledge",
            )
        raise NotFoundError(
            f"nothing is known of a recognition {id!r}",
            remedy="its id is the parties' codes in alphabetical order, such as CN-MO; see mrawatch registry list",
        )

    def history(self, id: str, on: date | None = None, known_on: datetime | None = None) -> tuple[Change, ...]:
        """The changes of one recognition, in the ledger's order: of what had happened by `on`, as known at `known_on`.

        What bears no date counts as happened. NotFoundError if there is none.
        """
        found = tuple(
            change
            for change in self.changes(id, known_on)
            if on is None or change.statement.date is None or by_then(change.statement.date, on)
        )
        if not found:
            self.recognition(id, on, known_on)
        return found

    def ask(self, one: str, other: str, on: date, known_on: datetime | None = None) -> Answer:
        """Whether `other` recognises the operators of `one` on a day, by what was known at a time, now if not given."""
        moment = utc(known_on or datetime.now(UTC))
        changes = self.changes(known_on=moment)
        decided = {change.seq: change.decided_at.date() for change in changes}
        return answers.ask(state.project(changes), one, other, on, moment, decided=decided)


def baseline_due(session: Session) -> bool:
    """Whether `load_baseline` has anything to write. A look at keys alone, cheap enough for every command."""
    return any(baseline.due(_baseline_keys(session)))


def load_baseline(session: Session, at: datetime | None = None) -> int:
    """Bring the opening balance in the ledger up to date at the moment `at` (now if not given); how many changes.

    In an empty ledger every row was known from the day on which it was compiled. What a later release adds, corrects
    or takes out is known from `at` only, so that what was known before stays as it was. A correction supersedes the
    row's earlier change; that of a row which somebody has withdrawn is written down as withdrawn too.
    """
    missing, gone = baseline.due(_baseline_keys(session))
    if not missing and not gone:
        return 0
    registry, moment = Registry(session), utc(at or datetime.now(UTC))
    ledger = registry.changes()
    in_effect = state.in_effect(ledger)
    standing = {change.seq for change in in_effect if not change.withdraws}
    refused = {change.supersedes for change in in_effect if change.withdraws and change.decided_by is not _BASELINE}
    rows: defaultdict[str, list[Change]] = defaultdict(list)
    for change in ledger:
        if change.decided_by is _BASELINE and not change.withdraws:
            rows[baseline.slot_of(change.key)].append(change)
    for entry in missing:
        last = max(rows[entry.slot], key=lambda change: (change.seq in standing, change.seq), default=None)
        withdrawn = last is not None and last.seq not in standing and last.seq in refused
        registry.append(
            entry.statement,
            key=entry.key,
            decided_by=_BASELINE,
            reason="opening balance" + (", corrected" if last else "") + (", of a withdrawn row" if withdrawn else ""),
            at=max(moment, entry.known) if ledger else entry.known,
            supersedes=last.seq if last else None,
            withdraws=withdrawn,
        )
    taken_out = [change for slot in gone for change in rows[slot]]
    for change in taken_out:
        registry.append(
            change.statement,
            key=baseline.withdrawal_key(baseline.slot_of(change.key), change.seq),
            decided_by=_BASELINE,
            reason="no longer in the opening balance",
            at=moment,
            supersedes=change.seq,
            withdraws=True,
        )
    return len(missing) + len(taken_out)


def _baseline_keys(session: Session) -> tuple[str, ...]:
    rows = select(ChangeRow.key).where(ChangeRow.decided_by == _BASELINE.value).order_by(col(ChangeRow.seq))
    return tuple(session.exec(rows))


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
    session: Session, review_id: int, *, corrected: Statement | None = None, note: str = "", at: datetime
) -> Change:
    """Accept a review and write its statement, or the analyst's correction of it, into the ledger, both or neither.

    What the proposal would supersede is superseded only if the correction is still about the same milestone of the
    same recognition. A review that is decided already raises ConflictError.
    """
    proposal = Reviews(session).decide(review_id, True, corrected=corrected, note=note, at=at).proposal
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
