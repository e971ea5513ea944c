"""Gold announcements, what they and extraction records state, and when the two agree.

A gold announcement is a JSON object with `id`, `text`, `language`, `published`, `title` and `gold` (events with parties
as codes and dates as text, trade figures, counts, partner lists). What counts as right is the contract's: an event is
its action and parties, a bloc standing for the full list of its members.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from store.authorities.blocs import canonical_parties
from store.domain import Extraction, Flow, ReportedAs
from store.errors import InputError

VALUE_TOLERANCE = 0.005
"""Values agree to half a percent: announcements round."""
CHANGE_TOLERANCE = 0.05
"""Changes agree to half a tenth of a point."""

Gold = Mapping[str, Any]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The gold announcements of a folder of JSON files or of one JSON-lines file; InputError names what is wrong."""
    try:
        if path.is_dir():
            found = [json.loads(file.read_text("utf-8")) for file in sorted(path.glob("*.json"))]
        else:
            found = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no gold announcements: {error}", remedy="name a folder of JSON files") from error
    for gold in found:
        missing = {"id", "text", "gold"} - gold.keys()
        if missing:
            raise InputError(f"{path}: {gold.get('id', 'an announcement')} has no {', '.join(sorted(missing))}")
    if not found:
        raise InputError(f"{path}: holds no gold announcements", remedy="name a folder of JSON files")
    return found


def codes(parties: Iterable[str]) -> frozenset[str]:
    """Party codes, a bloc standing for the full list of its members."""
    return canonical_parties(parties)


Event = tuple[str, frozenset[str], str | None, str]
"""Action, parties, date, main or background."""


def gold_events(gold: Gold) -> list[Event]:
    """The events that gold states."""
    return [(e["action"], codes(e["parties"]), e.get("date"), e["reported_as"]) for e in gold["gold"]["events"]]


def told_events(record: Extraction | None) -> list[Event]:
    """The events that a record tells; none without a record."""
    return [
        (e.action.value, codes(e.codes), e.date.value if e.date else None, e.reported_as.value)
        for e in (record.events if record else ())
    ]


def recalled_only(event: Event) -> bool:
    """An undated background event says no more than a list of partners, and is scored as one."""
    return event[3] == ReportedAs.BACKGROUND and event[2] is None


def same_date(gold: str | None, told: str | None) -> bool:
    """Equal at gold's precision; where gold has no date none may be told."""
    if gold is None or told is None:
        return gold is told
    return told == gold or told.startswith(f"{gold}-")


def close(one: float, other: float) -> bool:
    """Whether two values agree, as far as announcements round."""
    return abs(one - other) <= VALUE_TOLERANCE * max(abs(one), abs(other))


Figure = tuple[float, str | None, str, tuple[str, ...], str | None, float | None]
"""Value, currency, flow, parties, period, change."""


def gold_figures(gold: Gold) -> list[Figure]:
    """The trade figures that gold states."""
    return [
        (f["value"], f.get("currency"), f["flow"], tuple(f.get("between") or ()), f.get("period"), f.get("yoy_percent"))
        for f in gold["gold"].get("trade_figures") or ()
    ]


def told_figures(record: Extraction | None) -> list[Figure]:
    """The trade figures that a record tells."""
    return [
        (f.value, f.currency, f.flow.value, f.between, f.period, f.yoy_percent)
        for f in (record.trade_figures if record else ())
    ]


def same_figure(g: Figure, p: Figure) -> bool:
    """Whether value, currency, flow and parties agree; the partners of a total in any order."""
    between = (sorted(g[3]), sorted(p[3])) if g[2] == Flow.TOTAL else (list(g[3]), list(p[3]))
    return close(g[0], p[0]) and g[1:3] == p[1:3] and between[0] == between[1]


def same_change(one: float | None, other: float | None) -> bool:
    """Whether two changes agree, or neither is told."""
    return one is other is None or (one is not None and other is not None and abs(one - other) <= CHANGE_TOLERANCE)
