"""A backup: one file with the store, the raw bodies and their checksums; and the way back from it."""

import json
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from crawler.archive import Archive
from store.copying import Copied, copy
from store.db import Store
from store.domain import Frozen, sha256
from store.errors import ConflictError, InputError, MrawatchError, StoreError

_DATABASE, _MANIFEST, _BODIES = "store.db", "manifest.json", "archive"


class Manifest(Frozen):
    """What a backup holds: the database's bytes by their hash, the store's checksum, and how many raw bodies."""

    format: Literal["mrawatch.backup/1"] = "mrawatch.backup/1"
    database: str
    checksum: str
    bodies: int


def backup(store: Store, archive: Archive, out: Path) -> Manifest:
    """Write a backup of a store and its raw bodies to a file that is not there yet, whole or not at all.

    The store may be written to meanwhile: the backup is of one moment. It is a SQLite file inside, whatever database
    the store is in.
    """
    if out.exists():
        raise InputError(f"{out}: is there already", remedy="name a new file")
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / _DATABASE
            with Store.open(f"sqlite:///{file}") as target, store.reading() as source, target.transaction() as writing:
                copied = copy(source, writing)
            bodies = sorted(archive.folder.rglob("*.gz"))
            manifest = Manifest(database=sha256(file.read_bytes()), checksum=copied.sha256, bodies=len(bodies))
            (Path(folder) / _MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n", "utf-8")
            with tarfile.open(part, "w") as tar:
                for name in (_MANIFEST, _DATABASE):
                    tar.add(Path(folder) / name, name)
                for body in bodies:
                    tar.add(body, f"{_BODIES}/{body.relative_to(archive.folder)}")
        part.replace(out)
    except OSError as error:
        raise StoreError(
            f"{out}: cannot be written: {error.strerror or error}", remedy="make room, or name another folder"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return manifest


def restore(file: Path, url: str, archive: Archive) -> Copied:
    """Bring a backup back into a database that is empty, and its raw bodies into the archive.

    InputError where the file is no backup or is damaged; ConflictError where the database holds something. Nothing is
    written into the database then.
    """
    with tempfile.TemporaryDirectory() as folder:
        manifest = _unpacked(file, Path(folder))
        database = Path(folder) / _DATABASE
        if sha256(database.read_bytes()) != manifest.database:
            raise InputError(f"{file}: its database is not the one that was backed up", remedy="use another backup")
        bodies = sorted((Path(folder) / _BODIES).rglob("*.gz"))
        if len(bodies) != manifest.bodies:
            raise InputError(
                f"{file}: holds {len(bodies)} raw bodies, not {manifest.bodies}", remedy="use another backup"
            )
        kept = Archive(Path(folder) / _BODIES)
        try:
            whole = [kept.get(body.stem) for body in bodies]
        except MrawatchError as error:
            raise InputError(f"{file}: {error.message}", remedy="use another backup") from error
        with (
            Store.open(f"sqlite:///{database}") as source,
            Store.open(url) as target,
            source.reading() as reading,
            target.transaction() as writing,
        ):
            copied = copy(reading, writing)
            if copied.sha256 != manifest.checksum:
                raise ConflictError(
                    f"{file}: its store has another checksum than it states", remedy="use another backup"
                )
        for body in whole:
            archive.put(body)
    return copied


def _unpacked(file: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
        return Manifest.model_validate(json.loads((folder / _MANIFEST).read_text("utf-8")))
    except (OSError, tarfile.TarError, ValueError, ValidationError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise InputError(
            f"{file}: is no backup of mrawatch ({why})", remedy="name a file that mrawatch backup wrote"
        ) from error
