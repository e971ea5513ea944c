"""The replica newsrooms in a real browser: encodings, listings that page on, announcements in full."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.declarations import Source, load_sources
from crawler.newsrooms.render import SITES, page_path, read_announcements, read_site
from crawler.newsrooms.server import serve

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="the browser tools of the extra `dev` are not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOTS = os.environ.get("MRAWATCH_SHOTS")
"""A folder for screenshots, where somebody wants to look at them."""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking", "--disable-sync"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def newsrooms() -> Iterator[str]:
    with serve() as base:
        yield base


BUNDLED = [source for source in load_sources() if source.status == "bundled"]


@pytest.mark.parametrize("source", BUNDLED, ids=lambda source: source.id)
def test_an_announcement_reads_in_the_browser_as_it_was_written(
    browser: object, newsrooms: str, source: Source
) -> None:
    site = read_site(SITES / source.id)
    announcement = read_announcements(SITES / source.id / "announcements")[0]
    path, title = page_path(site, announcement), announcement.title
    page = browser.new_page(viewport={"width": 1000, "height": 900})  # type: ignore[attr-defined]
    answer = page.goto(f"{newsrooms}/{source.id}{path}")
    text = " ".join(page.inner_text("body").split())
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{source.id}.png")
    page.close()
    assert answer.ok
    assert " ".join(title.split()).lower() in text.lower()
    assert "\ufffd" not in text


@pytest.mark.parametrize("source", [s for s in BUNDLED if s.index == "listing"], ids=lambda source: source.id)
def test_a_listing_pages_on(browser: object, newsrooms: str, source: Source) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 900})  # type: ignore[attr-defined]
    page.goto(newsrooms + source.url.removeprefix("bundled:"))
    first = page.locator(source.items.link).all_inner_texts()
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{source.id}-listing.png")
    page.close()
    assert len(first) >= 3
    assert all(text.strip() and "\ufffd" not in text for text in first)
