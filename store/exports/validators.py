"""What a publication must satisfy before `latest` leads to it: what was written is read again, a row at a time.

A validator is a class with a `name`, told every row and then the end; the first fault that one finds ends it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from store.errors import ExportError
from store.exports.columns import record
from store.exports.csv_files import header
from store.exports.deltas import Key, key_of
from store.exports.manifest import Publication
from store.exports.parquet_files import differs
from store.exports.sheets import Sheet

LOST_SHARE = 0.02
"""The share of the last publication's recognitions that may be missing without withdrawals that account for them.

Recognitions come and rarely go: more than a few at once are a fault of the store or of this program.
"""

_PROVEN = frozenset({"recognitions", "milestones", "changes"})
"""The sheets whose rows state what is so, and not only what was read."""

Record = dict[str, Any]


class Validator:
    """What is told every row of a publication, sheet by sheet, and says what is wrong with it."""

    name: str

    def row(self, sheet: Sheet, row: Record) -> str | None:
        """What is wrong with a row; None if nothing is."""

    def end(self) -> str | None:
        """What is wrong with all rows together; None if nothing is."""


class SortedByKey(Validator):
    """The rows of a sheet are sorted by its key, so that no two have the same."""

    name = "key"

    def __init__(self) -> None:
        self._last: tuple[str, Key] = ("", ())

    def row(self, sheet: Sheet, row: Record) -> str | None:
        """Its key follows that of the row before it."""
        key = key_of(row, sheet.key)
        if self._last[0] == sheet.name and key <= self._last[1]:
            return f"its {' and '.join(sheet.key)} do not follow those of the row before it"
        self._last = sheet.name, key
        return None


class HasEvidence(Validator):
    """Every change, milestone and recognition bears its evidence: a document with a quote, or sources."""

    name = "evidence"

    def row(self, sheet: Sheet, row: Record) -> str | None:
        """It names where it is known from."""
        if sheet.name not in _PROVEN or row["sources"] or (row["document_id"] and row["quote"]):
            return None
        return "it has neither a document with a quote nor sources"


class NamesChanges(Validator):
    """The changes are the whole ledger up to the one that the manifest names; milestones name only changes of it."""

    name = "ledger"

    def __init__(self, made: Publication) -> None:
        self._head, self._seen = made.changes, 0

    def row(self, sheet: Sheet, row: Record) -> str | None:
        """It stands where the ledger says, and what it names is there."""
        if sheet.name == "changes":
            self._seen += 1
            if row["seq"] != self._seen:
                return f"it is change {row['seq']}, not {self._seen}"
        elif sheet.name == "milestones":
            for change in (row["change"], *map(int, row["changes"])):
                if not 1 <= change <= self._head:
                    return f"it names change {change}, which is not in the ledger"
        return None

    def end(self) -> str | None:
        """There are as many changes as the manifest says."""
        if self._seen != self._head:
            return f"there are {self._seen} changes, the manifest says {self._head}"
        return None


class KeepsRecognitions(Validator):
    """No more recognitions are missing than LOST_SHARE of the last publication's, or than were taken back since."""

    name = "recognitions"

    def __init__(self, made: Publication, last: Publication | None) -> None:
        self._lost = 0 if last is None else last.rows("recognitions") - made.rows("recognitions")
        self._before = 0 if last is None else last.rows("recognitions")
        self._since = 0 if last is None else last.changes
        self._withdrawn = 0

    def row(self, sheet: Sheet, row: Record) -> str | None:
        """What was taken back since is counted."""
        if sheet.name == "changes" and row["withdraws"] and row["seq"] > self._since:
            self._withdrawn += 1
        return None

    def end(self) -> str | None:
        """Not too many are missing."""
        if self._lost > max(LOST_SHARE * self._before, self._withdrawn):
            return (
                f"{self._lost} of {self._before} recognitions are missing that the last publication has, "
                f"and only {self._withdrawn} changes were withdrawn since"
            )
        return None


def validate(folder: Path, sheets: Sequence[Sheet], made: Publication, last: Publication | None) -> None:
    """Hold what was written to a folder against what it must satisfy; `last` is the last good publication.

    ExportError names the validator, the sheet and the row of the first fault.
    """
    validators: tuple[Validator, ...] = (
        SortedByKey(),
        HasEvidence(),
        NamesChanges(made),
        KeepsRecognitions(made, last),
    )
    for sheet in sheets:
        rows = 0
        for rows, row in enumerate(_records(folder, sheet), 1):
            for validator in validators:
                if fault := validator.row(sheet, row):
                    raise _failing(validator.name, f"{sheet.name}, row {rows}: {fault}")
        _formats_agree(folder, sheet, rows, made)
    for validator in validators:
        if fault := validator.end():
            raise _failing(validator.name, fault)


def _records(folder: Path, sheet: Sheet) -> Iterator[Record]:
    """The rows of a sheet, each of which has exactly its columns, as the sheet's JSON Schema says of them."""
    fits = record(sheet.name, sheet.says, sheet.columns).validate_json
    with (folder / "jsonl" / f"{sheet.name}.jsonl").open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield fits(line)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"])) or "the row"
                raise _failing("columns", f"{sheet.name}, row {number}: {where}: {first['msg']}") from error


def _formats_agree(folder: Path, sheet: Sheet, rows: int, made: Publication) -> None:
    """Whether a sheet's other files are of the same columns, and have as many rows where the file itself says it."""
    if rows != made.rows(sheet.name):
        raise _failing("formats", f"{sheet.name}: there are {rows} rows, the manifest says {made.rows(sheet.name)}")
    if "csv" in made.formats and header(folder / "csv" / f"{sheet.name}.csv") != sheet.names:
        raise _failing("formats", f"{sheet.name}: the CSV file has other columns")
    if "parquet" in made.formats and (fault := differs(folder / "parquet" / f"{sheet.name}.parquet", sheet, rows)):
        raise _failing("formats", f"{sheet.name}: the Parquet file has {fault}")


def _failing(name: str, fault: str) -> ExportError:
    return ExportError(
        f"the publication does not pass the validator {name!r}: {fault}; the last good one stands",
        remedy="look for the fault in the store with mrawatch verify, and report it with this message",
    )
