"""Publications: the versions that were written, and their files to download."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse
from pydantic import StringConstraints

from store.domain import Frozen
from store.errors import NotFoundError
from store.web.access import READ, READERS, Parts
from store.web.freshness import fresh
from store.web.problems import documented

router = APIRouter(tags=["publications"], dependencies=READERS, responses=READ)

LATEST = "latest"
"""The name that always leads to the newest version."""

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
}
"""What a file is, by its suffix (application/jsonl: jsonlines.org; Parquet's is registered with IANA)."""

_OTHER = "application/octet-stream"

_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {kind: {"schema": {}} for kind in (*MEDIA_TYPES.values(), _OTHER)},
    },
    206: {
        "description": "A part of the file, where `Range` asks for one",
        "content": {kind: {"schema": {}} for kind in (*MEDIA_TYPES.values(), _OTHER, "multipart/byteranges")},
    },
    416: {"description": "The file does not have the range that was asked for", "content": {"text/plain": {}}},
    **documented(404),
}

Version = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"),
    Path(description="A version's name, or `latest`."),
]


class PublishedFile(Frozen):
    """A file of a publication: its path in it, how many bytes it has, and the address that it is had from."""

    name: str
    bytes: int
    href: str


class Publication(Frozen):
    """A version, its newest file's time (UTC), whether `latest` leads to it, and its files with their manifests."""

    version: str
    written: datetime
    latest: bool
    files: tuple[PublishedFile, ...]


class Publications(Frozen):
    """The versions that are kept, the newest first."""

    items: tuple[Publication, ...]


@router.get("/publications")
def list_publications(request: Request, response: Response, web: Parts) -> Publications:
    """List the versions that are kept, the newest first, with the files of each."""
    root = web.publications
    latest = (root / LATEST).resolve().name if (root / LATEST).exists() else ""
    folders = sorted(root.iterdir(), reverse=True) if root.is_dir() else []
    found = []
    for folder in folders:
        if folder.is_dir() and not folder.is_symlink() and not folder.name.startswith("."):
            with suppress(FileNotFoundError):  # a night takes old versions away
                found.append(_publication(folder, latest))
    fresh(request, response, web, *(f"{one.version} {one.written} {one.latest}" for one in found))
    return Publications(items=tuple(found))


@router.get("/publications/{version}/{file:path}", response_class=FileResponse, responses=_FILE)
def get_published_file(
    request: Request,
    response: Response,
    web: Parts,
    version: Version,
    file: Annotated[
        str,
        StringConstraints(pattern=r"^[^\x00-\x1f]{1,300}$"),
        Path(description="The file's path in the publication, such as `csv/recognitions.csv`."),
    ],
) -> FileResponse:
    """Get a file of a publication. A `Range` of it can be asked for."""
    path = _inside(web.publications, version, file)
    about = path.stat()
    fresh(request, response, web, about.st_size, about.st_mtime_ns)
    kind = MEDIA_TYPES.get(path.suffix, _OTHER)
    return FileResponse(path, media_type=kind, filename=path.name, headers={"ETag": response.headers["ETag"]})


def _publication(folder: File, latest: str) -> Publication:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _hidden(path.relative_to(folder)))
    written = max((path.stat().st_mtime for path in (*files, folder)), default=0.0)
    return Publication(
        version=folder.name,
        written=datetime.fromtimestamp(written, UTC),
        latest=folder.name == latest,
        files=tuple(
            PublishedFile(
                name=(name := path.relative_to(folder).as_posix()),
                bytes=path.stat().st_size,
                href=f"/v1/publications/{folder.name}/{name}",
            )
            for path in files
        ),
    )


def _inside(root: File, version: str, name: str) -> File:
    """The file of a version; NotFoundError for what is none, or stands outside of it, also by way of a link."""
    folder = (root / version).resolve()
    path = (folder / name).resolve()
    try:
        inside = folder.parent == root.resolve() and path.is_relative_to(folder) and path.is_file()
    except (OSError, ValueError):
        inside = False
    if not inside or _hidden(path.relative_to(folder)):
        raise NotFoundError(
            f"there is no file {name!r} in a publication {version!r}", remedy="/v1/publications lists those there are"
        )
    return path


def _hidden(path: File) -> bool:
    return any(part.startswith(".") for part in path.parts)
