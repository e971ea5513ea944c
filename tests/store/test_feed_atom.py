"""The Atom feed: what changed, in words, with ids that never change; a file that is whole or the last one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from store.db import Store
from store.domain import DecidedBy, Evidence, Milestone, Statement, Tier
from store.errors import ExportError
from store.feeds.atom import FEED_ID, atom, title, write
from store.feeds.cursor import latest
from store.registry import Registry

States = Callable[..., Statement]
ATOM = "{http://www.w3.org/2005/Atom}"


def _append(store: Store, statement: Statement, at: datetime, **fields: Any) -> Any:
    with store.transaction() as session:
        registry = Registry(session)
        return registry.append(
            statement, key=f"k{registry.head()[0]}", decided_by=DecidedBy.POLICY, reason="told", at=at, **fields
        )


def _feed(store: Store, limit: int = 100) -> bytes:
    with store.reading() as session:
        return atom(latest(session, limit))


def test_an_entry_tells_the_step_its_words_and_where_they_stand(store: Store, statement: States, at: datetime) -> None:
    _append(store, statement(milestone=Milestone.IN_FORCE, date="2023-06-01"), at)
    feed = feedparser.parse(_feed(store))
    assert (feed.bozo, feed.feed.id) == (False, FEED_ID)
    (entry,) = feed.entries
    with store.reading() as session:
        assert entry.id == f"urn:sha256:{Registry(session).head()[1]}"
    assert entry.title == "CN–MO: in force 2023-06-01"
    assert entry.updated == at.isoformat()
    assert entry.link == "https://customs.example/1"
    html = entry.content[0].value
    assert "<blockquote>signed</blockquote>" in html
    assert 'href="https://customs.example/1"' in html
    assert "China – Macao" in html


def test_the_newest_come_first_and_only_so_many(store: Store, statement: States, at: datetime) -> None:
    for day in range(5):
        _append(store, statement(date=f"2023-01-0{day + 1}"), at + timedelta(days=day))
    feed = feedparser.parse(_feed(store, 3))
    assert [entry.title[-10:] for entry in feed.entries] == ["2023-01-05", "2023-01-04", "2023-01-03"]
    assert feed.feed.updated == (at + timedelta(days=4)).isoformat()


def test_ids_stay_as_they_are_when_the_ledger_grows(store: Store, statement: States, at: datetime) -> None:
    _append(store, statement(), at)
    before = feedparser.parse(_feed(store)).entries[0].id
    _append(store, statement("EU", "JP"), at)
    after = [entry.id for entry in feedparser.parse(_feed(store)).entries]
    assert after[1] == before != after[0]


def test_the_same_ledger_gives_the_same_bytes(store: Store, statement: States, at: datetime) -> None:
    assert _feed(store) == _feed(store)
    _append(store, statement(), at)
    assert _feed(store) == _feed(store)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"date": None}, "CN–MO: signed on a day not stated"),
        ({"date": "2023"}, "CN–MO: signed 2023"),
        ({"acceding": ("MO",)}, "CN–MO: signed 2023-02-07 for MO"),
        ({"milestone": Milestone.ACTION_PLAN}, "CN–MO: action plan 2023-02-07"),
    ],
)
def test_titles(store: Store, statement: States, at: datetime, fields: dict[str, Any], told: str) -> None:
    assert title(_append(store, statement(**fields), at)) == told


def test_corrections_and_withdrawals_are_called_so(store: Store, statement: States, at: datetime) -> None:
    _append(store, statement(), at)
    assert title(_append(store, statement(date="2023-02-08"), at, supersedes=1)).endswith("2023-02-08, corrected")
    assert title(_append(store, statement(), at, supersedes=2, withdraws=True)).endswith("withdrawn")


def test_what_stands_in_a_text_can_neither_break_nor_steer_the_feed(
    store: Store, statement: States, at: datetime
) -> None:
    quote = "</content><script>alert(1)</script> & \x0b\x1b[31m \ufffe 海关"
    evidence = Evidence(url="javascript:alert(1)", quote=quote, tier=Tier.PRESS)
    _append(store, statement(evidence=evidence), at)
    root = etree.fromstring(_feed(store))
    content = root.findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert "<script>" not in content
    assert "&lt;script&gt;" in content
    assert "海关" in content
    assert "\ufffd" in content
    assert root.find(f"{ATOM}entry/{ATOM}link") is None
    assert "href" not in content


def test_an_opening_balance_entry_leads_to_its_first_source(store: Store, statement: States, at: datetime) -> None:
    evidence = Evidence(sources=("https://one.example/a", "https://two.example/b"))
    _append(store, statement(evidence=evidence), at)
    (entry,) = feedparser.parse(_feed(store)).entries
    assert entry.link == "https://one.example/a"
    assert "https://two.example/b" in entry.content[0].value


def test_a_file_is_written_whole_and_left_alone_while_nothing_is_new(
    store: Store, statement: States, at: datetime, tmp_path: Path
) -> None:
    _append(store, statement(), at)
    out = tmp_path / "new" / "changes.atom"
    with store.reading() as session:
        assert write(session, out) == 1
        content, written = out.read_bytes(), out.stat().st_mtime_ns
        write(session, out)
    assert (content, out.stat().st_mtime_ns) == (_feed(store), written)
    assert [path.name for path in out.parent.iterdir()] == ["changes.atom"]


def test_a_feed_that_cannot_be_written_leaves_the_last_one(
    store: Store, statement: States, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "changes.atom"
    _append(store, statement(), at)
    with store.reading() as session:
        write(session, out)
    before = out.read_bytes()
    _append(store, statement("EU", "JP"), at)

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with store.reading() as session, pytest.raises(ExportError, match="No space left"):
            write(session, out)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.glob("*.atom*")] == ["changes.atom"]
