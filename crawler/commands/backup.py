"""`mrawatch backup`: the store and its raw bodies in one file."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.archive import Archive
from crawler.backups import backup as write
from crawler.commands.opening import opened
from crawler.printing import show
from store.settings import Settings


def backup(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it must not be there yet.")],
) -> None:
    """Write the store and its raw bodies into one file, as they are at one moment."""
    settings = Settings.read()
    with opened(settings) as store:
        manifest = write(store, Archive(settings.archive), out)
    show(f"{out}: the store {manifest.checksum[:16]} with {manifest.bodies} raw bodies")
