"""`mrawatch verify`: whether the store still is what was written into it."""

import typer

from crawler.archive import Archive
from crawler.commands.opening import opened
from crawler.printing import show, show_error
from store.errors import StoreError
from store.settings import Settings
from store.verify import bodies
from store.verify import verify as check


def verify() -> None:
    """Check every row, the ledger's chain, every quote against its text, the raw bodies, and every publication.

    Each fault is a line that names what is not as it was written; the exit code is then 1.
    """
    settings = Settings.read()
    kept = 0
    with opened(settings, balance=False) as store, store.reading() as session:
        checked = check(session, settings.publications)
        faults = [StoreError(fault, remedy="restore it from a backup") for fault in checked.faults]
        archive = Archive(settings.archive)
        for document, digest in bodies(session):
            kept += 1
            try:
                archive.get(digest)
            except StoreError as error:
                faults.append(StoreError(f"body of {document}: {error.message}", remedy=error.remedy))
            except ValueError as error:  # what cannot be a file's name is no hash
                faults.append(StoreError(f"body of {document}: {error}", remedy="restore it from a backup"))
    for fault in faults:
        show_error(fault)
    show(
        f"{checked.changes} changes, {checked.documents} documents, {checked.quotes} quotes, {kept} bodies, "
        f"{checked.files} published files: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}"
    )
    if faults:
        raise typer.Exit(1)
