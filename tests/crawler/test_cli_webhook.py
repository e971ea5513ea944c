"""`mrawatch webhook …` and `mrawatch feed` as a user types them, and what a night sends."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import feedparser
import pytest
from standardwebhooks import Webhook

import crawler.delivering
from store.db import Store
from store.errors import StoreError
from store.feeds.subscriptions import Subscriptions
from store.feeds.targets import check

Command = Callable[..., Any]

CLOSED = "http://127.0.0.1:9/hook"
"""Where nobody listens."""


@pytest.fixture
def bodies() -> Iterator[tuple[str, list[Any]]]:
    """The address of a receiver, and what it gets: headers and body."""
    got: list[Any] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((dict(self.headers), self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Takes) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hook", got
        server.shutdown()
        thread.join()


@pytest.fixture
def local(mrawatch: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line where receivers on this machine are allowed."""
    monkeypatch.setenv("MRAWATCH_WEBHOOK_LOOPBACK", "true")
    return mrawatch


def test_the_secret_is_shown_once_and_verifies_what_is_sent(local: Command, bodies: tuple[str, list[Any]]) -> None:
    url, got = bodies
    shown = local("webhook", "add", url, "--from", "340")
    assert shown.code == 0
    (secret,) = [word for word in shown.out.split() if word.startswith("whsec_")]
    assert secret not in local("webhook", "list").out + local("webhook", "list", "--format", "json").out
    sent = local("webhook", "send", "--format", "json").json
    assert (sent["sent"], sent["failed"], sent["outbox"]) == (len(got), 0, {"waiting": 0, "dead": 0})
    told = [Webhook(secret).verify(body, headers)["data"]["change"]["seq"] for headers, body in got]
    assert told == [*range(340, 340 + len(got))]
    assert "0 sent, 0 attempts failed, 0 waiting, 0 dead" in local("webhook", "send").out


def test_until_empty_ends_when_nothing_waits(local: Command, bodies: tuple[str, list[Any]]) -> None:
    url, got = bodies
    local("webhook", "add", url, "--from", "0")
    assert local("webhook", "send", "--until-empty", "--format", "json").json["sent"] == len(got) > 300


def test_a_webhook_is_paused_resumed_replayed_and_removed(local: Command) -> None:
    id_ = str(local("webhook", "add", CLOSED, "--note", "mine", "--format", "json").json["id"])
    assert local("webhook", "pause", id_, "--note", "later", "--format", "json").json["status"] == "paused"
    assert local("webhook", "replay", id_, "--from", "343", "--format", "json").json["waiting"] >= 3
    assert local("webhook", "send", "--format", "json").json["failed"] == 0
    assert local("webhook", "resume", id_, "--format", "json").json["status"] == "active"
    assert local("webhook", "send", "--format", "json").json["failed"] == 1
    assert CLOSED in local("webhook", "list").out
    assert "0 deliveries are dead" in local("webhook", "dead").out
    assert local("webhook", "remove", id_).code == 0
    assert local("webhook", "list", "--format", "json").json == []


@pytest.mark.parametrize("command", [("pause",), ("resume",), ("remove",), ("replay", "--from", "0")])
def test_a_webhook_that_is_not_there_is_named(local: Command, command: tuple[str, ...]) -> None:
    shown = local("webhook", command[0], "77", *command[1:])
    assert shown.code == 1
    assert "there is no webhook 77" in shown.err
    assert "remedy: " in shown.err


@pytest.mark.parametrize(
    "arguments",
    [(CLOSED,), ("https://127.0.0.1/",), ("https://10.0.0.1/",), ("nowhere",), ("https://me:secret@a.example/",)],
)
def test_what_may_not_be_sent_to_is_not_added(mrawatch: Command, arguments: tuple[str, ...]) -> None:
    shown = mrawatch("webhook", "add", *arguments)
    assert shown.code == 1
    assert "remedy: " in shown.err
    assert "secret@" not in shown.err
    assert mrawatch("webhook", "list", "--format", "json").json == []


def test_a_start_beyond_the_ledger_and_a_second_of_the_same_are_refused(local: Command) -> None:
    assert "there is no change 9999" in local("webhook", "add", CLOSED, "--from", "9999").err
    assert local("webhook", "list", "--format", "json").json == []
    assert local("webhook", "add", CLOSED).code == 0
    again = local("webhook", "add", CLOSED)
    assert (again.code, "is a webhook already" in again.err) == (1, True)


def test_the_feed_is_written_to_a_file(mrawatch: Command, tmp_path: Path) -> None:
    assert mrawatch("feed", "--out", "changes.atom", "--limit", "7").code == 0
    feed = feedparser.parse((tmp_path / "changes.atom").read_bytes())
    assert (len(feed.entries), feed.bozo) == (7, False)


def test_a_feed_that_cannot_be_written_is_named(mrawatch: Command, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    shown = mrawatch("feed", "--out", "file/changes.atom")
    assert (shown.code, "remedy: " in shown.err) == (1, True)


# --- the night -------------------------------------------------------------------------------------------------------


def _subscribe(world: Any, url: str) -> None:
    world.settings = world.settings.model_copy(update={"webhook_loopback": True})
    with Store.open(world.settings.database) as store, store.transaction() as session:
        Subscriptions(session).add(check(url, loopback=True), at=world.clock())


def test_a_night_sends_what_it_has_found_and_tells_it(world: Any, bodies: tuple[str, list[Any]]) -> None:
    url, got = bodies
    world.night()
    _subscribe(world, url)
    world.announced = [world.document("a")]
    world.time = world.time.replace(year=2027)  # later than what the opening balance was known at
    webhooks = world.night().webhooks
    assert (webhooks.sent, webhooks.waiting, webhooks.dead) == (1, 0, 0)
    assert webhooks.told == "webhooks: 1 sent, 0 waiting, none dead"
    assert json.loads(got[0][1])["data"]["change"]["statement"]["parties"] == ["CN", "NR"]
    assert world.night().webhooks.sent == 0


def test_a_webhook_that_fails_never_fails_the_night(world: Any) -> None:
    world.night()
    _subscribe(world, CLOSED)
    world.announced = [world.document("a")]
    report = world.night()
    assert report.publication is not None
    assert (report.webhooks.sent, report.webhooks.failed, report.webhooks.waiting) == (0, 1, 1)


def test_sending_that_breaks_never_fails_the_night(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise StoreError("the store is busy")

    world.night()
    _subscribe(world, CLOSED)
    world.announced = [world.document("a")]
    monkeypatch.setattr(crawler.delivering.Sender, "send", broken)
    report = world.night()
    assert report.publication is not None
    assert "the store is busy" in report.webhooks.told


def test_a_night_without_webhooks_says_nothing_of_them(world: Any) -> None:
    assert world.night().webhooks.told == ""


def test_a_night_writes_the_feed_beside_the_publications_and_again_only_on_news(world: Any) -> None:
    feed = world.settings.publications / "changes.atom"
    world.night()
    first = feed.stat().st_mtime_ns
    world.night()
    assert feed.stat().st_mtime_ns == first
    world.announced = [world.document("a")]
    world.time = world.time.replace(year=2027)
    world.night()
    assert feedparser.parse(feed.read_bytes()).entries[0].title == "CN–NR: signed 2023-02-07"
