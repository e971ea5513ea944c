"""Addresses: made whole, cleaned, and told where they are none."""

import pytest

from crawler.addresses import host_of, is_public, resolve, same_host

BASE = "https://a.example/news/index.html"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        (" ../b.html ", "https://a.example/b.html"),
        ("//b.example/x#top", "https://b.example/x"),
        ("?id=7&utm_source=rss&utm_medium=x#top", "https://a.example/news/index.html?id=7"),
        ("/新闻/7?q=关", "https://a.example/新闻/7?q=关"),
        ("mailto:press@a.example", "mailto:press@a.example"),
    ],
)
def test_a_link_becomes_a_whole_address(link: str, url: str) -> None:
    assert resolve(BASE, link) == url


@pytest.mark.parametrize(
    "link", ["http://a.example:99999/x", "http://a.example:abc/x", "http://[x", "//[::1", "/half\ud800"]
)
def test_what_is_no_address_is_told(link: str) -> None:
    assert resolve(BASE, link) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("HTTPS://WWW.A.example:8443/x", "www.a.example"),
        ("ftp://a.example/", None),
        ("http://a.example:99999/", None),
        ("http://[x", None),
        ("page.html", None),
    ],
)
def test_the_host_of_an_address(url: str, host: str | None) -> None:
    assert host_of(url) == host


def test_www_makes_no_other_site() -> None:
    assert same_host("www.a.example", "a.example")
    assert not same_host("news.a.example", "a.example")


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
    ],
)
def test_only_the_open_internet_is_public(ip: str, public: bool) -> None:
    assert is_public(ip) is public
