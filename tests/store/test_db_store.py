"""Opening, transactions, and what a database refuses."""

import os
import shutil
import sqlite3
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from store import db
from store.db import Store
from store.documents import Documents
from store.domain import Document
from store.errors import ConflictError, SchemaError, StoreError
from store.nights import Nights


def test_sqlite_is_opened_with_write_ahead_log_foreign_keys_and_patience(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/deep/er/store.db") as store, store.transaction() as session:
        read = {name: session.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "foreign_keys")}
        assert read == {"journal_mode": "wal", "foreign_keys": 1}
        assert session.execute(text("PRAGMA busy_timeout")).scalar_one() >= 5_000


def test_foreign_keys_hold(store: Store) -> None:
    with pytest.raises(ConflictError), store.transaction() as session:
        session.execute(
            text(
                "INSERT INTO extractions (document_id, extractor_key, relevant, reconciled, record) "
                "VALUES ('nowhere', 'x', true, false, '{}')"
            )
        )


def test_a_transaction_commits_at_its_end_and_rolls_back_on_any_exception(
    store: Store, document: Callable[..., Document]
) -> None:
    with store.transaction() as session:
        Documents(session).add(document("kept"))
    with pytest.raises(ZeroDivisionError), store.transaction() as session:
        _ = Documents(session).add(document("dropped")) / 0
    with store.reading() as session:
        assert [found.id for _, found in Documents(session).search()] == ["kept"]


def test_a_reading_session_cannot_write(store: Store, at: datetime) -> None:
    with pytest.raises(StoreError), store.reading() as session:
        Nights(session).start(at)
    with store.transaction() as session:
        assert Nights(session).last() is None


def test_a_reader_sees_one_moment_beside_a_writer(store: Store, document: Callable[..., Document]) -> None:
    with store.reading() as before:
        assert Documents(before).count() == 0
        with store.transaction() as session:
            Documents(session).add(document())
        assert Documents(before).count() == 0
    with store.reading() as after:
        assert Documents(after).count() == 1


def test_writers_come_one_after_the_other(store: Store) -> None:
    second_is_in = threading.Event()

    def second() -> None:
        with store.transaction():
            second_is_in.set()

    waiting = threading.Thread(target=second)
    with store.transaction() as session:
        Nights(session).start(datetime.now(UTC))
        waiting.start()
        assert not second_is_in.wait(0.2)
    waiting.join(10)
    assert second_is_in.is_set()


def test_what_was_written_is_there_after_opening_again(database_url: str, document: Callable[..., Document]) -> None:
    with Store.open(database_url) as store, store.transaction() as session:
        Documents(session).add(document())
    with Store.open(database_url, upgrade=False) as store, store.reading() as session:
        assert Documents(session).get("doc-1") == document()


def test_a_file_that_is_no_database_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no database " * 100)
    with pytest.raises(StoreError, match=r"notes\.txt"):
        Store.open(f"sqlite:///{file}")
    assert file.read_text() == "no database " * 100


def test_another_programs_database_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE songs (title)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(SchemaError, match="another program"):
        Store.open(f"sqlite:///{file}")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://host:port/x", "no database URL"),
        ("", "no database URL"),
        ("not a url", "no database URL"),
        ("mysql://root@host/x", "mysql"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_urls_that_cannot_be_used_are_refused_with_a_remedy(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as refused:
        Store.open(url)
    assert refused.value.remedy


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="folder cannot be made"):
        Store.open(f"sqlite:///{tmp_path}/file/below/store.db")


def test_an_unreachable_server_is_refused_without_showing_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as refused:
        Store.open("postgresql://ada:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "127.0.0.1:1/none" in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:secret@host:abc/x",
        "postgresql//ada:secret@host/x",
        "ada:secret",
        "postgresql://ada:se/secret@host/x",
        "mysql://ada:secret@host/x",
        "mysql://host/x?password=secret",
        "sqlite://ada:secret@",
    ],
)
def test_a_url_that_cannot_be_used_is_not_repeated_with_its_password(url: str) -> None:
    with pytest.raises(StoreError) as refused:
        Store.open(url)
    told = "".join(traceback.format_exception(refused.value, chain=not refused.value.__suppress_context__))
    assert refused.value.remedy
    assert "secret" not in str(refused.value)
    assert "secret" not in "".join(line for line in told.splitlines() if not line.startswith("    "))


def test_a_newest_schema_is_opened_and_read_while_somebody_writes(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(database_url) as writer, writer.transaction() as session:
        Nights(session).start(datetime.now(UTC))
        monkeypatch.setattr(db, "BUSY_SECONDS", 0.1 if database_url.startswith("sqlite") else 1)
        with Store.open(database_url) as reader, reader.reading() as looking:
            assert Nights(looking).last() is None


@pytest.fixture
def nobody() -> Iterator[Path]:
    """An open folder, in the shoes of a user whom its owner can keep from writing."""
    folder = Path(tempfile.mkdtemp(prefix="mrawatch-ro-"))
    folder.chmod(0o777)
    rights = os.geteuid()
    if rights == 0:
        os.chown(folder, 65534, -1)
        os.seteuid(65534)
    yield folder
    os.seteuid(rights)
    folder.chmod(0o777)
    shutil.rmtree(folder)


@pytest.mark.parametrize("rights", [0o777, 0o555])
@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_file_and_a_folder_that_nobody_may_write_to_can_be_read(
    nobody: Path, at: datetime, rights: int, journal: str
) -> None:
    url = f"sqlite:///{nobody}/a store%.db"
    with Store.open(url) as store, store.transaction() as session:
        Nights(session).start(at)
    connection = sqlite3.connect(nobody / "a store%.db")
    assert connection.execute(f"PRAGMA journal_mode = {journal}").fetchone() == (journal,)
    connection.close()
    (nobody / "a store%.db").chmod(0o444)
    nobody.chmod(rights)
    with Store.open(url) as store:
        with store.reading() as session:
            assert Nights(session).last() is not None
        with pytest.raises(StoreError, match="readonly"), store.transaction() as session:
            Nights(session).start(at)


def test_a_missing_database_is_not_made_without_upgrade(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="there is no database"):
        Store.open(f"sqlite:///{tmp_path}/none.db", upgrade=False)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_and_a_file_that_is_no_database_have_remedies_of_their_own(tmp_path: Path) -> None:
    text = tmp_path / "notes.db"
    text.write_text("these are notes, and they go on for longer than a header does " * 40)
    with pytest.raises(StoreError) as no_database:
        Store.open(f"sqlite:///{text}")

    def fill(store: Store) -> None:
        with store.transaction() as session:
            connection = session.connection()
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            connection.exec_driver_sql("CREATE TABLE filler (x)")
            connection.exec_driver_sql("INSERT INTO filler VALUES (zeroblob(10000000))")

    with Store.open(f"sqlite:///{tmp_path / 'small.db'}") as store, pytest.raises(StoreError) as full:
        fill(store)
    assert "make room" in full.value.remedy
    assert full.value.remedy != no_database.value.remedy
