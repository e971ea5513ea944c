"""`mrawatch restore`: a backup brought back."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.archive import Archive
from crawler.backups import restore as bring_back
from crawler.printing import show
from store.settings import Settings


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `mrawatch backup` wrote.")],
) -> None:
    """Bring a backup back into this process's database, which must be empty, and its raw bodies into the archive."""
    settings = Settings.read()
    copied = bring_back(file, settings.database, Archive(settings.archive))
    show(f"{copied.rows['changes']} changes, {copied.rows['documents']} documents: the store {copied.sha256[:16]}")
