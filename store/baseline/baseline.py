"""The opening balance as statements: `mras.csv` and `steps.csv` read into the registry's words.

A row without a public source is left out, however likely it is.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from store.domain import MUTUAL, Evidence, Milestone, Mode, Scope, Statement, Tier, recognition_id, sha256
from store.errors import StoreError
from store.reconcile.identity import normal_form

COMPILED = datetime(2026, 2, 28, tzinfo=UTC)
"""When the opening balance as a whole was last edited: no row is compiled later, and a row that is only taken out
moves it too."""

CONFIDENCE: Mapping[str, float] = MappingProxyType({"high": 0.95, "medium": 0.8, "low": 0.6})
"""The table's words as probabilities: our own reading, high for several or official sources, low for hearsay and
inference. No count of errors stands behind the figures yet."""

INFERRED = "status inferred"
"""The words of a note that says that a start is inferred from age or partner lists: then it is at most of medium
confidence, however well the signing is founded."""

WITHDRAWN = "withdrawn"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement of the opening balance, and as of which day it was known.

    `slot` is what it is about, the same through every correction: `baseline:<recognition>:<milestone>[:<part>]`. A
    part is the members whose own start it is, the side that recognises, or the modes it is limited to.
    """

    slot: str
    compiled: date
    statement: Statement

    @property
    def key(self) -> str:
        """The key in the ledger: the slot, the day and a hash of the content, so that a corrected row is a new one."""
        return f"{self.slot}@{self.compiled}.{sha256(self.statement.model_dump_json())[:12]}"

    @property
    def known(self) -> datetime:
        """The moment from which the statement was known, where a ledger begins with it."""
        return datetime.combine(self.compiled, time.min, UTC)


def due(keys: Sequence[str]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """What a ledger lacks of the opening balance: the entries to append, and the slots to withdraw.

    `keys` are those of the baseline's changes in the ledger, in its order. Slots that the opening balance no longer has
    are withdrawn. Nothing is due to a ledger that a later version of mrawatch has written to.
    """
    written, latest = set(keys), {slot_of(key): _version(key) for key in keys}
    if max(latest.values(), default="")[: len("YYYY-MM-DD")] > COMPILED.date().isoformat():
        return (), ()
    stated = {entry.slot for entry in entries()}
    missing = tuple(entry for entry in entries() if entry.key not in written)
    gone = tuple(slot for slot, version in latest.items() if slot not in stated and WITHDRAWN not in version)
    return missing, gone


def slot_of(key: str) -> str:
    """The slot that a baseline's change in the ledger belongs to, by its key."""
    return key.partition("@")[0]


def withdrawal_key(slot: str, seq: int) -> str:
    """The key of the change that withdraws change `seq` because the opening balance no longer has its slot."""
    return f"{slot}@{COMPILED.date()}.{WITHDRAWN}.{seq}"


def _version(key: str) -> str:
    return key.partition("@")[2]


@cache
def entries() -> tuple[Entry, ...]:
    """Every statement of the opening balance, those known first at the front.

    Raises StoreError naming file and row for a value that is not known.
    """
    steps: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows("steps.csv"):
        steps[row["parties"]].append(row)
    found = [entry for row in _rows("mras.csv") for entry in _entries(row, steps.pop(row["parties"], []))]
    if steps:
        raise _unknown("steps.csv", next(iter(steps)), "parties", "no row of mras.csv")
    if len({entry.slot for entry in found}) != len(found):
        raise StoreError("store/baseline: two rows state the same milestone", remedy="join the rows")
    return tuple(sorted(found, key=lambda entry: entry.compiled))


def _rows(file: str) -> Iterator[Row]:
    text = files("store.baseline").joinpath(file).read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _entries(row: Row, steps: list[Row]) -> Iterator[Entry]:
    dated = {step["milestone"] for step in steps}
    compiled = _compiled(row, "mras.csv")
    for milestone, stated in _milestones(row):
        if milestone not in dated:
            yield _entry(row, compiled, milestone, stated)
    for step in steps:
        if step["milestone"] not in set(Milestone):
            raise _unknown("steps.csv", row["parties"], "milestone", step["milestone"])
        modes = tuple(Mode(mode) for mode in step["modes"].split(";") if mode)
        acceding = tuple(code for code in step["acceding"].split(";") if code)
        compiled = _compiled(step, "steps.csv")
        scope = _sided(row, step).model_copy(update={"modes": modes})
        yield _entry(row, compiled, Milestone(step["milestone"]), step["date"], acceding, scope)


def _sided(row: Row, step: Row) -> Scope:
    """Whose recognition of whom a step is, and of which tier; everybody's where it names no recogniser."""
    recogniser = step["recogniser"]
    if not recogniser:
        return MUTUAL
    others = [code for code in row["parties"].split(";") if code != recogniser]
    if len(others) != 1 or len(row["parties"].split(";")) != 2:
        raise _unknown("steps.csv", row["parties"], "recogniser", recogniser)
    return Scope(recogniser=recogniser, recognised=others[0], tier=step["tier"] or None)


def _compiled(row: Row, file: str) -> date:
    try:
        compiled = date.fromisoformat(row["compiled"])
    except ValueError:
        compiled = date.max
    if compiled > COMPILED.date():
        raise _unknown(file, row["parties"], "compiled", row["compiled"])
    return compiled


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


def _entry(
    row: Row,
    compiled: date,
    milestone: Milestone,
    stated: str,
    acceding: tuple[str, ...] = (),
    scope: Scope = MUTUAL,
) -> Entry:
    if not row["source_url"].split():
        raise _unknown("mras.csv", row["parties"], "source_url", "")
    if row["confidence"] not in CONFIDENCE:
        raise _unknown("mras.csv", row["parties"], "confidence", row["confidence"])
    parties = normal_form(row["parties"].split(";"))
    confidence = CONFIDENCE[row["confidence"]]
    if milestone is Milestone.IN_FORCE and not stated and INFERRED in row["note"]:
        confidence = min(confidence, CONFIDENCE["medium"])
    part = "-".join((*acceding, *filter(None, [scope.recogniser]), *scope.modes))
    slot = ":".join(filter(None, ("baseline", recognition_id(parties), milestone, part)))
    statement = Statement(
        parties=parties,
        milestone=milestone,
        date=stated or None,
        date_rule="as compiled",
        acceding=acceding,
        scope=scope,
        evidence=Evidence(sources=tuple(row["source_url"].split()), tier=Tier.OTHER),
        confidence=confidence,
        note=row["note"],
    )
    return Entry(slot, compiled, statement)


def _unknown(file: str, row: str, column: str, value: str) -> StoreError:
    return StoreError(
        f"store/baseline/{file}, row {row}: {column} is {value!r}", remedy=f"correct the {column} of that row"
    )
