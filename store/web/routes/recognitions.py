"""Recognitions: their state on a day, by what was known at a time, and how it came to be known."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import StringConstraints

from store.domain import Change, Confirmed, Milestone
from store.reconcile.confirmation import ConfirmedRecognition, described
from store.registry import Registry
from store.web.access import READ, READERS, Parts
from store.web.freshness import fresh, known
from store.web.paging import Page, page
from store.web.parameters import Day, KnownOnQuery, LimitQuery, OnQuery, PartyQuery, RecognitionPath, SeqQuery
from store.web.problems import documented

router = APIRouter(tags=["recognitions"], dependencies=READERS, responses=READ)

CursorQuery = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z-]{0,300}$"),
    Query(description="The recognition after which the answer begins."),
]


@router.get("/recognitions")
def list_recognitions(
    request: Request,
    response: Response,
    web: Parts,
    party: PartyQuery = None,
    status: Annotated[Milestone | None, Query(description="Only those on this rung.")] = None,
    confirmed: Annotated[
        Confirmed | None, Query(description="Only those that so many sides have announced themselves.")
    ] = None,
    on: OnQuery = None,
    known_on: KnownOnQuery = None,
    cursor: CursorQuery = "",
    limit: LimitQuery = 50,
) -> Page[ConfirmedRecognition]:
    """List recognitions in the order of their ids, each with its milestones and the evidence for them."""
    day = on or web.clock().date()
    with web.store.reading() as session:
        fresh(request, response, web, known(session), day)
        found = Registry(session).recognitions(day, known_on)
    wanted = (
        (told.id, told)
        for told in map(described, sorted(found, key=lambda one: one.id))
        if told.id > cursor and (party is None or party in told.parties) and status in (None, told.status)
        if confirmed in (None, told.confirmed)
    )
    return page(request, wanted, limit)


@router.get("/recognitions/{id}", responses=documented(404))
def show_recognition(
    request: Request,
    response: Response,
    web: Parts,
    id: RecognitionPath,
    on: OnQuery = None,
    known_on: KnownOnQuery = None,
) -> ConfirmedRecognition:
    """Show one recognition: its status, its milestones, the evidence for each."""
    day = on or web.clock().date()
    with web.store.reading() as session:
        fresh(request, response, web, known(session), day)
        return described(Registry(session).recognition(id, day, known_on))


@router.get("/recognitions/{id}/history", responses=documented(404))
def show_history(
    request: Request,
    response: Response,
    web: Parts,
    id: RecognitionPath,
    on: Annotated[Day | None, Query(description="Only of what had happened by this day. Default: all.")] = None,
    known_on: KnownOnQuery = None,
    cursor: SeqQuery = 0,
    limit: LimitQuery = 50,
) -> Page[Change]:
    """Show the changes of one recognition, in the order in which they became known: who decided each, and why."""
    with web.store.reading() as session:
        fresh(request, response, web, known(session))
        changes = Registry(session).history(id, on, known_on)
    return page(request, ((change.seq, change) for change in changes if change.seq > cursor), limit)
