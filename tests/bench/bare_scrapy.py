"""The peer of the crawl's measurement: Scrapy with its defaults, fetching given pages and doing nothing with them.

Run as `python bare_scrapy.py PROXY`, addresses on standard input; prints pages and seconds as JSON.
"""

import json
import sys
import time
from collections.abc import AsyncIterator, Iterable
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess


class BareSpider(scrapy.Spider):
    name = "bare"
    urls: Iterable[str] = ()
    proxy = ""
    pages = 0

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield scrapy.Request(url, meta={"proxy": self.proxy}, callback=self.count, errback=self.count)

    def count(self, _: Any) -> None:
        type(self).pages += 1


if __name__ == "__main__":
    BareSpider.urls, BareSpider.proxy = sys.stdin.read().split(), sys.argv[1]
    process = AsyncCrawlerProcess({"LOG_ENABLED": False, "HTTPERROR_ALLOW_ALL": True, "RETRY_ENABLED": False})
    process.crawl(BareSpider)
    began = time.perf_counter()
    process.start()
    sys.stdout.write(json.dumps({"pages": BareSpider.pages, "seconds": time.perf_counter() - began}))
