"""`mrawatch db …`: the database itself."""

from typing import Annotated

import typer

from crawler.printing import show, show_table
from store.copying import copy
from store.db import Store
from store.db import upgrade as upgrade_schema
from store.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The database.")


@app.command()
def upgrade() -> None:
    """Bring the database's schema to this version; every other command does so by itself when it opens a store."""
    before, after = upgrade_schema(Settings.read().database)
    show(f"schema {after}: already there" if before == after else f"schema {before or 'none'} → {after}")


@app.command("copy")
def copy_(
    source: Annotated[str, typer.Argument(metavar="URL", help="The database to copy.")],
    target: Annotated[str, typer.Argument(metavar="URL", help="The database to fill; it must be empty.")],
) -> None:
    """Copy a whole store into another database, SQLite or PostgreSQL, and prove by checksum that both hold the same."""
    with (
        Store.open(source, upgrade=False) as there,
        Store.open(target) as here,
        there.reading() as reading,
        here.transaction() as writing,
    ):
        copied = copy(reading, writing)
    show_table(("Table", "Rows"), copied.rows.items(), numbers=("Rows",))
    show(f"both have the checksum {copied.sha256}")
