"""Each validator refuses what it is there for, and names itself, the sheet and the row."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from store.db import Store
from store.errors import ExportError
from store.exports import publish
from store.exports.contents import contents
from store.exports.manifest import Publication
from store.exports.sheets import Sheet
from store.exports.validators import LOST_SHARE, validate

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Rows = list[dict[str, Any]]
Made = tuple[Path, tuple[Sheet, ...], Publication]


@pytest.fixture
def made(filled: Store, tmp_path: Path, at: datetime) -> Made:
    """A good publication: its folder, its sheets and its manifest."""
    with filled.reading() as session:
        publish(session, tmp_path / "publications", at)
        sheets = tuple(sheet for part in contents(session) for sheet in part.sheets)
    place = (tmp_path / "publications" / "latest").resolve()
    return place, sheets, Publication.read(place)


def rewrite(place: Path, sheet: str, change: Callable[[Rows], Rows]) -> None:
    path = place / "jsonl" / f"{sheet}.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    path.chmod(0o644)
    path.write_text("".join(json.dumps(row) + "\n" for row in change(rows)), "utf-8")


def cell(number: int, **cells: Any) -> Callable[[Rows], Rows]:
    return lambda rows: [row | (cells if place == number else {}) for place, row in enumerate(rows, 1)]


def without(column: str) -> Callable[[Rows], Rows]:
    return lambda rows: [{name: value for name, value in row.items() if name != column} for row in rows]


def test_a_good_publication_passes(made: Made) -> None:
    place, sheets, manifest = made
    validate(place, sheets, manifest, None)
    validate(place, sheets, manifest, manifest)


@pytest.mark.parametrize(
    ("sheet", "change", "named"),
    [
        ("changes", cell(2, confidence="high"), "'columns': changes, row 2: confidence"),
        ("changes", cell(2, seq="2"), "'columns': changes, row 2: seq"),
        ("changes", cell(1, milestone="agreed"), "'columns': changes, row 1: milestone"),
        ("changes", cell(3, date="2023-2"), "'columns': changes, row 3: date"),
        ("changes", cell(3, decided_at="2024-05-01"), "'columns': changes, row 3: decided_at"),
        ("changes", cell(1, note=""), "'columns': changes, row 1: note"),
        ("changes", cell(1, parties=["CN", None]), "'columns': changes, row 1: parties.1"),
        ("events", cell(1, action=None), "'columns': events, row 1: action"),
        ("counts", cell(1, more=1), "'columns': counts, row 1: more"),
        ("counts", without("value"), "'columns': counts, row 1: value"),
        ("changes", cell(3, sources=[]), "'evidence': changes, row 3"),
        ("changes", cell(1, quote=None), "'evidence': changes, row 1"),
        ("milestones", cell(2, document_id=None), "'evidence': milestones, row 2"),
        ("recognitions", cell(1, quote=None), "'evidence': recognitions, row 1"),
        ("milestones", cell(3, change=4), "'ledger': milestones, row 3: it names change 4"),
        ("milestones", cell(1, changes=["1", "9"]), "'ledger': milestones, row 1: it names change 9"),
        ("changes", cell(2, seq=5), "'ledger': changes, row 2: it is change 5, not 2"),
        ("recognitions", cell(2, id="CN-MO"), "'key': recognitions, row 2"),
        ("recognitions", lambda rows: rows[::-1], "'key': recognitions, row 2"),
        ("recognitions", lambda rows: rows[:1], "'formats': recognitions: there are 1 rows, the manifest says 2"),
    ],
)
def test_a_fault_is_named_by_validator_sheet_and_row(
    made: Made, sheet: str, change: Callable[[Rows], Rows], named: str
) -> None:
    place, sheets, manifest = made
    rewrite(place, sheet, change)
    with pytest.raises(ExportError) as refused:
        validate(place, sheets, manifest, None)
    assert named in refused.value.message
    assert refused.value.remedy


def test_a_line_that_is_no_json_is_named(made: Made) -> None:
    place, sheets, manifest = made
    path = place / "jsonl" / "changes.jsonl"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ExportError, match="'columns': changes, row 3"):
        validate(place, sheets, manifest, None)


def test_a_ledger_with_another_head_is_refused(made: Made) -> None:
    place, sheets, manifest = made
    with pytest.raises(ExportError, match="'ledger': there are 3 changes, the manifest says 4"):
        validate(place, sheets, manifest.model_copy(update={"changes": 4}), None)


@pytest.mark.parametrize(("format", "says"), [("csv", "the CSV file"), ("parquet", "the Parquet file")])
def test_a_file_of_other_columns_or_rows_is_refused(made: Made, format: str, says: str) -> None:
    place, sheets, manifest = made
    path = place / format / f"changes.{format}"
    path.chmod(0o644)
    path.write_bytes((place / format / f"counts.{format}").read_bytes())
    with pytest.raises(ExportError, match=f"'formats': changes: {says}"):
        validate(place, sheets, manifest, None)


def before(manifest: Publication, recognitions: int, changes: int) -> Publication:
    """The last publication, had it had so many recognitions at that change."""
    sheets = (
        sheet.model_copy(update={"rows": recognitions}) if sheet.name == "recognitions" else sheet
        for sheet in manifest.sheets
    )
    return manifest.model_copy(update={"sheets": tuple(sheets), "changes": changes})


def test_recognitions_that_are_lost_are_missed(made: Made) -> None:
    place, sheets, manifest = made
    with pytest.raises(ExportError, match=r"'recognitions': 2 of 4 recognitions are missing"):
        validate(place, sheets, manifest, before(manifest, 4, 3))


def test_a_loss_within_the_share_is_borne(made: Made) -> None:
    place, sheets, manifest = made
    many = before(manifest, round(1 / LOST_SHARE), 3)
    grown = before(manifest, many.rows("recognitions") - 1, 3)
    rewrite(
        place, "recognitions", lambda rows: [rows[0] | {"id": f"R-{n:04}"} for n in range(grown.rows("recognitions"))]
    )
    for format in ("csv", "parquet"):
        grown = grown.model_copy(update={"formats": tuple(f for f in grown.formats if f != format)})
    validate(place, sheets, grown, many)


def test_a_loss_is_borne_where_changes_were_taken_back_since(made: Made) -> None:
    place, sheets, manifest = made
    rewrite(place, "changes", cell(3, withdraws=True, supersedes=2))
    validate(place, sheets, manifest, before(manifest, 3, 2))
    with pytest.raises(ExportError, match="'recognitions'"):
        validate(place, sheets, manifest, before(manifest, 3, 3))
