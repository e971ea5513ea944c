"""Indexes read into entries: RSS and Atom feeds, sitemaps, HTML listings. Pure: bytes in, addresses out."""

import gzip
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser
from lxml import etree
from scrapy.utils.sitemap import Sitemap

from crawler.addresses import resolve
from crawler.declarations import ItemRules, Source
from crawler.decoding import decode
from crawler.guards import MAX_BYTES
from crawler.moments import stated_moment
from crawler.paragraphs import line_of, parse, select
from store.domain import Frozen, PartialDate
from store.errors import ReadingError

_GZIP = b"\x1f\x8b"

_CHARACTER = re.compile(rb"&#(x[0-9a-f]{1,8}|[0-9]{1,8});", re.IGNORECASE)

Said = tuple[str, dict[str, Any]]
"""A link as it is written, and what its index says of the page."""


class Entry(Frozen):
    """An announcement as its index names it.

    `published` is the publication date that the index states, `updated` when it says that the page last changed.
    """

    url: str
    title: str = ""
    published: PartialDate | None = None
    updated: datetime | None = None


class Listed(Frozen):
    """What one index page holds: announcements, further index pages to read, and links that are no addresses."""

    entries: tuple[Entry, ...] = ()
    further: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


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
    broken = tuple(dict.fromkeys(link for link in listed.broken if source.items.fits(link)))
    return Listed(entries=tuple(allowed.values()), further=listed.further, broken=broken)


def read_feed(body: bytes, *, url: str, content_type: str = "") -> Listed:
    """The entries of an RSS or Atom feed."""
    feed: Any = feedparser.parse(
        _CHARACTER.sub(_readable, body), response_headers={"content-type": content_type, "content-location": url}
    )
    if not feed.get("version"):
        raise ReadingError(f"{url}: is no RSS or Atom feed", remedy="correct the source's url or index")
    return _listed(url, _feed_links(feed))


def _readable(reference: re.Match[bytes]) -> bytes:
    """A character reference, or that of the replacement character where feedparser would fail: it stands for none."""
    number = reference[1].decode().lower()
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return b"&#xFFFD;" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else reference[0]


def _feed_links(feed: Any) -> Iterator[Said]:
    is_atom = feed.version.startswith("atom")
    for entry in feed.entries:
        if not (link := entry.get("link")):
            continue
        # feedparser files RSS's dc:date under updated; only Atom's updated speaks of changes
        updated = dict.get(entry, "updated")
        published = dict.get(entry, "published") or (None if is_atom else updated)
        yield (
            link,
            {
                "title": _whole(" ".join(entry.get("title", "").split())),
                "published": _own_day(published),
                "updated": stated_moment(updated) if is_atom else None,
            },
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
    found = _listed(url, ((part["loc"], {"updated": stated_moment(part.get("lastmod"))}) for part in parts))
    oldest = datetime.min.replace(tzinfo=UTC)
    entries = tuple(sorted(found.entries, key=lambda entry: entry.updated or oldest, reverse=True))
    if sitemap.type == "urlset":
        return Listed(entries=entries, broken=found.broken)
    further = (part.url for part in entries if follow is None or re.search(follow, part.url))
    return Listed(further=tuple(further), broken=found.broken)


def read_listing(html: str, *, url: str, rules: ItemRules) -> Listed:
    """The links of an HTML listing, and the link to its next page."""
    tree = parse(html)
    if tree is None:
        raise ReadingError(f"{url}: the listing is empty", remedy="open it in a browser; it may need a script")
    bases = [found for element in select(tree, "base[href]") if (found := resolve(url, element.get("href")))]
    base = bases[0] if bases else url
    links = _links(select(tree, rules.link) if rules.link is not None else select(tree, "a[href]"))
    listed = _listed(base, ((link.get("href"), {"title": line_of([link])}) for link in links))
    following = _links(select(tree, rules.next))[:1] if rules.next is not None else []
    further = _listed(base, ((link.get("href"), {}) for link in following))
    return Listed(
        entries=listed.entries,
        further=tuple(entry.url for entry in further.entries),
        broken=listed.broken + further.broken,
    )


def _links(elements: Iterable[Any]) -> list[Any]:
    """The links among the elements and below them."""
    return [link for element in elements for link in element.iter("a") if (link.get("href") or "").strip()]


def _listed(base: str, links: Iterable[Said]) -> Listed:
    """Links made into entries, and those that are no addresses as they are written."""
    entries, broken = [], []
    for link, said in links:
        if (url := resolve(base, link)) is None:
            broken.append(_whole(link))
        else:
            entries.append(Entry(url=url, **said))
    return Listed(entries=tuple(entries), broken=tuple(broken))


def _whole(text: str) -> str:
    """A text in which halves of surrogate pairs, which no encoding can write, are written out."""
    return text.encode("utf-8", "backslashreplace").decode()


def _own_day(words: str | None) -> str | None:
    """The day as the feed writes it, in the feed's own time zone."""
    moment = stated_moment(words)
    return None if moment is None else moment.date().isoformat()
