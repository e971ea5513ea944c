"""The bundled newsrooms' server: every replica on one loopback port, for the crawl and for a browser."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import urlsplit

from crawler.newsrooms.render import Page, render
from store.domain import sha256

Hosts = Mapping[str, Mapping[str, Page]]
"""What is served: host name to path (with query) to page."""


@contextmanager
def serve(hosts: Hosts | None = None, *, requests: list[str] | None = None) -> Iterator[str]:
    """Serves sites on a free loopback port while the block runs, and gives its address, `http://127.0.0.1:<port>`.

    Without `hosts`, all bundled newsrooms are served. The server answers as an HTTP proxy for the sites' own host
    names, which is how the crawl asks, and shows the site `<name>.example` under `/<name>/`, which is how a browser
    can look at it. `requests` collects what was asked, one line a request: host and path, status.
    """
    server = _Server(render() if hosts is None else hosts, [] if requests is None else requests)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="newsrooms", daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, hosts: Hosts, requests: list[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hosts = hosts
        self.requests = requests

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error of the server's."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "replica"
    sys_version = ""
    timeout = 30
    disable_nagle_algorithm: ClassVar[bool] = True

    def do_GET(self) -> None:
        """Answers one page, or 304 where the client's copy is current."""
        host, path = self._asked()
        page = self.server.hosts.get(host, {}).get(path)
        if page is None:
            page = Page(body=b"<h1>404 Not Found</h1>", status=HTTPStatus.NOT_FOUND)
        tag = f'"{sha256(page.body)[:16]}"'
        fresh = page.status == HTTPStatus.OK and self._is_current(page, tag)
        status = HTTPStatus.NOT_MODIFIED if fresh else page.status
        self.server.requests.append(f"{host}{path} {int(status)}")
        self.send_response(status)
        if page.status == HTTPStatus.OK:
            self.send_header("ETag", tag)
            if page.modified is not None:
                self.send_header("Last-Modified", _http_date(page))
        if page.location is not None:
            self.send_header("Location", page.location)
        if fresh:
            self.end_headers()
            return
        if page.content_type:
            self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(page.body[: len(page.body) // 2] if page.cut else page.body)
        self.close_connection = self.close_connection or page.cut

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are collected, not printed."""

    def _asked(self) -> tuple[str, str]:
        parts = urlsplit(self.path)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        host = parts.hostname or (self.headers.get("Host") or "").partition(":")[0]
        if host in self.server.hosts:
            return host, path or "/"
        site, _, below = path.removeprefix("/").partition("/")
        return f"{site}.example", "/" + below

    def _is_current(self, page: Page, tag: str) -> bool:
        if (known := self.headers.get("If-None-Match")) is not None:
            return tag in known
        since = self.headers.get("If-Modified-Since")
        if since is None or page.modified is None:
            return False
        return page.modified.replace(microsecond=0) <= parsedate_to_datetime(since)


def _http_date(page: Page) -> str:
    assert page.modified is not None
    return format_datetime(page.modified.astimezone(UTC), usegmt=True)
