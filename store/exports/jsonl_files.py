"""JSON Lines: one object a line in UTF-8, every column in every row, in the columns' order."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path

from pydantic_core import to_json

from store.exports.columns import Kind
from store.exports.sheets import Cells, Sheet, Write


@contextmanager
def writer(sheet: Sheet, path: Path) -> Iterator[Write]:
    """What appends rows to a new file of the sheet.

    OSError if the disk cannot take it, ValueError for a number that JSON does not have, or a text that UTF-8 does not.
    """
    names = sheet.names
    numbers = [number for number, column in enumerate(sheet.columns) if column.kind is Kind.NUMBER]

    def line(row: Cells) -> bytes:
        for number in numbers:
            value = row[number]
            if isinstance(value, float) and not isfinite(value):
                raise ValueError(f"{names[number]} is {value}")
        return to_json(dict(zip(names, row, strict=True))) + b"\n"

    with path.open("wb") as file:
        yield lambda rows: file.writelines(map(line, rows))
