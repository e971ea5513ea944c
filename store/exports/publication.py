"""A publication on disk: written beside its place, listed in a manifest, then put there in one step."""

import errno
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from secrets import token_hex
from typing import Literal

from pydantic import Field, ValidationError

from store.domain import Frozen, sha256
from store.errors import ExportError
from store.exports.contents import Sheet
from store.rows import utc

MANIFEST = "manifest.json"

Writer = Callable[[Sheet, Path], int]
"""Writes a sheet to a file and says how many rows it has."""


class ExportedFile(Frozen):
    """One file of a publication: its columns, how many rows and bytes it has, the hex SHA-256 of its bytes."""

    name: str
    columns: tuple[str, ...]
    rows: int = Field(ge=0)
    bytes: int = Field(ge=0)
    sha256: str


class Manifest(Frozen):
    """What a publication says of itself: when it was created (UTC), by which mrawatch, in what format, which files.

    changes, seal: the last change of the ledger that it was made from, and that change's seal (see `store.chain`).
    """

    schema_: Literal["mrawatch.export/1"] = Field(default="mrawatch.export/1", alias="schema")
    created: datetime
    mrawatch: str
    format: str
    changes: int = Field(default=0, ge=0)
    seal: str = ""
    files: tuple[ExportedFile, ...]


def publish(
    sheets: Iterable[Sheet],
    format: str,
    writer: Writer,
    out: Path,
    *,
    head: tuple[int, str] = (0, ""),
    at: datetime | None = None,
) -> Manifest:
    """Write sheets to the folder `out` in the place of an earlier publication, whole or not at all.

    `head` is the ledger's (see `Registry.head`).

    ExportError if `out` holds anything but a publication, a value cannot be written or the disk refuses; what was
    there then stays.
    """
    place = out.resolve()
    with _named_errors(out):
        _check_free(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(f".{place.name}.{token_hex(4)}.new")
        try:
            new.mkdir()
            manifest = Manifest(
                created=utc(at or datetime.now(UTC)),
                mrawatch=_version(),
                format=format,
                changes=head[0],
                seal=head[1],
                files=tuple(_written(sheet, new / f"{sheet.name}.{format}", writer) for sheet in sheets),
            )
            (new / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
            _replace(place, new)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return manifest


def _written(sheet: Sheet, path: Path, writer: Writer) -> ExportedFile:
    rows = writer(sheet, path)
    content = path.read_bytes()
    return ExportedFile(name=path.name, columns=sheet.columns, rows=rows, bytes=len(content), sha256=sha256(content))


def _check_free(place: Path) -> None:
    """Refuse to replace what is not a publication, or what somebody has put beside one."""
    remedy = "name a new folder, or one that holds only an earlier export"
    if not place.exists():
        return
    if not place.is_dir():
        raise ExportError(f"{place}: is there and is no folder", remedy=remedy)
    there = {path.name for path in place.iterdir()}
    if not there:
        return
    try:
        manifest = Manifest.model_validate_json((place / MANIFEST).read_bytes())
    except (FileNotFoundError, ValidationError) as error:
        raise ExportError(f"{place}: holds files that are no export of mrawatch", remedy=remedy) from error
    strange = there - {MANIFEST} - {file.name for file in manifest.files}
    if strange:
        raise ExportError(f"{place}: holds {min(strange)} beside an export of mrawatch", remedy=remedy)


def _replace(place: Path, new: Path) -> None:
    """Put a folder in the place of another, which comes back if that fails."""
    if not place.exists():
        new.rename(place)
        return
    old = new.with_suffix(".old")
    place.rename(old)
    try:
        new.rename(place)
    except BaseException:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _version() -> str:
    try:
        return version("mrawatch")
    except PackageNotFoundError:
        return "0+uninstalled"


@contextmanager
def _named_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise ExportError(
            f"{out}: a value of the store cannot be written ({error}); nothing was published",
            remedy="find the document that it was read in, and report it with its text",
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ExportError(
                f"{out}: the disk is full; nothing was published",
                remedy="make room, or name a folder on another disk",
            ) from error
        raise ExportError(
            f"{out}: cannot be written ({error.strerror or error}); nothing was published",
            remedy="name a folder that you may write to",
        ) from error
