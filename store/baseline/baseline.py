"""The opening balance as statements: `mras.csv` and `steps.csv` read into the registry's words."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from store.domain import Evidence, Milestone, Mode, Scope, Statement, Tier, recognition_id
from store.errors import StoreError
from store.reconcile.identity import normal_form

COMPILED = datetime(2026, 2, 28, tzinfo=UTC)
"""When the opening balance was known: the end of the month of the newest fact in it."""

CONFIDENCE: Mapping[str, float] = MappingProxyType({"high": 0.95, "medium": 0.8, "low": 0.6})
"""The table's words as probabilities: our own reading, high for several or official sources, low for hearsay and
inference. No count of errors stands behind the figures yet."""

INFERRED = "status inferred"
"""The words of a note that says that a start is inferred from age or partner lists: then it is at most of medium
confidence, however well the signing is founded."""

Row = Mapping[str, str]
Keyed = tuple[str, Statement]


@cache
def statements() -> tuple[Keyed, ...]:
    """Every statement of the opening balance with its stable key, `baseline:<recognition>:<milestone>[:<part>]`.

    A part is the members whose own start it is, or the modes it is limited to. Raises StoreError naming file and row
    for a value that is not known.
    """
    steps: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows("steps.csv"):
        steps[row["parties"]].append(row)
    found = [keyed for row in _rows("mras.csv") for keyed in _keyed(row, steps.pop(row["parties"], []))]
    if steps:
        raise _unknown("steps.csv", next(iter(steps)), "parties", "no row of mras.csv")
    if len({key for key, _ in found}) != len(found):
        raise StoreError("store/baseline: two rows state the same milestone", remedy="join the rows")
    return tuple(found)


def _rows(file: str) -> Iterator[Row]:
    text = files("store.baseline").joinpath(file).read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _keyed(row: Row, steps: list[Row]) -> Iterator[Keyed]:
    dated = {step["milestone"] for step in steps}
    for milestone, stated in _milestones(row):
        if milestone not in dated:
            yield _statement(row, milestone, stated)
    for step in steps:
        if step["milestone"] not in set(Milestone):
            raise _unknown("steps.csv", row["parties"], "milestone", step["milestone"])
        modes = tuple(Mode(mode) for mode in step["modes"].split(";") if mode)
        acceding = tuple(code for code in step["acceding"].split(";") if code)
        yield _statement(row, Milestone(step["milestone"]), step["date"], acceding, modes)


def _milestones(row: Row) -> Iterator[tuple[Milestone, str]]:
    """The milestones that a row states by itself, each with its date or an empty string."""
    if row["kind"] not in ("bilateral", "plurilateral"):
        raise _unknown("mras.csv", row["parties"], "kind", row["kind"])
    match row["status"]:
        case "negotiating":
            yield Milestone.TALKS, ""
        case "work_plan":
            yield Milestone.ACTION_PLAN, ""
        case "signed":
            yield Milestone.SIGNED, row["signed_on"]
        case "in_force":
            if row["signed_on"]:
                yield Milestone.SIGNED, row["signed_on"]
            yield Milestone.IN_FORCE, row["in_force_on"]
        case unknown:
            raise _unknown("mras.csv", row["parties"], "status", unknown)


def _statement(
    row: Row, milestone: Milestone, stated: str, acceding: tuple[str, ...] = (), modes: tuple[Mode, ...] = ()
) -> Keyed:
    if row["confidence"] not in CONFIDENCE:
        raise _unknown("mras.csv", row["parties"], "confidence", row["confidence"])
    parties = normal_form(row["parties"].split(";"))
    confidence = CONFIDENCE[row["confidence"]]
    if milestone is Milestone.IN_FORCE and not stated and INFERRED in row["note"]:
        confidence = min(confidence, CONFIDENCE["medium"])
    part = "-".join((*acceding, *modes))
    key = ":".join(filter(None, ("baseline", recognition_id(parties), milestone, part)))
    return key, Statement(
        parties=parties,
        milestone=milestone,
        date=stated or None,
        date_rule="as compiled",
        acceding=acceding,
        scope=Scope(modes=modes),
        evidence=Evidence(sources=tuple(row["source_url"].split()), tier=Tier.OTHER),
        confidence=confidence,
        note=row["note"],
    )


def _unknown(file: str, row: str, column: str, value: str) -> StoreError:
    return StoreError(
        f"store/baseline/{file}, row {row}: {column} is {value!r}", remedy=f"correct the {column} of that row"
    )
