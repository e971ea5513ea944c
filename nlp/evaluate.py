"""How well texts are read: extraction records against gold announcements, all, per language and per phenomenon.

A gold announcement is a JSON object with `id`, `text`, `language`, `published`, `title` and `gold` (events with parties
as codes and dates as text, trade figures, counts, partner lists). What counts as right is the contract's: an event is
its action and parties, a bloc standing for the full list of its members.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from store.authorities.blocs import canonical_parties
from store.domain import Action, CountKind, Extraction, Flow, ReportedAs
from store.errors import InputError

CLAIMS = {CountKind.ARRANGEMENTS, CountKind.ECONOMIES, CountKind.COUNTRIES, CountKind.ORDINAL}
VALUE_TOLERANCE = 0.005
"""Values agree to half a percent: announcements round."""
CHANGE_TOLERANCE = 0.05
"""Changes agree to half a tenth of a point."""

F_MEASURES = ("event", "event+role", "event+date", "partner", "planned", "figure", "figure+full", "claim", "count")
JUDGED = ("event", "date", "figure", "period", "change", "count", "partners")
"""What bears a confidence that is measured."""

SHARES = ("main", "false alarm", "grounded")


@dataclass(slots=True)
class Score:
    """Counts of one measure: how many were right, how many gold has, how many were told."""

    right: int = 0
    gold: int = 0
    told: int = 0

    def add(self, right: int, gold: int, told: int) -> None:
        """Count one document."""
        self.right, self.gold, self.told = self.right + right, self.gold + gold, self.told + told

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to tell and nothing told."""
        if not self.gold and not self.told:
            return 1.0
        return 2 * self.right / (self.gold + self.told)

    @property
    def share(self) -> float | None:
        """The share of documents (or quotes) that the measure holds of; None where there are none."""
        return self.right / self.gold if self.gold else None


@dataclass(slots=True)
class Report:
    """The measures over some documents, and what went wrong in them."""

    documents: int = 0
    scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in (*F_MEASURES, *SHARES)})
    errors: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float | None]:
        """Each measure's figure: F1, or a share."""
        return {name: (score.share if name in SHARES else round(score.f1, 4)) for name, score in self.scores.items()}


Gold = Mapping[str, Any]
T = TypeVar("T")


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


def evaluate(golds: Iterable[Gold], records: Mapping[str, Extraction]) -> dict[str, Report]:
    """Reports by group: `all`, `language xx`, `with …`. A document without a record scores nothing."""
    reports: dict[str, Report] = {}
    for gold in golds:
        record = records.get(gold["id"])
        for group in _groups(gold):
            _document(reports.setdefault(group, Report()), gold, record)
    return reports


def _groups(gold: Gold) -> Iterator[str]:
    told = gold["gold"]
    yield "all"
    yield f"language {gold.get('language', 'und')}"
    main = [e for e in told["events"] if e["reported_as"] == "main" and e["action"] != "planned"]
    if not main:
        yield "with no main event"
    if len(main) > 1:
        yield "with several main events"
    if any(len(e["parties"]) > 2 for e in told["events"]):
        yield "with many parties"
    if any(e["action"] == "action_plan_signed" for e in main):
        yield "with an action plan"
    if any(e["action"] in ("in_force", "pilot", "expanded") for e in main):
        yield "with a start"
    if any(e.get("date") is None for e in main):
        yield "with an undated main event"
    if gold.get("published") is None:
        yield "with no page date"


def judgements(golds: Iterable[Gold], records: Mapping[str, Extraction]) -> dict[str, list[tuple[float, bool]]]:
    """What was told, each with its confidence and whether it is right: what calibration is made of and measured by.

    `event`, `figure`, `count` and `partners` by their own confidence; `date` by that of the date of each right event,
    `period` and `change` likewise of each right figure.
    """
    judged: dict[str, list[tuple[float, bool]]] = {name: [] for name in JUDGED}
    for gold in golds:
        record = records.get(gold["id"])
        if record is not None:
            _judge_events(judged, gold, record)
            _judge_figures(judged, gold, record)
            left = [(c.get("kind"), c["value"]) for c in gold["gold"].get("counts") or ()]
            for count in record.counts:
                right = next((g for g in left if g[0] == count.kind and _close(g[1], count.value)), None)
                judged["count"].append((count.confidence, right is not None))
            listed = [(p["holder"], codes(p["partners"]), p["status"]) for p in gold["gold"].get("partner_lists") or ()]
            for told in record.partner_lists:
                right_list = (told.holder, codes(told.partners), told.status) in listed
                judged["partners"].append((told.confidence, right_list))
    return judged


def _judge_events(judged: Mapping[str, list[tuple[float, bool]]], gold: Gold, record: Extraction) -> None:
    left = [e for e in _gold_events(gold) if not _recalled_only(e)]
    for event, told in zip(record.events, _told_events(record), strict=True):
        found = next((g for g in left if g[:2] == told[:2]), None)
        judged["event"].append((event.confidence, found is not None))
        if found is not None:
            left.remove(found)
            if "date" in event.field_confidence:
                judged["date"].append((event.field_confidence["date"], _same_date(found[2], told[2])))


def _judge_figures(judged: Mapping[str, list[tuple[float, bool]]], gold: Gold, record: Extraction) -> None:
    left = _gold_figures(gold)
    for figure, told in zip(record.trade_figures, _told_figures(record), strict=True):
        found = next((g for g in left if _same_figure(g, told)), None)
        judged["figure"].append((figure.confidence, found is not None))
        if found is not None:
            left.remove(found)
            sure = figure.field_confidence
            if "period" in sure:
                judged["period"].append((sure["period"], found[4] == told[4]))
                judged["change"].append((sure["yoy_percent"], _same_change(found[5], told[5])))


def codes(parties: Iterable[str]) -> frozenset[str]:
    """Party codes, a bloc standing for the full list of its members."""
    return canonical_parties(parties)


Event = tuple[str, frozenset[str], str | None, str]
"""Action, parties, date, main or background."""


def _gold_events(gold: Gold) -> list[Event]:
    return [(e["action"], codes(e["parties"]), e.get("date"), e["reported_as"]) for e in gold["gold"]["events"]]


def _told_events(record: Extraction | None) -> list[Event]:
    return [
        (e.action.value, codes(e.codes), e.date.value if e.date else None, e.reported_as.value)
        for e in (record.events if record else ())
    ]


def _recalled_only(event: Event) -> bool:
    """An undated background event says no more than a list of partners, and is scored as one."""
    return event[3] == ReportedAs.BACKGROUND and event[2] is None


def _document(report: Report, gold: Gold, record: Extraction | None) -> None:
    report.documents += 1
    scores, told_of = report.scores, gold["id"]
    all_gold, all_told = _gold_events(gold), _told_events(record)
    _partners(scores["partner"], gold, record, all_gold, all_told)
    golds, tolds = ([e for e in side if not _recalled_only(e)] for side in (all_gold, all_told))
    planned_gold, planned_told = ([e for e in side if e[0] == Action.PLANNED] for side in (golds, tolds))
    golds, tolds = ([e for e in side if e[0] != Action.PLANNED] for side in (golds, tolds))
    _match(scores["planned"], planned_gold, planned_told, lambda g, p: g[:2] == p[:2])
    _match(scores["event"], golds, tolds, lambda g, p: g[:2] == p[:2])
    _match(scores["event+role"], golds, tolds, lambda g, p: g[:2] == p[:2] and g[3] == p[3])
    missed, wrong = _match(scores["event+date"], golds, tolds, lambda g, p: g[:2] == p[:2] and _same_date(g[2], p[2]))
    report.errors += [f"{told_of}: missed {_shown(e)}" for e in missed] + [
        f"{told_of}: wrong {_shown(e)}" for e in wrong
    ]
    main_gold, main_told = (Counter(e[:2] for e in side if e[3] == ReportedAs.MAIN) for side in (golds, tolds))
    if main_gold:
        scores["main"].add(int(main_gold == main_told), 1, 1)
    else:
        scores["false alarm"].add(int(bool(main_told)), 1, 1)
    _figures(report, gold, record)
    _counts(report, gold, record)
    spans = list(_spans(record.model_dump(mode="json"))) if record else []
    text = gold["text"]
    scores["grounded"].add(sum(text[s["start"] : s["end"]] == s["text"] for s in spans), len(spans), len(spans))


def _match(score: Score, golds: list[T], tolds: list[T], same: Callable[[T, T], bool]) -> tuple[list[T], list[T]]:
    """Pair greedily one to one; what gold has and was missed, and what was told wrongly."""
    left, missed = list(tolds), []
    for gold in golds:
        found = next((told for told in left if same(gold, told)), None)
        if found is None:
            missed.append(gold)
        else:
            left.remove(found)
    score.add(len(golds) - len(missed), len(golds), len(tolds))
    return missed, left


def _same_date(gold: str | None, told: str | None) -> bool:
    """Equal at gold's precision; where gold has no date none may be told."""
    if gold is None or told is None:
        return gold is told
    return told == gold or told.startswith(f"{gold}-")


def _shown(event: Event) -> str:
    return f"{event[0]} {'+'.join(sorted(event[1]))} {event[2]} {event[3]}"


def _partners(score: Score, gold: Gold, record: Extraction | None, golds: list[Event], tolds: list[Event]) -> None:
    known = {e[1] for e in golds if not _recalled_only(e)}
    wanted, found = ({e[1] for e in side if _recalled_only(e) and e[0] != Action.PLANNED} for side in (golds, tolds))
    for stated in gold["gold"].get("partner_lists") or ():
        wanted |= {frozenset((stated["holder"], partner)) for partner in codes(stated["partners"])}
    for listed in record.partner_lists if record else ():
        found |= {frozenset((listed.holder, partner)) for partner in codes(listed.partners)}
    wanted, found = wanted - known, found - known
    score.add(len(wanted & found), len(wanted), len(found))


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= VALUE_TOLERANCE * max(abs(one), abs(other))


Figure = tuple[float, str | None, str, tuple[str, ...], str | None, float | None]
"""Value, currency, flow, parties, period, change."""


def _gold_figures(gold: Gold) -> list[Figure]:
    return [
        (f["value"], f.get("currency"), f["flow"], tuple(f.get("between") or ()), f.get("period"), f.get("yoy_percent"))
        for f in gold["gold"].get("trade_figures") or ()
    ]


def _told_figures(record: Extraction | None) -> list[Figure]:
    return [
        (f.value, f.currency, f.flow.value, f.between, f.period, f.yoy_percent)
        for f in (record.trade_figures if record else ())
    ]


def _same_figure(g: Figure, p: Figure) -> bool:
    between = (sorted(g[3]), sorted(p[3])) if g[2] == Flow.TOTAL else (list(g[3]), list(p[3]))
    return _close(g[0], p[0]) and g[1:3] == p[1:3] and between[0] == between[1]


def _same_change(one: float | None, other: float | None) -> bool:
    return one is other is None or (one is not None and other is not None and abs(one - other) <= CHANGE_TOLERANCE)


def _figures(report: Report, gold: Gold, record: Extraction | None) -> None:
    golds, tolds = _gold_figures(gold), _told_figures(record)

    def whole(g: Figure, p: Figure) -> bool:
        return _same_figure(g, p) and g[4] == p[4] and _same_change(g[5], p[5])

    _match(report.scores["figure"], golds, tolds, _same_figure)
    missed, wrong = _match(report.scores["figure+full"], golds, tolds, whole)
    report.errors += [f"{gold['id']}: missed figure {f}" for f in missed]
    report.errors += [f"{gold['id']}: wrong figure {f}" for f in wrong]


def _counts(report: Report, gold: Gold, record: Extraction | None) -> None:
    golds = [(c.get("kind"), c["value"]) for c in gold["gold"].get("counts") or ()]
    tolds = [(c.kind.value, c.value) for c in (record.counts if record else ())]
    missed, wrong = _match(report.scores["count"], golds, tolds, lambda g, p: _close(g[1], p[1]))
    report.errors += [f"{gold['id']}: missed count {c}" for c in missed]
    report.errors += [f"{gold['id']}: wrong count {c}" for c in wrong]
    claimed, told = ([c for c in side if c[0] in CLAIMS] for side in (golds, tolds))
    _match(report.scores["claim"], claimed, told, lambda g, p: g[0] == p[0] and _close(g[1], p[1]))


def _spans(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if {"text", "start", "end"} <= node.keys():
            yield node
        for value in node.values():
            yield from _spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from _spans(value)
