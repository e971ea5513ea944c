"""Scrapy's way to the store: every page is read and kept on one thread beside the event loop."""

from functools import partial
from typing import Self

from scrapy.crawler import Crawler

from crawler.keeping import ListedPage
from crawler.report import Outcome
from crawler.spiders.newsroom import NewsroomSpider


class KeepPages:
    """An item pipeline: hands pages to the keeper and counts what became of them.

    A store that cannot be written ends the crawl; a page that cannot be read does not.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy for one crawl."""
        return cls(crawler)

    async def process_item(self, item: ListedPage) -> ListedPage:
        """Called by Scrapy for every page that the spider gives."""
        spider = self._crawler.spider
        assert isinstance(spider, NewsroomSpider)
        with spider.guarding(partial(spider.fail, item.source, item.entry.url)):
            kept = await spider.beside(spider.keeper.keep_page, item)
            if kept.outcome is Outcome.FAILED:
                spider.fail(item.source, item.entry.url, kept.reason)
            else:
                spider.count(item.source, kept.outcome)
        return item
