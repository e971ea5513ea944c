"""The way to the bundled newsrooms: their reserved host names lead to the loopback server, and nowhere else."""

from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.declarations import BUNDLED_HOST


class Bundled:
    """A downloader middleware: sends requests for `<site>.example` to the server of the bundled newsrooms.

    A host with a rhythm of its own (DOWNLOAD_SLOTS) keeps it; autothrottle sets the pace of the others.
    """

    def __init__(self, proxy: str | None, slots: dict[str, Any]) -> None:
        self._proxy = proxy
        self._slots = slots

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy for one crawl."""
        return cls(crawler.settings.get("BUNDLED_PROXY"), crawler.settings.getdict("DOWNLOAD_SLOTS"))

    def process_request(self, request: Request) -> None:
        """Called by Scrapy for every request, those for robots.txt too."""
        host = urlsplit(request.url).hostname or ""
        if host.endswith(BUNDLED_HOST):
            if self._proxy is None:
                raise IgnoreRequest("the bundled newsrooms are not being served")
            request.meta["proxy"] = self._proxy
        if host in self._slots:
            request.meta["autothrottle_dont_adjust_delay"] = True
