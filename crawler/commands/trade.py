"""`mrawatch trade`: what the announcements tell of trade, as series."""

from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.commands.options import Format, FormatOption, party
from crawler.printing import show, show_json, show_table
from store.domain import Flow
from store.extractions import Extractions
from store.reconcile.departures import series
from store.reconcile.series import mirrors


def trade(
    reporter: Annotated[
        str | None, typer.Option("--reporter", metavar="CODE", help="Only what this party reports.")
    ] = None,
    partner: Annotated[str | None, typer.Option("--partner", metavar="CODE", help="Only trade with it.")] = None,
    flow: Annotated[Flow | None, typer.Option("--flow", help="Only this direction, as its reporter sees it.")] = None,
    mirror: Annotated[bool, typer.Option("--mirror", help="Also what the partners report of the same flows.")] = False,
    flagged: Annotated[bool, typer.Option("--flagged", help="Only series with figures that depart from them.")] = False,
    format_: FormatOption = Format.TABLE,
) -> None:
    """List the trade figures that were read as series, each with the figures that depart from it flagged.

    A series is what one reporter tells of a flow in a currency; where the reporter is not known, the two parties stand
    in its place. Later statements of a period are revisions; the earlier ones stay, in brackets. JSON gives the reasons
    of the flags, and the words of each figure.
    """
    by, to = (party(code) if code else None for code in (reporter, partner))
    with opened() as store, store.reading() as session:
        known = series(Extractions(session).with_figures())
    found = tuple(one for one in known if one.is_of(by, to, flow))
    if mirror:
        found += tuple(one for one in mirrors(found, known) if one not in found)
    if flagged:
        found = tuple(one for one in found if any(point.flags for point in one.points))
    if format_ is Format.JSON:
        show_json(found)
        return
    show_table(
        ("Reporter", "Partner", "Flow", "Period", "Millions", "", "Change", "Flagged", "Document"),
        (
            (
                one.reporter or f"? ({' → '.join(one.between)})",
                one.partner or ("world" if one.reporter else None),
                one.flow,
                point.period,
                f"{point.value / 1e6:,.1f}" if point.current else f"({point.value / 1e6:,.1f})",
                one.currency,
                None if point.yoy_percent is None else f"{point.yoy_percent:+g} %",
                ", ".join(flag.rule for flag in point.flags),
                point.document_id,
            )
            for one in found
            for point in one.points
        ),
        numbers=("Millions", "Change"),
    )
    points = [point for one in found for point in one.points]
    show(f"{len(points)} figures in {len(found)} series, {sum(bool(point.flags) for point in points)} flagged")
