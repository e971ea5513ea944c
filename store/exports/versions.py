"""The folder of publications: a folder a version, named by its time, and the link `latest` to the newest one."""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from store.errors import NotFoundError
from store.exports.manifest import Publication

LATEST = "latest"

_VERSION = re.compile(r"(?P<time>\d{4}-\d{2}-\d{2}T\d{6}Z)(-(?P<number>\d{4}))?")


def version_after(last: str | None, at: datetime) -> str:
    """The version that is named by a time (UTC), or a later one if there is a `last` that is no earlier.

    Versions sort as texts in the order in which they were made, whatever the clock did: `2026-11-26T214045Z`,
    `2026-11-26T214045Z-0002`.
    """
    name = at.strftime("%Y-%m-%dT%H%M%SZ")
    match = _VERSION.fullmatch(last or "")
    if match is None or match["time"] < name:
        return name
    return f"{match['time']}-{int(match['number'] or 1) + 1:04}"


def versions(folder: Path) -> tuple[str, ...]:
    """The versions that are there, the oldest first."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir() and _VERSION.fullmatch(path.name)))


def newest(folder: Path) -> str | None:
    """The newest version; None if there is none."""
    return max(versions(folder), default=None)


def publications(folder: Path) -> Iterator[Publication]:
    """The manifests of the versions that are there, the oldest first; a folder without one is left out."""
    for version in versions(folder):
        with suppress(OSError, ValueError):
            yield Publication.read(folder / version)


def publication(folder: Path, version: str) -> Publication:
    """The manifest of a version, or of the `latest`; NotFoundError if there is none that can be read."""
    place = folder / version
    if version == LATEST or _VERSION.fullmatch(version):
        with suppress(OSError, ValueError):
            return Publication.read(place)
    raise NotFoundError(f"{place}: there is no publication", remedy="mrawatch publications list shows those there are")


def last_good(folder: Path) -> Publication | None:
    """The newest publication whose records are those that were published; None if there is none.

    Its files of JSON Lines are held against their checksums: it is what a delta leads from.
    """
    for version in reversed(versions(folder)):
        with suppress(OSError, ValueError):
            found = Publication.read(folder / version)
            if all(file.stands_in(folder / version) for file in found.files if file.name.startswith("jsonl/")):
                return found
    return None


def point(folder: Path, version: str) -> None:
    """Let `latest` lead to a version, in one step; OSError if the disk refuses."""
    link = folder / f".{token_hex(8)}.{LATEST}"
    try:
        link.symlink_to(version)
        link.replace(folder / LATEST)
    finally:
        link.unlink(missing_ok=True)


def prune(folder: Path, keep: int) -> Iterator[str]:
    """Remove the versions before the last `keep` whose manifest can be read, the oldest first; each that was removed.

    The version that `latest` leads to stays, however old it is, and so does the last one that is whole: the next is
    held against it. Only for whoever knows that no night is under way.
    """
    kept = [made.version for made in publications(folder)][-keep:]
    good = last_good(folder)
    spared = {(folder / LATEST).resolve().name, good.version if good else ""}
    for version in versions(folder):
        if not kept or version >= kept[0]:
            return
        if version not in spared:
            left = folder / f".{token_hex(8)}.next"  # no version's name, and tidied up if this is killed
            (folder / version).rename(left)
            shutil.rmtree(left)
            yield version


def tidy(folder: Path) -> None:
    """Remove what nights that were killed left unfinished; only for whoever knows that no other night is under way."""
    for left in folder.glob(".*.next"):
        shutil.rmtree(left, ignore_errors=True)
    for link in folder.glob(f".*.{LATEST}"):
        link.unlink(missing_ok=True)
    for feed in folder.glob(".*.new"):
        feed.unlink(missing_ok=True)
