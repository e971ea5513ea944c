"""Deltas: what differs between two versions of a sheet, row by row and by its key, and how one becomes the other.

Both versions are sorted by their key, so that they are compared side by side, a row of each in memory at a time.
"""

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any

from store.errors import ExportError
from store.exports.columns import Column
from store.exports.manifest import Publication, PublishedSheet
from store.exports.sheets import Row, Sheet

Key = tuple[Any, ...]


class Op(StrEnum):
    """What happened to a row: it is new, it was there and is no more, it says something else."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


_OP = Column("op", "What happened to the row; of one that was removed, what it last said.", among=tuple(Op))


def delta_sheet(sheet: Sheet) -> Sheet:
    """The sheet that holds the differences of a sheet: the rows that differ, each with an `op` before its columns."""
    says = f"What differs in the sheet {sheet.name} from the version that the delta leads from."
    return Sheet(sheet.name, says, (_OP, *sheet.columns), sheet.key)


def difference(earlier: Path, was: Publication, later: Path, sheet: PublishedSheet) -> Iterator[Row]:
    """The rows of a sheet's delta that leads from one publication's folder to another's, sorted by the key.

    `was` is what the earlier one says of itself: where it lacks the sheet, or sorts it by another key, every row is
    new. A column that it lacks is null in what was removed. ExportError where a file is no JSON Lines of its sheet.
    """
    file = Path("jsonl", f"{sheet.name}.jsonl")
    try:
        with (later / file).open(encoding="utf-8", newline="\n") as new:
            if (sheet.name, sheet.key) not in {(one.name, one.key) for one in was.sheets}:
                yield from _told(Op.ADDED, new, sheet)
                return
            with (earlier / file).open(encoding="utf-8", newline="\n") as old:
                yield from _compared(old, new, sheet)
    except (ValueError, TypeError, KeyError) as error:
        raise ExportError(
            f"{earlier / file} and {later / file} cannot be compared: {error}",
            remedy="mrawatch verify tells which of them is not what was published",
        ) from error


def _compared(old: Iterator[str], new: Iterator[str], sheet: PublishedSheet) -> Iterator[Row]:
    before, after = next(old, None), next(new, None)
    while before is not None and after is not None:
        if before == after:  # most rows: no need to look into them
            before, after = next(old, None), next(new, None)
            continue
        was, is_ = json.loads(before), json.loads(after)
        was_key, is_key = key_of(was, sheet.key), key_of(is_, sheet.key)
        if was_key < is_key:
            yield _row(Op.REMOVED, was, sheet)
        else:
            yield _row(Op.ADDED if is_key < was_key else Op.CHANGED, is_, sheet)
        if was_key <= is_key:
            before = next(old, None)
        if is_key <= was_key:
            after = next(new, None)
    yield from _told(Op.REMOVED, chain([before] if before is not None else [], old), sheet)
    yield from _told(Op.ADDED, chain([after] if after is not None else [], new), sheet)


def _told(op: Op, lines: Iterable[str], sheet: PublishedSheet) -> Iterator[Row]:
    for line in lines:
        yield _row(op, json.loads(line), sheet)


def _row(op: Op, told: dict[str, Any], sheet: PublishedSheet) -> Row:
    cells = ((name, told.get(name)) for name in sheet.columns)
    return {"op": op.value} | {name: tuple(cell) if isinstance(cell, list) else cell for name, cell in cells}


def key_of(row: Row | dict[str, Any], key: Iterable[str]) -> Key:
    """A row's key."""
    return tuple(row[name] for name in key)


def apply(earlier: Iterable[Row], delta: Iterable[Row], key: tuple[str, ...]) -> Iterator[Row]:
    """The later version of a sheet: its earlier one with a delta applied, both sorted by the key, and so is the result.

    ExportError where the delta does not fit: it removes or changes a row that is not there, or adds one that is.
    """
    changes = iter(delta)
    change = next(changes, None)
    for row in earlier:
        here = key_of(row, key)
        while change is not None and key_of(change, key) < here:
            yield _added(change, key)
            change = next(changes, None)
        if change is None or key_of(change, key) > here:
            yield row
            continue
        if change["op"] == Op.ADDED:
            raise _unfitting(change, key, "adds a row that is there already")
        if change["op"] == Op.CHANGED:
            yield _without_op(change)
        change = next(changes, None)
    while change is not None:
        yield _added(change, key)
        change = next(changes, None)


def _added(change: Row, key: tuple[str, ...]) -> Row:
    if change["op"] != Op.ADDED:
        raise _unfitting(change, key, "is about a row that is not there")
    return _without_op(change)


def _without_op(change: Row) -> Row:
    return {name: value for name, value in change.items() if name != "op"}


def _unfitting(change: Row, key: tuple[str, ...], what: str) -> ExportError:
    where = ", ".join(f"{name} {change[name]}" for name in key)
    return ExportError(
        f"the delta {what}: {where}", remedy="apply it to the version that its manifest names as `since`"
    )
