"""Moving a whole store into another database, and proving that both hold the same."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlmodel import Session

from store.db import CHUNK, by_code_point
from store.domain import Frozen
from store.errors import ConflictError, StoreError
from store.rows import utc
from store.tables import metadata


class Copied(Frozen):
    """How many rows each table has, and the checksum of all of them, the same on both sides."""

    rows: Mapping[str, int]
    sha256: str


def copy(source: Session, target: Session) -> Copied:
    """Copy every row of one store into another one that is empty, in the caller's transactions.

    ConflictError if the target holds anything already; StoreError if it does not hold the same afterwards. Whoever
    calls rolls back then, so that the target is empty again.
    """
    for table in metadata.sorted_tables:
        if target.execute(select(func.count()).select_from(table)).scalar_one():
            raise ConflictError(
                f"the target's table {table.name} holds rows already", remedy="name an empty database, or a new file"
            )
    rows: dict[str, int] = {}
    for table in metadata.sorted_tables:
        rows[table.name] = 0
        for chunk in _chunks(source, table):
            target.execute(insert(table), chunk)
            rows[table.name] += len(chunk)
        _number_on(target, table)
    target.flush()
    before, after = checksum(source), checksum(target)
    if before != after:
        raise StoreError(
            f"the copy's checksum is {after}, not {before}", remedy="report it; the target was left as it was"
        )
    return Copied(rows=rows, sha256=before)


def checksum(session: Session) -> str:
    """The SHA-256 of all rows of a store, table by table in the order of their keys; the same on every database."""
    digest = hashlib.sha256()
    for table in metadata.sorted_tables:
        digest.update(f"{table.name}\n".encode())
        for chunk in _chunks(session, table):
            for row in chunk:
                line = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_moment)
                digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _chunks(session: Session, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table in the order of its key, a chunk in memory at a time; moments in UTC."""
    (key,) = table.primary_key.columns
    order, last = by_code_point(session, key), None
    while True:
        found = select(table).order_by(order).limit(CHUNK)
        chunk = session.execute(found if last is None else found.where(order > last)).mappings().all()
        if not chunk:
            return
        last = chunk[-1][key.name]
        yield [
            {name: utc(value) if isinstance(value, datetime) else value for name, value in row.items()} for row in chunk
        ]


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} is none of the values that rows hold")
    return value.isoformat(timespec="microseconds")


def _number_on(session: Session, table: Table) -> None:
    """Let PostgreSQL number new rows on from the last one copied; SQLite does so by itself."""
    column = table.autoincrement_column
    if column is None or session.connection().dialect.name != "postgresql":
        return
    session.execute(
        text(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
            f"GREATEST((SELECT max({column.name}) FROM {table.name}), 1), "
            f"(SELECT max({column.name}) FROM {table.name}) IS NOT NULL)"
        )
    )
