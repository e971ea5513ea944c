"""Trade figures as series: what one reporter has told of its trade with one partner, period by period.

A series has a reporter, a partner, a flow and a currency. The reporter is the party in whose own newsroom a figure
stands, or whose customs administration its sentence names; a third party that passes a figure on reports nothing
itself, and the reporter is then unknown. China's exports to Macao and Macao's imports from China are two series, each
its reporter's: they differ by freight, insurance and timing, and neither corrects the other.

A later document's statement of the same period by the same reporter (of an unknown reporter, by the same source) is a
revision; the earlier ones are kept. One that says the same, to within its rounding, repeats it. Every figure that was
read is a point of exactly one series: what departs from its series is flagged (see `departures`), never dropped.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from store.authorities.administrations import administrations
from store.domain import (
    Confidence,
    Document,
    Extraction,
    Flow,
    Frozen,
    PartialDate,
    PartyCode,
    Span,
    Tier,
    TradeFigure,
)
from store.reconcile.periods import Days


class Departure(StrEnum):
    """In what a figure departs from its series."""

    VALUE = "value"
    CHANGE = "change"
    REVISION = "revision"
    TWICE = "twice"
    PART = "part"


class Flag(Frozen):
    """A rule that a figure breaks, and how."""

    rule: Departure
    reason: str


class Point(Frozen):
    """One stated figure of a series, the one with this `number`, from 1, among the figures of its document's reading.

    `revision` counts what the same reporter said otherwise of the period before, `revises` is the value whose place
    this one took, and `current` marks its last word, in the finest form in which it was given.
    """

    period: str | None
    value: float
    yoy_percent: float | None
    revision: int = 0
    revises: float | None = None
    current: bool = True
    document_id: str
    number: int
    url: str | None
    source: str | None
    tier: Tier
    published: PartialDate | None
    confidence: Confidence
    evidence: Span
    flags: tuple[Flag, ...] = ()

    @property
    def days(self) -> Days | None:
        """The days that it is about; None where no period is stated that a calendar has."""
        return Days.of(self.period)


class Series(Frozen):
    """What one reporter tells of a flow, in the order of the periods; those without a period come last.

    `flow` is the reporter's: its exports, its imports, or both together. `partner` is None for trade with the world and
    where the reporter is unknown. `between` is (exporter, importer), both partners for a total, one code for trade with
    the world.
    """

    reporter: PartyCode | None
    partner: PartyCode | None
    flow: Flow
    currency: str | None
    between: tuple[PartyCode, ...]
    points: tuple[Point, ...]

    @property
    def name(self) -> str:
        """What tells it from every other: its reporter, partner, flow, currency and parties, `~` for what is not known.

        Parts are set apart by dots: `CN.MO.export.USD.CN.MO`.
        """
        return ".".join(_parts((self.reporter, self.partner, self.flow, self.currency, self.between)))

    def is_of(self, reporter: str | None = None, partner: str | None = None, flow: Flow | None = None) -> bool:
        """Whether it is what is asked for; where its reporter is not known, either party may be the partner."""
        partners = (self.partner,) if self.reporter else self.between
        return (
            (reporter is None or self.reporter == reporter)
            and (partner is None or partner in partners)
            and flow in (None, self.flow)
        )


_Key = tuple[str | None, str | None, Flow, str | None, tuple[str, ...]]


def place_of(name: str) -> tuple[str, ...]:
    """Where the series of a name stands in the order of all: names are compared part by part."""
    return tuple(name.split("."))


def _parts(key: _Key) -> tuple[str, ...]:
    reporter, partner, flow, currency, between = key
    return reporter or "~", partner or "~", flow.value, currency or "~", *between


def collect(readings: Iterable[tuple[Document, Extraction]]) -> tuple[Series, ...]:
    """The series of all figures that were read, in the order of `place_of` their names, without flags.

    The order in which the readings come does not matter.
    """
    told: defaultdict[_Key, list[Point]] = defaultdict(list)
    for document, extraction in readings:
        for number, figure in enumerate(extraction.trade_figures, 1):
            told[_key(figure, document)].append(_point(figure, number, document))
    return tuple(
        Series(
            reporter=key[0],
            partner=key[1],
            flow=key[2],
            currency=key[3],
            between=key[4],
            points=tuple(sorted(_revised(points, by_source=key[0] is None), key=_place)),
        )
        for key, points in sorted(told.items(), key=lambda item: _parts(item[0]))
    )


def mirrors(series: Iterable[Series], beside: Iterable[Series]) -> tuple[Series, ...]:
    """What the partners of some series report of the same flows: imports for exports, the same total for a total."""
    wanted = {(one.partner, one.reporter, one.between) for one in series if one.partner and one.reporter}
    return tuple(one for one in beside if (one.reporter, one.partner, one.between) in wanted)


def series_rows(series: Iterable[Series]) -> Iterator[dict[str, str | int | float | bool | tuple[str, ...] | None]]:
    """Every point as a flat row; a total has its two partners in place of exporter and importer."""
    for one in series:
        exporter, importer = _sides(one)
        for point in one.points:
            yield {
                "reporter": one.reporter,
                "partner": one.partner,
                "flow": one.flow.value,
                "currency": one.currency,
                "exporter": exporter,
                "importer": importer,
                **{
                    name: getattr(point, name)
                    for name in ("period", "value", "yoy_percent", "revision", "revises", "current")
                },
                "flags": tuple(f"{flag.rule}: {flag.reason}" for flag in point.flags),
                **{name: getattr(point, name) for name in ("document_id", "number", "url", "source")},
                "tier": point.tier.value,
                "published": point.published,
                "confidence": point.confidence,
                "quote": point.evidence.text,
                "start": point.evidence.start,
                "end": point.evidence.end,
            }


def _sides(one: Series) -> tuple[str | None, str | None]:
    """Exporter and importer, None for the world; of a total its two partners, in alphabetical order."""
    if len(one.between) == 2:
        return one.between[0], one.between[1]
    return (None, one.between[0]) if one.flow is Flow.IMPORT else (one.between[0], None)


def reporter_of(figure: TradeFigure, document: Document) -> str | None:
    """The party of a figure that tells it: whose newsroom it stands in, or whose customs its sentence names alone."""
    if document.issuer in figure.between:
        return document.issuer
    named = [code for code in figure.between if (names := _agency().get(code)) and names.search(figure.evidence.text)]
    return named[0] if len(named) == 1 else None


def half_unit(value: float) -> float:
    """How far a value may lie from what it was rounded from: half a unit of its last digit that is not zero.

    At most 5 percent of it: a number of one digit is taken as one of two, for zeros at its end cannot be told apart.
    """
    digits, _, exponent = f"{abs(value):.11e}".partition("e")
    decimals = len(digits.rstrip("0").partition(".")[2])
    return min(0.5 * 10.0 ** (int(exponent) - decimals), 0.05 * abs(value))


def same(one: float, other: float) -> bool:
    """Whether two values can be one, rounded differently."""
    return abs(one - other) <= (half_unit(one) + half_unit(other)) * (1 + 1e-9)


def _key(figure: TradeFigure, document: Document) -> _Key:
    reporter, between, flow = reporter_of(figure, document), figure.between, figure.flow
    if flow is Flow.TOTAL:
        between = tuple(sorted(between))
    elif reporter and len(between) == 2:
        flow = Flow.EXPORT if reporter == between[0] else Flow.IMPORT
    partner = next((code for code in between if code != reporter), None) if reporter else None
    return reporter, partner, flow, figure.currency, between


def _point(figure: TradeFigure, number: int, document: Document) -> Point:
    return Point(
        period=figure.period,
        value=figure.value,
        yoy_percent=figure.yoy_percent,
        document_id=document.id,
        number=number,
        url=document.url,
        source=document.source,
        tier=document.tier,
        published=document.published,
        confidence=figure.confidence,
        evidence=figure.evidence,
    )


def _revised(points: Iterable[Point], *, by_source: bool) -> Iterator[Point]:
    """The points with their revisions counted, and the last word on each period marked."""
    groups: defaultdict[tuple[Days | str, str | None], list[Point]] = defaultdict(list)
    for point in sorted(points, key=_told):
        when = point.days or f"{point.period} {point.document_id} {point.evidence.start}"
        groups[when, point.source if by_source else None].append(point)
    for group in groups.values():
        yield from _counted(group)


def _counted(group: Sequence[Point]) -> Iterator[Point]:
    """Statements of one period by one reporter, in the order in which they were made."""
    told: list[tuple[int, float | None]] = [(0, None)]
    for before, point in pairwise(group):
        revision, revises = told[-1]
        again = same(point.value, before.value) or point.document_id == before.document_id
        told.append((revision, revises) if again else (revision + 1, before.value))
    latest = [place for place, (revision, _) in enumerate(told) if revision == told[-1][0]]
    current = min(latest, key=lambda place: (half_unit(group[place].value), -place))
    for place, (point, (revision, revises)) in enumerate(zip(group, told, strict=True)):
        yield point.model_copy(update={"revision": revision, "revises": revises, "current": place == current})


def _told(point: Point) -> tuple[str, str, int, float]:
    """The order of statements: by the day on which they were published, undated ones first."""
    return point.published or "", point.document_id, point.evidence.start, point.value


def _place(point: Point) -> tuple[str, str, tuple[str, str, int, float]]:
    days = point.days
    return str(days.first) if days else "~", str(days.last) if days else point.period or "", _told(point)


@cache
def _agency() -> MappingProxyType[str, re.Pattern[str]]:
    """What a sentence may call each party's customs administration: its names, and acronyms of three capitals or more.

    `Customs` alone, and names shared by several, name nobody.
    """
    names: dict[str, set[str]] = {
        one.iso2: {
            *(name.partition(" (")[0].partition(",")[0].strip() for name in one.customs_administration_en.split(";")),
            *(name.strip() for name in re.split(r"[;/(]", one.native_name)),
            *(acronym for acronym in one.acronyms if len(acronym) >= 3 and (acronym.isupper() or " " in acronym)),
        }
        for one in administrations()
    }
    shared = [name for own in names.values() for name in own]
    patterns = {}
    for code, own in names.items():
        kept = sorted((name for name in own if len(name) >= 3 and shared.count(name) == 1), key=len, reverse=True)
        if kept:
            either = "|".join(map(re.escape, kept))
            patterns[code] = re.compile(rf"(?<![A-Za-z])(?:{either})(?![A-Za-z])")
    return MappingProxyType(patterns)
