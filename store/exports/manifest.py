"""What is written beside files: an export's manifest, a publication's, and the checksums that both consist of."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, Self

from pydantic import Field

from store.domain import Frozen

MANIFEST = "manifest.json"

MANIFEST_SUM = "manifest.sha256"
"""What a publication's manifest is told by, as `sha256sum` writes it: the manifest cannot hold its own checksum."""


class FileSum(Frozen):
    """One file: its path in its folder, how many bytes it has, the hex SHA-256 of its bytes."""

    name: str
    bytes: int = Field(ge=0)
    sha256: str

    def stands_in(self, folder: Path) -> bool:
        """Whether the folder holds the file, byte by byte; read a block at a time."""
        path = folder / self.name
        return path.is_file() and path.stat().st_size == self.bytes and sha256_of(path) == self.sha256


class ExportedFile(FileSum):
    """One file of an export: its columns too, and how many rows it has."""

    columns: tuple[str, ...]
    rows: int = Field(ge=0)


class Manifest(Frozen):
    """What an export says of itself: when it was created (UTC), by which mrawatch, in what format, which files.

    changes, seal: the last change of the ledger that it was made from, and that change's seal (see `store.chain`).
    """

    schema_: Literal["mrawatch.export/1"] = Field(default="mrawatch.export/1", alias="schema")
    created: datetime
    mrawatch: str
    format: str
    changes: int = Field(default=0, ge=0)
    seal: str = ""
    files: tuple[ExportedFile, ...]


class PublishedSheet(Frozen):
    """One sheet of a publication: its columns and its key, in order, and how many rows it has."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: int = Field(ge=0)


class Publication(Frozen):
    """What a publication says of itself: its version, when it was created (UTC), by which mrawatch, what it holds.

    since: the version that `delta/` leads from; None where there is no delta.
    changes, seal: the last change of the ledger that it was made from, and that change's seal (see `store.chain`).
    files: every file of the folder but the manifest.
    """

    schema_: Literal["mrawatch.publication/1"] = Field(default="mrawatch.publication/1", alias="schema")
    version: str
    since: str | None = None
    created: datetime
    mrawatch: str
    formats: tuple[str, ...]
    changes: int = Field(ge=0)
    seal: str
    sheets: tuple[PublishedSheet, ...]
    files: tuple[FileSum, ...]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a publication's folder; OSError or ValueError where there is none that can be read."""
        return cls.model_validate_json((folder / MANIFEST).read_bytes())

    @property
    def bytes(self) -> int:
        """How many bytes its files have together."""
        return sum(file.bytes for file in self.files)

    def rows(self, sheet: str) -> int:
        """How many rows a sheet has; 0 for one that the publication does not hold."""
        return sum(one.rows for one in self.sheets if one.name == sheet)


def write_sum(folder: Path) -> None:
    """Write the checksum of a folder's manifest beside it."""
    (folder / MANIFEST_SUM).write_bytes(_sum_line(folder))


def manifest_stands(folder: Path) -> bool:
    """Whether a folder's manifest is the one whose checksum lies beside it; earlier versions have none."""
    told = folder / MANIFEST_SUM
    return not told.exists() or ((folder / MANIFEST).is_file() and told.read_bytes() == _sum_line(folder))


def _sum_line(folder: Path) -> bytes:
    return f"{sha256_of(folder / MANIFEST)}  {MANIFEST}\n".encode()


def sha256_of(path: Path) -> str:
    """The hex SHA-256 of a file, read a block at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sums(paths: Iterable[Path], folder: Path) -> Iterator[FileSum]:
    """The sums of files, named by their paths in a folder."""
    for path in paths:
        yield FileSum(name=path.relative_to(folder).as_posix(), bytes=path.stat().st_size, sha256=sha256_of(path))


def own_version() -> str:
    """The version of mrawatch that writes."""
    try:
        return version("mrawatch")
    except PackageNotFoundError:
        return "0+uninstalled"
