"""`mrawatch sources …`: the newsrooms that are declared."""

from typing import Annotated, Literal

import typer

from crawler.commands.options import Format, FormatOption
from crawler.declarations import load_sources
from crawler.printing import counted, show, show_json, show_table

app = typer.Typer(no_args_is_help=True, help="The newsrooms that a night can read.")


@app.command("list")
def list_(
    status: Annotated[
        Literal["bundled", "unverified", "verified"] | None,
        typer.Option(
            "--status", help="Only replicas that ship with mrawatch, or real newsrooms not yet or already seen."
        ),
    ] = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """List the declared newsrooms: whose they are, how they are listed, whether a live crawl has seen them."""
    found = [source for source in load_sources() if status is None or source.status == status]
    if format_ is Format.JSON:
        show_json(found)
        return
    rows = ((s.id, s.party, f"{s.name}\n{s.url}", s.language, s.index, s.status) for s in found)
    show_table(("Source", "Party", "Newsroom", "Lang.", "Index", "Status"), rows)
    show(counted(len(found), "newsroom"))
