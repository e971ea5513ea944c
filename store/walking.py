"""Every row of a table as it lies there: one that cannot be read is named, and the walk goes on behind it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, column, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from store.db import CHUNK, by_code_point
from store.sums import COLUMN, row_sum

UNREADABLE = (DBAPIError, ValueError, TypeError)
"""What reading a row raises in which a byte is not as it was written: no UTF-8, no JSON, no moment."""

Tell = Callable[[str], None]
"""Told of every row that cannot be read, in words."""


def walk(session: Session, table: Table, tell: Tell) -> Iterator[dict[str, Any]]:
    """The rows of a table in the order of its key, a chunk at a time, apart from those that `tell` is told of."""
    place, last = _place(session, table), None
    while True:
        found = select(place).select_from(table).order_by(place).limit(CHUNK)
        places = session.execute(found if last is None else found.where(place > last)).scalars().all()
        if not places:
            return
        last = places[-1]
        try:
            yield from _rows(session, table, place, places)
            continue
        except UNREADABLE:
            pass  # nothing of the chunk was handed on yet: it is read row by row
        for one in places:
            try:
                (row,) = _rows(session, table, place, [one])
            except UNREADABLE as error:
                tell(f"{table.name}, row {_name(session, table, place, one)}: cannot be read: {_why(error)}")
            else:
                yield row


def changed(table: Table, row: Mapping[str, Any]) -> Iterator[str]:
    """Says of a row that it does not have the checksum that it was written with; nothing of a table without any."""
    if COLUMN in table.columns and row[COLUMN] != row_sum(row):
        (key,) = table.primary_key.columns
        yield f"{table.name}, row {row[key.name]}: is not what was written, or bears another checksum"


def _place(session: Session, table: Table) -> ColumnElement[Any]:
    """What rows are walked by: never a text in SQLite, for that may be unreadable itself."""
    if session.connection().dialect.name == "sqlite":
        return column("rowid")
    (key,) = table.primary_key.columns
    return by_code_point(session, key)


def _rows(session: Session, table: Table, place: ColumnElement[Any], places: Sequence[Any]) -> list[dict[str, Any]]:
    found = session.execute(select(table).where(place.in_(places)).order_by(place)).mappings().all()
    rows = [dict(row) for row in found]
    json.dumps(rows, ensure_ascii=False, default=str).encode()  # half a character is written in JSON, but is no text
    return rows


def _name(session: Session, table: Table, place: ColumnElement[Any], one: Any) -> str:
    """The key of a row by which it is told; its place in the file where that is unreadable too."""
    (key,) = table.primary_key.columns
    try:
        return str(session.execute(select(key).where(place == one)).scalar_one())
    except UNREADABLE:
        return f"no. {one}"


def _why(error: Exception) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]


def damage(session: Session) -> Iterator[str]:
    """What SQLite finds wrong with its file: pages, indexes, keys. Nothing of another database."""
    if session.connection().dialect.name == "sqlite":
        told = session.execute(text("PRAGMA integrity_check")).scalars()
        yield from (f"the database file: {found}" for found in told if found != "ok")
