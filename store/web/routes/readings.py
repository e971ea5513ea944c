"""What documents say: events, trade figures, and claims held against the registry."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Query, Request, Response
from pydantic import StringConstraints
from sqlmodel import Session

from store.baseline.statements import statements
from store.documents import Documents
from store.domain import (
    Action,
    Claim,
    ClaimResult,
    CountKind,
    DocumentHead,
    Event,
    Extraction,
    Flow,
    Frozen,
    ReportedAs,
    TradeFigure,
    first_day,
)
from store.extractions import Extractions
from store.hearsay import heard
from store.reconcile.claims import claims as claims_of
from store.reconcile.claims import compare
from store.reconcile.departures import series
from store.reconcile.series import Series, place_of
from store.registry import Registry
from store.web.access import READ, READERS, Parts
from store.web.freshness import fresh, known, queued, read
from store.web.paging import Page, page
from store.web.parameters import Day, LimitQuery, Party, PartyQuery, PlaceQuery, SinceQuery, Word, place

T = TypeVar("T")

router = APIRouter(tags=["readings"], dependencies=READERS, responses=READ)

_BEGINNING = "0.0"

SeriesQuery = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z~.-]{0,300}$"),
    Query(description="The series after which the answer begins."),
]
DocumentQuery = Annotated[Word | None, Query(description="Only of the document with this id.")]


class StatedEvent(Frozen):
    """An event and the document that states it."""

    document: DocumentHead
    event: Event


class StatedFigure(Frozen):
    """A trade figure and the document that states it."""

    document: DocumentHead
    figure: TradeFigure


@router.get("/events")
def list_events(
    request: Request,
    response: Response,
    web: Parts,
    party: PartyQuery = None,
    action: Annotated[Action | None, Query(description="Only of this kind.")] = None,
    document: DocumentQuery = None,
    reported_as: Annotated[ReportedAs | None, Query(description="Only what is announced, or only recalled.")] = None,
    since: SinceQuery = None,
    cursor: PlaceQuery = _BEGINNING,
    limit: LimitQuery = 50,
) -> Page[StatedEvent]:
    """List the events that the latest reading of each document found, in the order of reading."""

    def wanted(event: Event) -> bool:
        return (
            (party is None or party in event.codes)
            and (action is None or event.action is action)
            and (reported_as is None or event.reported_as is reported_as)
        )

    with web.store.reading() as session:
        fresh(request, response, web, read(session))
        found = (
            (at, StatedEvent(document=reading.document, event=event))
            for seq, reading in _readings(session, cursor, document, since)
            for at, event in _after(cursor, seq, reading.events)
            if wanted(event)
        )
        return page(request, found, limit)


@router.get("/figures")
def list_figures(
    request: Request,
    response: Response,
    web: Parts,
    party: Annotated[
        Party | None, Query(description="Only this party's trade: its exports, its imports, its total.")
    ] = None,
    partner: Annotated[Party | None, Query(description="Only trade with this party.")] = None,
    flow: Annotated[Flow | None, Query(description="Only of this direction.")] = None,
    document: DocumentQuery = None,
    since: SinceQuery = None,
    cursor: PlaceQuery = _BEGINNING,
    limit: LimitQuery = 50,
) -> Page[StatedFigure]:
    """List the trade figures that the latest reading of each document found, in the order of reading."""

    def wanted(figure: TradeFigure) -> bool:
        return (flow is None or figure.flow is flow) and any(
            (party is None or party == whose) and (partner is None or partner == with_whom)
            for whose, with_whom in sides(figure)
        )

    with web.store.reading() as session:
        fresh(request, response, web, read(session))
        found = (
            (at, StatedFigure(document=reading.document, figure=figure))
            for seq, reading in _readings(session, cursor, document, since)
            for at, figure in _after(cursor, seq, reading.trade_figures)
            if wanted(figure)
        )
        return page(request, found, limit)


@router.get("/series")
def list_series(
    request: Request,
    response: Response,
    web: Parts,
    reporter: Annotated[Party | None, Query(description="Only what this party reports.")] = None,
    partner: Annotated[Party | None, Query(description="Only trade with this party.")] = None,
    flow: Annotated[Flow | None, Query(description="Only of this direction, as its reporter sees it.")] = None,
    cursor: SeriesQuery = "",
    limit: LimitQuery = 50,
) -> Page[Series]:
    """List trade figures as series, with revisions, each figure that departs from its series flagged and why."""
    with web.store.reading() as session:
        mark = read(session)
        fresh(request, response, web, mark)
        found = web.kept.get("series", mark, lambda: series(Extractions(session).with_figures()))
    wanted = (
        (one.name, one) for one in found if place_of(one.name) > place_of(cursor) and one.is_of(reporter, partner, flow)
    )
    return page(request, wanted, limit)


@router.get("/claims")
def list_claims(
    request: Request,
    response: Response,
    web: Parts,
    holder: Annotated[Party | None, Query(description="Only of this party's network.")] = None,
    kind: Annotated[CountKind | Literal["partners"] | None, Query(description="Only of this kind.")] = None,
    result: Annotated[ClaimResult | None, Query(description="Only those with this result.")] = None,
    document: DocumentQuery = None,
    since: SinceQuery = None,
    cursor: PlaceQuery = _BEGINNING,
    limit: LimitQuery = 50,
) -> Page[Claim]:
    """List what authorities say of their networks, held against the registry as of the day of the statement.

    First the statements that ship with mrawatch, then those of documents, in the order of reading.
    """
    with web.store.reading() as session:
        state = known(session), read(session), queued(session)
        fresh(request, response, web, *state)
        compared = web.kept.get("claims", " ".join(state), lambda: _compared(session))
    wanted = (
        (at, claim)
        for at, claim in compared
        if place(at) > place(cursor)
        and (holder is None or claim.holder == holder)
        and (kind is None or claim.kind == kind)
        and (result is None or claim.result is result)
        and document in (None, claim.document_id)
        and _is_since(since, claim.stated_on)
    )
    return page(request, wanted, limit)


def sides(figure: TradeFigure) -> tuple[tuple[str, str | None], ...]:
    """Whose trade with whom a figure is: the exporter's exports, the importer's imports, either's total."""
    if len(figure.between) == 1:
        return ((figure.between[0], None),)
    exporter, importer = figure.between
    match figure.flow:
        case Flow.EXPORT:
            return ((exporter, importer),)
        case Flow.IMPORT:
            return ((importer, exporter),)
        case Flow.TOTAL:
            return (exporter, importer), (importer, exporter)


def _readings(
    session: Session, cursor: str, document: str | None, since: Day | None
) -> Iterator[tuple[int, Extraction]]:
    return Extractions(session).since(place(cursor)[0], document=document, published=since)


def _after(cursor: str, seq: int, items: Iterable[T]) -> Iterator[tuple[str, T]]:
    """A reading's items that stand behind the cursor, each with its own."""
    for number, item in enumerate(items, 1):
        if (seq, number) > place(cursor):
            yield f"{seq}.{number}", item


def _is_since(since: Day | None, stated: str | None) -> bool:
    return since is None or (stated is not None and first_day(stated) >= since)


def _compared(session: Session) -> tuple[tuple[str, Claim], ...]:
    """All claims, held against the registry, with their cursors: those that ship with mrawatch as the reading 0."""
    documents, recognitions, (_, hints) = Documents(session), Registry(session).recognitions(), heard(session)
    stated = list(_after(_BEGINNING, 0, statements()))
    for seq, reading in Extractions(session).since():
        if reading.counts or reading.partner_lists:
            stated += _after(_BEGINNING, seq, claims_of(reading, documents.get(reading.document.id)))
    return tuple((at, compare(claim, recognitions, hints)) for at, claim in stated)
