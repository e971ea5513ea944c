"""Problem documents (RFC 9457): every answer that is no success, and how exceptions become one."""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from store.domain import Frozen
from store.errors import AuthoritiesError, ConflictError, InputError, MrawatchError, NotFoundError

MEDIA_TYPE = "application/problem+json"

RETRY_SECONDS = 30
"""When to ask again while the store cannot answer: as long as one writer waits for another (`store.db`)."""

_log = logging.getLogger(__name__)


class Fault(Frozen):
    """One value of a request that cannot be used: where it stands, such as `query.on`, and what is wrong with it."""

    where: str
    message: str


class Problem(Frozen):
    """A problem document: what went wrong (`detail`), and what to do about it (`remedy`, empty where nothing helps)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    remedy: str = ""
    faults: tuple[Fault, ...] = ()


class ProblemError(Exception):
    """A request that is refused with a status, in words for whoever sent it."""

    def __init__(self, status: int, detail: str, *, remedy: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = HTTPStatus(status)
        self.detail = detail
        self.remedy = remedy
        self.headers = headers


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Problems as OpenAPI describes the answers of an operation."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def register(app: FastAPI) -> None:
    """Let an application answer every exception with a problem document, never with a traceback."""
    app.add_exception_handler(ProblemError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(MrawatchError, _named)
    app.add_exception_handler(SQLAlchemyError, _unavailable)
    app.add_exception_handler(OSError, _unavailable)
    app.add_exception_handler(Exception, _unexpected)


def _answer(
    status: int,
    detail: str,
    remedy: str = "",
    *,
    faults: tuple[Fault, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, remedy=remedy, faults=faults)
    # What a request has sent may hold halves of surrogate pairs, which UTF-8 has no bytes for.
    content = json.dumps(problem.model_dump(), ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, headers, MEDIA_TYPE)


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return _answer(error.status, error.detail, error.remedy, headers=error.headers)


def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = tuple(
        Fault(where=".".join(map(str, fault["loc"])), message=str(fault["msg"]).removeprefix("Value error, "))
        for fault in error.errors()
    )
    detail = "; ".join(f"{fault.where}: {fault.message}" for fault in faults)
    return _answer(422, detail, "correct the request; /v1/openapi.json says what it may hold", faults=faults)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = {
        404: f"there is nothing at {request.url.path}",
        405: f"{request.method} is not possible at {request.url.path}",
    }.get(error.status_code, str(error.detail))
    return _answer(error.status_code, detail, "see /v1/openapi.json", headers=error.headers)


def _named(request: Request, error: Exception) -> Response:
    assert isinstance(error, MrawatchError)
    if isinstance(error, ConflictError) and isinstance(error.__cause__, SQLAlchemyError):
        return _answer(409, "it contradicts what the store holds; nothing was written", "look again, then repeat")
    match error:
        case NotFoundError():
            return _answer(404, error.message, error.remedy)
        case ConflictError():
            return _answer(409, error.message, error.remedy)
        case InputError() | AuthoritiesError():
            return _answer(422, error.message, error.remedy)
    return _unavailable(request, error)


def _unavailable(request: Request, error: Exception) -> Response:
    # The message names the database: for the log, not for whoever asks.
    _log.error("%s %s: %s", request.method, request.url.path, error)
    detail = "the store cannot answer at present"
    return _answer(503, detail, "ask again later", headers={"Retry-After": str(RETRY_SECONDS)})


def _unexpected(request: Request, error: Exception) -> Response:
    _log.error("%s %s", request.method, request.url.path, exc_info=error)
    return _answer(500, "something went wrong that has no name; it is in the server's log", "report it")
