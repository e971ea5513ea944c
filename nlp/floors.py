"""Floors: the figures below which the reader must not fall, kept in a file, lowered only on purpose."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from nlp.evaluate import Report
from store.errors import InputError

LOWER_IS_BETTER = ("false alarm",)
"""Measures for which the file holds a ceiling."""

Floors = Mapping[str, Mapping[str, float]]
"""For each group of documents its measures' floors."""


def read_floors(path: Path) -> Floors:
    """The floors of a TOML file: a table a group, a number a measure. InputError names what is wrong."""
    try:
        floors = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: no floors: {error}", remedy="write a table for each group: [all]") from error
    for group, measures in floors.items():
        if not isinstance(measures, dict) or not all(isinstance(value, int | float) for value in measures.values()):
            raise InputError(
                f"{path}: {group}: floors are numbers by measure", remedy='write "event" = 0.9 below [all]'
            )
    return floors


def below(reports: Mapping[str, Report], floors: Floors) -> Iterator[str]:
    """What falls below its floor, in words; a group or measure that was not measured does too."""
    for group, measures in floors.items():
        figures = reports[group].figures() if group in reports else {}
        for measure, floor in measures.items():
            value = figures.get(measure)
            if value is None:
                yield f"{group}: {measure} was not measured, its floor is {floor:g}"
            elif value > floor if measure in LOWER_IS_BETTER else value < floor:
                bound = "ceiling" if measure in LOWER_IS_BETTER else "floor"
                yield f"{group}: {measure} is {value:.4f}, its {bound} is {floor:g}"


def raised(reports: Mapping[str, Report], floors: Floors, *, lower: bool = False) -> dict[str, dict[str, float]]:
    """The floors moved up to what is measured; also down with `lower`, and never otherwise."""
    moved: dict[str, dict[str, float]] = {}
    for group, measures in floors.items():
        figures = reports[group].figures() if group in reports else {}
        moved[group] = {}
        for measure, floor in measures.items():
            value = figures.get(measure)
            if value is None:
                moved[group][measure] = floor
                continue
            ceiling = measure in LOWER_IS_BETTER
            reached = (math.ceil if ceiling else math.floor)(value * 10_000) / 10_000
            moved[group][measure] = reached if lower else (min if ceiling else max)(reached, floor)
    return moved


def written(floors: Floors) -> str:
    """Floors as TOML."""
    tables = []
    for group, measures in floors.items():
        rows = "\n".join(f'"{measure}" = {value:g}' for measure, value in measures.items())
        tables.append(f'["{group}"]\n{rows}\n')
    return "\n".join(tables)
