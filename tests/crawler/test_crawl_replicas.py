"""The bundled newsrooms crawled end to end into a store, twice: by feed, sitemap and listing."""

from dataclasses import dataclass

import pytest

from crawler.archive import Archive
from crawler.crawl import crawl
from crawler.declarations import load_sources
from crawler.newsrooms.render import SITES, page_path, read_announcements, read_site
from crawler.report import CrawlReport, IndexStatus, SourceReport
from store.db import Store
from store.documents import Documents
from store.domain import Document
from store.settings import Settings

BUNDLED = tuple(source for source in load_sources() if source.status == "bundled")
NAMES = [source.id for source in BUNDLED]


@dataclass(frozen=True)
class Nights:
    first: CrawlReport
    second: CrawlReport
    told: list[SourceReport]
    settings: Settings

    def report(self, night: CrawlReport, name: str) -> SourceReport:
        return next(report for report in night.sources if report.source == name)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    settings = Settings(home=tmp_path_factory.mktemp("home"), contact=None)
    told: list[SourceReport] = []
    first = crawl(BUNDLED, settings, told.append)
    return Nights(first, crawl(BUNDLED, settings), told, settings)


@pytest.fixture(scope="module")
def documents(nights: Nights) -> dict[str, Document]:
    with Store.open(nights.settings.database) as store, store.transaction() as session:
        return {document.url or "": document for _, document in Documents(session).search(limit=1000)}


@pytest.mark.parametrize("name", NAMES)
def test_every_announcement_becomes_a_document(name: str, nights: Nights, documents: dict[str, Document]) -> None:
    site, items = read_site(SITES / name), read_announcements(SITES / name / "announcements")
    report = nights.report(nights.first, name)
    assert (report.index, report.new, report.unchanged) == (IndexStatus.READ, len(items), 0)
    assert items
    for item in items:
        found = documents[site.base + page_path(site, item)]
        assert (found.text, found.title) == (item.text, item.title)
        assert found.published == (None if item.undated else str(item.published))
        assert (found.source, found.language) == (name, site.language)
        assert found.fetched_at is not None


@pytest.mark.parametrize("name", NAMES)
def test_the_broken_page_is_counted_and_listed_each_night(name: str, nights: Nights) -> None:
    site = read_site(SITES / name)
    words = {"missing": "404", "binary": "binary data", "empty": "the page is empty"}[site.broken.kind]
    for night in (nights.first, nights.second):
        (failure,) = nights.report(night, name).failures
        assert failure.url == site.base + site.broken.path
        assert words in failure.reason
        assert failure.url not in failure.reason


@pytest.mark.parametrize("source", BUNDLED, ids=NAMES)
def test_the_second_night_adds_and_transfers_nothing(source: object, nights: Nights) -> None:
    name = source.id  # type: ignore[attr-defined]
    first, second = nights.report(nights.first, name), nights.report(nights.second, name)
    assert (second.new, second.same) == (0, 0)
    assert second.not_modified + second.held == first.new
    # sitemaps and Atom say when a page changed, so it need not even be asked for
    says_when = name in ("douane", "receita", "trade-digest")
    assert (second.held if says_when else second.not_modified) == first.new


def test_the_totals_are_those_of_the_newsrooms(nights: Nights) -> None:
    assert nights.first.new >= 80
    assert nights.first.seen == nights.first.new + nights.first.failed
    assert nights.second.unchanged == nights.first.new
    assert not nights.first.troubled
    assert [report.source for report in nights.first.sources] == NAMES


def test_progress_is_told_as_it_happens(nights: Nights) -> None:
    assert {report.source for report in nights.told} == set(NAMES)
    for name in NAMES:
        steps = [report.done for report in nights.told if report.source == name]
        assert len(steps) > 3
        assert steps == sorted(steps)
        assert steps[-1] == nights.report(nights.first, name).seen


def test_raw_bodies_are_kept(nights: Nights, documents: dict[str, Document]) -> None:
    archive = Archive(nights.settings.archive)
    assert len(documents) >= 80
    for document in documents.values():
        assert document.body_sha256 is not None
        assert b"<" in archive.get(document.body_sha256)


def test_one_wire_story_stands_on_three_sites(documents: dict[str, Document]) -> None:
    wire = next(d for url, d in documents.items() if url.endswith("/mainland-macao-first-partner"))
    copies = [d for d in documents.values() if wire.text in d.text]
    assert {d.source for d in copies} == {"trade-wire", "freight-press", "trade-digest"}
