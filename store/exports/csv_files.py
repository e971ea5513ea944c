"""CSV: RFC 4180 in UTF-8 with a header line; empty for null, `true` and `false`, a list as a JSON array."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from store.exports.columns import Kind
from store.exports.sheets import Cells, Sheet, Write


@lru_cache(maxsize=1024)
def _list(values: tuple[str, ...]) -> str:
    """A list as JSON; remembered, for most are those of parties that come again and again, or empty."""
    return json.dumps(values, ensure_ascii=False)


@contextmanager
def writer(sheet: Sheet, path: Path) -> Iterator[Write]:
    """What appends rows to a new file of the sheet. OSError if the disk cannot take it."""
    own = [(number, _FORMS[column.kind]) for number, column in enumerate(sheet.columns) if column.kind in _FORMS]

    def told(row: Cells) -> list[Any]:
        made: list[Any] = list(row)
        for number, form in own:
            if made[number] is not None:
                made[number] = form(made[number])
        return made

    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow(sheet.names)
        yield lambda rows: lines.writerows(map(told, rows))


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)


_FORMS: Mapping[Kind, Callable[[Any], str]] = MappingProxyType(
    {Kind.NUMBER: _number, Kind.BOOLEAN: lambda value: str(value).lower(), Kind.TEXTS: _list}
)
"""How cells are written that the csv module does not write as they are to be."""


def header(path: Path) -> tuple[str, ...]:
    """The columns that a file names in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(next(csv.reader(file), ()))
