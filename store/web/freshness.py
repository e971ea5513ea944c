"""ETags: an answer that would be the same as the one that the caller holds is not given again."""

from fastapi import FastAPI, Request, Response
from sqlmodel import Session

from store.documents import Documents
from store.domain import sha256
from store.extractions import Extractions
from store.registry import Registry
from store.reviews import Reviews
from store.web.access import Web


class NotModifiedError(Exception):
    """What the caller holds under a tag is still the answer."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def fresh(request: Request, response: Response, web: Web, *state: object) -> None:
    """Tag an answer with what it depends on: the question, this version of mrawatch, and a `state` of the store.

    NotModifiedError where the caller holds it. Tags are weak: the moment at which an answer is given may differ.
    """
    told = "\n".join(map(str, (web.version, request.url.path, request.url.query, *state)))
    tag = f'W/"{sha256(told.encode("utf-8", "replace"))[:32]}"'
    response.headers["ETag"] = tag
    held = {word.strip().removeprefix("W/") for word in request.headers.get("if-none-match", "").split(",")}
    if "*" in held or tag.removeprefix("W/") in held:
        raise NotModifiedError(tag)


def known(session: Session) -> str:
    """What changes whenever the registry does: the seal of the ledger's last change."""
    return Registry(session).head()[1]


def read(session: Session) -> str:
    """What changes whenever a document arrives or is read anew."""
    return f"{Documents(session).last()} {Extractions(session).mark()}"


def queued(session: Session) -> str:
    """What changes whenever a review is opened or decided."""
    return Reviews(session).mark()


def register(app: FastAPI) -> None:
    """Let an application answer 304 without a body."""
    app.add_exception_handler(NotModifiedError, _not_modified)


def _not_modified(_request: Request, error: Exception) -> Response:
    assert isinstance(error, NotModifiedError)
    return Response(status_code=304, headers={"ETag": error.tag})
