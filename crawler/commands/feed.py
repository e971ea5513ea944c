"""`mrawatch feed`: the last changes as an Atom feed."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.printing import show
from store.feeds.atom import ENTRIES, write


def feed(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write, whole or not at all.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many changes it tells of.")] = ENTRIES,
) -> None:
    """Write the last changes of the registry as an Atom feed, the newest first."""
    with opened() as store, store.reading() as session:
        told = write(session, out, limit)
    show(f"{told} changes written to {out}")
