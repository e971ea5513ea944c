"""Where a crawl may go: newsrooms' own hosts on the open internet, and the loopback server for the bundled ones."""

import asyncio
import socket
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.addresses import is_public
from crawler.declarations import BUNDLED_HOST, Source


class OwnHosts:
    """A downloader middleware: refuses what is not on the newsroom's own hosts, and what is inside a network.

    It stands before all others, so that a refused address is not even asked for its robots.txt. A redirect passes
    it again. Names that cannot be resolved here are left to the download, which may have a proxy that can.
    """

    def __init__(self) -> None:
        self._inside: dict[str, bool] = {}

    async def process_request(self, request: Request) -> None:
        """Called by Scrapy for every request, those for robots.txt too, which belong to no newsroom."""
        source: Source | None = request.meta.get("source")
        host = urlsplit(request.url).hostname or ""
        if source is not None and not source.owns(request.url):
            raise IgnoreRequest(f"{host} is none of the newsroom's hosts (items.hosts)")
        if host.endswith(BUNDLED_HOST):
            return  # never resolved
        if host not in self._inside:
            self._inside[host] = await _is_inside(host)
        if self._inside[host]:
            raise IgnoreRequest(f"{host} is no host of the open internet")


async def _is_inside(host: str) -> bool:
    """Whether a host name leads to an address that is not one of the open internet."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return not all(is_public(str(address[0])) for *_, address in found)


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
