"""CSV: RFC 4180 in UTF-8 with a header line; empty for null, `true` and `false`, a list as a JSON array."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from store.exports.columns import Kind
from store.exports.sheets import Row, Sheet, Write

_OWN_FORM = (Kind.NUMBER, Kind.BOOLEAN, Kind.TEXTS)
"""What the csv module does not write as it is to be."""


@lru_cache(maxsize=1024)
def _list(values: tuple[str, ...]) -> str:
    """A list as JSON; remembered, for most are those of parties that come again and again, or empty."""
    return json.dumps(values, ensure_ascii=False)


@contextmanager
def writer(sheet: Sheet, path: Path) -> Iterator[Write]:
    """What appends rows to a new file of the sheet. OSError if the disk cannot take it."""
    names = sheet.names
    own = [number for number, column in enumerate(sheet.columns) if column.kind in _OWN_FORM]

    def cells(row: Row) -> list[Any]:
        made: list[Any] = [row[name] for name in names]
        for number in own:
            made[number] = _cell(made[number])
        return made

    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow(names)
        yield lambda rows: lines.writerows(map(cells, rows))


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case tuple():
            return _list(value)
        case _:
            return str(value)


def header(path: Path) -> tuple[str, ...]:
    """The columns that a file names in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(next(csv.reader(file), ()))
