"""What a crawl keeps: raw bodies in the archive, documents and the memory of fetches in the store. Blocking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.archive import Archive
from crawler.declarations import Source
from crawler.reading import read_page
from crawler.report import Outcome
from crawler.spiders.indexes import Entry
from store.db import Store
from store.documents import Documents, Fetch
from store.domain import Document
from store.errors import ReadingError, StoreError


@dataclass(frozen=True)
class Received:
    """An answer from a newsroom: its address, status, headers and body."""

    url: str
    status: int
    body: bytes
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class ListedPage:
    """A fetched announcement with what its index said of it."""

    source: Source
    entry: Entry
    fetched: Received


@dataclass(frozen=True)
class Kept:
    """What became of a page: whether it was new, or why it could not be read."""

    outcome: Outcome
    reason: str = ""


class Keeper:
    """Keeps what was fetched, a transaction a page. Used by one thread at a time."""

    def __init__(self, store: Store, archive: Archive) -> None:
        self._store = store
        self._archive = archive

    def recall(self, urls: Sequence[str]) -> dict[str, Fetch]:
        """What is remembered of earlier fetches, address to fetch."""
        with self._store.reading() as session:
            documents = Documents(session)
            return {url: known for url in urls if (known := documents.fetched(url)) is not None}

    def recall_index(self, url: str) -> tuple[Fetch, bytes] | None:
        """The last fetch of an index and its body, with which the newsroom may answer that it is unchanged.

        None where the body is not kept, or is damaged: then the index is asked for as if for the first time.
        """
        known = self.recall([url]).get(url)
        if known is None or known.body_sha256 is None:
            return None
        try:
            return known, self._archive.get(known.body_sha256)
        except StoreError:
            return None

    def keep_index(self, source: Source, fetched: Received) -> None:
        """Keeps an index's body, and what makes the next request for it conditional; of an unchanged one, the time."""
        if fetched.status != 304:
            self._remember(source, fetched, body_sha256=self._archive.put(fetched.body))
        elif known := self.recall([fetched.url]).get(fetched.url):
            with self._store.transaction() as session:
                Documents(session).remember(known.model_copy(update={"fetched_at": datetime.now(UTC)}))

    def keep_page(self, page: ListedPage) -> Kept:
        """Reads a page and keeps its body and document; a page that cannot be read is remembered with the reason."""
        digest = self._archive.put(page.fetched.body)
        try:
            document = self._read(page)
        except ReadingError as error:
            reason = error.message.removeprefix(f"{page.entry.url}: ")
            self._remember(page.source, page.fetched, body_sha256=digest, error=reason)
            return Kept(Outcome.FAILED, reason)
        with self._store.transaction() as session:
            documents = Documents(session)
            is_new = documents.add(document)
            documents.remember(self._fetch(page.source, page.fetched, body_sha256=digest, document_id=document.id))
        return Kept(Outcome.NEW if is_new else Outcome.SAME)

    def keep_failure(self, source: Source, url: str, status: int, reason: str) -> None:
        """Remembers that an address could not be had. What an earlier fetch brought stays remembered."""
        if self.recall([url]).get(url) is None:
            self._remember(source, Received(url=url, status=status, body=b""), error=reason)

    def _read(self, page: ListedPage) -> Document:
        fetched, entry = page.fetched, page.entry
        try:
            return read_page(
                fetched.body,
                url=entry.url,
                content_type=fetched.content_type,
                source=page.source,
                title=entry.title,
                announced=entry.published,
                fetched_at=datetime.now(UTC),
            )
        except ReadingError:
            raise
        except Exception as error:  # one page that a parser chokes on must not end the crawl
            raise ReadingError(f"{entry.url}: cannot be read: {type(error).__name__}: {error}") from error

    def _remember(self, source: Source, fetched: Received, *, body_sha256: str | None = None, error: str = "") -> None:
        with self._store.transaction() as session:
            Documents(session).remember(self._fetch(source, fetched, body_sha256=body_sha256, error=error))

    def _fetch(
        self,
        source: Source,
        fetched: Received,
        *,
        body_sha256: str | None = None,
        document_id: str | None = None,
        error: str = "",
    ) -> Fetch:
        return Fetch(
            url=fetched.url,
            source=source.id,
            status=fetched.status,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            body_sha256=body_sha256,
            document_id=document_id,
            fetched_at=datetime.now(UTC),
            error=error,
        )
