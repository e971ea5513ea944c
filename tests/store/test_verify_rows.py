"""One changed byte of any row of any table is named with the row, and nothing that is broken ends the check."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from store.clusters import Clusters
from store.copying import checksum
from store.db import Store
from store.documents import Documents, Fetch
from store.domain import DecidedBy, Document, Evidence, Extraction, Proposal, Statement
from store.errors import MrawatchError
from store.extractions import Extractions
from store.feeds.atom import FILE, write
from store.feeds.subscriptions import Subscriptions
from store.feeds.targets import check
from store.nights import Nights
from store.registry import Registry
from store.reviews import Reviews
from store.sums import renew
from store.tables import metadata
from store.tokens import Scope, Tokens
from store.verify import verify

FLIPS = 12
"""How many bytes are flipped in each table."""

BOOLEANS = {"relevant", "reconciled", "withdraws"}


@pytest.fixture
def full(
    store: Store,
    document: Callable[..., Document],
    extraction: Callable[..., Extraction],
    proposal: Callable[..., Proposal],
    statement: Callable[..., Statement],
    at: datetime,
) -> Store:
    """A store with rows in every table, some of them written twice."""
    with store.transaction() as session:
        for number in (1, 2):
            url = f"https://a.example/{number}"
            read = document(f"doc-{number}", title="（海关）Zölle", url=url, source="haiguan", fetched_at=at)
            Documents(session).add(read)
            Extractions(session).add(extraction(read))
            Clusters(session).place(read)
            fetch = Fetch(url=url, source="haiguan", status=200, etag="x", document_id=read.id, fetched_at=at)
            Documents(session).remember(fetch)
            Documents(session).remember(fetch.model_copy(update={"status": 304}))
        review = Reviews(session).open(proposal(), at=at)
        night = Nights(session).start(at)
        Tokens(session).create("desk", Scope.READ, at=at)
        hook = Subscriptions(session).add(check("http://127.0.0.1:1/", loopback=True), at=at, note="ours")
    with store.transaction() as session:
        for key in ("one", "two"):
            evidence = Evidence(sources=("https://customs.example",))
            Registry(session).append(
                statement(evidence=evidence, note=key), key=key, decided_by=DecidedBy.ANALYST, reason="（seen）", at=at
            )
        Extractions(session).mark_reconciled("doc-1", extraction(document()).extractor.key)
        Reviews(session).decide(review.id, True, corrected=statement(), note="as printed", at=at)
        Nights(session).finish(night, {"seconds": 0.25, "read": {"haiguan": 2}}, at=at)
        Tokens(session).revoke("desk", at=at)
        Subscriptions(session).replay(hook.id, 1, at=at)
        Subscriptions(session).pause(hook.id, "later")
    return store


def faults(store: Store) -> tuple[str, ...]:
    with store.reading() as session:
        return verify(session).faults


def test_what_was_written_in_every_way_is_whole(full: Store) -> None:
    with full.reading() as session:
        for table in metadata.sorted_tables:
            assert session.execute(table.select()).first() is not None, table.name
    assert faults(full) == ()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", [table.name for table in metadata.sorted_tables])
def test_a_flipped_byte_of_any_row_is_named(full: Store, tmp_path: Path, table: str) -> None:
    whole, broken = saved(full, tmp_path), tmp_path / "broken.db"
    before, chance, harmful = contents(whole), random.Random(table), 0
    for _ in range(FLIPS):
        shutil.copy(whole, broken)
        what = flip(broken, table, chance)
        if contents(broken) == before:  # a moment says the same with another blank in it
            continue
        harmful += 1
        with Store.open(f"sqlite:///{broken}") as opened:
            named = faults(opened)
        assert any(table in fault or table.removesuffix("s") in fault for fault in named), (what, named)
    assert harmful > FLIPS / 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_flipped_byte_of_the_file_is_never_a_traceback(full: Store, tmp_path: Path) -> None:
    whole, broken = saved(full, tmp_path), tmp_path / "broken.db"
    before, chance, content = contents(whole), random.Random(1), whole.read_bytes()
    for _ in range(40):
        place = chance.randrange(100, len(content))
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        broken.write_bytes(flipped)
        try:
            with Store.open(f"sqlite:///{broken}") as opened:
                named = faults(opened)
        except MrawatchError:
            continue
        assert named or contents(broken) == before, place


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("table", "column"),
    [("extractions", "record"), ("reviews", "proposal"), ("recognitions", "value"), ("nights", "summary")],
)
def test_broken_json_is_named_and_what_follows_is_checked(full: Store, table: str, column: str) -> None:
    with full.transaction() as session:
        session.execute(text(f"UPDATE {table} SET {column} = '{{' || substr({column}, 3)"))
        session.execute(text("UPDATE tokens SET scope = 'admin'"))
    named = faults(full)
    assert any(fault.startswith(f"{table}, row ") and "cannot be read" in fault for fault in named)
    assert any(fault.startswith("tokens, row 1: is not what was written") for fault in named)


@pytest.mark.parametrize(
    "meddling",
    ["parties = '|CN|HK|'", "status = 'terminated'"],
)
def test_a_state_with_a_checksum_of_its_own_is_held_against_the_ledger(full: Store, meddling: str) -> None:
    table = metadata.tables["recognitions"]
    with full.transaction() as session:
        session.execute(text(f"UPDATE recognitions SET {meddling}"))
        renew(session, table, table.c.id.is_not(None))
    assert faults(full) == ("recognition CN-MO: the state that is kept of it is not what the ledger says",)


def test_bands_of_another_text_are_named(full: Store) -> None:
    with full.transaction() as session:
        session.execute(text("DELETE FROM bands WHERE id = (SELECT max(id) FROM bands)"))
    assert faults(full) == ("bands of doc-2: are not those of its text",)


def test_the_feed_is_held_against_the_ledger(full: Store, tmp_path: Path) -> None:
    file = tmp_path / "publications" / FILE
    with full.reading() as session:
        write(session, file)
        content = file.read_bytes()
        assert verify(session, file.parent).faults == ()
        for place in (40, len(content) // 2, len(content) - 20):
            flipped = bytearray(content)
            flipped[place] ^= 1
            file.write_bytes(flipped)
            (fault,) = verify(session, file.parent).faults
            assert fault.startswith(f"{file}: does not say what the ledger says")


def saved(store: Store, folder: Path) -> Path:
    """A copy of a SQLite store in one file, without the guards of its ledger."""
    file = folder / "whole.db"
    with closing(sqlite3.connect(store.url.removeprefix("sqlite:///"))) as source, closing(sqlite3.connect(file)) as to:
        source.backup(to)
        to.execute("DROP TRIGGER changes_refuse_update")
        to.execute("PRAGMA journal_mode = DELETE")
        to.commit()
    return file


def contents(file: Path) -> str | None:
    """The checksum of all rows; None where they cannot be read."""
    try:
        with Store.open(f"sqlite:///{file}") as opened, opened.reading() as session:
            return checksum(session)
    except (MrawatchError, ValueError, TypeError):
        return None


def flip(file: Path, table: str, chance: random.Random) -> tuple[str, str, object, object]:
    """Flip one bit of one value of a table; table, column, the value before and after."""
    with closing(sqlite3.connect(file)) as connection:
        connection.text_factory = bytes
        columns = [row[1].decode() for row in connection.execute(f"PRAGMA table_info({table})")]
        places = [row[0] for row in connection.execute(f"SELECT rowid FROM {table}")]
        while True:
            column, place = chance.choice(columns), chance.choice(places)
            (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", [place]).fetchone()
            if value:
                break
        if isinstance(value, int):
            bit = 0 if column in BOOLEANS else chance.randrange(8, 16)  # a number that no other row has
            after: object = value ^ 1 << bit
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [after, place])
        else:
            flipped = bytearray(value)
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
            after = bytes(flipped)
            connection.execute(f"UPDATE {table} SET {column} = CAST(? AS TEXT) WHERE rowid = ?", [after, place])
        connection.commit()
    return table, column, value, after
