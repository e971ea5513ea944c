"""What every answer carries, HEAD for everything that can be got, and bodies that are not too large."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Where an answer says nothing else: it is kept nowhere, shown in no frame, and taken for what it says it is."""

TAGGED = "no-cache"
"""An answer with an ETag may be kept, but is asked about each time."""

LARGEST_BODY = 65_536
"""Bytes of a request's body: a decision and its note need far fewer."""


class Headers:
    """Adds HEADERS to answers. One with a tag may be kept: by anybody where reads are public, else by who asked."""

    def __init__(self, app: ASGIApp, *, public_reads: bool) -> None:
        self._app = app
        self._kept = TAGGED if public_reads else f"private, {TAGGED}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "ETag" in headers:
                    headers.setdefault("Cache-Control", self._kept)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)


class Head:
    """Answers HEAD as GET, without the body (RFC 9110, section 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, sending)


class Bodies:
    """Refuses a body above LARGEST_BODY as it comes in, whatever it says its size is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        got = 0

        async def receiving() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > LARGEST_BODY:
                # Raised into the route that reads the body, whose application answers it as a problem.
                raise HTTPException(413, f"the body has more than {LARGEST_BODY} bytes")
            return message

        await self._app(scope, receiving, send)
