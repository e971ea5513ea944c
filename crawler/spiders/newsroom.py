"""The one spider: reads every declared newsroom's index and asks for what is new or may have changed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, ParamSpec, TypeVar

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.declarations import Source
from crawler.keeping import Keeper, ListedPage, Received
from crawler.report import IndexStatus, Outcome, SourceReport, Tally
from crawler.spiders.failures import reason_of, status_of
from crawler.spiders.indexes import Entry, Listed, read_index
from store.documents import Fetch
from store.errors import ReadingError, StoreError

P = ParamSpec("P")
T = TypeVar("T")

Progress = Callable[[SourceReport], None]
"""Told of a newsroom's counts whenever they change."""


class NewsroomSpider(Spider):
    """Crawls newsrooms as they are declared.

    An index is always asked for, conditionally where it was read before, and its items are followed even if it is
    unchanged: a crawl that was cut short is completed by the next one. An announcement that is known is held where
    its index says that it did not change, and otherwise asked for conditionally.
    """

    name = "newsroom"

    def __init__(self, *, sources: Sequence[Source], keeper: Keeper, progress: Progress, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.keeper = keeper
        self.tallies = {source.id: Tally(source) for source in sources}
        self.error: Exception | None = None
        self._ending: asyncio.Future[None] | None = None
        self._progress = progress
        self._seen: dict[str, set[str]] = {source.id: set() for source in sources}
        self._index_pages: dict[str, set[str]] = {source.id: set() for source in sources}
        self._waiting: dict[str, int] = dict.fromkeys(self.tallies, 0)
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keeper")

    async def beside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Does blocking work on the keeper's thread, one piece after the other, while the event loop goes on."""
        return await asyncio.wrap_future(self._beside.submit(work, *args, **kwargs))

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end."""
        self.logger.debug("closed: %s", reason)
        self._beside.shutdown()

    # --- indexes ---------------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """The first request of every newsroom."""
        for tally in self.tallies.values():
            with self.guarding(partial(self._index_failed, tally.source, tally.source.address)):
                yield await self._ask_index(tally.source, tally.source.address)

    async def parse_index(self, response: Response, source: Source, known: bytes | None) -> AsyncIterator[Request]:
        """Called by Scrapy with an index page: gives the requests for what it lists. `known` is its last body."""
        tally = self.tallies[source.id]
        self._waiting[source.id] -= 1
        fetched = _fetched(response, url=response.meta["asked"])
        with self.guarding(partial(self._index_failed, source, fetched.url)):
            body = known if response.status == 304 and known is not None else response.body
            try:
                listed = read_index(source, body, url=response.url, content_type=fetched.content_type)
            except ReadingError as error:
                self._index_failed(source, fetched.url, error.message.removeprefix(f"{response.url}: "))
                return
            except Exception as error:  # an index that a parser chokes on costs its newsroom, not the crawl
                self._index_failed(source, fetched.url, f"cannot be read: {type(error).__name__}: {error}")
                return
            await self.beside(self.keeper.keep_index, source, fetched)
            tally.touch()
            async for request in self._follow(source, listed):
                yield request
            self._settle(source)

    async def _follow(self, source: Source, listed: Listed) -> AsyncIterator[Request]:
        seen = self._seen[source.id]
        fresh = [entry for entry in listed.entries if entry.url not in seen][: source.items.limit - len(seen)]
        seen.update(entry.url for entry in fresh)
        broken = [link for link in listed.broken if link not in seen][: source.items.limit - len(seen)]
        seen.update(broken)
        self.tallies[source.id].seen += len(fresh) + len(broken)
        for link in broken:
            self.fail(source, link, "is no address")
        remembered = await self.beside(self.keeper.recall, [entry.url for entry in fresh])
        for entry in fresh:
            known = remembered.get(entry.url)
            if known is not None and _is_held(known, entry):
                self.count(source, Outcome.HELD)
            else:
                yield self._ask_page(source, entry, known)
        for url in listed.further:
            if self._is_wanted(source, url):
                yield await self._ask_index(source, url)

    def _is_wanted(self, source: Source, url: str) -> bool:
        """Whether a further index page is read: not yet asked for, and within the source's limits."""
        asked = self._index_pages[source.id]
        parts = len(asked) - (1 if source.index == "sitemap" else 0)
        is_room = parts < source.items.max_pages and len(self._seen[source.id]) < source.items.limit
        return is_room and url not in asked

    async def _ask_index(self, source: Source, url: str) -> Request:
        self._index_pages[source.id].add(url)
        self._waiting[source.id] += 1
        fetch, body = await self.beside(self.keeper.recall_index, url) or (None, None)
        self.tallies[source.id].touch()
        return Request(
            url,
            callback=self.parse_index,
            errback=self.index_failed,
            headers=_conditions(fetch),
            meta={"handle_httpstatus_list": [304], "asked": url, "source": source},
            cb_kwargs={"source": source, "known": body},
            dont_filter=True,
            priority=10,
        )

    def index_failed(self, failure: Failure) -> None:
        """Called by Scrapy where an index could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        source: Source = request.cb_kwargs["source"]
        self._waiting[source.id] -= 1
        self._index_failed(source, request.meta["asked"], reason_of(failure))

    def _index_failed(self, source: Source, url: str, reason: str) -> None:
        """The first index page that fails is the newsroom's failure; a later one is a page that failed."""
        tally = self.tallies[source.id]
        if url == source.address:
            tally.trouble(IndexStatus.FAILED, reason)
        else:
            tally.fail(url, reason)
        self._settle(source)

    def _settle(self, source: Source) -> None:
        """Once no index page is awaited, says whether the newsroom was read or silent."""
        tally = self.tallies[source.id]
        if tally.index is not IndexStatus.FAILED and not self._waiting[source.id]:
            if tally.seen:
                tally.index = IndexStatus.READ
            else:
                tally.trouble(IndexStatus.SILENT, "its index lists no announcements")
        self._progress(tally.report())

    # --- announcements ---------------------------------------------------------------------------------------------

    def _ask_page(self, source: Source, entry: Entry, known: Fetch | None) -> Request:
        return Request(
            entry.url,
            callback=self.parse_page,
            errback=self.page_failed,
            headers=_conditions(known),
            meta={"handle_httpstatus_list": [304], "source": source},
            cb_kwargs={"source": source, "entry": entry, "known": known},
            dont_filter=True,
        )

    def parse_page(self, response: Response, source: Source, entry: Entry, known: Fetch | None) -> Iterator[ListedPage]:
        """Called by Scrapy with an announcement: gives it to the pipeline unless it is unchanged."""
        if response.status == 304:
            if known is not None and known.error:
                self.fail(source, entry.url, known.error)
            else:
                self.count(source, Outcome.NOT_MODIFIED)
            return
        yield ListedPage(source=source, entry=entry, fetched=_fetched(response, url=entry.url))

    async def page_failed(self, failure: Failure) -> None:
        """Called by Scrapy where an announcement could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        source: Source = request.cb_kwargs["source"]
        url = request.cb_kwargs["entry"].url
        reason = reason_of(failure)
        with self.guarding(partial(self.fail, source, url)):
            await self.beside(self.keeper.keep_failure, source, url, status_of(failure), reason)
            self.fail(source, url, reason)

    # --- counting --------------------------------------------------------------------------------------------------

    def count(self, source: Source, outcome: Outcome) -> None:
        """Counts a page and tells of it."""
        self.tallies[source.id].count(outcome)
        self._progress(self.tallies[source.id].report())

    def fail(self, source: Source, url: str, reason: str) -> None:
        """Lists a page that failed and tells of it."""
        self.tallies[source.id].fail(url, reason)
        self._progress(self.tallies[source.id].report())

    @contextmanager
    def guarding(self, failed: Callable[[str], None]) -> Iterator[None]:
        """Ends the crawl, and keeps the error for its end, where the store or the archive cannot be used.

        Any other error costs what is being worked on and nothing else: `failed` is called with the reason.
        """
        try:
            yield
        except (StoreError, OSError) as error:
            if self.error is None:
                self.error = error
                self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="error"))
        except Exception as error:
            self.logger.exception("given up")
            failed(f"cannot be used: {type(error).__name__}: {error}")


def _is_held(known: Fetch, entry: Entry) -> bool:
    """Whether the index says that a page did not change since it was read."""
    return (
        known.document_id is not None
        and not known.error
        and entry.updated is not None
        and entry.updated < known.fetched_at
    )


def _conditions(known: Fetch | None) -> dict[str, str]:
    """The headers that let a server answer that nothing changed."""
    if known is None:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _fetched(response: Response, *, url: str) -> Received:
    def header(name: str) -> str | None:
        value = response.headers.get(name)
        return value.decode("latin-1") if value else None

    return Received(
        url=url,
        status=response.status,
        body=response.body,
        content_type=header("Content-Type") or "",
        etag=header("ETag"),
        last_modified=header("Last-Modified"),
    )
