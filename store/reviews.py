"""The review queue: proposals before an analyst, and what was decided of each."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlmodel import Session, col, func, select

from store.db import numbered
from store.domain import Proposal, Review, ReviewKind, ReviewStatus, Statement
from store.errors import ConflictError, NotFoundError
from store.rows import review_of, review_row, statement_json, utc
from store.tables import ReviewRow


class Reviews:
    """Reviews, in the caller's transaction. Deciding one changes nothing else: `store.deciding.accept` does both."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, proposal: Proposal, *, at: datetime | None = None, kind: ReviewKind = ReviewKind.PROPOSAL) -> Review:
        """Put a proposal before an analyst. One of the same key, open or decided, is handed back as it is.

        `at` is when it was queued, now if it is not given.
        """
        known = self.of(proposal.key)
        if known is not None:
            return known
        row = review_row(proposal, at or datetime.now(UTC))
        row.kind = kind.value
        self._session.add(row)
        self._session.flush()
        return review_of(row)

    def list(self, status: ReviewStatus | None = ReviewStatus.OPEN) -> tuple[Review, ...]:
        """The reviews of a status, or all for None, the oldest first."""
        found = select(ReviewRow).order_by(col(ReviewRow.id))
        if status is not None:
            found = found.where(ReviewRow.status == status.value)
        return tuple(review_of(row) for row in self._session.exec(found))

    def page(self, status: ReviewStatus | None, after: int, limit: int) -> tuple[Review, ...]:
        """Up to `limit` reviews of a status, or of any for None, that follow the review of an id, the oldest first."""
        found = select(ReviewRow).where(col(ReviewRow.id) > after).order_by(col(ReviewRow.id)).limit(limit)
        if status is not None:
            found = found.where(ReviewRow.status == status.value)
        return tuple(review_of(row) for row in self._session.exec(found))

    def of_documents(self, ids: Iterable[str]) -> tuple[Review, ...]:
        """Every review of what these documents state, whatever its status, the oldest first."""
        found = select(ReviewRow).where(col(ReviewRow.document_id).in_(list(ids))).order_by(col(ReviewRow.id))
        return tuple(review_of(row) for row in self._session.exec(found))

    def count(self, status: ReviewStatus = ReviewStatus.OPEN) -> int:
        """How many reviews have a status."""
        return self._session.exec(select(func.count()).where(ReviewRow.status == status.value)).one()

    def mark(self) -> str:
        """What changes whenever a review is opened or decided: each does raise the sum of the versions."""
        return str(self._session.exec(select(func.sum(ReviewRow.version))).one() or 0)

    def get(self, id: int) -> Review:
        """The review of an id; NotFoundError if there is none."""
        return review_of(self._row(id))

    def of(self, key: str) -> Review | None:
        """The review of a proposal's key, None if it never was queued."""
        row = self._session.exec(select(ReviewRow).where(ReviewRow.key == key)).one_or_none()
        return None if row is None else review_of(row)

    def decide(
        self,
        id: int,
        accepted: bool,
        *,
        corrected: Statement | None = None,
        note: str = "",
        at: datetime,
        version: int | None = None,
    ) -> Review:
        """Accept or reject a review, keeping what was extracted beside what the analyst made of it.

        A review that is decided already raises ConflictError; so does one that is no longer at the `version` that the
        analyst saw, where one is named.
        """
        status = ReviewStatus.ACCEPTED if accepted else ReviewStatus.REJECTED
        return self._end(id, status, corrected, note, at, version)

    def close(self, id: int, *, note: str, at: datetime) -> Review:
        """Close a review that nobody need decide any more; `note` says what became of it. ConflictError as `decide`."""
        return self._end(id, ReviewStatus.CLOSED, None, note, at, None)

    def _end(
        self,
        id: int,
        status: ReviewStatus,
        corrected: Statement | None,
        note: str,
        at: datetime,
        version: int | None,
    ) -> Review:
        row = self._row(id)
        if version is not None and row.version != version:
            raise ConflictError(
                f"review {id} is at version {row.version}, not at {version}: somebody has been at it since",
                remedy="look at it again, then decide",
            )
        if row.status != ReviewStatus.OPEN.value:
            raise ConflictError(f"review {id} is {row.status} already", remedy="a new announcement opens a new review")
        row.status = status.value
        row.corrected = None if corrected is None else statement_json(corrected)
        row.decided_at = utc(at)
        row.note = note
        row.version += 1
        self._session.flush()
        return review_of(row)

    def _row(self, id: int) -> ReviewRow:
        row = numbered(self._session, ReviewRow, id)
        if row is None:
            raise NotFoundError(f"there is no review {id}", remedy="mrawatch review list shows those that are open")
        return row
