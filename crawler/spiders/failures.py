"""Why a page could not be had, in words for a report."""

from http import HTTPStatus

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.guards import MAX_BYTES


def reason_of(failure: Failure) -> str:
    """What went wrong, in a few words without internals."""
    match error := failure.value:
        case HttpError():
            return f"the server answers {_status(error.response.status)}"
        case IgnoreRequest():
            return "robots.txt forbids it" if "robots.txt" in str(error) else str(error) or "not asked for"
        case CannotResolveHostError():
            return "the host name cannot be resolved"
        case DownloadConnectionRefusedError():
            return "the server refuses the connection"
        case DownloadTimeoutError():
            return "the server does not answer in time"
        case DownloadCancelledError():
            return f"larger than {MAX_BYTES:,} bytes"
        case ResponseDataLossError():
            return "the answer is cut short"
        case UnsupportedURLSchemeError():
            return "the address is not http(s)"
        case _:
            return f"cannot be fetched: {type(error).__name__}: {error}".rstrip(": ")


def status_of(failure: Failure) -> int:
    """The HTTP status that came with a failure, 0 where no answer came."""
    error = failure.value
    return error.response.status if isinstance(error, HttpError) else 0


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)
