"""What authorities have said of their networks: `statements.csv` as claims, against which the registry is replayed."""

import csv
from functools import cache
from importlib.resources import files

from store.domain import Claim, CountKind, Span


@cache
def statements() -> tuple[Claim, ...]:
    """Every statement as a claim without a document; its evidence is its own row."""
    lines = files("store").joinpath("baseline/statements.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple(
        Claim(
            document_id="statements.csv",
            holder=row["holder"],
            kind=CountKind(row["kind"]),
            value=float(row["value"]),
            basis=row["basis"] or None,
            stated_on=row["stated_on"],
            evidence=Span(text=(words := ",".join(row.values())), start=0, end=len(words)),
        )
        for row in rows
    )
