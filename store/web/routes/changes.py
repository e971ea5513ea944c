"""The ledger as it grows: changes since a cursor, with what a consumer needs to tell silence from death."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from store.db import LARGEST
from store.domain import Frozen
from store.errors import ConflictError
from store.feeds.atom import ENTRIES, atom
from store.feeds.cursor import SealedChange, checksum_of, latest, page
from store.nights import Nights
from store.registry import Registry
from store.web.access import READ, READERS, Parts
from store.web.freshness import fresh, known
from store.web.paging import link
from store.web.parameters import LimitQuery
from store.web.problems import documented

router = APIRouter(tags=["changes"], dependencies=READERS, responses=READ)


class Heartbeat(Frozen):
    """Signs of life: when this answer was given, and when a night was last finished, null before the first (UTC)."""

    at: datetime
    last_night: datetime | None


class ChangesPage(Frozen):
    """Changes in the ledger's order.

    `next` is where to go on, now or, once `items` is empty, later. `head` is the place of the ledger's last change and
    `seal` that change's seal: the checksum of everything up to it. `state_checksum` is that of the registry's state
    (`store.feeds.checksum`), on the last page.
    """

    items: tuple[SealedChange, ...]
    next: str
    head: int = Field(ge=0)
    seal: str
    state_checksum: str | None
    heartbeat: Heartbeat


@router.get("/changes", responses=documented(409))
def list_changes(
    request: Request,
    response: Response,
    web: Parts,
    after: Annotated[int, Query(ge=0, le=LARGEST, description="The last change that is known already.")] = 0,
    limit: LimitQuery = 50,
) -> ChangesPage:
    """List the changes that follow one, in the ledger's order.

    A cursor beyond the ledger's end is a conflict: its changes come from another ledger, or this one was put back.
    """
    with web.store.reading() as session:
        head, seal = Registry(session).head()
        if after > head:
            raise ConflictError(
                f"the ledger ends with change {head}: there is no change {after} to go on from",
                remedy="it is another ledger, or an earlier copy of it: begin again with after=0",
            )
        night = Nights(session).last_finished()
        last_night = None if night is None else night.finished_at
        fresh(request, response, web, seal, last_night)
        found = page(session, after, limit, checksum=lambda: web.kept.get("state", seal, lambda: checksum_of(session)))
    return ChangesPage(
        items=found.changes,
        next=link(request, after=found.next, limit=limit),
        head=head,
        seal=seal,
        state_checksum=found.state_checksum,
        heartbeat=Heartbeat(at=web.clock(), last_night=last_night),
    )


ATOM = "application/atom+xml"
"""The media type of a feed (RFC 4287, section 7)."""

_FEED: dict[int | str, dict[str, Any]] = {200: {"description": "The feed", "content": {ATOM: {"schema": {}}}}}


@router.get("/changes.atom", response_class=Response, responses=_FEED)
def read_feed(request: Request, response: Response, web: Parts) -> Response:
    """Read the last changes as an Atom feed, the newest first: the same that a night writes beside the publications."""
    with web.store.reading() as session:
        fresh(request, response, web, known(session))
        content = atom(latest(session, ENTRIES))
    return Response(content, media_type=ATOM, headers={"ETag": response.headers["ETag"]})
