"""`mrawatch publications …`: the versions of the published registry."""

from collections import Counter
from typing import Annotated

import typer

from crawler.commands.options import Format, FormatOption
from crawler.locking import alone
from crawler.printing import counted, show, show_json, show_table
from store.exports.deltas import Op, difference
from store.exports.versions import LATEST, prune, publication, publications, versions
from store.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The versions of the published registry.")


@app.command("list")
def list_(format_: FormatOption = Format.TABLE) -> None:
    """List the publications, the oldest first: its time, of how many changes it was made, in which formats."""
    folder = Settings.read().publications
    made = list(publications(folder))
    latest = (folder / LATEST).resolve().name
    if format_ is Format.JSON:
        show_json({"latest": latest if made else None, "publications": [one.model_dump(mode="json") for one in made]})
        return
    columns = ("Version", "Changes", "Formats", "Bytes", "")
    rows = ((o.version, o.changes, " ".join(o.formats), o.bytes, LATEST if o.version == latest else "") for o in made)
    show_table(columns, rows, numbers=("Changes", "Bytes"))
    show(f"{counted(len(made), 'publication')} in {folder}")


@app.command()
def diff(
    earlier: Annotated[str, typer.Argument(metavar="A", help="The earlier version.")],
    later: Annotated[str, typer.Argument(metavar="B", help="The later version, or latest.")] = LATEST,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Tell how many rows of each sheet were added, removed and changed between two publications; the rows as JSON."""
    folder = Settings.read().publications
    one, other = publication(folder, earlier), publication(folder, later)
    differing = {sheet.name: difference(folder / earlier, one, folder / later, sheet) for sheet in other.sheets}
    if format_ is Format.JSON:
        sheets = {name: [dict(row) for row in rows] for name, rows in differing.items()}
        show_json({"earlier": one.version, "later": other.version, "sheets": sheets})
        return
    counts = {name: Counter(row["op"] for row in rows) for name, rows in differing.items()}
    ops = tuple(op.value for op in Op)
    show_table(("Sheet", *ops), ((name, *(count[op] for op in ops)) for name, count in counts.items()), numbers=ops)
    show(f"{one.version} → {other.version}: {sum(count.total() for count in counts.values())} rows differ")


@app.command("prune")
def prune_(
    keep: Annotated[int, typer.Option(metavar="N", min=1, help="How many versions stay: the newest.")],
) -> None:
    """Remove the oldest publications; the one that latest leads to always stays, and the last one that is whole.

    Not while a night is under way. Whoever follows by deltas from a version that is gone begins anew with a whole one.
    """
    settings = Settings.read()
    removed = 0
    with alone(settings.home):
        for version in prune(settings.publications, keep):
            show(f"removed {version}")
            removed += 1
        left = len(versions(settings.publications))
    show(f"{counted(removed, 'publication')} removed, {counted(left, 'publication')} left in {settings.publications}")
