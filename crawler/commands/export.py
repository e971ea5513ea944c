"""`mrawatch export`: the registry and what it was read from, as files for others."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.printing import show, show_table
from store.exports import EXPORTS
from store.exports import export as write_export


def _known(format_: str) -> str:
    if format_ not in EXPORTS:
        raise typer.BadParameter(f"{format_!r} is not one of {', '.join(EXPORTS)}")
    return format_


def export(
    format_: Annotated[
        str, typer.Option("--format", parser=_known, metavar="|".join(EXPORTS), help="The files' format.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write, whole or not at all.")],
) -> None:
    """Write recognitions, changes and extracted records with a manifest of counts and checksums."""
    with opened() as store, store.reading() as session:
        manifest = write_export(session, format_, out)
    rows = ((file.name, file.rows, file.bytes, file.sha256[:16]) for file in manifest.files)
    show_table(("File", "Records", "Bytes", "SHA-256"), rows, numbers=("Records", "Bytes"))
    show(f"{manifest.schema_} written to {out}")
