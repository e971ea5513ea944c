"""The current state of every recognition, kept beside the ledger: carried on from change to change, never the truth.

A row is what `store.reconcile.state.project` reads from the ledger, in a table so that asking takes the same time
after a million changes. Where the table does not reach up to the last change, or is of another form (after an
upgrade), it counts for nothing: whoever reads, reads the ledger, and the next change writes the table anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from store.db import by_code_point
from store.domain import Change, Recognition
from store.errors import StoreError
from store.reconcile.state import project, standing, weighty
from store.rows import change_of, valid
from store.tables import ChangeRow, RecognitionRow

FORM = 1
"""The version of a row's value. It goes up whenever `Recognition`, or how it is read from changes, becomes another."""


_LAST = select(func.max(ChangeRow.seq)).scalar_subquery()
_CURRENT = select(
    _LAST.is_(None), select(RecognitionRow.form).where(RecognitionRow.seq == _LAST).limit(1).scalar_subquery()
)
"""Whether the ledger is empty, and the form of the row that its last change wrote."""


class Projections:
    """The kept states, in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def current(self) -> bool:
        """Whether the table is of this form and reaches up to the ledger's last change."""
        return self._session.exec(_CURRENT).one() in ((True, None), (False, FORM))

    def get(self, ids: Iterable[str]) -> tuple[Recognition, ...]:
        """The states of some recognitions, by id; one of which no milestone stands is left out."""
        return tuple(self._read(select(RecognitionRow).where(col(RecognitionRow.id).in_(ids))))

    def all(self) -> Iterator[Recognition]:
        """The states of all recognitions that have a milestone, by id."""
        return self._read(select(RecognitionRow))

    def _read(self, rows: SelectOfScalar[RecognitionRow]) -> Iterator[Recognition]:
        for row in self._session.exec(rows.order_by(by_code_point(self._session, col(RecognitionRow.id)))):
            if (value := row.value["recognition"]) is not None:
                yield valid(Recognition, value, f"recognition {row.id}")

    def between(self, ones: Iterable[str], others: Iterable[str]) -> tuple[Recognition, ...]:
        """The states of the recognitions that name one of the codes `ones` and one of `others`, by id."""
        return tuple(self._read(select(RecognitionRow).where(_named(ones), _named(others))))

    def ids_between(self, ones: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
        """The ids of all recognitions that name one of the codes `ones` and one of `others`."""
        order = by_code_point(self._session, col(RecognitionRow.id))
        return tuple(self._session.exec(select(RecognitionRow.id).where(_named(ones), _named(others)).order_by(order)))

    def carry_on(self, change: Change) -> None:
        """Take in a change that was just written, the ledger's last."""
        id = change.statement.recognition
        row = self._session.get(RecognitionRow, id)
        if row is None or change.supersedes is not None:  # what stood below may stand again: read it all
            self._write(id, self._ledger(id), change.seq)
            return
        kept = select(ChangeRow).where(col(ChangeRow.seq).in_(row.value["kept"]))
        self._write(id, [*map(change_of, self._session.exec(kept)), change], change.seq)

    def faults(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        """The recognitions of which these rows, all that could be read, do not say what the ledger says."""
        found = select(ChangeRow.recognition, func.max(ChangeRow.seq)).group_by(ChangeRow.recognition)
        ends = dict(self._session.exec(found).all())
        for row in rows:
            if (last := ends.pop(row["id"], None)) is None:
                yield f"recognition {row['id']}: a state is kept of it, while the ledger has none"
                continue
            try:
                wanted = _row(row["id"], self._ledger(row["id"]), last)
            except (StoreError, ValueError, TypeError) as error:
                yield f"recognition {row['id']}: the ledger cannot be read of it: {error}"
                continue
            if any(row[name] != getattr(wanted, name) for name in ("parties", "status", "seq", "form", "value")):
                yield f"recognition {row['id']}: the state that is kept of it is not what the ledger says"
        yield from (f"recognition {id}: no state is kept of it" for id in ends)

    def rebuild(self) -> int:
        """Write the whole table anew from the ledger; how many recognitions it has."""
        self._session.execute(delete(RecognitionRow))
        ids = self._session.exec(
            select(ChangeRow.recognition, func.max(ChangeRow.seq))
            .group_by(ChangeRow.recognition)
            .order_by(ChangeRow.recognition)
        ).all()
        for id, last in ids:
            self._write(id, self._ledger(id), last)
        return len(ids)

    def _ledger(self, id: str) -> list[Change]:
        found = select(ChangeRow).where(ChangeRow.recognition == id).order_by(col(ChangeRow.seq))
        return [change_of(row) for row in self._session.exec(found)]

    def _write(self, id: str, changes: list[Change], seq: int) -> None:
        self._session.merge(_row(id, changes, seq))
        self._session.flush()


def _named(codes: Iterable[str]) -> ColumnElement[bool]:
    """That a recognition is between parties of which one has one of these codes."""
    return or_(*(col(RecognitionRow.parties).contains(f"|{code}|") for code in codes))


def _row(id: str, changes: list[Change], seq: int) -> RecognitionRow:
    """What is kept of a recognition whose changes these are, or those of them that matter."""
    found = next(iter(project(changes)), None)
    return RecognitionRow(
        id=id,
        parties=f"|{'|'.join(changes[0].statement.parties)}|",
        status=found.status.value if found else "",
        seq=seq,
        form=FORM,
        value={
            "recognition": found.model_dump(mode="json") if found else None,
            "kept": [change.seq for change in weighty(standing(changes))],
        },
    )
