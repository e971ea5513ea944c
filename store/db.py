"""The database: its engine, its schema, its transactions. SQLite and PostgreSQL behave alike: one writer at a time."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, ColumnElement, Connection, Engine, String, collate, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlmodel import Session, SQLModel, col
from sqlmodel.sql.expression import SelectOfScalar
from sqlmodel.sql.sqltypes import AutoString

from store import sums
from store.errors import ConflictError, SchemaError, StoreError
from store.tables import DocumentRow, ExtractionRow

BUSY_SECONDS = 30
"""How long a writer waits for another one before the store gives up."""

CHUNK = 200
"""How many rows are held in memory at once where all are walked through."""

_WRITER_LOCK = 0x6D726177  # "mraw": the advisory lock that gives PostgreSQL the single writer that SQLite has
_SQLITE = "sqlite"

LARGEST = 2**31 - 1
"""The largest number that an integer column holds, on PostgreSQL too."""

Row = TypeVar("Row", bound=SQLModel)
R = TypeVar("R", DocumentRow, ExtractionRow)


def upgrade(url: str) -> tuple[str | None, str]:
    """Bring a database to the newest schema, in one transaction; the revisions before and after.

    A database from a newer version, or a SQLite file of another program, raises SchemaError and stays as it was;
    one that cannot be opened raises StoreError.
    """
    return _migrate(_parse(url), to_head=True)


class Store:
    """An open database of the newest schema. A context manager; not to be shared between processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str, *, upgrade: bool = True) -> Self:
        """Open the database at a SQLAlchemy URL of SQLite or PostgreSQL, creating a SQLite file and its folder.

        With `upgrade` its schema is brought up to date first; without, an older or missing one raises SchemaError.
        What cannot be opened raises StoreError. A file of the newest schema that may only be read can be read.
        """
        parsed = _parse(url)
        _migrate(parsed, to_head=upgrade)
        engine = _engine(parsed)
        if engine.dialect.name == _SQLITE:
            event.listen(engine, "connect", _write_ahead)
        return cls(engine)

    @property
    def url(self) -> str:
        """The database's URL, without its password."""
        return _shown(self._engine.url)

    def transaction(self) -> AbstractContextManager[Session]:
        """A session that may write: committed at the end, rolled back on any exception.

        There is one writer at a time, so that looking before writing is safe and the ledger's order is the order of
        commits. A failing database raises StoreError, a broken constraint ConflictError.
        """
        return self._session(mrawatch_begin="IMMEDIATE")

    def reading(self) -> AbstractContextManager[Session]:
        """A session that only reads, from one moment's state, beside any writer; a write raises StoreError."""
        return self._session(mrawatch_begin="DEFERRED", isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def _session(self, **options: Any) -> Iterator[Session]:
        if self._engine.dialect.name == _SQLITE:
            options.pop("isolation_level", None)
        with (
            _named_errors(self._engine.url),
            Session(self._engine.execution_options(**options), expire_on_commit=False) as session,
            session.begin(),
        ):
            sums.keep(session)
            session.connection()  # begins now, not at the first statement
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def in_chunks(session: Session, kind: type[R], statement: SelectOfScalar[R]) -> Iterator[R]:
    """A query's rows in the order of their `seq`, a chunk in memory at a time.

    Rows that the caller changes on the way, so that they no longer fit the query, disturb nothing.
    """
    seq, last = col(kind.seq), 0
    while rows := session.exec(statement.where(seq > last).order_by(seq).limit(CHUNK)).all():
        last = rows[-1].seq or last
        yield from rows


def numbered(session: Session, kind: type[Row], number: int) -> Row | None:
    """The row whose key is a number, None if there is none: none is beyond what the column holds."""
    return session.get(kind, number) if abs(number) <= LARGEST else None


def by_code_point(session: Session, column: Any) -> ColumnElement[Any]:
    """A column to order and compare by: texts by their code points on every database, whatever its collation."""
    if isinstance(column.type, AutoString | String) and session.connection().dialect.name == "postgresql":
        return collate(column, "C")
    ordered: ColumnElement[Any] = column
    return ordered


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(
            "no database URL that can be read was given; it is not repeated here, for it may hold a password",
            remedy="write it as sqlite:///folder/file.db or postgresql://user@host/name, a port in digits",
        ) from None
    match parsed.get_backend_name():
        case "sqlite":
            if not parsed.database or ":memory:" in parsed.database or "mode" in parsed.query:
                raise StoreError(
                    f"{_shown(parsed)}: a store needs a file", remedy="write it as sqlite:///folder/file.db"
                )
            return parsed
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise StoreError(
                f"{_shown(parsed)}: {other} is no database that mrawatch works with",
                remedy="use sqlite:///folder/file.db or postgresql://user@host/name",
            )


def _shown(url: URL) -> str:
    secret = {name: "***" for name in url.query if "pass" in name.lower()}
    return url.update_query_dict(secret).render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(url)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError(
            f"{_shown(url)}: the database's driver is not installed ({error})",
            remedy="install mrawatch with its extra: mrawatch[postgres]",
        ) from error
    if engine.dialect.name == _SQLITE:
        event.listen(engine, "connect", _own_transactions)
        if _sealed(Path(url.database or "")):
            event.listen(engine, "do_connect", _connect_sealed)
    event.listen(engine, "begin", _begin)
    return engine


def _sealed(file: Path) -> bool:
    """Whether nothing can change a SQLite file: no writer is at it, and its folder takes no new files from us."""
    effective = os.access in os.supports_effective_ids
    writable = os.access(file.parent, os.W_OK, effective_ids=effective)
    return file.exists() and not writable and not file.with_name(file.name + "-wal").exists()


def _connect_sealed(_dialect: object, _record: object, arguments: list[Any], options: dict[str, Any]) -> None:
    # SQLite reads a write-ahead database by way of files beside it, unless it is told that there is no need.
    arguments[0] = f"file:{quote(str(arguments[0]))}?immutable=1"
    options["uri"] = True


def _own_transactions(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # otherwise the driver begins by itself, late, and not before schema changes
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: sqlite3.Connection, _record: object) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:  # one that may only be read is read as it is
            raise
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("mrawatch_begin", "IMMEDIATE")
    if connection.dialect.name == _SQLITE:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if kind == 'DEFERRED' else 'OFF'}")
        connection.exec_driver_sql(f"BEGIN {kind}")
    elif kind == "IMMEDIATE":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


_PRIMARY_CODE = 0xFF
"""The part of SQLite's extended result codes that names the kind of error."""

_REMEDIES = {
    sqlite3.SQLITE_NOTADB: "name another file: this one is no database",
    sqlite3.SQLITE_CORRUPT: "restore it from a copy: the file is damaged",
    sqlite3.SQLITE_FULL: "make room on its disk; nothing was written",
    sqlite3.SQLITE_READONLY: "give it write permission, or use a command that only reads",
    sqlite3.SQLITE_BUSY: "wait until the other process has finished, then repeat",
}
_ANY_REMEDY = "check that it is a database of mrawatch and that it can be reached"


@contextmanager
def _named_errors(url: URL) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise ConflictError(
            f"{_shown(url)}: {error.orig}", remedy="nothing was written; correct it and repeat"
        ) from error
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY_CODE
        raise StoreError(f"{_shown(url)}: {error.orig}", remedy=_REMEDIES.get(code, _ANY_REMEDY)) from error


def _migrate(url: URL, *, to_head: bool) -> tuple[str | None, str]:
    if url.get_backend_name() == _SQLITE:
        _make_room(Path(url.database or ""), create=to_head)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head() or ""
    known = {script.revision for script in scripts.walk_revisions()}
    engine = _engine(url)
    try:
        with _named_errors(url):
            # Looked at without the writer's lock: a newest schema is opened beside a writer, or where nobody may write.
            with engine.execution_options(mrawatch_begin="DEFERRED").begin() as connection:
                before = _revision(connection, known)
            if before == head:
                return before, head
            if not to_head:
                raise SchemaError(
                    f"{_shown(url)}: its schema is at {before or 'nothing'}, this version works with {head}",
                    remedy="run mrawatch db upgrade",
                )
            with engine.begin() as connection:
                before = _revision(connection, known)
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    finally:
        engine.dispose()
    return before, head


def _revision(connection: Connection, known: set[str]) -> str | None:
    revision = MigrationContext.configure(connection).get_current_revision()
    _check(connection, revision, known)
    return revision


def _check(connection: Connection, revision: str | None, known: set[str]) -> None:
    """Refuse a database that is not ours to change."""
    name = _shown(connection.engine.url)
    if revision is not None and revision not in known:
        raise SchemaError(
            f"{name}: its schema {revision} is newer than this version of mrawatch",
            remedy="install the newer mrawatch that wrote it; the database was left as it was",
        )
    if revision is None and connection.dialect.name == _SQLITE and inspect(connection).get_table_names():
        raise SchemaError(f"{name}: the file holds another program's tables", remedy="name a file of its own")


def _make_room(file: Path, *, create: bool) -> None:
    if not create and not file.exists():
        raise SchemaError(f"{file}: there is no database", remedy="run mrawatch db upgrade")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{file}: its folder cannot be made: {error.strerror}", remedy="name a folder that you may write to"
        ) from error
