"""Parquet: every column of its own type even where all of it is null; in row groups of equal size.

Moments are timestamps in UTC, to the microsecond. Dates stay texts, for most are no days (`2023-02`). Lists are lists.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from store.errors import ExportError
from store.exports.columns import Column, Kind
from store.exports.sheets import Cells, Sheet, Value, Write

NEEDS = "pyarrow"
"""The library that this format needs; mrawatch runs without it."""

ROW_GROUP = 10_000
"""How many rows a row group has, and how many are in memory in Arrow's own form: some 10 MB of the widest sheet."""


@contextmanager
def writer(sheet: Sheet, path: Path) -> Iterator[Write]:
    """What appends rows to a new file of the sheet. ExportError without pyarrow, OSError if the disk refuses."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError(
            f"Parquet cannot be written: {NEEDS} is not installed", remedy="install mrawatch[parquet]"
        ) from error
    schema = arrow_schema(sheet)
    # Statistics of the key alone: of every column and group, they would grow in memory until the file is closed.
    options = {"compression": "zstd", "write_statistics": list(sheet.key)}
    waiting: list[Any] = []
    with path.open("wb") as file, parquet.ParquetWriter(file, schema, **options) as table:

        def write(rows: Sequence[Cells]) -> None:
            columns = [
                pa.array(_values(cells, column), schema.field(number).type)
                for number, (column, cells) in enumerate(zip(sheet.columns, zip(*rows, strict=True), strict=True))
            ]
            waiting.append(pa.record_batch(columns, schema=schema))
            if sum(batch.num_rows for batch in waiting) >= ROW_GROUP:
                hand_on()

        def hand_on() -> None:
            table.write_table(pa.Table.from_batches(waiting, schema), row_group_size=ROW_GROUP)
            waiting.clear()

        yield write
        if waiting:
            hand_on()


def arrow_schema(sheet: Sheet) -> Any:
    """The Arrow schema of a sheet's files."""
    import pyarrow as pa

    types = {
        Kind.TEXT: pa.string(),
        Kind.DATE: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.BOOLEAN: pa.bool_(),
        Kind.MOMENT: pa.timestamp("us", tz="UTC"),
        Kind.TEXTS: pa.list_(pa.string()),
    }
    return pa.schema([pa.field(column.name, types[column.kind], nullable=column.null) for column in sheet.columns])


def _values(cells: Sequence[Value], column: Column) -> Sequence[Value | datetime]:
    if column.kind is not Kind.MOMENT:
        return cells
    return [None if cell is None else datetime.fromisoformat(str(cell)) for cell in cells]


def differs(path: Path, sheet: Sheet, rows: int) -> str:
    """How a file differs from a sheet of so many rows, by what it says of itself; empty if it does not."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        if file.schema_arrow != arrow_schema(sheet):
            return "other columns"
        return "" if file.metadata.num_rows == rows else f"{file.metadata.num_rows} rows, not {rows}"
