"""JSON Lines: one object a line in UTF-8, every column in every row, in the columns' order."""

import json
from pathlib import Path

from store.exports.contents import Sheet


def write(sheet: Sheet, path: Path) -> int:
    """Write a sheet to a file; how many rows it has. OSError if the disk cannot take it."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in sheet.rows:
            record = {column: row[column] for column in sheet.columns}
            file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n")
            rows += 1
    return rows
