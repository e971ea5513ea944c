"""From a model's raw scores to probabilities of being right: monotone tables made on validation texts."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from store.domain import Action

Knots = Sequence[tuple[float, float]]
"""Raw scores in rising order, each with the share that is right there."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Tables by what is scored (see `nlp.judging.JUDGED`), and the threshold that policy rests on.

    threshold: the probability above which events of validation texts were right in 99 of 100; None where none is.
    coverage: the share of events that it covers.
    """

    tables: Mapping[str, Knots]
    threshold: float | None = None
    coverage: float = 0.0

    def probability(self, of: str, raw: float) -> float:
        """The probability that something with this raw score is right, between the knots by straight lines."""
        knots = self.tables.get(of)
        if not knots:
            return round(min(max(raw, 0.0), 1.0), 4)
        position = bisect_right([score for score, _ in knots], raw)
        if position == 0:
            return round(knots[0][1], 4)
        if position == len(knots):
            return round(knots[-1][1], 4)
        (low, at_low), (high, at_high) = knots[position - 1], knots[position]
        share = (raw - low) / (high - low) if high > low else 1.0
        return round(at_low + share * (at_high - at_low), 4)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Calibration":
        """From the file that is shipped with the model."""
        tables = {name: [(float(a), float(b)) for a, b in knots] for name, knots in stored.get("tables", {}).items()}
        return cls(tables, stored.get("threshold"), float(stored.get("coverage", 0.0)))


def table_of(action: Action) -> str:
    """The name of the table by which an act's confidence is told: plans are no events of the contract."""
    return "planned" if action == Action.PLANNED else "event"


def isotonic(scored: Sequence[tuple[float, bool]], smoothing: float = 1.0) -> list[tuple[float, float]]:
    """Knots of a rising table by pooling adjacent violators; `smoothing` adds that many right and wrong ones to each.

    Each pool gives one knot at its mean score, so that the table has no steps between pools. Smoothing draws a small
    pool more than a large one, so that pools are pooled once more by what they are then.
    """
    one_by_one: list[Pool] = []
    for raw, same in groupby(sorted(scored), key=lambda pair: pair[0]):
        judged = [right for _, right in same]
        one_by_one.append((raw * len(judged), float(sum(judged)), float(len(judged))))
    pools = _pooled(_pooled(one_by_one, 0.0), smoothing)
    return [(total / n, _share((total, right, n), smoothing)) for total, right, n in pools]


Pool = tuple[float, float, float]
"""The sum of some raw scores, how many of them are right, and how many there are."""


def _share(pool: Pool, smoothing: float) -> float:
    _, right, number = pool
    return (right + smoothing) / (number + 2 * smoothing)


def _pooled(pools: Iterable[Pool], smoothing: float) -> list[Pool]:
    """Neighbours joined until the share of right ones rises from each to the next."""
    joined: list[Pool] = []
    for pool in pools:
        joined.append(pool)
        while len(joined) > 1 and _share(joined[-2], smoothing) >= _share(joined[-1], smoothing):
            (a, b, c), (d, e, f) = joined.pop(), joined.pop()
            joined.append((a + d, b + e, c + f))
    return joined


def reliability(scored: Sequence[tuple[float, bool]], bins: int = 10) -> list[tuple[float, float, int]]:
    """Bins of equal width that hold something: mean confidence, share of right ones, how many."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in scored:
        groups[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return [
        (round(sum(c for c, _ in group) / len(group), 4), round(sum(r for _, r in group) / len(group), 4), len(group))
        for group in groups
        if group
    ]


def expected_error(scored: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: how far confidence and share of right ones lie apart, over bins of equal width."""
    apart = sum(abs(confidence - right) * number for confidence, right, number in reliability(scored, bins))
    return apart / max(1, len(scored))
