"""Publications: the registry and what was read, as files for others, written whole or not at all."""

from collections.abc import Mapping
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from sqlmodel import Session

from store.errors import ExportError
from store.exports import csv_files, jsonl_files, parquet_files, snapshot
from store.exports.contents import contents
from store.exports.manifest import Manifest, Publication
from store.exports.publication import publish as publish_folder
from store.exports.writing import Writer
from store.registry import Registry

__all__ = ["EXPORTS", "Manifest", "Publication", "export", "publish", "writable"]

EXPORTS: Mapping[str, Writer] = MappingProxyType(
    {"csv": csv_files.writer, "jsonl": jsonl_files.writer, "parquet": parquet_files.writer}
)
"""Every format, by the name that is also its files' suffix, and what writes one file of it."""

_NEEDS = MappingProxyType({"parquet": parquet_files.NEEDS})
"""The libraries that formats need and that may be missing."""


def writable() -> tuple[str, ...]:
    """The formats of EXPORTS whose libraries are installed."""
    return tuple(format for format in EXPORTS if format not in _NEEDS or find_spec(_NEEDS[format]) is not None)


def export(session: Session, format: str, out: Path, *, at: datetime | None = None) -> Manifest:
    """Write the registry in a format of EXPORTS to the folder `out`, in the place of an earlier export.

    The manifest, also written as `manifest.json`, carries `at` (now if not given). ExportError, and the last
    export as it was: an unknown format, one whose library is missing, an `out` that holds anything else, a disk that
    cannot take it.
    """
    writer = EXPORTS.get(format)
    if writer is None:
        raise ExportError(f"{format!r} is no export format", remedy=f"choose one of {', '.join(EXPORTS)}")
    return publish_folder(contents(session), format, writer, out, head=Registry(session).head(), at=at)


def publish(session: Session, folder: Path, at: datetime) -> str | None:
    """Publish the registry as a new version in a folder, in every format that can be written.

    What `store.exports.snapshot.snapshot` says of it.
    """
    return snapshot.snapshot(session, folder, {format: EXPORTS[format] for format in writable()}, at)
