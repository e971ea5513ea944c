"""Who asks: the application's own parts, the caller's token, and what it allows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from store.db import Store
from store.tokens import Scope, Token, Tokens, digest_of
from store.web.keeping import Kept
from store.web.limiting import RateLimit
from store.web.problems import ProblemError, documented

_bearer = HTTPBearer(auto_error=False, description="A token of `mrawatch token create`.")

_CHALLENGE = {"WWW-Authenticate": "Bearer"}

LIMITED = documented(422, 429, 503)
"""What may be answered to anybody."""

READ = {304: {"description": "Nothing has changed since the `ETag` that was named"}, **documented(401), **LIMITED}
"""What may be answered to a question, beside its answer."""


@dataclass(frozen=True)
class Web:
    """What the routes work with. `publications` is the folder of publications, `clock` gives the present moment (UTC).

    public_reads: whether questions need no token. kept: what need not be worked out for every request.
    tokens: the names of tokens that held when they were last sent, by the digests of their secrets.
    """

    store: Store
    publications: Path
    public_reads: bool
    limit: RateLimit
    clock: Callable[[], datetime]
    version: str
    kept: Kept = field(default_factory=Kept)
    tokens: dict[str, str] = field(default_factory=dict)


# What asks nobody is `async`: FastAPI hands everything else to another thread, and waits for it.
async def _web(request: Request) -> Web:
    web: Web = request.app.state.web
    return web


Parts = Annotated[Web, Depends(_web)]
"""The application's parts, as a route asks for them."""


async def _caller(
    request: Request, web: Parts, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Token | None:
    """The token that a request bears, None if it bears none; its request is counted.

    The store is asked about a token only while the limit allows: of one that held before its own, of any other that of
    wrong tokens from the same address.
    """
    address = request.client.host if request.client else ""
    if given is None:
        web.limit.count(f"address {address}")
        return None
    wrong, digest = f"wrong tokens from {address}", digest_of(given.credentials)
    name = web.tokens.get(digest)
    if name is None:
        web.limit.check(wrong)
    else:
        web.limit.count(f"token {name}")
    token = await run_in_threadpool(_token, web, given.credentials)
    if token is None:
        web.tokens.pop(digest, None)
        web.limit.count(wrong)
        raise ProblemError(
            401,
            "the token is unknown, revoked or expired",
            remedy="ask for a new one: mrawatch token create",
            headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )
    if name is None:
        web.limit.count(f"token {token.name}")
        web.tokens[digest] = token.name
    return token


def _token(web: Web, secret: str) -> Token | None:
    with web.store.reading() as session:
        return Tokens(session).of(secret, web.clock())


Caller = Annotated[Token | None, Depends(_caller)]


async def _may_read(web: Parts, caller: Caller) -> None:
    if caller is None and not web.public_reads:
        raise _no_token()


async def _may_review(caller: Caller) -> None:
    if caller is None:
        raise _no_token()
    if not caller.scope.allows(Scope.REVIEW):
        raise ProblemError(
            403,
            f"the token {caller.name} is of the scope {caller.scope}",
            remedy=f"use one of the scope {Scope.REVIEW}",
            headers={"WWW-Authenticate": 'Bearer error="insufficient_scope"'},
        )


def _no_token() -> ProblemError:
    return ProblemError(
        401,
        "this needs a token",
        remedy="send `Authorization: Bearer TOKEN`; mrawatch token create makes one",
        headers=_CHALLENGE,
    )


ANYBODY: list[Any] = [Depends(_caller)]
"""Dependencies of routes that need no token; their requests are counted."""

READERS: list[Any] = [Depends(_may_read)]
"""Dependencies of routes that ask."""

REVIEWERS: list[Any] = [Depends(_may_review)]
"""Dependencies of routes that decide, and of those that show what is to be decided."""
