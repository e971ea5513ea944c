"""`mrawatch evaluate`: how well the shipped reader reads announcements whose right reading is known."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from crawler.commands.options import Format, FormatOption
from crawler.languages import bcp47
from crawler.printing import show, show_error, show_json, show_table
from nlp.languages import identify
from store.domain import Document, Extraction
from store.errors import InputError, MrawatchError

if TYPE_CHECKING:
    from nlp.evaluate import Report

TABLES = (
    ("event", "event+role", "event+date", "main"),
    ("false alarm", "partner", "planned", "claim", "count"),
    ("figure", "figure+full", "grounded"),
)
"""The measures that stand side by side: what fits 80 columns."""


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", help="A .jsonl of announcements with their right reading, or a folder of .json."
        ),
    ],
    format_: FormatOption = Format.TABLE,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what was told wrongly.")] = False,
    floors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A TOML of floors; end with 1 where a figure is below its own.")
    ] = None,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Move the floors up to the figures that are better.")
    ] = False,
    lower_floors: Annotated[
        bool, typer.Option("--lower-floors", help="Set the floors to the figures, also where these are worse.")
    ] = False,
) -> None:
    """Read gold announcements with the shipped reader and print how much of them it read rightly.

    A line a group of them: all, each language, each phenomenon. F1, and shares of announcements: of those with a main
    event how often it is told, of those without how often one is, and of all quotes how many stand in the text. Then
    how far confidence can be believed: what was told with which confidence, and how much of it was right.
    """
    if floors is None and (raise_floors or lower_floors):
        raise InputError("no floors to move", remedy="name their file: --floors FILE")
    # Imported here: the reading pipeline takes seconds to load, which no other command needs.
    from crawler.extracting import read
    from nlp.evaluate import evaluate as measure
    from nlp.floors import below, raised, read_floors, written
    from nlp.gold import read_gold
    from nlp.judging import judgements
    from nlp.pipeline import load

    records: dict[str, Extraction] = {}
    unread: list[MrawatchError] = []
    try:
        golds = read_gold(gold)
        for document, reading in read(load(), [_document(one) for one in golds]):
            if isinstance(reading, MrawatchError):
                unread.append(reading)
                show_error(reading)
            else:
                records[document.id] = reading
        reports = measure(golds, records)
        judged = judgements(golds, records)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{gold}: is not written as gold announcements are: {_reason(error)}",
            remedy='write {"id", "text", "language", "published", "title", "gold": {"events": [{"action", "parties", '
            '"date", "reported_as"}], "trade_figures", "counts", "partner_lists"}}',
        ) from error
    if format_ is Format.JSON:
        told = {group: _data(report, errors) for group, report in reports.items()}
        show_json(told | {"calibration": {name: _calibration(pairs) for name, pairs in judged.items()}})
    else:
        _show(reports, errors)
        _show_calibration(judged)
    missed: list[str] = []
    if floors is not None:
        held = read_floors(floors)
        if raise_floors or lower_floors:
            held = raised(reports, held, lower=lower_floors)
            floors.write_text(written(held), "utf-8")
        missed = list(below(reports, held))
        for line in missed:
            show_error(InputError(line, remedy="mend the reader; --lower-floors sets the floor to what it does now"))
    if unread or missed:
        raise typer.Exit(1)


def _document(gold: Mapping[str, Any]) -> Document:
    return Document(
        id=gold["id"],
        text=gold["text"],
        title=gold.get("title") or "",
        language=bcp47(gold["language"]) if gold.get("language") else identify(gold["text"]),
        published=gold.get("published"),
    )


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg'].removeprefix('Value error, ')}"
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _data(report: "Report", errors: bool) -> dict[str, Any]:
    return {"documents": report.documents, **report.figures()} | ({"errors": report.errors} if errors else {})


def _show(reports: Mapping[str, "Report"], errors: bool) -> None:
    groups = ("all", *sorted(group for group in reports if group != "all"))
    for measures in TABLES:
        columns = ("Group", "Docs", *measures)
        rows = ((group, reports[group].documents, *_cells(reports[group], measures)) for group in groups)
        show_table(columns, rows, numbers=columns[1:])
    if errors:
        for error in reports["all"].errors:
            show(error)


def _calibration(pairs: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    from nlp.calibration import expected_error, reliability

    return {
        "told": len(pairs),
        "error": round(expected_error(pairs), 4),
        "bins": [{"confidence": c, "right": r, "told": n} for c, r, n in reliability(pairs)],
    }


def _show_calibration(judged: Mapping[str, Sequence[tuple[float, bool]]]) -> None:
    rows = []
    for name, pairs in judged.items():
        if pairs:
            found = _calibration(pairs)
            bins = "  ".join(f"{b['confidence']:.2f}→{b['right']:.2f} ({b['told']})" for b in found["bins"][-4:])
            rows.append((name, found["told"], f"{found['error']:.3f}", bins))
    show_table(("Field", "Told", "Error", "Confidence → right (told)"), rows, numbers=("Told", "Error"))


def _cells(report: "Report", measures: Iterable[str]) -> list[str | None]:
    figures = report.figures()
    return [None if figures[name] is None else f"{figures[name]:.3f}" for name in measures]
