"""Indexes read into entries: RSS and Atom feeds, sitemaps, HTML listings. Pure: bytes in, addresses out."""

import gzip
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
from lxml import etree
from scrapy.utils.sitemap import Sitemap
from w3lib.url import url_query_cleaner

from crawler.declarations import ItemRules, Source
from crawler.decoding import decode
from crawler.guards import MAX_BYTES
from crawler.paragraphs import line_of, parse, select
from store.domain import Frozen, PartialDate
from store.errors import ReadingError

_CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "utm_id")
"""Query parameters that name who sent the reader, not what is read."""

_GZIP = b"\x1f\x8b"


class Entry(Frozen):
    """An announcement as its index names it.

    `published` is the publication date that the index states, `updated` when it says that the page last changed.
    """

    url: str
    title: str = ""
    published: PartialDate | None = None
    updated: datetime | None = None


class Listed(Frozen):
    """What one index page holds: announcements, and further index pages to read."""

    entries: tuple[Entry, ...] = ()
    further: tuple[str, ...] = ()


def read_index(source: Source, body: bytes, *, url: str, content_type: str = "") -> Listed:
    """What an index page lists that can be one of the source's announcements, each address once.

    Raises ReadingError, naming the page and the remedy, where it is no index of the declared kind.
    """
    match source.index:
        case "feed":
            listed = read_feed(body, url=url, content_type=content_type)
        case "sitemap":
            listed = read_sitemap(body, url=url, follow=source.items.follow)
        case "listing":
            text = decode(body, content_type=content_type, encoding=source.page.encoding, url=url)
            listed = read_listing(text, url=url, rules=source.items)
    allowed: dict[str, Entry] = {}
    for entry in listed.entries:
        if source.allows(entry.url):
            allowed.setdefault(entry.url, entry)
    return Listed(entries=tuple(allowed.values()), further=listed.further)


def read_feed(body: bytes, *, url: str, content_type: str = "") -> Listed:
    """The entries of an RSS or Atom feed."""
    feed: Any = feedparser.parse(body, response_headers={"content-type": content_type, "content-location": url})
    if not feed.get("version"):
        raise ReadingError(f"{url}: is no RSS or Atom feed", remedy="correct the source's url or index")
    return Listed(entries=tuple(_feed_entries(feed, url)))


def _feed_entries(feed: Any, base: str) -> Iterator[Entry]:
    is_atom = feed.version.startswith("atom")
    for entry in feed.entries:
        if not (link := entry.get("link")):
            continue
        # feedparser files RSS's dc:date under updated; only Atom's updated speaks of changes
        updated = dict.get(entry, "updated")
        published = dict.get(entry, "published") or (None if is_atom else updated)
        yield Entry(
            url=clean(urljoin(base, link)),
            title=" ".join(entry.get("title", "").split()),
            published=_own_day(published),
            updated=_moment(updated) if is_atom else None,
        )


def read_sitemap(body: bytes, *, url: str, follow: str | None = None) -> Listed:
    """The entries of a sitemap, last changed first, or the part-sitemaps of a sitemap index; gzipped or not."""
    try:
        if body.startswith(_GZIP):
            with gzip.GzipFile(fileobj=io.BytesIO(body)) as unpacked:
                body = unpacked.read(MAX_BYTES + 1)
            if len(body) > MAX_BYTES:
                raise ReadingError(f"{url}: the sitemap is too large", remedy=f"name one below {MAX_BYTES:,} bytes")
        sitemap = Sitemap(body)
        parts = list(sitemap)
    except (OSError, EOFError, StopIteration, etree.XMLSyntaxError) as error:
        raise ReadingError(f"{url}: is no sitemap", remedy="correct the source's url or index") from error
    if sitemap.type not in ("urlset", "sitemapindex"):
        raise ReadingError(f"{url}: is no sitemap", remedy="correct the source's url or index")
    found = [Entry(url=clean(urljoin(url, part["loc"])), updated=_moment(part.get("lastmod"))) for part in parts]
    oldest = datetime.min.replace(tzinfo=UTC)
    found.sort(key=lambda entry: entry.updated or oldest, reverse=True)
    if sitemap.type == "urlset":
        return Listed(entries=tuple(found))
    return Listed(further=tuple(part.url for part in found if follow is None or re.search(follow, part.url)))


def read_listing(html: str, *, url: str, rules: ItemRules) -> Listed:
    """The links of an HTML listing, and the link to its next page."""
    tree = parse(html)
    if tree is None:
        raise ReadingError(f"{url}: the listing is empty", remedy="open it in a browser; it may need a script")
    links = _links(select(tree, rules.link) if rules.link is not None else select(tree, "a[href]"))
    entries = tuple(Entry(url=clean(urljoin(url, link.get("href").strip())), title=line_of([link])) for link in links)
    further = _links(select(tree, rules.next)) if rules.next is not None else ()
    return Listed(entries=entries, further=tuple(urldefrag(urljoin(url, link.get("href")))[0] for link in further)[:1])


def _links(elements: Iterable[Any]) -> list[Any]:
    """The links among the elements and below them."""
    return [link for element in elements for link in element.iter("a") if (link.get("href") or "").strip()]


def clean(url: str) -> str:
    """An address without fragment and without campaign parameters."""
    return str(url_query_cleaner(url, _CAMPAIGN, remove=True)) if urlsplit(url).query else urldefrag(url)[0]


def _moment(words: str | None) -> datetime | None:
    """A point in time that an index states (ISO 8601 or RFC 822). A bare day means its end: it may still change."""
    if not words:
        return None
    words = words.strip()
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        try:
            found = parsedate_to_datetime(words)
        except (ValueError, TypeError):
            return None
    if len(words) == len("2023-02-07"):
        found = datetime.combine(found.date(), time.max)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _own_day(words: str | None) -> str | None:
    """The day as the feed writes it, in the feed's own time zone."""
    moment = _moment(words)
    return None if moment is None else moment.date().isoformat()
