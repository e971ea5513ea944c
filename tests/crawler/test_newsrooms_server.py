"""The replicas' server, asked as a browser and as the crawl's proxy; and one page fetched for a user."""

import contextlib
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crawler.fetching import fetch, read_url
from crawler.newsrooms.render import Page
from crawler.newsrooms.server import serve
from store.errors import InputError, ReadingError

WORDS = "<p>Both customs administrations signed the arrangement after long talks, an official said.</p>" * 3
HOSTS = {
    "tiny.example": {
        "/a.html": Page(
            body=f"<h1>Café</h1>{WORDS}".encode("latin-1"),
            content_type="text/html; charset=latin-1",
            modified=datetime(2023, 2, 7, 9, tzinfo=UTC),
        ),
        "/list?page=2": Page(body=b"second"),
        "/moved": Page(body=b"", status=302, location="/tiny/a.html"),
        "/away": Page(body=b"", status=302, location="file:///etc/hostname"),
        "/empty": Page(body=b""),
        "/%E9%80%9A%E7%9F%A5/%C3%A9.html": Page(body=f"<h1>Notice</h1>{WORDS}".encode()),
    }
}


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with serve(HOSTS) as address:
        yield address


def ask(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, response.read(), dict(response.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), dict(error.headers)


def test_a_site_stands_under_its_name(base: str) -> None:
    status, body, headers = ask(f"{base}/tiny/a.html")
    assert (status, body[:4]) == (200, b"<h1>")
    assert headers["Last-Modified"] == "Tue, 07 Feb 2023 09:00:00 GMT"
    assert ask(f"{base}/tiny/list?page=2")[1] == b"second"
    assert ask(f"{base}/tiny/list")[0] == 404


def test_an_unchanged_page_is_304(base: str) -> None:
    tag = ask(f"{base}/tiny/a.html")[2]["ETag"]
    assert ask(f"{base}/tiny/a.html", **{"If-None-Match": tag})[:2] == (304, b"")
    assert ask(f"{base}/tiny/a.html", **{"If-None-Match": '"other"'})[0] == 200
    assert ask(f"{base}/tiny/a.html", **{"If-Modified-Since": "Tue, 07 Feb 2023 09:00:00 GMT"})[0] == 304
    assert ask(f"{base}/tiny/a.html", **{"If-Modified-Since": "Mon, 06 Feb 2023 09:00:00 GMT"})[0] == 200


def test_the_bundled_sites_are_served_with_their_robots() -> None:
    with serve() as base:
        assert b"Disallow: /print/" in ask(f"{base}/hkc/robots.txt")[1]
        assert "海关".encode("gb18030") in ask(f"{base}/haiguan/xwfb/index.html")[1]
        assert ask(f"{base}/receita/sitemap-noticias.xml.gz")[1][:2] == b"\x1f\x8b"


def test_a_page_is_fetched_for_a_user(base: str) -> None:
    found = read_url(f"{base}/tiny/moved")
    assert (found.title, found.url) == ("Café", f"{base}/tiny/a.html")


@pytest.mark.parametrize(
    ("path", "message"),
    [("/tiny/nothing", "answers 404"), ("/tiny/away", "cannot be reached|answers 302")],
)
def test_an_address_that_gives_no_page(base: str, path: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        fetch(base + path)
    assert base + path in caught.value.message


def test_an_empty_page_is_named(base: str) -> None:
    with pytest.raises(ReadingError, match="/tiny/empty: the page is empty"):
        read_url(f"{base}/tiny/empty")


@pytest.mark.parametrize("url", ["ftp://a.example/x", "file:///etc/hostname", "release.html", "http://"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(InputError, match=r"is no http\(s\) address"):
        fetch(url)


@pytest.mark.parametrize("url", ["http://a.example:99999/x", "http://[x", "http://a.example:b/"])
def test_an_address_with_no_such_port_or_host_is_refused(url: str) -> None:
    with pytest.raises(InputError, match=r"is no http\(s\) address"):
        fetch(url)


def test_half_a_character_in_an_address_is_refused() -> None:
    with pytest.raises(InputError, match="is no address"):
        fetch("http://a.example/\ud800")


def test_an_address_may_be_written_in_any_script(base: str) -> None:
    found = read_url(f"{base}/tiny/通知/é.html")
    assert found.title == "Notice"


def test_a_server_that_drips_meets_the_deadline() -> None:
    def drip(listener: socket.socket, stopped: threading.Event) -> None:
        connection, _ = listener.accept()
        with connection, contextlib.suppress(OSError):
            connection.recv(9999)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n")
            while not stopped.wait(0.02):
                connection.sendall(b"x")

    stopped = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener, stopped))
        thread.start()
        began = time.monotonic()
        with pytest.raises(InputError, match=r"took longer than 0\.2 s"):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", seconds=0.2)
        taken = time.monotonic() - began
        stopped.set()
        thread.join()
    assert taken < 5, "500 bytes would take ten seconds"


def test_a_closed_port_is_told() -> None:
    with serve({}) as base:
        pass
    with pytest.raises(InputError, match="cannot be reached"):
        fetch(f"{base}/x", seconds=5)
