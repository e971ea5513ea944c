"""The ledger by cursor: page after page of sealed changes, from which anybody can rebuild the registry and check it."""

from collections.abc import Callable
from typing import Any

from pydantic import Field, JsonValue
from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from store.chain import BEGINNING, seal
from store.domain import Change, Frozen
from store.errors import InputError
from store.feeds.checksum import state_checksum
from store.registry import Registry
from store.rows import change_row, utc
from store.tables import ChangeRow

LARGEST = 1000
"""The most changes that one page holds."""


class SealedChange(Frozen):
    """A change as others get it: the JSON of `store.domain.Change`, with its seal and the seal before it.

    Its statement is the one that was sealed, field for field: a change from before a field was there lacks it.
    """

    change: dict[str, JsonValue]
    seal: str
    before: str

    def read(self) -> Change:
        """The change; pydantic's ValidationError if it is none."""
        return Change.model_validate(self.change)

    def holds(self) -> bool:
        """Whether the change is the one that was sealed behind the seal before; ValidationError if it is no change."""
        columns = change_row(self.read()).model_dump() | {"statement": self.change["statement"]}
        return seal(columns, self.before) == self.seal


class ChangePage(Frozen):
    """Changes in the ledger's order, and where the ledger stands.

    next: the cursor of the page that follows; where it is `head`, this is the last page for now.
    head, seal: the last change of the ledger and its seal, the checksum of the whole ledger.
    state_checksum: that of all recognitions (see `store.feeds.checksum`), on the last page only.
    """

    changes: tuple[SealedChange, ...]
    next: int = Field(ge=0)
    head: int = Field(ge=0)
    seal: str
    state_checksum: str | None = None


def page(session: Session, after: int, limit: int = 100, *, checksum: Callable[[], str] | None = None) -> ChangePage:
    """The changes that follow the change `after` (0: from the first on), up to `limit` of them (1 to LARGEST).

    `checksum` gives the checksum of the state, for who keeps it; it is worked out where that is not given. InputError
    for a cursor or limit that cannot be.
    """
    head, last_seal = Registry(session).head()
    if not 0 <= after <= head:
        raise InputError(f"there is no change {after} to go on from", remedy=f"give a number from 0 to {head}")
    if not 1 <= limit <= LARGEST:
        raise InputError(f"a page cannot have {limit} changes", remedy=f"ask for 1 to {LARGEST}")
    changes = sealed(session, col(ChangeRow.seq) > after, limit=limit)
    last = after + len(changes)
    state = checksum or (lambda: checksum_of(session))
    return ChangePage(
        changes=changes,
        next=last,
        head=head,
        seal=last_seal,
        state_checksum=state() if last == head else None,
    )


def checksum_of(session: Session) -> str:
    """The checksum of the registry's state as the whole ledger says it; it is another only where the ledger is."""
    return state_checksum(Registry(session).recognitions())


def latest(session: Session, limit: int) -> tuple[SealedChange, ...]:
    """The last changes of the ledger, the newest first."""
    head, _ = Registry(session).head()
    return sealed(session, col(ChangeRow.seq) > head - limit)[::-1]


def sealed(session: Session, which: ColumnElement[bool], *, limit: int | None = None) -> tuple[SealedChange, ...]:
    """The changes that a condition on their rows chooses, in the ledger's order, each with the seal before it."""
    earlier = aliased(ChangeRow)
    found = (
        select(ChangeRow, earlier.seal)
        .join(earlier, col(earlier.seq) == ChangeRow.seq - 1, isouter=True)
        .where(which)
        .order_by(col(ChangeRow.seq))
        .limit(limit)
    )
    return tuple(_sealed(row, before) for row, before in session.exec(found))


def _sealed(row: ChangeRow, before: str | None) -> SealedChange:
    value: dict[str, Any] = {
        "seq": row.seq,
        "key": row.key,
        "statement": row.statement,
        "decided_by": row.decided_by,
        "decided_at": utc(row.decided_at).isoformat().replace("+00:00", "Z"),
        "reason": row.reason,
        "supersedes": row.supersedes,
        "withdraws": row.withdraws,
    }
    return SealedChange(change=value, seal=row.seal, before=before or BEGINNING)
