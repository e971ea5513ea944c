"""Parquet says the same as JSON Lines, with its own types, whatever the rows hold."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from store.db import Store
from store.errors import ExportError
from store.exports import Manifest, export, publish
from store.exports.parquet_files import ROW_GROUP, differs, writer
from store.exports.sheets import CHANGES, COUNTS, TRADE_FIGURES, Cells, Sheet

parquet = pytest.importorskip("pyarrow.parquet")

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def exported(store: Store, format: str, out: Path) -> Manifest:
    with store.reading() as session:
        return export(session, format, out)


def same(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, datetime) else cell


def test_every_row_is_the_same_as_in_json_lines(filled: Store, tmp_path: Path) -> None:
    exported(filled, "jsonl", tmp_path / "jsonl")
    manifest = exported(filled, "parquet", tmp_path / "parquet")
    assert manifest.format == "parquet"
    for file in manifest.files:
        name = file.name.removesuffix(".parquet")
        rows = parquet.read_table(tmp_path / "parquet" / file.name).to_pylist()
        lines = (tmp_path / "jsonl" / f"{name}.jsonl").read_text("utf-8").splitlines()
        assert [{key: same(cell) for key, cell in row.items()} for row in rows] == [json.loads(line) for line in lines]
        assert len(rows) == file.rows


def test_an_empty_and_an_all_null_column_keep_their_types(store: Store, filled: Store, tmp_path: Path) -> None:
    exported(filled, "parquet", tmp_path / "filled")
    fields = {field.name: str(field.type) for field in parquet.read_schema(tmp_path / "filled" / "changes.parquet")}
    told = parquet.read_table(tmp_path / "filled" / "changes.parquet").to_pydict()
    assert set(told["programme"]) == set(told["supersedes"]) == {None}
    assert (fields["programme"], fields["supersedes"]) == ("string", "int64")
    assert (fields["seq"], fields["confidence"], fields["withdraws"]) == ("int64", "double", "bool")
    assert (fields["date"], fields["decided_at"]) == ("string", "timestamp[us, tz=UTC]")
    assert fields["modes"].startswith("list<") and "string" in fields["modes"]


@SQLITE
def test_a_sheet_without_rows_has_its_types(store: Store, tmp_path: Path) -> None:
    exported(store, "parquet", tmp_path / "out")
    for sheet in (CHANGES, COUNTS, TRADE_FIGURES):
        assert differs(tmp_path / "out" / f"{sheet.name}.parquet", sheet, 0) == ""


def cells(sheet: Sheet, number: int) -> Cells:
    blank: dict[str, Any] = {column.name: None for column in sheet.columns}
    told = (
        blank
        | {"document_id": f"d{number:06}", "number": 1, "language": "en", "text_sha256": "0", "extractor": "x"}
        | {
            "kind": "rank",
            "value": number,
            "confidence": 0.5,
        }
    )
    return tuple(told.values())


def test_rows_are_written_in_groups_whatever_the_batches(tmp_path: Path) -> None:
    total = ROW_GROUP + ROW_GROUP // 2
    with writer(COUNTS, tmp_path / "counts.parquet") as write:
        for first in range(0, total, ROW_GROUP // 4):
            write([cells(COUNTS, number) for number in range(first, first + ROW_GROUP // 4)])
    with parquet.ParquetFile(tmp_path / "counts.parquet") as file:
        groups = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert groups == [ROW_GROUP, ROW_GROUP // 2]
    assert differs(tmp_path / "counts.parquet", COUNTS, total) == ""
    assert differs(tmp_path / "counts.parquet", COUNTS, 1) == f"{total} rows, not 1"
    assert differs(tmp_path / "counts.parquet", CHANGES, total) == "other columns"


@SQLITE
def test_the_same_registry_gives_the_same_bytes(filled: Store, tmp_path: Path) -> None:
    one, other = (exported(filled, "parquet", tmp_path / name) for name in ("one", "other"))
    assert one.files == other.files


@SQLITE
def test_without_pyarrow_the_error_names_the_extra_and_nothing_is_written(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(filled, "csv", tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match="pyarrow is not installed") as refused:
        exported(filled, "parquet", tmp_path / "out")
    assert "mrawatch[parquet]" in refused.value.remedy
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@SQLITE
def test_a_moment_keeps_its_microseconds(filled: Store, tmp_path: Path, at: datetime) -> None:
    with filled.reading() as session:
        publish(session, tmp_path, at)
    table = parquet.read_table(tmp_path / "latest" / "parquet" / "changes.parquet").to_pydict()
    assert table["decided_at"] == [at] * 3
