"""Publications: the versions that were written, with their manifests, and their files to download."""

from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse
from pydantic import StringConstraints

from store.domain import Frozen
from store.errors import NotFoundError
from store.exports.manifest import MANIFEST, FileSum, Publication
from store.exports.media import MEDIA_TYPES, OTHER, media_type
from store.exports.versions import LATEST, publication, publications
from store.web.access import READ, READERS, Parts
from store.web.freshness import fresh
from store.web.problems import documented

router = APIRouter(tags=["publications"], dependencies=READERS, responses=READ)

_KINDS = (*MEDIA_TYPES.values(), OTHER)

_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {kind: {"schema": {}} for kind in _KINDS},
    },
    206: {
        "description": "A part of the file, where `Range` asks for one",
        "content": {kind: {"schema": {}} for kind in (*_KINDS, "multipart/byteranges")},
    },
    416: {"description": "The file does not have the range that was asked for", "content": {"text/plain": {}}},
    **documented(404),
}

Version = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"),
    Path(description="A version's name, or `latest`."),
]


class ListedFile(FileSum):
    """A file of a publication, and the address that it is had from."""

    href: str


class ListedPublication(Publication):
    """A publication's manifest, the address of the file that holds it, and whether `latest` leads to this version."""

    files: tuple[ListedFile, ...]
    manifest: str
    latest: bool


class Publications(Frozen):
    """The versions that are there, the newest first."""

    items: tuple[ListedPublication, ...]


@router.get("/publications")
def list_publications(request: Request, response: Response, web: Parts) -> Publications:
    """List the versions that are there, the newest first, with the files of each."""
    made = sorted(publications(web.publications), key=lambda one: one.version, reverse=True)
    latest = (web.publications / LATEST).resolve().name
    fresh(request, response, web, latest, *(one.version for one in made))
    return Publications(items=tuple(_listed(one, latest) for one in made))


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
    root = web.publications.resolve()
    folder = root / (root / version).resolve().name  # `latest` may lead elsewhere while the file is sent
    path = folder / file
    missing = NotFoundError(
        f"there is no file {file!r} in a publication {version!r}", remedy="/v1/publications lists those there are"
    )
    if file not in _names(folder) or not path.resolve().is_relative_to(folder) or not path.is_file():
        raise missing
    try:
        about = path.stat()
    except FileNotFoundError as error:  # the version was removed just now
        raise missing from error
    fresh(request, response, web, about.st_size, about.st_mtime_ns)
    headers = {"ETag": response.headers["ETag"]}
    return FileResponse(path, media_type=media_type(path.name), filename=path.name, headers=headers)


def _listed(made: Publication, latest: str) -> ListedPublication:
    at = f"/v1/publications/{made.version}"
    told = made.model_dump(by_alias=True)
    files = [{**file, "href": f"{at}/{file['name']}"} for file in told["files"]]
    return ListedPublication.model_validate(
        {**told, "files": files, "manifest": f"{at}/{MANIFEST}", "latest": made.version == latest}
    )


def _names(folder: File) -> frozenset[str]:
    """The files of a version, by its manifest, which is one of them; none where there is no such version."""
    try:
        made = publication(folder.parent, folder.name)
    except NotFoundError:
        return frozenset()
    return frozenset((MANIFEST, *(file.name for file in made.files)))
