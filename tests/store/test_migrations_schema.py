"""The schema: migrated once, the same as the tables say, never touched by an older version."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from store.db import Store, upgrade
from store.domain import DecidedBy, Evidence, Statement
from store.errors import ConflictError, SchemaError
from store.registry import Registry
from store.tables import metadata
from store.verify import verify


def test_upgrade_says_where_it_came_from_and_does_nothing_twice(database_url: str) -> None:
    before, head = upgrade(database_url)
    assert before is None
    assert upgrade(database_url) == (head, head)


def test_the_migrated_schema_is_that_of_the_tables(store: Store) -> None:
    with store.transaction() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_ledger_of_the_first_release_is_sealed_when_it_is_upgraded(
    database_url: str, statement: Callable[..., Statement], at: datetime
) -> None:
    with Store.open(database_url) as store:
        with store.transaction() as session:
            for key in ("one", "two"):
                Registry(session).append(
                    statement(evidence=Evidence()), key=key, decided_by=DecidedBy.ANALYST, reason="seen", at=at
                )
            head = Registry(session).head()
        with store.transaction() as session:  # back to the first release's schema, its rows in place
            session.execute(text("ALTER TABLE changes DROP COLUMN seal"))
            session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert upgrade(database_url)[0] == "0001"
    with Store.open(database_url) as store:
        with store.reading() as session:
            assert Registry(session).head() == head
            assert verify(session).faults == ()
        with pytest.raises(ConflictError, match="append-only"), store.transaction() as session:
            session.execute(text("DELETE FROM changes"))


def test_a_database_newer_than_the_code_is_refused_and_stays_as_it_was(database_url: str) -> None:
    with Store.open(database_url) as store, store.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.execute(text("DROP TABLE nights"))
    for attempt in (upgrade, Store.open):
        with pytest.raises(SchemaError, match="9999") as refused:
            attempt(database_url)
        assert "newer" in refused.value.remedy


def test_a_newer_sqlite_file_keeps_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with Store.open(f"sqlite:///{file}") as store, store.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = file.read_bytes()
    with pytest.raises(SchemaError):
        Store.open(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_an_older_schema_is_refused_where_no_upgrade_is_wanted(database_url: str) -> None:
    with Store.open(database_url) as store, store.transaction() as session:
        session.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(SchemaError):
        Store.open(database_url, upgrade=False)


@pytest.mark.parametrize("wipe", ["UPDATE changes SET reason = 'other'", "DELETE FROM changes"])
def test_the_database_itself_refuses_to_rewrite_the_ledger(
    store: Store, statement: Callable[..., Statement], at: datetime, wipe: str
) -> None:
    with store.transaction() as session:
        written = Registry(session).append(statement(), key="k", decided_by=DecidedBy.ANALYST, reason="seen", at=at)
    with pytest.raises(ConflictError, match="append-only"), store.transaction() as session:
        session.execute(text(wipe))
    with store.reading() as session:
        assert Registry(session).changes() == (written,)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_ledger_cannot_be_truncated(store: Store) -> None:
    with pytest.raises(ConflictError, match="append-only"), store.transaction() as session:
        session.execute(text("TRUNCATE changes"))
