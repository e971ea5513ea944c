"""JSON Lines: one object a line in UTF-8, every column in every row, in the columns' order."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.exports.sheets import Sheet, Write


@contextmanager
def writer(sheet: Sheet, path: Path) -> Iterator[Write]:
    """What appends rows to a new file of the sheet. OSError if the disk cannot take it."""
    names = sheet.names
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda rows: file.writelines(encode({name: row[name] for name in names}) + "\n" for row in rows)
