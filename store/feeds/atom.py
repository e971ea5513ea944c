"""The Atom feed of changes: what the registry has come to know, in words, the newest first."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from secrets import token_hex

from feedgen.feed import FeedGenerator
from sqlmodel import Session

from store.authorities.names import display_name
from store.domain import Change
from store.errors import ExportError
from store.feeds.cursor import SealedChange, latest

ENTRIES = 100
"""How many changes a feed tells of."""

FILE = "changes.atom"
"""The feed's name beside the publications."""

FEED_ID = "urn:mrawatch:changes"
"""The id of the feed itself."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(changes: Iterable[SealedChange]) -> bytes:
    """An Atom feed (RFC 4287) of changes in the order in which they are given; the same changes give the same bytes.

    An entry's id is its change's seal, `updated` is when it was decided, its link leads to the announcement.
    """
    feed = FeedGenerator()
    feed.id(FEED_ID)
    feed.title("Changes of the registry of mutual recognition of AEO programmes")
    feed.author(name="mrawatch")
    feed.generator("mrawatch")
    newest = datetime.fromtimestamp(0, UTC)
    for sealed in changes:
        change = sealed.read()
        newest = max(newest, change.decided_at)
        entry = feed.add_entry(order="append")
        entry.id(f"urn:sha256:{sealed.seal}")
        entry.title(_xml(title(change)))
        entry.updated(change.decided_at)
        entry.category(term=change.statement.milestone.value)
        entry.content(_xml(_content(change)), type="html")
        for url in _addresses(change)[:1]:
            entry.link(href=_xml(url), rel="alternate")
    feed.updated(newest)
    return bytes(feed.atom_str(pretty=True)) + b"\n"


def title(change: Change) -> str:
    """A change in a few words: `CN–MO: in force 2023-06-01`."""
    statement = change.statement
    milestone = statement.milestone.value.replace("_", " ")
    part = f" for {', '.join(statement.acceding)}" if statement.acceding else ""
    what = f"{'–'.join(statement.parties)}: {milestone} {statement.date or 'on a day not stated'}{part}"
    if change.withdraws:
        return f"{what}, withdrawn"
    return f"{what}, corrected" if change.supersedes else what


def write(session: Session, out: Path, limit: int = ENTRIES) -> int:
    """Write the feed of the last changes in the place of an earlier one, whole or not at all; how many it tells of.

    A file that says the same already is left alone. ExportError if it cannot be written.
    """
    changes = latest(session, limit)
    content = atom(changes)
    new = out.with_name(f".{out.name}.{token_hex(4)}.new")
    try:
        if not (out.is_file() and out.read_bytes() == content):
            out.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(content)
            new.replace(out)
    except OSError as error:
        raise ExportError(
            f"{out}: the feed cannot be written: {error.strerror}; the last one stands",
            remedy="name a file that may be written, on a disk that has room",
        ) from error
    finally:
        new.unlink(missing_ok=True)
    return len(changes)


def _content(change: Change) -> str:
    """A change as HTML: the parties by name, the words, where they stand, who decided and why."""
    statement, evidence = change.statement, change.statement.evidence
    parts = [f"<p>{escape(' – '.join(map(display_name, statement.parties)))}</p>"]
    if evidence.quote:
        parts.append(f"<blockquote>{escape(evidence.quote)}</blockquote>")
    for url in _addresses(change):
        parts.append(f'<p><a href="{escape(url)}">{escape(url)}</a></p>')
    parts.append(f"<p>No. {change.seq} of the ledger, by {change.decided_by.value}: {escape(change.reason)}</p>")
    return "\n".join(parts)


def _addresses(change: Change) -> list[str]:
    """Where it is announced: the announcement, else what the opening balance rests on; web pages only."""
    evidence = change.statement.evidence
    stated = [evidence.url] if evidence.url else evidence.sources
    return [url for url in stated if url.startswith(("https://", "http://"))]


def _xml(text: str) -> str:
    """A text without the characters that XML cannot hold: each is replaced by one that shows the gap."""
    return _NO_XML.sub("\ufffd", text)
