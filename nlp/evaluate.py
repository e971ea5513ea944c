"""How well texts are read: extraction records against gold announcements, all, per language and per phenomenon."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from nlp.gold import (
    Event,
    Figure,
    Gold,
    close,
    codes,
    gold_events,
    gold_figures,
    recalled_only,
    same_change,
    same_date,
    same_figure,
    told_events,
    told_figures,
)
from store.domain import Action, CountKind, Extraction, ReportedAs
from store.spans import spans_in

CLAIMS = {CountKind.ARRANGEMENTS, CountKind.ECONOMIES, CountKind.COUNTRIES, CountKind.ORDINAL}
F_MEASURES = ("event", "event+role", "event+date", "partner", "planned", "figure", "figure+full", "claim", "count")
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


T = TypeVar("T")


def evaluate(golds: Iterable[Gold], records: Mapping[str, Extraction]) -> dict[str, Report]:
    """Reports by group: `all`, `language xx`, `languages but English`, `with …`.

    A document without a record scores nothing.
    """
    reports: dict[str, Report] = {}
    for gold in golds:
        record = records.get(gold["id"])
        for group in _groups(gold):
            _document(reports.setdefault(group, Report()), gold, record)
    return reports


def _groups(gold: Gold) -> Iterator[str]:
    told = gold["gold"]
    yield "all"
    language = gold.get("language", "und")
    yield f"language {language}"
    if language != "en":
        yield "languages but English"
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


def _document(report: Report, gold: Gold, record: Extraction | None) -> None:
    report.documents += 1
    scores, told_of = report.scores, gold["id"]
    all_gold, all_told = gold_events(gold), told_events(record)
    _partners(scores["partner"], gold, record, all_gold, all_told)
    golds, tolds = ([e for e in side if not recalled_only(e)] for side in (all_gold, all_told))
    planned_gold, planned_told = ([e for e in side if e[0] == Action.PLANNED] for side in (golds, tolds))
    golds, tolds = ([e for e in side if e[0] != Action.PLANNED] for side in (golds, tolds))
    _match(scores["planned"], planned_gold, planned_told, lambda g, p: g[:2] == p[:2])
    _match(scores["event"], golds, tolds, lambda g, p: g[:2] == p[:2])
    _match(scores["event+role"], golds, tolds, lambda g, p: g[:2] == p[:2] and g[3] == p[3])
    missed, wrong = _match(scores["event+date"], golds, tolds, lambda g, p: g[:2] == p[:2] and same_date(g[2], p[2]))
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
    spans = list(spans_in(record.model_dump(mode="json"))) if record else []
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


def _shown(event: Event) -> str:
    return f"{event[0]} {'+'.join(sorted(event[1]))} {event[2]} {event[3]}"


def _partners(score: Score, gold: Gold, record: Extraction | None, golds: list[Event], tolds: list[Event]) -> None:
    known = {e[1] for e in golds if not recalled_only(e)}
    wanted, found = ({e[1] for e in side if recalled_only(e) and e[0] != Action.PLANNED} for side in (golds, tolds))
    for stated in gold["gold"].get("partner_lists") or ():
        wanted |= {frozenset((stated["holder"], partner)) for partner in codes(stated["partners"])}
    for listed in record.partner_lists if record else ():
        found |= {frozenset((listed.holder, partner)) for partner in codes(listed.partners)}
    wanted, found = wanted - known, found - known
    score.add(len(wanted & found), len(wanted), len(found))


def _figures(report: Report, gold: Gold, record: Extraction | None) -> None:
    golds, tolds = gold_figures(gold), told_figures(record)

    def whole(g: Figure, p: Figure) -> bool:
        return same_figure(g, p) and g[4] == p[4] and same_change(g[5], p[5])

    _match(report.scores["figure"], golds, tolds, same_figure)
    missed, wrong = _match(report.scores["figure+full"], golds, tolds, whole)
    report.errors += [f"{gold['id']}: missed figure {f}" for f in missed]
    report.errors += [f"{gold['id']}: wrong figure {f}" for f in wrong]


def _counts(report: Report, gold: Gold, record: Extraction | None) -> None:
    golds = [(c.get("kind"), c["value"]) for c in gold["gold"].get("counts") or ()]
    tolds = [(c.kind.value, c.value) for c in (record.counts if record else ())]
    missed, wrong = _match(report.scores["count"], golds, tolds, lambda g, p: close(g[1], p[1]))
    report.errors += [f"{gold['id']}: missed count {c}" for c in missed]
    report.errors += [f"{gold['id']}: wrong count {c}" for c in wrong]
    claimed, told = ([c for c in side if c[0] in CLAIMS] for side in (golds, tolds))
    _match(report.scores["claim"], claimed, told, lambda g, p: g[0] == p[0] and close(g[1], p[1]))
