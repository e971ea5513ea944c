"""The night's publication: every export format in one new folder, put in the place of the last one by renaming."""

import filecmp
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from store.db import Store
from store.errors import ExportError
from store.exports import EXPORTS, export


def publish(store: Store, folder: Path, at: datetime) -> str | None:
    """Write the registry in every export format as a new publication, unless the last one says the same.

    The new folder is named by the time and put in the place of the last one by renaming a link, `latest`: whoever
    reads it sees the old publication or the new one, whole. Its name; None where nothing is new. Every call writes
    beside its place under a name of its own, so that two calls never write into one folder.
    """
    token = token_hex(8)
    staging, latest, link = folder / f".{token}.next", folder / "latest", folder / f".{token}.latest"
    try:
        staging.mkdir(parents=True)
        with store.reading() as session:
            for format_ in EXPORTS:
                export(session, format_, staging / format_)
        if latest.is_dir() and _same(latest, staging):
            return None
        name = at.strftime("%Y-%m-%dT%H%M%SZ")
        staging.replace(folder / name)
        link.symlink_to(name)
        link.replace(latest)
    except OSError as error:
        raise ExportError(
            f"{folder}: the publication could not be written: {error.strerror}; the last one stands",
            remedy="check that the folder may be written and its disk has room",
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):
            link.unlink()
    return name


def tidy(folder: Path) -> None:
    """Remove what nights that were killed left unfinished; only for whoever knows that no other night is under way."""
    for left in folder.glob(".*.next"):
        shutil.rmtree(left, ignore_errors=True)
    for link in folder.glob(".*.latest"):
        link.unlink(missing_ok=True)
    for feed in folder.glob(".*.new"):
        feed.unlink(missing_ok=True)


def _same(one: Path, other: Path) -> bool:
    """Whether two publications hold the same records: every file but the manifests, which state the time."""
    names = [sorted(str(f.relative_to(p)) for p in [folder] for f in p.rglob("*.*")) for folder in (one, other)]
    records = [name for name in names[0] if not name.endswith("manifest.json")]
    return names[0] == names[1] and not any(filecmp.cmpfiles(one, other, records, shallow=False)[1:])
