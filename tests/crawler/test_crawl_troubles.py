"""Newsrooms in trouble: one that fails is named and the others go on; a bad page is counted, a bad store ends it."""

import asyncio
import gzip
import os
import signal
import socket
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadConnectionRefusedError, IgnoreRequest
from twisted.python.failure import Failure

from crawler.crawl import crawl
from crawler.declarations import Source
from crawler.middlewares import OwnHosts
from crawler.newsrooms.render import Page
from crawler.report import CrawlReport, IndexStatus, SourceReport
from crawler.spiders.failures import reason_of
from crawler.spiders.newsroom import NewsroomSpider
from store.db import Store
from store.documents import Documents
from store.domain import Document
from store.errors import ConfigurationError, SourceError, StoreError
from store.settings import Settings

STORY = (
    "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p>"
    "<p>Companies that hold the certificate are inspected less often on both sides.</p></body></html>"
)
"""A plain page with a title and two paragraphs."""


def story(title: str, text: str = "The two customs administrations signed an arrangement on 7 February 2023.") -> Page:
    """A page that can be read."""
    return Page(body=STORY.format(title=title, text=text).encode(), content_type="text/html; charset=utf-8")


def listing(*paths: str, following: str | None = None) -> Page:
    """A page that lists others."""
    links = "".join(f'<li><a href="{path}">{path}</a></li>' for path in paths)
    more = f'<a class="next" href="{following}">more</a>' if following else ""
    return Page(body=f"<html><body><ul>{links}</ul>{more}</body></html>".encode())


def source(id: str, **changes: object) -> Source:
    """A bundled newsroom `http://<id>.example/index.html` that lists everything in `li`."""
    declared: dict[str, object] = {
        "id": id,
        "name": id,
        "url": f"bundled:/{id}/index.html",
        "index": "listing",
        "language": "en",
        "tier": "press",
        "status": "bundled",
        "items": {"link": "li a", "next": "a.next", "max_pages": 5},
    }
    return Source.model_validate(declared | changes)


RULES = Page(body=b"User-agent: mrawatch\nDisallow: /secret\n\nUser-agent: *\nDisallow: /\n", content_type="text/plain")
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>t</title>%s</channel></rss>"

HOSTS: dict[str, dict[str, Page]] = {
    "pages.example": {
        "/robots.txt": RULES,
        "/index.html": listing(
            *("/good", "/secret", "/pdf", "/cut", "/gone", "/broken", "/huge", "/loop", "/moved", "/odd"),
            *("http://pages.example:99999/x", "http://[x", "/away", "/inside", "/nowhere"),
        ),
        "/good": story("Good"),
        "/secret": story("Secret"),
        "/pdf": Page(body=b"%PDF-1.7 what follows is no text", content_type="application/pdf"),
        "/cut": story("Cut").model_copy(update={"cut": True}),
        "/broken": Page(body=b"oops", status=500),
        "/huge": Page(body=b" " * 20_000_001),
        "/loop": Page(body=b"", status=302, location="http://pages.example/loop"),
        "/moved": Page(body=b"", status=301, location="http://pages.example/good-too"),
        "/away": Page(body=b"", status=302, location="http://paged.example/1"),
        "/inside": Page(body=b"", status=302, location="http://169.254.169.254/latest"),
        "/nowhere": Page(body=b"", status=302, location="http://pages.example:99999/x"),
        "/good-too": story("Good too"),
        "/odd": Page(body=b"<html><body><!-- \xff\xfe --></body></html>"),
    },
    "shut.example": {
        "/robots.txt": Page(body=b"User-agent: *\nDisallow: /\n"),
        "/index.html": listing("/a"),
        "/a": story("A"),
    },
    "silent.example": {"/index.html": listing()},
    "nofeed.example": {"/index.html": Page(body=b"<html><body>Please enable JavaScript</body></html>")},
    "emptyfeed.example": {"/index.html": Page(body=FEED % b"", content_type="application/rss+xml")},
    "gone.example": {"/other.html": listing()},
    "paged.example": {
        "/index.html": listing("/1", "/2", following="/p2.html"),
        "/p2.html": listing("/2", "/3", following="/p3.html"),
        "/p3.html": listing("/4", following="/index.html"),
        **{f"/{n}": story(f"Story {n}") for n in range(1, 5)},
    },
    "limited.example": {
        "/index.html": listing("/1", "/2", "/3"),
        **{f"/{n}": story(f"Story {n}") for n in range(1, 4)},
    },
}


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("home"), contact="crawl@example.org")


@pytest.fixture(scope="module")
def report(settings: Settings) -> CrawlReport:
    sources = [
        source("pages"),
        source("shut"),
        source("silent"),
        source("nofeed", index="feed"),
        source("emptyfeed", index="feed"),
        source("gone"),
        source("paged"),
        source("limited", items={"link": "li a", "limit": 2}),
        source("inside", url=f"http://127.0.0.1:{closed_port()}/index.html", status="unverified", delay=1),
    ]
    return crawl(sources, settings, hosts=HOSTS)


def of(report: CrawlReport, name: str) -> SourceReport:
    return next(found for found in report.sources if found.source == name)


@pytest.fixture(scope="module")
def documents(report: CrawlReport, settings: Settings) -> list[Document]:
    with Store.open(settings.database) as store, store.transaction() as session:
        return [document for _, document in Documents(session).search(limit=1000)]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/secret", "robots.txt forbids it"),
        ("/pdf", "application/pdf is no web page"),
        ("/cut", "cut short"),
        ("/gone", "404 Not Found"),
        ("/broken", "500 Internal Server Error"),
        ("/huge", "larger than 20,000,000 bytes"),
        ("/loop", "max redirections"),
        ("/odd", "no text on the page"),
        ("/away", "paged.example is none of the newsroom's hosts"),
        ("/inside", "169.254.169.254 is none of the newsroom's hosts"),
        ("/nowhere", "Port out of range"),
        (":99999/x", "is no address"),
    ],
)
def test_a_bad_page_is_listed_with_its_reason(report: CrawlReport, path: str, reason: str) -> None:
    failures = {failure.url: failure.reason for failure in of(report, "pages").failures}
    assert reason in failures[f"http://pages.example{path}"]


def test_bad_pages_do_not_keep_the_good_ones_away(report: CrawlReport, documents: list[Document]) -> None:
    found = of(report, "pages")
    assert (found.index, found.seen, found.new, found.failed) == (IndexStatus.READ, 15, 2, 13)
    assert {d.title for d in documents if d.source == "pages"} == {"Good", "Good too"}
    assert {d.url for d in documents if d.source == "pages"} == {
        "http://pages.example/good",
        "http://pages.example/moved",
    }


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("shut", IndexStatus.FAILED, "robots.txt forbids it"),
        ("silent", IndexStatus.SILENT, "lists no announcements"),
        ("nofeed", IndexStatus.FAILED, "is no RSS or Atom feed"),
        ("emptyfeed", IndexStatus.SILENT, "lists no announcements"),
        ("gone", IndexStatus.FAILED, "404 Not Found"),
        ("inside", IndexStatus.FAILED, "127.0.0.1 is no host of the open internet"),
    ],
)
def test_a_newsroom_in_trouble_is_named(report: CrawlReport, name: str, status: IndexStatus, reason: str) -> None:
    found = of(report, name)
    assert (found.index, found.new, found.is_trouble) == (status, 0, True)
    assert reason in found.reason
    assert found in report.troubled


def test_all_pages_of_a_listing_are_read_each_once(report: CrawlReport) -> None:
    assert (of(report, "paged").seen, of(report, "paged").new) == (4, 4)


def test_a_link_that_cannot_even_be_taken_apart_is_listed(report: CrawlReport) -> None:
    assert "is no address" in {failure.url: failure.reason for failure in of(report, "pages").failures}["http://[x"]


def test_a_damaged_archived_index_is_asked_for_again_and_mended(tmp_path: Path) -> None:
    hosts = {"one.example": {"/index.html": listing("/a"), "/a": story("A")}}
    settings = Settings(home=tmp_path)
    crawl([source("one")], settings, hosts=hosts)
    (kept,) = (path for path in settings.archive.rglob("*.gz") if b"<ul>" in gzip.decompress(path.read_bytes()))
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-5])
    (second,) = crawl([source("one")], settings, hosts=hosts).sources
    assert (second.index, second.seen, second.not_modified) == (IndexStatus.READ, 1, 1)
    assert kept.read_bytes() == whole


def test_what_goes_wrong_with_one_page_ends_no_crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    failed: list[str] = []
    spider = NewsroomSpider(sources=[source("one")], keeper=None, progress=ended.append)  # type: ignore[arg-type]
    with spider.guarding(failed.append):
        raise UnicodeError("half a character")
    assert (failed, spider.error) == (["cannot be used: UnicodeError: half a character"], None)
    spider.closed("test")


def test_no_more_than_the_limit_is_read(report: CrawlReport) -> None:
    assert (of(report, "limited").seen, of(report, "limited").new) == (2, 2)


def test_a_correction_is_a_document_of_its_own(settings: Settings) -> None:
    before = {
        "fix.example": {"/index.html": listing("/a", "/b"), "/a": story("A", "Signed on 6 May."), "/b": story("B")}
    }
    after = {"fix.example": before["fix.example"] | {"/a": story("A", "Signed on 7 May."), "/b": restyled("B")}}
    first = crawl([source("fix")], settings, hosts=before).sources[0]
    second = crawl([source("fix")], settings, hosts=after).sources[0]
    assert (first.new, second.new, second.same, second.not_modified) == (2, 1, 1, 0)
    with Store.open(settings.database) as store, store.transaction() as session:
        texts = {d.text.partition("\n")[0] for _, d in Documents(session).search(source="fix")}
    assert {"Signed on 6 May.", "Signed on 7 May."} < texts


def restyled(title: str) -> Page:
    text = "The two customs administrations signed an arrangement on 7 February 2023."
    page = STORY.format(title=title, text=text).replace("<body>", '<body class="new">')
    return Page(body=page.encode(), content_type="text/html; charset=utf-8")


def test_a_store_that_cannot_be_written_ends_the_crawl(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    hosts = {"one.example": {"/index.html": listing("/a"), "/a": story("A")}}
    with pytest.raises(StoreError, match="archive"):
        crawl([source("one")], Settings(home=tmp_path), hosts=hosts)


def test_an_interrupted_crawl_is_completed_by_the_next(tmp_path: Path) -> None:
    paths = [f"/{n}" for n in range(120)]
    hosts = {"long.example": {"/index.html": listing(*paths), **{path: story(path) for path in paths}}}
    settings = Settings(home=tmp_path)

    def interrupt(report: SourceReport) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        crawl([source("long")], settings, interrupt, hosts=hosts)
    with Store.open(settings.database) as store, store.transaction() as session:
        kept = Documents(session).count()
    assert kept < 120
    assert crawl([source("long")], settings, hosts=hosts).new == 120 - kept


def test_a_real_newsroom_needs_a_contact(tmp_path: Path) -> None:
    real: Source = source("real", url="http://127.0.0.1:9/", status="unverified")
    with pytest.raises(ConfigurationError, match="MRAWATCH_CONTACT"):
        crawl([real], Settings(home=tmp_path, contact=None))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254"])
def test_nothing_inside_a_network_is_asked_for_not_even_robots(host: str) -> None:
    with pytest.raises(IgnoreRequest, match="no host of the open internet"):
        asyncio.run(OwnHosts().process_request(Request(f"http://{host}/robots.txt")))


def test_the_bundled_hosts_and_numbers_of_the_open_internet_may_be_asked() -> None:
    for host in ("hkc.example", "93.184.216.34"):
        assert asyncio.run(OwnHosts().process_request(Request(f"http://{host}/robots.txt"))) is None


def test_a_refused_connection_is_told_as_such() -> None:
    assert reason_of(Failure(DownloadConnectionRefusedError("x"))) == "the server refuses the connection"


def test_a_newsroom_is_named_once(settings: Settings) -> None:
    with pytest.raises(SourceError, match="twice"):
        crawl([source("twice"), source("twice")], settings)


def test_no_newsrooms_make_an_empty_report(settings: Settings) -> None:
    found = crawl([], settings)
    assert (found.sources, found.new, found.interrupted) == ((), 0, False)
