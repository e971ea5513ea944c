"""Opening the store for a command that asks it something."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from crawler.commands.options import now
from crawler.printing import note
from store.db import Store
from store.errors import StoreError
from store.opening import baseline_due, load_baseline
from store.settings import Settings


def _missing(url: str) -> Path | None:
    """The file of a SQLite database that is not there; None for every other database."""
    try:
        parsed = make_url(url)
    except ArgumentError:  # named by the store, which takes care of passwords
        return None
    if parsed.get_backend_name() != "sqlite" or not parsed.database or Path(parsed.database).exists():
        return None
    return Path(parsed.database)


@contextmanager
def opened(settings: Settings | None = None, *, balance: bool = True) -> Iterator[Store]:
    """The store of this process's settings, upgraded, with this version's opening balance in its ledger.

    Without `balance` the ledger stays as it is: for what only looks whether it is whole.
    StoreError where there is none yet: a question in the wrong folder must not leave a registry there.
    """
    url = (settings or Settings.read()).database
    if (file := _missing(url)) is not None:
        raise StoreError(
            f"{file}: there is no registry here",
            remedy="run mrawatch nightly, or mrawatch db upgrade for the opening balance alone, or set MRAWATCH_HOME "
            "to the folder where it is",
        )
    with Store.open(url) as store:
        due = False
        if balance:
            with store.reading() as session:
                due = baseline_due(session)
        if due:
            try:
                with store.transaction() as session:
                    load_baseline(session, now())
            except StoreError as error:
                note(f"this version's opening balance is not loaded: {error.message}")
        yield store
