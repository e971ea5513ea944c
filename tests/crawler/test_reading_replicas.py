"""Every bundled announcement read from its site's page: the text comes out as it was written."""

import pytest

from crawler.declarations import load_sources
from crawler.newsrooms.render import SITES, Announcement, Site, page_path, read_announcements, read_site, render_site
from crawler.reading import read_page

SITE_NAMES = sorted(path.parent.name for path in SITES.glob("*/site.toml"))
SOURCES = {source.id: source for source in load_sources()}


@pytest.fixture(params=SITE_NAMES)
def site(request: pytest.FixtureRequest) -> Site:
    return read_site(SITES / request.param)


def announcements(site: Site) -> tuple[Announcement, ...]:
    return read_announcements(SITES / site.id / "announcements")


def test_every_announcement_is_read_whole(site: Site) -> None:
    pages = render_site(SITES / site.id)
    assert announcements(site)
    for item in announcements(site):
        page = pages[page_path(site, item)]
        found = read_page(
            page.body,
            url=site.base + page_path(site, item),
            content_type=page.content_type,
            source=SOURCES[site.id],
            title=item.title,
        )
        assert found.text == item.text, item.slug
        assert found.title == item.title, item.slug
        assert found.published == (None if item.undated else item.published.isoformat() if item.published else None)
        assert found.language == site.language, item.slug


def test_there_are_at_least_80_announcements_in_5_languages() -> None:
    sites = [read_site(SITES / name) for name in SITE_NAMES]
    assert sum(len(announcements(site)) for site in sites) >= 80
    assert {site.language for site in sites} >= {"en", "zh", "es", "fr", "pt"}


def test_the_sites_differ_in_make() -> None:
    sites = [read_site(SITES / name) for name in SITE_NAMES]
    assert {site.charset for site in sites} == {"utf-8", "gb18030", "iso-8859-1"}
    assert {site.declared for site in sites} == {"both", "header", "meta", "nowhere"}
    assert {SOURCES[site.id].index for site in sites} == {"feed", "sitemap", "listing"}
