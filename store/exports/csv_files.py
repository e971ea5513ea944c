"""CSV: RFC 4180 in UTF-8 with a header line; empty for null, `true` and `false`, a list as a JSON array."""

import csv
import json
from pathlib import Path

from store.exports.contents import Sheet, Value


def write(sheet: Sheet, path: Path) -> int:
    """Write a sheet to a file; how many rows it has. OSError if the disk cannot take it."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow(sheet.columns)
        for row in sheet.rows:
            lines.writerow([_cell(row[column]) for column in sheet.columns])
            rows += 1
    return rows


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
