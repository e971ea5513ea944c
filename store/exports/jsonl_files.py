"""JSON Lines: one object a line in UTF-8, every column in every row, in the columns' order."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from store.exports.columns import Kind
from store.exports.sheets import Row, Sheet, Write


@contextmanager
def writer(sheet: Sheet, path: Path) -> Iterator[Write]:
    """What appends rows to a new file of the sheet.

    OSError if the disk cannot take it, ValueError for a number that JSON does not have, or a text that UTF-8 does not.
    """
    names = sheet.names
    numbers = [column.name for column in sheet.columns if column.kind is Kind.NUMBER]

    def line(row: Row) -> bytes:
        record: dict[str, Any] = {name: row[name] for name in names}
        for name in numbers:
            if isinstance(record[name], float) and not isfinite(record[name]):
                raise ValueError(f"{name} is {record[name]}")
        return to_json(record) + b"\n"

    with path.open("wb") as file:
        yield lambda rows: file.writelines(map(line, rows))
