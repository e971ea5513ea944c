"""The registry: an append-only ledger of changes, and its readings. The present state is kept beside it, for speed."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from sqlalchemy import Text, cast
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from store import outbox
from store.chain import BEGINNING, seal
from store.db import CHUNK, numbered
from store.domain import Answer, Change, DecidedBy, Mode, Recognition, Statement
from store.errors import ConflictError, NotFoundError
from store.projections import Projections
from store.reconcile import answers, state
from store.reconcile.dates import by_then
from store.reconcile.identity import sides_of
from store.rows import change_of, change_row, change_told, utc
from store.tables import ChangeRow

_COLUMNS = tuple(
    cast(ChangeRow.statement, Text).label("statement") if name == "statement" else getattr(ChangeRow, name)
    for name in Change.model_fields
)
"""The columns that a change is made of, its statement as JSON text; the others repeat what that says."""

_HEAD = select(ChangeRow.seq, ChangeRow.seal).order_by(col(ChangeRow.seq).desc()).limit(1)


class Registry:
    """The ledger and its readings, in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept = Projections(session)

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
        current = self._kept.current()
        self._session.add(row)
        self._session.flush()
        if current:
            self._kept.carry_on(change)
        else:
            self._kept.rebuild()
        outbox.put(self._session, change)
        return change

    def head(self) -> tuple[int, str]:
        """The place and the seal of the last change: what the whole ledger can be told by. 0 of an empty one."""
        return self._session.exec(_HEAD).first() or (0, BEGINNING)

    def has(self, key: str) -> bool:
        """Whether a decision of this key is in the ledger."""
        return self._session.exec(select(ChangeRow.seq).where(ChangeRow.key == key)).first() is not None

    def get(self, seq: int) -> Change:
        """The change of a place in the ledger; NotFoundError if there is none."""
        row = numbered(self._session, ChangeRow, seq)
        if row is None:
            raise NotFoundError(f"there is no change {seq}", remedy="mrawatch registry history shows those there are")
        return change_of(row)

    def by_key(self, key: str) -> Change | None:
        """The change of a decision's key, None if it is not in the ledger."""
        row = self._session.exec(select(ChangeRow).where(ChangeRow.key == key)).one_or_none()
        return None if row is None else change_of(row)

    def of_documents(self, ids: Iterable[str]) -> tuple[Change, ...]:
        """Every change whose evidence stands in one of these documents, in the ledger's order."""
        found = select(ChangeRow).where(col(ChangeRow.document_id).in_(list(ids))).order_by(col(ChangeRow.seq))
        return tuple(change_of(row) for row in self._session.exec(found))

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

    def touched(self, after: int) -> tuple[str, ...]:
        """The ids of the recognitions that changes after this place in the ledger are about."""
        # Sorted here: to order them, SQLite would walk an index of the whole ledger for the few that are new.
        found = select(ChangeRow.recognition).where(col(ChangeRow.seq) > after)
        return tuple(sorted(set(self._session.exec(found))))

    def walk(self, recognition: str | None = None, upto: int | None = None) -> Iterator[Change]:
        """The ledger in its order like `changes`, a chunk in memory at a time: for what reads all of it."""
        found, last = select_columns(*_COLUMNS).order_by(ChangeRow.seq).limit(CHUNK), 0  # type: ignore[arg-type]
        if recognition is not None:
            found = found.where(col(ChangeRow.recognition) == recognition)
        if upto is not None:
            found = found.where(col(ChangeRow.seq) <= upto)
        while rows := self._session.execute(found.where(col(ChangeRow.seq) > last)).all():
            last = rows[-1].seq
            yield from map(change_told, rows)

    def each(self, upto: int | None = None) -> Iterator[Recognition]:
        """Every recognition as all that is known now says, by id like `recognitions`, one in memory at a time.

        `upto` is the place of the last change that counts.
        """
        if upto is None and self._kept.current():
            yield from self._kept.all()
            return
        ids = self._session.exec(select(ChangeRow.recognition).distinct()).all()
        for id in sorted(ids):
            yield from state.project(self.walk(id, upto))

    def recognitions(self, on: date | None = None, known_on: datetime | None = None) -> tuple[Recognition, ...]:
        """Every recognition as it stood on a day, by what was known at a time.

        Without `on` future milestones are there too; without `known_on` all that is known now counts.
        """
        if known_on is not None or not self._kept.current():
            return state.project(self.changes(known_on=known_on), on)
        found = self._kept.all()
        return tuple(found) if on is None else state.as_of(found, on)

    def recognition(self, id: str, on: date | None = None, known_on: datetime | None = None) -> Recognition:
        """One recognition as it stood; NotFoundError if nothing was known of it, or no milestone reached by then."""
        kept = known_on is None and self._kept.current()
        reached = self._kept.get([id]) if kept else self._read([id], known_on)
        for found in reached if on is None else state.as_of(reached, on):
            return found
        for later in reached:
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

    def ask(
        self,
        one: str,
        other: str,
        on: date,
        known_on: datetime | None = None,
        *,
        mode: Mode | None = None,
        tier: str | None = None,
        now: datetime | None = None,
    ) -> Answer:
        """Whether `other` recognises the operators of `one` on a day, by what was known at a time.

        Without `known_on` all that is known counts, and the answer says that it was known `now`, the present moment if
        not given. `mode` and `tier` ask about one mode of transport, and one tier of `one`'s programme.
        """
        moment = utc(known_on or now or datetime.now(UTC))
        sides = sides_of(one, on), sides_of(other, on)
        if not self._kept.current():
            known = self.recognitions(known_on=known_on)
        elif known_on is None:
            known = self._kept.between(*sides)
        else:
            known = self._read(self._kept.ids_between(*sides), known_on)
        return answers.ask(known, one, other, on, moment, mode=mode, tier=tier)

    def _read(self, ids: Iterable[str], known_on: datetime | None) -> tuple[Recognition, ...]:
        """These recognitions by the ledger, with all their milestones; one of which nothing is known is left out."""
        return tuple(found for id in ids for found in state.project(self.changes(id, known_on)))
