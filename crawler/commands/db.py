"""`mrawatch db …`: the database itself."""

import typer

from crawler.printing import show
from store.db import upgrade as upgrade_schema
from store.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The database.")


@app.command()
def upgrade() -> None:
    """Bring the database's schema to this version; every other command does so by itself when it opens a store."""
    before, after = upgrade_schema(Settings.read().database)
    show(f"schema {after}: already there" if before == after else f"schema {before or 'none'} → {after}")
