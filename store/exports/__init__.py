"""Publications: the registry and what was read, as files for others, written whole or not at all."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlmodel import Session

from store.errors import ExportError
from store.exports import csv_files, jsonl_files
from store.exports.contents import contents
from store.exports.publication import Manifest, Writer, publish
from store.registry import Registry

__all__ = ["EXPORTS", "Manifest", "export"]

EXPORTS: Mapping[str, Writer] = MappingProxyType({"csv": csv_files.write, "jsonl": jsonl_files.write})
"""Every format, by the name that is also its files' suffix, and what writes one file of it."""


def export(session: Session, format: str, out: Path, *, at: datetime | None = None) -> Manifest:
    """Write a publication in a format of EXPORTS to the folder `out`, in the place of an earlier one.

    The manifest, also written as `manifest.json`, carries `at` (now if not given). ExportError, and the last
    publication as it was: an unknown format, an `out` that holds anything else, a disk that cannot take it.
    """
    writer = EXPORTS.get(format)
    if writer is None:
        raise ExportError(f"{format!r} is no export format", remedy=f"choose one of {', '.join(EXPORTS)}")
    return publish(contents(session), format, writer, out, head=Registry(session).head(), at=at)
