"""The documents that were read, and what is remembered of fetching them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from store.db import in_chunks
from store.domain import Document, Frozen, Tier, sha256
from store.errors import NotFoundError, StoreError
from store.rows import document_of, document_row, utc, valid
from store.tables import DocumentRow, ExtractionRow, FetchRow


def document_id(url: str, text: str) -> str:
    """The id of a crawled document: the same text at the same address is the same document, a correction another."""
    return "doc-" + sha256(f"{url}\n{sha256(text)}")[:16]


class Fetch(Frozen):
    """What the last fetch of an address found. `etag` and `last_modified` make the next one conditional.

    `status` is the HTTP status, 0 where no answer came; `error` says in words what went wrong, empty if nothing did.
    """

    url: str
    source: str
    status: int
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    document_id: str | None = None
    fetched_at: datetime
    error: str = ""


class Documents:
    """Documents and fetches, in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, document: Document) -> bool:
        """Keep a document; False, and nothing written, if its id is there already."""
        if self._row(document.id) is not None:
            return False
        self._session.add(document_row(document))
        self._session.flush()
        return True

    def get(self, id: str) -> Document:
        """The document of an id; NotFoundError if there is none."""
        return document_of(self._found(id))

    def search(
        self,
        *,
        source: str | None = None,
        issuer: str | None = None,
        language: str | None = None,
        tier: Tier | None = None,
        since: date | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> tuple[tuple[int, Document], ...]:
        """Documents with their places in the order of arrival, the last arrived first, from below the place `before`.

        `since` is the earliest day of publication; a document that is dated by its month or year alone counts as of
        the first day of that.
        """
        found = select(DocumentRow).order_by(col(DocumentRow.seq).desc()).limit(limit)
        for column, wanted in ((DocumentRow.source, source), (DocumentRow.issuer, issuer), (DocumentRow.tier, tier)):
            if wanted is not None:
                found = found.where(col(column) == str(wanted))
        if language is not None:
            found = found.where(DocumentRow.language == language)
        if since is not None:
            found = found.where(col(DocumentRow.published) >= coarsest(since))
        if before is not None:
            found = found.where(col(DocumentRow.seq) < before)
        return tuple((row.seq or 0, document_of(row)) for row in self._session.exec(found))

    def last_checked(self, issuers: Iterable[str]) -> datetime | None:
        """When these parties' own newsrooms were last looked at without an error, unchanged or not; None if never.

        A newsroom is a party's own where a document of it has that issuer.
        """
        own = select(DocumentRow.source).where(col(DocumentRow.issuer).in_(tuple(issuers))).distinct()
        fetched = select(func.max(FetchRow.fetched_at)).where(col(FetchRow.source).in_(own), FetchRow.error == "")
        moment = self._session.exec(fetched).one()
        return None if moment is None else utc(moment)

    def last(self) -> int:
        """The place of the last document to arrive, 0 if there is none."""
        return self._session.exec(select(func.max(DocumentRow.seq))).one() or 0

    def versions(self, id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the documents that came from the same address before this one, and of those that came after."""
        mine = select(DocumentRow.url, DocumentRow.seq).where(DocumentRow.id == id)
        url, place = self._session.exec(mine).one_or_none() or (None, None)
        if url is None:
            return (), ()
        same = select(DocumentRow.seq, DocumentRow.id).where(DocumentRow.url == url).order_by(col(DocumentRow.seq))
        arrived = [(seq or 0, other) for seq, other in self._session.exec(same)]
        earlier, later = ([i for s, i in arrived if s < (place or 0)], [i for s, i in arrived if s > (place or 0)])
        return tuple(earlier), tuple(later)

    def withdraw(self, id: str, at: datetime) -> None:
        """Mark a document as withdrawn, for good; NotFoundError if there is none. The first time is kept."""
        row = self._found(id)
        if row.withdrawn_at is None:
            row.withdrawn_at = utc(at)
            self._session.flush()

    def is_withdrawn(self, id: str) -> bool:
        """Whether an analyst has withdrawn a document: it says nothing any more, however it is read."""
        marked = select(DocumentRow.seq).where(DocumentRow.id == id, col(DocumentRow.withdrawn_at).is_not(None))
        return self._session.exec(marked).first() is not None

    def count(self) -> int:
        """How many documents there are."""
        return self._session.exec(select(func.count()).select_from(DocumentRow)).one()

    def unread(
        self, extractor_key: str, trouble: Callable[[str, StoreError], None] | None = None
    ) -> Iterator[Document]:
        """The documents that this extractor has not read, in the order of their arrival, a few in memory at a time.

        One whose row is damaged raises StoreError; where `trouble` is given, it is told instead, and the others follow.
        """
        waiting = select(DocumentRow).where(_is_unread(extractor_key))
        for row in in_chunks(self._session, DocumentRow, waiting):
            try:
                document = document_of(row)
            except StoreError as error:
                if trouble is None:
                    raise
                trouble(row.id, error)
            else:
                yield document

    def count_unread(self, extractor_key: str) -> int:
        """How many documents this extractor has not read."""
        waiting = select(func.count()).select_from(DocumentRow).where(_is_unread(extractor_key))
        return self._session.exec(waiting).one()

    def declare_issuers(self, parties: Mapping[str, str]) -> int:
        """Name the issuer of documents that were kept before issuers were, by their newsroom's id; how many there are.

        `parties` are the parties whose own newsrooms these are, by the newsroom's id.
        """
        nobody = select(DocumentRow).where(col(DocumentRow.issuer).is_(None), col(DocumentRow.source).in_(parties))
        count = 0
        for row in in_chunks(self._session, DocumentRow, nobody):
            row.issuer = parties[row.source or ""]
            count += 1
        self._session.flush()
        return count

    def fetched(self, url: str) -> Fetch | None:
        """The last fetch of an address, None if it was never fetched."""
        row = self._session.get(FetchRow, url)
        return None if row is None else valid(Fetch, row.model_dump(exclude={"row_sha256"}), f"fetch of {url}")

    def remember(self, fetch: Fetch) -> None:
        """Keep a fetch in the place of the last one of its address."""
        self._session.merge(FetchRow(**fetch.model_dump(exclude={"fetched_at"}), fetched_at=utc(fetch.fetched_at)))
        self._session.flush()

    def _found(self, id: str) -> DocumentRow:
        row = self._row(id)
        if row is None:
            raise NotFoundError(f"there is no document {id!r}", remedy="take the id from an extraction or a change")
        return row

    def _row(self, id: str) -> DocumentRow | None:
        return self._session.exec(select(DocumentRow).where(DocumentRow.id == id)).one_or_none()


def _is_unread(extractor_key: str) -> ColumnElement[bool]:
    read = select(ExtractionRow.seq).where(
        ExtractionRow.document_id == DocumentRow.id, ExtractionRow.extractor_key == extractor_key
    )
    return ~read.exists()


def coarsest(day: date) -> str:
    """The coarsest partial date whose first day is this one: it is no later, as text, than any that begins then."""
    return day.isoformat()[: 4 if (day.month, day.day) == (1, 1) else 7 if day.day == 1 else 10]
