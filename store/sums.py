"""The checksum of a row: kept beside its other columns, so that whatever changes them behind the store's back is seen.

Every table bears one apart from the ledger, which is sealed (`store.chain`), and the bands, which follow from what is
kept of their document. `store.verify` holds every row against it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, event, inspect, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from store.domain import sha256

COLUMN = "row_sha256"
"""The column that holds the checksum."""

_CHUNK = 200


def row_sum(row: Mapping[str, Any]) -> str:
    """The SHA-256, in hex, of a row given as its columns; the same on every database."""
    told = {name: value for name, value in row.items() if name != COLUMN}
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":"), default=_plain).encode())


def keep(session: Session) -> None:
    """Let every row that this session writes through its mapped classes bear its checksum."""
    event.listen(session, "after_flush", _sum)


def renew(session: Session, table: Table, which: ColumnElement[bool]) -> None:
    """Write the checksums of rows anew that a statement has changed past the mapped classes."""
    (key,) = table.primary_key.columns
    last: Any = None
    while True:
        found = select(table).where(which).order_by(key).limit(_CHUNK)
        rows = session.execute(found if last is None else found.where(key > last)).mappings().all()
        if not rows:
            return
        last = rows[-1][key.name]
        _write(session, table, {row[key.name]: row_sum(dict(row)) for row in rows})


def _sum(session: Session, _flushing: object) -> None:
    """After the flush: only then has a new row its number."""
    sums: dict[Table, dict[Any, str]] = {}
    for written in [*session.new, *session.dirty]:
        mapper = inspect(written).mapper
        table = mapper.local_table
        if COLUMN not in table.columns:
            continue
        row = {mapper.get_property_by_column(column).key: column.name for column in table.columns}
        summed = row_sum({name: getattr(written, attribute) for attribute, name in row.items()})
        (key,) = mapper.primary_key_from_instance(written)
        set_committed_value(written, COLUMN, summed)
        sums.setdefault(table, {})[key] = summed
    for table, known in sums.items():
        _write(session, table, known)


def _write(session: Session, table: Table, sums: Mapping[Any, str]) -> None:
    (key,) = table.primary_key.columns
    statement = update(table).where(key == bindparam("row_key")).values({COLUMN: bindparam("row_sum")})
    session.connection().execute(statement, [{"row_key": key, "row_sum": summed} for key, summed in sums.items()])


def _plain(value: object) -> str:
    if not isinstance(value, datetime):
        return repr(value)  # what no column holds, unless somebody wrote past this package
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return aware.isoformat(timespec="microseconds")
