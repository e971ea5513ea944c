"""One page fetched for a user who named it: http(s) only, within limits of size and time."""

import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from w3lib.url import safe_url_string

from crawler.addresses import host_of
from crawler.decoding import Tell, silence
from crawler.guards import MAX_BYTES
from crawler.reading import read_html
from crawler.settings import user_agent
from store.domain import Document
from store.errors import InputError

SECONDS = 60.0
"""How long a page may take, from asking to its last byte."""

_PATIENCE = 20.0
"""How long a server may be silent, in seconds."""

_CHUNK = 65_536


@dataclass(frozen=True)
class Fetched:
    """A page as it came: its bytes, the Content-Type header, the address that it came from after redirects."""

    body: bytes
    content_type: str
    url: str


def fetch(url: str, *, contact: str | None = None, seconds: float = SECONDS) -> Fetched:
    """Fetches one page; InputError, naming the address and the remedy, where it cannot be had."""
    if not host_of(url):
        raise InputError(
            f"{url}: is no http(s) address", remedy="write it as https://host/path, with a port below 65536 if any"
        )
    try:
        address = safe_url_string(url)
    except ValueError as error:
        raise InputError(f"{url}: is no address: {error}", remedy="write it in characters of UTF-8") from error
    request = Request(address, headers={"User-Agent": user_agent(contact), "Accept": "text/html,*/*;q=0.5"})
    deadline = time.monotonic() + seconds
    try:
        with _opener().open(request, timeout=min(seconds, _PATIENCE)) as response:
            return Fetched(_read(response, url, deadline), response.headers.get("Content-Type", ""), response.url)
    except HTTPError as error:
        with error:
            raise InputError(f"{url}: the server answers {error.code}", remedy="check the address") from error
    except TimeoutError as error:
        raise InputError(f"{url}: took longer than {seconds:g} s", remedy="try again later") from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        why = getattr(error, "reason", None) or type(error).__name__
        raise InputError(f"{url}: cannot be reached: {why}", remedy="check the address and the network") from error


def read_url(url: str, *, contact: str | None = None, tell: Tell = silence) -> Document:
    """The document that the page at an address holds; InputError or ReadingError where there is none."""
    fetched = fetch(url, contact=contact)
    return read_html(fetched.body, fetched.url, content_type=fetched.content_type, tell=tell)


def _opener() -> OpenerDirector:
    """Opens http and https and nothing else, whatever a redirect asks for."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _read(response: HTTPResponse, url: str, deadline: float) -> bytes:
    body = bytearray()
    while chunk := response.read1(_CHUNK):  # what has come so far, so that a slow server meets the deadline
        body += chunk
        if len(body) > MAX_BYTES:
            raise InputError(
                f"{url}: more than {MAX_BYTES:,} bytes are too many for a page", remedy="name a smaller page"
            )
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(body)
