"""Which figures depart from their series: five rules, each with its threshold and its reason. Nothing is dropped.

1. *Value*: it lies outside a robust band around the periods of the same length that are nearest in time. Trade of a
   pair is skewed and grows by factors, so logarithms are compared: the median of the neighbours, and their median
   absolute deviation (MAD) from it. A modified z-score above 3.5 is an outlier (Iglewicz and Hoaglin, How to Detect and
   Handle Outliers, 1993), and at least a factor of 2 is asked for: months of one partner often differ by half. The rule
   is meant for lost or doubled zeros, wrong scales (10,000 for 100 million) and wrong units.
2. *Change*: the stated change on the year before disagrees with the series' own value of the year before, by more than
   the rounding of both allows and a base that was revised by 2 percent since.
3. *Revision*: a later statement of the same period lies more than 10 percent from the one before it. Monthly customs
   figures are commonly revised by a few percent.
4. *Twice*: one document states the period twice, with values that rounding does not explain: one of them is another's,
   or of another period.
5. *Part*: a part of a period is larger than the whole, beyond rounding. Either may be the wrong one: both are flagged.

The thresholds of 2 and 3 are our own, and provisional until a stock of real figures is at hand.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from store.domain import Document, Extraction
from store.reconcile.periods import Days
from store.reconcile.series import Departure, Flag, Point, Series, collect, half_unit, same

LEAST_NEIGHBOURS, MOST_NEIGHBOURS = 4, 8
"""How many periods a value is compared with: fewer have no middle to speak of, more reach into another time."""

Z_SCORE = 3.5
"""Modified z-score above which a value is an outlier (Iglewicz and Hoaglin, 1993)."""

CONSISTENT = 1.4826
"""What makes the MAD of normal values their standard deviation: 1 / 0.6745."""

LEAST_FACTOR = 2.0
"""The least factor between a value and its neighbours' median that is flagged, whatever their spread."""

BASE_REVISED = 0.02
"""By how much the year before may have been revised since a change on it was stated."""

LARGE_REVISION = 0.10
"""The part of a value above which its revision is flagged."""


def series(readings: Iterable[tuple[Document, Extraction]]) -> tuple[Series, ...]:
    """The series of all figures that were read (see `collect`), each point with the rules that it breaks."""
    return tuple(flagged(one) for one in collect(readings))


def flagged(one: Series) -> Series:
    """A series with its flags; the points, their order and everything else of them stay as they are."""
    rules = (_value, _change, _revision, _twice, _part)
    dated = [(point, days) for point in one.points if (days := point.days)]
    points = tuple(
        point.model_copy(
            update={"flags": tuple(flag for rule in rules for flag in rule(point, days, dated))}
            if (days := point.days)
            else {"flags": ()}
        )
        for point in one.points
    )
    return one.model_copy(update={"points": points})


_Dated = Sequence[tuple[Point, Days]]


def _value(point: Point, days: Days, dated: _Dated) -> Iterator[Flag]:
    others = {
        other: neighbour.value
        for neighbour, other in dated
        if neighbour.current and neighbour.value > 0 and other != days and other.length == days.length
    }
    near = sorted(others, key=lambda other: (abs((other.first - days.first).days), other))[:MOST_NEIGHBOURS]
    if len(near) < LEAST_NEIGHBOURS:
        return
    logs = [math.log(others[other]) for other in near]
    middle = median(logs)
    spread = CONSISTENT * median(abs(log - middle) for log in logs)
    distance = abs(math.log(point.value) - middle) if point.value > 0 else math.inf
    if distance > max(Z_SCORE * spread, math.log(LEAST_FACTOR)):
        usual = math.exp(middle)
        yield Flag(
            rule=Departure.VALUE,
            reason=f"{_number(point.value)} is {point.value / usual:.2g} times the median of the {len(near)} nearest "
            f"periods, {_number(usual)}",
        )


def _change(point: Point, days: Days, dated: _Dated) -> Iterator[Flag]:
    if point.yoy_percent is None:
        return
    stated, before = point.yoy_percent, days.year_before()
    bases = [other.value for other, when in dated if other.current and when == before and other.value > 0]
    gaps = [_gap(point.value, base, stated) for base in bases]
    allowed = BASE_REVISED * abs(100 + stated)
    if gaps and min(gaps) > allowed:
        base = bases[gaps.index(min(gaps))]
        yield Flag(
            rule=Departure.CHANGE,
            reason=f"a change of {stated:+g} percent is stated, while {_number(base)} the year before makes it "
            f"{100 * (point.value / base - 1):+.1f}",
        )


def _gap(value: float, base: float, stated: float) -> float:
    """The least distance, in percentage points, between a stated change and those that the rounded values allow."""
    least = 100 * ((value - half_unit(value)) / (base + half_unit(base)) - 1)
    most = 100 * ((value + half_unit(value)) / (base - half_unit(base)) - 1)
    return max(least - stated, stated - most, 0.0)


def _revision(point: Point, _days: Days, _dated: _Dated) -> Iterator[Flag]:
    before = point.revises
    if before is not None and abs(point.value - before) > LARGE_REVISION * before and not same(point.value, before):
        yield Flag(rule=Departure.REVISION, reason=f"{_number(point.value)} takes the place of {_number(before)}")


def _twice(point: Point, days: Days, dated: _Dated) -> Iterator[Flag]:
    for other, when in dated:
        if when == days and other.document_id == point.document_id and not same(other.value, point.value):
            yield Flag(rule=Departure.TWICE, reason=f"the same document states {_number(other.value)}")
            return


def _part(point: Point, days: Days, dated: _Dated) -> Iterator[Flag]:
    for other, when in dated:
        if not other.current:
            continue
        part, whole = (point, other) if days.within(when) else (other, point)
        if not (days.within(when) or when.within(days)):
            continue
        if part.value - half_unit(part.value) > whole.value + half_unit(whole.value):
            yield Flag(
                rule=Departure.PART,
                reason=f"{_number(part.value)} in {part.period} is more than {_number(whole.value)} in the whole of "
                f"{whole.period}",
            )
            return


def _number(value: float) -> str:
    """A value as a sentence gives it: four digits that count, thousands apart."""
    return f"{float(f'{value:.4g}'):,.0f}"
