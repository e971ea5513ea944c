"""The crawl's child process: the event loop, the spider, and the pipe on which it reports."""

import asyncio
import signal
from collections.abc import Sequence
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
    this process; that ends the crawl after the requests under way.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        connection.send(_crawl(sources, settings, proxy, connection))
    except MrawatchError as error:
        connection.send(error)
    except Exception as error:
        connection.send(MrawatchError(f"the crawl failed: {type(error).__name__}: {error}", remedy="see crawl.log"))
    finally:
        connection.close()


def _crawl(sources: Sequence[Source], settings: Settings, proxy: str | None, connection: Connection) -> bool:
    options = scrapy_settings(
        sources, contact=settings.contact, proxy=proxy, log=settings.home.absolute() / "crawl.log"
    )
    settings.home.mkdir(parents=True, exist_ok=True)
    ended: dict[str, Any] = {}
    with Store.open(settings.database, upgrade=False) as store:
        process = AsyncCrawlerProcess(options)
        crawler = process.create_crawler(NewsroomSpider)
        process.crawl(
            crawler, sources=sources, keeper=Keeper(store, Archive(settings.archive)), progress=connection.send
        )
        _stop_on_terminate(process, ended)
        process.start(install_signal_handlers=False)
    spider = crawler.spider
    if not isinstance(spider, NewsroomSpider):
        raise MrawatchError("the crawl could not start", remedy="see crawl.log")
    if spider.error is not None:
        raise spider.error
    for tally in spider.tallies.values():
        connection.send(_closed(tally.report()))
    return bool(ended)


def _stop_on_terminate(process: AsyncCrawlerProcess, ended: dict[str, Any]) -> None:
    loop = asyncio.get_event_loop()

    def stop() -> None:
        ended["by"] = "signal"
        ended["task"] = loop.create_task(process.stop())

    loop.add_signal_handler(signal.SIGTERM, stop)


def _closed(report: SourceReport) -> SourceReport:
    """A newsroom whose index was never answered counts as not read."""
    if report.index is not IndexStatus.WAITING or not report.seconds:
        return report
    return report.model_copy(update={"index": IndexStatus.FAILED, "reason": "the crawl ended before it was read"})
