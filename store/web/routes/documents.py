"""Documents: the announcements themselves, with what was read in them and where."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from store.db import LARGEST
from store.documents import Documents
from store.domain import Document, DocumentHead, Extraction, Frozen, Tier
from store.extractions import Extractions
from store.web.access import READ, READERS, Parts
from store.web.freshness import fresh, read
from store.web.paging import Page, page
from store.web.parameters import LimitQuery, Party, SinceQuery, Word
from store.web.problems import documented

router = APIRouter(tags=["documents"], dependencies=READERS, responses=READ)


class ListedDocument(DocumentHead):
    """A document without its text: where it comes from, and when it was fetched (UTC)."""

    source: str | None
    issuer: str | None
    tier: Tier
    fetched_at: datetime | None


class ReadDocument(Frozen):
    """A document and its latest reading, whose spans are offsets, in code points, into the document's text.

    `extraction` is null where it has not been read.
    """

    document: Document
    extraction: Extraction | None


@router.get("/documents")
def list_documents(
    request: Request,
    response: Response,
    web: Parts,
    source: Annotated[Word | None, Query(description="Only of this newsroom.")] = None,
    issuer: Annotated[Party | None, Query(description="Only of this party's own newsrooms.")] = None,
    language: Annotated[Word | None, Query(description="Only in this language.")] = None,
    tier: Annotated[Tier | None, Query(description="Only of sources of this tier.")] = None,
    since: SinceQuery = None,
    cursor: Annotated[
        int | None, Query(ge=1, le=LARGEST, description="The place in the order of arrival before which it begins.")
    ] = None,
    limit: LimitQuery = 50,
) -> Page[ListedDocument]:
    """List documents without their texts, the last arrived first."""
    with web.store.reading() as session:
        fresh(request, response, web, read(session))
        found = Documents(session).search(
            source=source,
            issuer=issuer,
            language=language,
            tier=tier,
            since=since,
            before=cursor,
            limit=limit + 1,
        )
    listed = (
        (seq, ListedDocument(**{name: getattr(document, name) for name in ListedDocument.model_fields}))
        for seq, document in found
    )
    return page(request, listed, limit)


@router.get("/documents/{id}", responses=documented(404))
def show_document(
    request: Request,
    response: Response,
    web: Parts,
    id: Annotated[Word, Path(description="The document's id, as evidence names it.")],
) -> ReadDocument:
    """Show a document whole, with its latest reading: each finding with the words that state it and their place."""
    with web.store.reading() as session:
        document = Documents(session).get(id)
        fresh(request, response, web, read(session))
        return ReadDocument(document=document, extraction=Extractions(session).get(id))
