"""Making a publication: every format, schemas, delta, descriptor and manifest, checked, then put in its place.

Its folder is written under another name, renamed once it has passed the validators, and never written to again.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlmodel import Session

from store.exports.columns import json_schema
from store.exports.contents import contents
from store.exports.datapackage import DATAPACKAGE, Resource, describe
from store.exports.deltas import delta_sheet, difference
from store.exports.manifest import MANIFEST, MANIFEST_SUM, Publication, PublishedSheet, own_version, sums, write_sum
from store.exports.sheets import Part, Sheet
from store.exports.validators import validate
from store.exports.versions import LATEST, last_good, newest, point, version_after
from store.exports.writing import Writer, fill, named_errors
from store.registry import Registry
from store.rows import utc

DELTA_FORMATS = ("csv", "jsonl")


def snapshot(session: Session, folder: Path, writers: Mapping[str, Writer], at: datetime) -> str | None:
    """Write the registry in all these formats, `csv` and `jsonl` among them, as a new version in a folder.

    None, and nothing new, where the last version says the same. `latest` leads to the last version or to the new one,
    whole, at every moment. ExportError, and the last version as it was: a disk that refuses, a value that cannot be
    written, a validator that what was written does not pass.
    """
    staging = folder / f".{token_hex(8)}.next"
    with named_errors(folder):
        try:
            staging.mkdir(parents=True)
            draft = _Draft(staging, writers, Registry(session).head(), utc(at))
            draft.write(contents(session))
            while True:  # again where somebody else has published in the meantime
                last, base = newest(folder), last_good(folder)
                if base is not None and draft.says_what(base):
                    if (folder / LATEST).resolve().name != base.version:
                        point(folder, base.version)
                    return None
                made = draft.finish(version_after(last, utc(at)), base, folder)
                validate(staging, draft.sheets, made, base)
                _keep(staging)
                if newest(folder) == last:
                    staging.rename(folder / made.version)
                    point(folder, made.version)
                    _sync(folder)
                    return made.version
        finally:
            shutil.rmtree(staging, ignore_errors=True)


class _Draft:
    """A publication that is being written."""

    def __init__(self, place: Path, writers: Mapping[str, Writer], head: tuple[int, str], at: datetime) -> None:
        self._place, self._writers, self._at = place, writers, at
        self._changes, self._seal = head
        self._rows: dict[str, int] = {}
        self.sheets: Sequence[Sheet] = ()

    def write(self, parts: Iterable[Part]) -> None:
        """Write the rows in every format, and the schemas."""
        for name in (*self._writers, "schema"):
            (self._place / name).mkdir()
        sheets: list[Sheet] = []
        for part in parts:
            self._rows |= fill(part, lambda sheet: self._files("", sheet, self._writers))
            sheets += part.sheets
        for sheet in sheets:
            schema = json_schema(sheet.name, sheet.says, sheet.columns)
            _write_json(self._place / "schema" / f"{sheet.name}.schema.json", schema)
        self.sheets = tuple(sheets)
        self._sums = tuple(sums(sorted(self._place.glob("*/*")), self._place))

    def says_what(self, other: Publication) -> bool:
        """Whether another publication has the same records in the same formats under the same schemas."""
        mine, its = (
            {file.name: file.sha256 for file in files if file.name.startswith(("jsonl/", "schema/"))}
            for files in (self._sums, other.files)
        )
        return mine == its and tuple(self._writers) == other.formats

    def finish(self, version: str, base: Publication | None, folder: Path) -> Publication:
        """Write the delta, the descriptor and the manifest, in the place of those of an earlier attempt."""
        shutil.rmtree(self._place / "delta", ignore_errors=True)
        for name in (DATAPACKAGE, MANIFEST, MANIFEST_SUM):
            (self._place / name).unlink(missing_ok=True)
        sheets = tuple(
            PublishedSheet(name=sheet.name, columns=sheet.names, key=sheet.key, rows=self._rows[sheet.name])
            for sheet in self.sheets
        )
        if base is not None:
            self._write_delta(folder / base.version, base, sheets)
        files = (*self._sums, *sums(sorted(self._place.glob("delta/*")), self._place))
        by_name = {file.name: file for file in files}
        resources = (
            Resource(name, sheet, format, by_name[path.relative_to(self._place).as_posix()])
            for name, sheet, format, path in self._resources(delta=base is not None)
        )
        _write_json(self._place / DATAPACKAGE, describe(version, self._at, resources))
        made = Publication(
            version=version,
            since=None if base is None else base.version,
            created=self._at,
            mrawatch=own_version(),
            formats=tuple(self._writers),
            changes=self._changes,
            seal=self._seal,
            sheets=sheets,
            files=(*files, *sums([self._place / DATAPACKAGE], self._place)),
        )
        (self._place / MANIFEST).write_text(made.model_dump_json(indent=2) + "\n", encoding="utf-8")
        write_sum(self._place)
        return made

    def _write_delta(self, earlier: Path, was: Publication, sheets: Sequence[PublishedSheet]) -> None:
        (self._place / "delta").mkdir()
        writers = {name: self._writers[name] for name in DELTA_FORMATS}
        for sheet, published in zip(self.sheets, sheets, strict=True):
            rows = ((sheet.name, row) for row in difference(earlier, was, self._place, published))
            fill(Part((delta_sheet(sheet),), rows), lambda sheet: self._files("delta", sheet, writers))

    def _resources(self, *, delta: bool) -> Iterator[tuple[str, Sheet, str, Path]]:
        for sheet in self.sheets:
            for format in self._writers:
                yield f"{sheet.name}-{format}", sheet, format, self._path("", sheet, format)
        for sheet in map(delta_sheet, self.sheets) if delta else ():
            for format in DELTA_FORMATS:
                yield f"{sheet.name}-delta-{format}", sheet, format, self._path("delta", sheet, format)

    def _files(self, within: str, sheet: Sheet, writers: Mapping[str, Writer]) -> list[tuple[Writer, Path]]:
        return [(writer, self._path(within, sheet, format)) for format, writer in writers.items()]

    def _path(self, within: str, sheet: Sheet, format: str) -> Path:
        return self._place / (within or format) / f"{sheet.name}.{format}"


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _keep(folder: Path) -> None:
    """Make every file read-only, and sure that the disk has it: a name must not outlive a power cut without them."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
