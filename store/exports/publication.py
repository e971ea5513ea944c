"""An export on disk, of one format: written beside its place, then put there in one step."""

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from pydantic import ValidationError

from store.errors import ExportError
from store.exports.manifest import MANIFEST, ExportedFile, Manifest, own_version, sums
from store.exports.sheets import Part
from store.exports.writing import Writer, fill, named_errors
from store.rows import utc


def publish(
    parts: Iterable[Part],
    format: str,
    writer: Writer,
    out: Path,
    *,
    head: tuple[int, str] = (0, ""),
    at: datetime | None = None,
) -> Manifest:
    """Write sheets to the folder `out` in the place of an earlier export, whole or not at all.

    `head` is the ledger's (see `Registry.head`).

    ExportError if `out` holds anything but an export, a value cannot be written or the disk refuses; what was
    there then stays.
    """
    place = out.resolve()
    with named_errors(out):
        _check_free(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(f".{place.name}.{token_hex(4)}.new")
        try:
            new.mkdir()
            manifest = Manifest(
                created=utc(at or datetime.now(UTC)),
                mrawatch=own_version(),
                format=format,
                changes=head[0],
                seal=head[1],
                files=tuple(file for part in parts for file in _written(part, new, format, writer)),
            )
            (new / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
            _replace(place, new)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return manifest


def _written(part: Part, folder: Path, format: str, writer: Writer) -> list[ExportedFile]:
    paths = {sheet.name: folder / f"{sheet.name}.{format}" for sheet in part.sheets}
    rows = fill(part, lambda sheet: [(writer, paths[sheet.name])])
    listed = zip(part.sheets, sums(paths.values(), folder), strict=True)
    return [ExportedFile(**file.model_dump(), columns=sheet.names, rows=rows[sheet.name]) for sheet, file in listed]


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
