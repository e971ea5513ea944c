"""The schema: migrated once, the same as the tables say, never touched by an older version."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, UniqueConstraint, create_engine, inspect, text
from sqlmodel import select

import store.migrations
from store.chain import breaks
from store.db import Store, upgrade
from store.documents import Documents
from store.domain import DecidedBy, Evidence, Milestone, ReviewKind, Statement, sha256
from store.errors import ConflictError, SchemaError
from store.registry import Registry
from store.reviews import Reviews
from store.sums import row_sum
from store.tables import ChangeRow, metadata
from store.walking import walk


def test_upgrade_says_where_it_came_from_and_does_nothing_twice(database_url: str) -> None:
    before, head = upgrade(database_url)
    assert before is None
    assert upgrade(database_url) == (head, head)


def test_the_migrated_schema_is_that_of_the_tables(store: Store) -> None:
    with store.transaction() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrated_names_are_those_of_the_tables(store: Store) -> None:
    with store.transaction() as session:
        found = inspect(session.connection())
        for table in metadata.sorted_tables:
            told = {key.name for key in table.foreign_key_constraints}
            assert {key["name"] for key in found.get_foreign_keys(table.name)} == told, table.name
            assert found.get_pk_constraint(table.name)["name"] == table.primary_key.name
            unique = {key.name for key in table.constraints if isinstance(key, UniqueConstraint)}
            assert {key["name"] for key in found.get_unique_constraints(table.name)} == unique, table.name
            indexes = {key["name"] for key in found.get_indexes(table.name) if "duplicates_constraint" not in key}
            assert indexes == {index.name for index in table.indexes}, table.name


def _first_release(database_url: str, statement: Statement, at: datetime) -> None:
    """A database as the first release left it, with a document, a reading, a review and two changes in place."""
    config = Config()
    config.set_main_option("script_location", str(Path(store.migrations.__file__ or "").parent))
    url = database_url.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    told = statement.model_dump(mode="json", exclude={"evidence": {"source", "issuer", "cluster"}})
    proposal = {"key": "p", "document_id": "doc-1", "statement": told, "verdict": "queue", "reasons": ["why"]}
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(connection)
        rows: dict[str, list[dict[str, object]]] = {
            "documents": [
                {"id": "doc-1", "title": "", "text": "signed", "language": "en", "tier": "authority"}
                | {"text_sha256": sha256("signed"), "source": "haiguan"}
            ],
            "extractions": [
                {"document_id": "doc-1", "extractor_key": "k", "relevant": False, "reconciled": True, "record": {}}
            ],
            "reviews": [
                {"key": "p", "document_id": "doc-1", "recognition": "CN-MO", "status": "open", "proposal": proposal}
                | {"opened_at": at, "note": ""}
            ],
            "changes": [
                {"seq": seq, "key": str(seq), "recognition": "CN-MO", "milestone": "signed", "statement": told}
                | {"decided_by": "analyst", "decided_at": at, "reason": "seen", "withdraws": False}
                for seq in (1, 2)
            ],
        }
        for name, given in rows.items():
            connection.execute(tables.tables[name].insert(), given)
    engine.dispose()


def test_a_store_of_the_first_release_is_brought_up_with_its_data_in_place(
    database_url: str, statement: Callable[..., Statement], at: datetime
) -> None:
    _first_release(database_url, statement(evidence=Evidence()), at)
    assert upgrade(database_url)[0] == "0001"
    with Store.open(database_url) as opened:
        with opened.reading() as session:
            assert [change.reason for change in Registry(session).changes()] == ["seen", "seen"]
            assert Registry(session).recognition("CN-MO").status is Milestone.SIGNED
            assert Documents(session).get("doc-1").issuer is None
            (review,) = Reviews(session).list()
            assert (review.kind, review.version) == (ReviewKind.PROPOSAL, 1)
            assert list(breaks(row.model_dump() for row in session.exec(select(ChangeRow)))) == []
            for name in ("documents", "extractions", "reviews"):
                (row,) = walk(session, metadata.tables[name], pytest.fail)
                assert row["row_sha256"] == row_sum(row)
        with pytest.raises(ConflictError, match="append-only"), opened.transaction() as session:
            session.execute(text("DELETE FROM changes"))
        with opened.transaction() as session:
            context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []


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
        session.execute(text("TRUNCATE changes CASCADE"))
