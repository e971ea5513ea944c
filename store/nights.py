"""The nightly runs: when each began and ended, and what it counted."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from store.domain import Frozen
from store.errors import NotFoundError
from store.rows import utc, valid
from store.tables import NightRow


class Night(Frozen):
    """One nightly run. `finished_at` and `summary` (counts per source) are null while it runs or if it broke off."""

    id: int
    started_at: datetime
    finished_at: datetime | None = None
    summary: dict[str, Any] | None = None


class Nights:
    """Nightly runs, in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, at: datetime) -> int:
        """Write down that a night begins; its id."""
        row = NightRow(started_at=utc(at))
        self._session.add(row)
        self._session.flush()
        return _night(row).id

    def finish(self, id: int, summary: Mapping[str, Any], *, at: datetime | None = None) -> Night:
        """Write down that a night has ended, now if `at` is not given, and what it counted, as plain JSON values.

        NotFoundError if no such night was started.
        """
        row = self._session.get(NightRow, id)
        if row is None:
            raise NotFoundError(f"there is no night {id}", remedy="start it first")
        row.finished_at = utc(at or datetime.now(UTC))
        row.summary = dict(summary)
        self._session.flush()
        return _night(row)

    def last(self) -> Night | None:
        """The night that was started last, None before the first."""
        row = self._session.exec(select(NightRow).order_by(col(NightRow.id).desc()).limit(1)).one_or_none()
        return None if row is None else _night(row)

    def last_finished(self) -> Night | None:
        """The night that was finished last, None before the first."""
        finished = select(NightRow).where(col(NightRow.finished_at).is_not(None))
        row = self._session.exec(finished.order_by(col(NightRow.finished_at).desc()).limit(1)).one_or_none()
        return None if row is None else _night(row)


def _night(row: NightRow) -> Night:
    return valid(Night, row.model_dump(exclude={"row_sha256"}), f"night {row.id}")
