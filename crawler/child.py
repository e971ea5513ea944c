"""The crawl's child process: the event loop, the spider, and the pipe on which it reports."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from crawler.archive import Archive
from crawler.declarations import Source
from crawler.keeping import Keeper
from crawler.report import IndexStatus, SourceReport
from crawler.settings import scrapy_settings
from crawler.spiders.newsroom import NewsroomSpider
from store.db import Store
from store.errors import MrawatchError
from store.settings import Settings


def run(sources: Sequence[Source], settings: Settings, proxy: str | None, connection: Connection) -> None:
    """Crawls, sending SourceReports as they change; at the end whether it was interrupted, or the error that ended it.

    Called in a process of its own. An interrupt from the keyboard is the parent's business, which then terminates
    this process; that ends the crawl after the requests under way. So does the parent's own end, however it came.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = Parent(connection)
    try:
        parent.tell(_crawl(sources, settings, proxy, parent))
    except MrawatchError as error:
        parent.tell(error)
    except Exception as error:
        parent.tell(MrawatchError(f"the crawl failed: {type(error).__name__}: {error}", remedy="see crawl.log"))
    finally:
        connection.close()


class Parent:
    """The process that started the crawl, at the other end of a pipe. `gone` is called once, where nobody listens."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_there = True
        self.gone: Callable[[], None] = _nothing

    def tell(self, message: SourceReport | bool | Exception) -> None:
        """Sends a message; nothing happens where nobody is there to hear it."""
        if not self._is_there:
            return
        try:
            self._connection.send(message)
        except (BrokenPipeError, ConnectionResetError):
            self._is_there = False
            self.gone()


def _crawl(sources: Sequence[Source], settings: Settings, proxy: str | None, parent: Parent) -> bool:
    options = scrapy_settings(
        sources, contact=settings.contact, proxy=proxy, log=settings.home.absolute() / "crawl.log"
    )
    settings.home.mkdir(parents=True, exist_ok=True)
    ended: dict[str, Any] = {}
    with Store.open(settings.database, upgrade=False) as store:
        process = AsyncCrawlerProcess(options)
        crawler = process.create_crawler(NewsroomSpider)
        process.crawl(crawler, sources=sources, keeper=Keeper(store, Archive(settings.archive)), progress=parent.tell)
        parent.gone = _stop_on_terminate(process, ended)
        process.start(install_signal_handlers=False)
        parent.gone = _nothing
    spider = crawler.spider
    if not isinstance(spider, NewsroomSpider):
        raise MrawatchError("the crawl could not start", remedy="see crawl.log")
    if spider.error is not None:
        raise spider.error
    for tally in spider.tallies.values():
        parent.tell(_closed(tally.report()))
    return bool(ended)


def _stop_on_terminate(process: AsyncCrawlerProcess, ended: dict[str, Any]) -> Callable[[], None]:
    """Lets SIGTERM end the crawl after the requests under way; what does so from within the event loop."""
    loop = asyncio.get_event_loop()

    def stop() -> None:
        ended["by"] = "signal"
        ended["task"] = loop.create_task(process.stop())

    loop.add_signal_handler(signal.SIGTERM, stop)
    return stop


def _nothing() -> None:
    """What is left to do where nobody listens once the crawl is over."""


def _closed(report: SourceReport) -> SourceReport:
    """A newsroom whose index was never answered counts as not read."""
    if report.index is not IndexStatus.WAITING or not report.seconds:
        return report
    return report.model_copy(update={"index": IndexStatus.FAILED, "reason": "the crawl ended before it was read"})
