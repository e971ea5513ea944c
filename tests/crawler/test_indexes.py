"""Indexes read into entries."""

import gzip
from datetime import UTC, datetime

import pytest

from crawler.declarations import ItemRules, Source
from crawler.spiders.indexes import read_feed, read_index, read_listing, read_sitemap
from store.errors import ReadingError

RSS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title>
<item><title>Añejo  acuerdo</title><link>https://a.example/1?utm_source=rss</link>
<pubDate>Tue, 07 Feb 2023 01:30:00 +0800</pubDate></item>
<item><title>two</title><link>/2#top</link><dc:date>2023-02-08T23:30:00-06:00</dc:date></item>
<item><title>without a link</title></item>
<item><title>undated</title><link>https://a.example/3</link><pubDate>soon</pubDate></item>
</channel></rss>""".encode("iso-8859-1")

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>i</id>
<entry><id>1</id><title>one</title><link rel="alternate" href="/actualites/1"/>
<published>2023-02-07T09:00:00+01:00</published><updated>2023-03-01T09:00:00+01:00</updated></entry>
<entry><id>2</id><title>two</title><link href="/actualites/2"/><updated>2023-03-02T09:00:00Z</updated></entry></feed>"""

SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://a.example/old</loc><lastmod>2020-01-01</lastmod></url>
<url><loc>https://a.example/unknown</loc></url>
<url><loc>https://a.example/new</loc><lastmod>2023-02-07T09:00:00+08:00</lastmod></url></urlset>"""


def test_an_rss_feed() -> None:
    entries = read_feed(RSS, url="https://a.example/rss").entries
    assert [entry.url for entry in entries] == ["https://a.example/1", "https://a.example/2", "https://a.example/3"]
    assert entries[0].title == "Añejo acuerdo"
    assert [entry.published for entry in entries] == ["2023-02-07", "2023-02-08", None], "days in the feed's own zone"
    assert [entry.updated for entry in entries] == [None] * 3, "RSS does not say when a page changed"


def test_an_atom_feed() -> None:
    entries = read_feed(ATOM, url="https://a.example/atom").entries
    assert [entry.url for entry in entries] == ["https://a.example/actualites/1", "https://a.example/actualites/2"]
    assert [entry.published for entry in entries] == ["2023-02-07", None], "updated is no publication date"
    assert entries[0].updated == datetime(2023, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzipped"])
def test_a_sitemap_last_changed_first(pack: type) -> None:
    entries = read_sitemap(pack(SITEMAP), url="https://a.example/sitemap.xml").entries
    assert [entry.url.rsplit("/", 1)[1] for entry in entries] == ["new", "old", "unknown"]
    assert entries[1].updated == datetime(2020, 1, 1, 23, 59, 59, 999999, tzinfo=UTC), "a bare day means its end"


def test_a_sitemap_index() -> None:
    body = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://a.example/news.xml.gz</loc></sitemap><sitemap><loc>https://a.example/images.xml</loc></sitemap>
    </sitemapindex>"""
    assert read_sitemap(body, url="https://a.example/s.xml", follow="news").further == (
        "https://a.example/news.xml.gz",
    )
    assert len(read_sitemap(body, url="https://a.example/s.xml").further) == 2


def test_a_listing_with_its_next_page() -> None:
    html = """<ul><li><a href="a.html#x">One <b>two</b></a></li><li>none</li><li><a href=" ../b.html ">B</a></li></ul>
    <p><a href="page2.html">next</a><a href="page3.html">last</a></p>"""
    rules = ItemRules(link="li", next="p a")
    listed = read_listing(html, url="https://a.example/news/index.html", rules=rules)
    assert [(entry.url, entry.title) for entry in listed.entries] == [
        ("https://a.example/news/a.html", "One two"),
        ("https://a.example/b.html", "B"),
    ]
    assert listed.further == ("https://a.example/news/page2.html",)


def test_links_start_from_the_pages_own_base() -> None:
    html = """<head><base target="_top"><base href="/news/"></head><ul><li><a href="ok.html">ok</a></li></ul>
    <p><a href="2.html">next</a></p>"""
    listed = read_listing(html, url="https://a.example/en/index.html", rules=ItemRules(link="li", next="p a"))
    assert [entry.url for entry in listed.entries] == ["https://a.example/news/ok.html"]
    assert listed.further == ("https://a.example/news/2.html",)


@pytest.mark.parametrize("bad", ["http://a.example:99999/x", "http://a.example:abc/x", "http://[x"])
def test_a_link_that_is_no_address_costs_only_itself(bad: str) -> None:
    html = f'<ul><li><a href="{bad}">bad</a></li><li><a href="ok.html">ok</a></li></ul><p><a href="{bad}">next</a></p>'
    listed = read_listing(html, url="https://a.example/", rules=ItemRules(link="li", next="p a"))
    assert ([entry.url for entry in listed.entries], listed.broken) == (["https://a.example/ok.html"], (bad, bad))
    xml = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{bad}</loc></url><url><loc>/1</loc>"
    listed = read_sitemap(f"{xml}</url></urlset>".encode(), url="https://a.example/s.xml")
    assert ([entry.url for entry in listed.entries], listed.broken) == (["https://a.example/1"], (bad,))


def test_a_feed_with_half_a_character_is_read() -> None:
    feed = b"<rss version='2.0'><channel><title>t</title><item><title>a&#xD800;b&#233;&#9999999;</title>" + (
        b"<link>https://a.example/1&#55296;</link></item><item><link>https://a.example:99999/2</link></item>"
        b"</channel></rss>"
    )
    listed = read_feed(feed, url="https://a.example/rss")
    assert [(entry.url, entry.title) for entry in listed.entries] == [("https://a.example/1�", "a�bé�")]
    assert listed.broken == ("https://a.example:99999/2",)


def test_an_index_gives_allowed_addresses_once_in_order() -> None:
    source = Source.model_validate(
        {
            "id": "a",
            "name": "a",
            "url": "https://a.example.org/",
            "index": "listing",
            "language": "en",
            "tier": "press",
            "status": "unverified",
            "items": {"allow": r"/news/\d"},
        }
    )
    html = b'<a href="http://[x">menu</a><a href="//a.example.org:x/news/3">3</a>'
    html += b'<a href="https://evil.example.org/news/4">4</a><a href="http://169.254.169.254/news/5">5</a>'
    html += b'<a href="/news/2">2</a><a href="/about">x</a><a href="/news/1">1</a><a href="/news/2#c">2 again</a>'
    listed = read_index(source, html, url=source.address)
    assert [entry.url for entry in listed.entries] == ["https://a.example.org/news/2", "https://a.example.org/news/1"]
    assert listed.entries[0].title == "2"
    assert listed.broken == ("//a.example.org:x/news/3",), "only what looks like an announcement"


@pytest.mark.parametrize("body", [b"", b"<html><body>Access denied</body></html>", b"\x1f\x8b broken"])
def test_what_is_no_index_is_named(body: bytes) -> None:
    with pytest.raises(ReadingError, match=r"https://a\.example/x: is no sitemap"):
        read_sitemap(body, url="https://a.example/x")
    with pytest.raises(ReadingError, match=r"https://a\.example/x: is no RSS or Atom feed"):
        read_feed(body, url="https://a.example/x")
