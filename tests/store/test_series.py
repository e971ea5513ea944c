"""Trade figures as series: whose they are, revisions, and what departs from its series; nothing is ever lost."""

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.domain import Document, DocumentHead, Extraction, Extractor, Flow, Span, TradeFigure
from store.exports.sheets import TRADE_SERIES
from store.reconcile.departures import LARGE_REVISION, LEAST_NEIGHBOURS, series
from store.reconcile.periods import Days
from store.reconcile.series import Departure, Point, Series, collect, half_unit, mirrors, same, series_rows

Reading = tuple[Document, Extraction]
Told = tuple[str | None, float]


def figure(
    period: str | None, value: float, between: str = "CN MO", flow: Flow = Flow.EXPORT, **more: Any
) -> TradeFigure:
    given = {"currency": "USD", "confidence": 0.9, "evidence": Span(text="q", start=0, end=1), **more}
    return TradeFigure(period=period, value=value, between=tuple(between.split()), flow=flow, **given)


def told(
    *figures: TradeFigure,
    id: str = "d",
    issuer: str | None = "CN",
    published: str | None = "2024-01-01",
    source: str = "s",
) -> Reading:
    document = Document(id=id, text="t", issuer=issuer, published=published, source=source)
    extractor = Extractor(version="1", model="m", model_sha256="0" * 64)
    head = DocumentHead.of(document)
    return document, Extraction(extractor=extractor, document=head, relevant=True, trade_figures=figures)


def one_series(*readings: Reading) -> Series:
    (found,) = series(readings)
    return found


def line(*values: Told, **more: Any) -> Series:
    """One series, each figure in a document of its own."""
    return one_series(*(told(figure(period, value, **more), id=f"d{n}") for n, (period, value) in enumerate(values)))


def flags(found: Series) -> list[list[str]]:
    return [[flag.rule.value for flag in point.flags] for point in found.points]


# --- whose series ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuer", "between", "flow", "key"),
    [
        ("CN", "CN MO", Flow.EXPORT, ("CN", "MO", Flow.EXPORT)),
        ("MO", "CN MO", Flow.IMPORT, ("MO", "CN", Flow.IMPORT)),
        # what China calls its exports is an import to Macao's own newsroom
        ("MO", "CN MO", Flow.EXPORT, ("MO", "CN", Flow.IMPORT)),
        ("CN", "MO CN", Flow.TOTAL, ("CN", "MO", Flow.TOTAL)),
        ("MO", "MO", Flow.EXPORT, ("MO", None, Flow.EXPORT)),
        (None, "CN MO", Flow.EXPORT, (None, None, Flow.EXPORT)),
        ("KR", "CN MO", Flow.EXPORT, (None, None, Flow.EXPORT)),
    ],
)
def test_a_series_is_its_reporters(
    issuer: str | None, between: str, flow: Flow, key: tuple[str | None, str | None, Flow]
) -> None:
    found = one_series(told(figure("2022", 1e9, between, flow), issuer=issuer))
    assert (found.reporter, found.partner, found.flow) == key


@pytest.mark.parametrize(
    ("sentence", "reporter"),
    [
        ("Exports came to 1 billion, the Korea Customs Service said.", "KR"),
        ("中华人民共和国海关总署说，出口10亿美元。", "CN"),
        ("China Customs and KCS both count 1 billion.", None),
        ("Exports came to 1 billion, customs said.", None),
        ("KCSX counts 1 billion.", None),
    ],
)
def test_without_an_issuer_the_agency_that_a_sentence_names_reports(sentence: str, reporter: str | None) -> None:
    evidence = Span(text=sentence, start=0, end=len(sentence))
    found = one_series(told(figure("2022", 1e9, "CN KR", evidence=evidence), issuer=None))
    assert found.reporter == reporter


def test_series_are_kept_apart_by_reporter_partner_flow_and_currency() -> None:
    readings = [
        told(figure("2022", 1e9), figure("2022", 7e9, currency="CNY"), figure("2022", 2e9, "MO CN", Flow.IMPORT)),
        told(figure("2022", 1.1e9, flow=Flow.IMPORT), figure("2022", 3e9, "CN HK"), issuer="MO", id="e"),
    ]
    assert {(one.reporter, one.partner, one.flow, one.currency) for one in series(readings)} == {
        ("CN", "MO", Flow.EXPORT, "USD"),
        ("CN", "MO", Flow.EXPORT, "CNY"),
        ("CN", "MO", Flow.IMPORT, "USD"),
        ("MO", "CN", Flow.IMPORT, "USD"),
        (None, None, Flow.EXPORT, "USD"),
    }


def test_a_mirror_is_the_partners_report_of_the_same_flow() -> None:
    known = series(
        [
            told(figure("2022", 1e9), figure("2022", 2e9, "MO CN", Flow.IMPORT)),
            told(figure("2022", 1.1e9, flow=Flow.IMPORT), issuer="MO", id="e"),
            told(figure("2022", 5e9), issuer=None, id="f"),
        ]
    )
    exports = [one for one in known if (one.reporter, one.flow) == ("CN", Flow.EXPORT)]
    assert [(one.reporter, one.flow) for one in mirrors(exports, known)] == [("MO", Flow.IMPORT)]
    assert all(not point.flags for one in known for point in one.points)  # mirrors differ, and neither is wrong


# --- revisions -------------------------------------------------------------------------------------------------------


def test_a_later_statement_of_a_period_is_a_revision_and_the_earlier_stays() -> None:
    found = one_series(
        told(figure("2022", 4.36e9), id="first", published="2023-01-14"),
        told(figure("2022-01/2022-12", 4.41e9), id="later", published="2023-06-01"),
        told(figure("2022", 4.4e9), id="rounded", published="2023-07-01"),
    )
    assert [(p.document_id, p.revision, p.revises, p.current) for p in found.points] == [
        ("first", 0, None, False),
        ("later", 1, 4.36e9, True),
        ("rounded", 1, 4.36e9, False),
    ]
    assert flags(found) == [[], [], []]


@pytest.mark.parametrize(
    ("later", "flagged"), [(4.36e9, []), (4.7e9, []), (4.9e9, ["revision"]), (43.6e9, ["revision"])]
)
def test_a_large_revision_is_flagged(later: float, flagged: list[str]) -> None:
    found = one_series(
        told(figure("2022", 4.36e9), id="first", published="2023-01-14"),
        told(figure("2022", later), id="later", published="2023-06-01"),
    )
    assert flags(found) == [[], flagged]
    assert LARGE_REVISION == 0.10


def test_one_document_with_two_values_of_a_period_revises_nothing() -> None:
    found = one_series(told(figure("2022", 1.4e8), figure("2022", 3.9e8, evidence=Span(text="q", start=5, end=6))))
    assert [(point.revision, point.revises) for point in found.points] == [(0, None), (0, None)]
    assert flags(found) == [["twice"], ["twice"]]
    assert "390,000,000" in found.points[0].flags[0].reason


def test_of_an_unknown_reporter_only_the_same_source_revises() -> None:
    found = one_series(
        told(figure("2022", 1e9), id="a", issuer=None, source="wire", published="2023-01-01"),
        told(figure("2022", 2e9), id="b", issuer=None, source="daily", published="2023-02-01"),
        told(figure("2022", 3e9), id="c", issuer=None, source="wire", published="2023-03-01"),
    )
    assert [(point.source, point.revision, point.current) for point in found.points] == [
        ("wire", 0, False),
        ("daily", 0, True),
        ("wire", 1, True),
    ]


# --- what departs ----------------------------------------------------------------------------------------------------

YEARS: Sequence[Told] = tuple((str(2015 + n), 4e9 * 1.1**n) for n in range(LEAST_NEIGHBOURS))


@pytest.mark.parametrize(
    ("value", "flagged"),
    [(5.0e9, []), (8.5e9, []), (50e9, ["value"]), (0.5e9, ["value"]), (0.0, ["value"]), (4e13, ["value"])],
)
def test_a_value_outside_the_band_of_its_neighbours_is_flagged(value: float, flagged: list[str]) -> None:
    found = line(*YEARS, ("2019", value))
    assert flags(found) == [*([[]] * LEAST_NEIGHBOURS), flagged]
    assert found.points[-1].value == value


def test_too_few_neighbours_tell_nothing() -> None:
    assert flags(line(*YEARS[1:], ("2019", 50e9))) == [[]] * LEAST_NEIGHBOURS


def test_only_periods_of_the_same_length_are_compared() -> None:
    months = [(f"2022-{month:02}", 1e8) for month in range(1, 13)]
    assert not any(flags(line(*months, ("2022", 1.2e9), ("2022-01/2022-06", 6e8))))


def test_a_wide_spread_makes_a_wide_band() -> None:
    wild = [("2015", 1e9), ("2016", 4e9), ("2017", 2e9), ("2018", 6e9), ("2020", 0.8e9)]
    assert flags(line(*wild, ("2019", 9e9)))[-2] == []
    calm = [(period, 2e9 + n * 1e8) for n, (period, _) in enumerate(wild)]
    assert flags(line(*calm, ("2019", 9e9)))[-2] == ["value"]


@pytest.mark.parametrize(
    ("before", "value", "change", "flagged"),
    [
        (4.00e9, 4.40e9, 10.0, []),
        (4.00e9, 4.40e9, 11.5, []),  # the base may have been revised since
        (4.00e9, 4.40e9, 20.0, ["change"]),
        (4.00e9, 4.40e9, -10.0, ["change"]),
        (4.0e9, 4.4e9, 8.0, []),
        (1.23e9, 4.92e9, 310.0, []),  # what a base's revision explains grows with the change
        (1.23e9, 4.92e9, 330.0, ["change"]),
    ],
)
def test_a_change_is_held_against_the_year_before(
    before: float, value: float, change: float, flagged: list[str]
) -> None:
    found = one_series(
        told(figure("2021-03", before), id="a"), told(figure("2022-03", value, yoy_percent=change), id="b")
    )
    assert flags(found) == [[], flagged]


def test_a_change_is_compared_with_the_last_word_on_the_year_before() -> None:
    found = one_series(
        told(figure("2021", 4.0e9), id="a", published="2022-01-01"),
        told(figure("2021", 4.4e9), id="b", published="2022-06-01"),
        told(figure("2022", 8.8e9, yoy_percent=100.0), id="c", published="2023-01-01"),
    )
    assert flags(found)[-1] == []


def test_a_part_larger_than_the_whole_flags_both() -> None:
    found = line(("2022", 1.00e9), ("2022-01/2022-06", 6e8), ("2022-03", 2.5e9))
    by_period = {point.period: [flag.rule for flag in point.flags] for point in found.points}
    assert by_period == {"2022": [Departure.PART], "2022-01/2022-06": [Departure.PART], "2022-03": [Departure.PART]}
    fine = line(("2022", 1.00e9), ("2022-01/2022-11", 1.003e9), ("2023-01", 9e9))
    assert flags(fine) == [[], [], []]


def test_a_figure_without_a_period_stays_and_is_compared_with_nothing() -> None:
    found = line(("2022", 1e9), (None, 9e12), ("2023-13", 1.0))
    assert sorted(str(point.period) for point in found.points) == ["2022", "2023-13", "None"]
    assert not any(flags(found))
    assert found.points[0].period == "2022"
    assert {point.revision for point in found.points} == {0}


# --- properties ------------------------------------------------------------------------------------------------------

PERIODS = st.sampled_from(
    ["2020", "2021", "2022", "2021-01/2021-06", "2021-03", "2021-04", "2022-03", "2021-02-30", None]
)
FIGURES = st.builds(
    figure,
    PERIODS,
    st.integers(0, 10**6).map(lambda n: float(n * 10**5)),
    st.sampled_from(["CN MO", "MO CN", "CN", "CN KR"]),
    st.sampled_from(list(Flow)),
    yoy_percent=st.none() | st.integers(-90, 300).map(float),
    currency=st.sampled_from(["USD", "CNY", None]),
)


@st.composite
def readings(draw: Callable[..., Any]) -> list[Reading]:
    documents = draw(st.lists(st.lists(FIGURES, max_size=4), max_size=6))
    return [
        told(
            *(one.model_copy(update={"evidence": Span(text="q", start=n, end=n + 1)}) for n, one in enumerate(figures)),
            id=f"doc-{number}",
            issuer=draw(st.sampled_from(["CN", "MO", None])),
            source=draw(st.sampled_from(["a", "b"])),
            published=draw(st.sampled_from(["2023-01-01", "2023", None])),
        )
        for number, figures in enumerate(documents)
    ]


def points(found: Sequence[Series]) -> list[Point]:
    return [point for one in found for point in one.points]


@given(readings(), st.randoms(use_true_random=False))
def test_no_figure_is_dropped_and_the_order_of_arrival_decides_nothing(
    known: list[Reading], chance: random.Random
) -> None:
    found = series(known)
    stated = [(document.id, f.period, f.value, f.evidence.start) for document, e in known for f in e.trade_figures]
    kept = [(point.document_id, point.period, point.value, point.evidence.start) for point in points(found)]
    assert sorted(stated, key=str) == sorted(kept, key=str)
    shuffled = chance.sample(known, len(known))
    assert series(shuffled) == found
    assert [one.model_copy(update={"points": ()}) for one in found] == [
        one.model_copy(update={"points": ()}) for one in collect(known)
    ]


@given(readings())
def test_every_period_has_one_last_word_a_speaker(known: list[Reading]) -> None:
    for one in series(known):
        groups: dict[tuple[Days, str | None], list[Point]] = {}
        for point in one.points:
            if days := point.days:
                groups.setdefault((days, None if one.reporter else point.source), []).append(point)
        for group in groups.values():
            (last,) = (point for point in group if point.current)
            assert last.revision == max(point.revision for point in group)


@given(readings(), st.sampled_from([10, 1000]))
def test_the_unit_of_account_decides_no_flag(known: list[Reading], factor: int) -> None:
    def scaled(extraction: Extraction) -> Extraction:
        more = tuple(f.model_copy(update={"value": f.value * factor}) for f in extraction.trade_figures)
        return extraction.model_copy(update={"trade_figures": more})

    larger = series([(document, scaled(extraction)) for document, extraction in known])
    assert [flags(one) for one in series(known)] == [flags(one) for one in larger]


@given(
    st.lists(st.floats(1.0, 1.4), min_size=LEAST_NEIGHBOURS + 1, max_size=12),
    st.integers(min_value=0),
    st.sampled_from([10.0, 0.1, 10_000.0]),
)
def test_a_slipped_scale_in_a_calm_series_is_flagged_and_it_alone(levels: list[float], place: int, slip: float) -> None:
    calm = [(str(2001 + year), round(1e9 * level, -5)) for year, level in enumerate(levels)]
    assert not any(flags(line(*calm)))
    wrong = place % len(calm)
    slipped = [(period, value * (slip if year == wrong else 1)) for year, (period, value) in enumerate(calm)]
    assert [bool(found) for found in flags(line(*slipped))] == [year == wrong for year in range(len(calm))]


@given(st.integers(1, 999), st.integers(0, 9), st.integers(-49, 49))
def test_a_value_and_its_rounding_are_the_same(digits: int, zeros: int, off: int) -> None:
    value = float(digits * 10**zeros)
    assert half_unit(value) <= 0.05 * value + 1e-9
    if digits >= 10 and digits % 10:
        assert same(value, value + off / 100 * 10**zeros)
        assert not same(value, value + 1.2 * 10**zeros)


# --- periods and rows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "first", "last", "length"),
    [
        ("2022", "2022-01-01", "2022-12-31", ("months", 12)),
        ("2022-02", "2022-02-01", "2022-02-28", ("months", 1)),
        ("2022-07/2023-06", "2022-07-01", "2023-06-30", ("months", 12)),
        ("2025-08-01/2025-08-20", "2025-08-01", "2025-08-20", ("days", 20)),
    ],
)
def test_a_period_is_days_of_a_length(period: str, first: str, last: str, length: tuple[str, int]) -> None:
    days = Days.of(period)
    assert days == Days(date.fromisoformat(first), date.fromisoformat(last))
    assert days.length == length


def test_the_year_before_knows_leap_years() -> None:
    for period, before in {"2024-02": "2023-02", "2025-02": "2024-02", "2022-07/2023-06": "2021-07/2022-06"}.items():
        days = Days.of(period)
        assert days is not None
        assert days.year_before() == Days.of(before)
    assert [Days.of(period) for period in (None, "2022-13", "2022-06/2022-01")] == [None, None, None]


def test_rows_are_flat_and_name_every_column() -> None:
    rows = list(series_rows(series([told(figure("2022", 1e9), figure("2023", 2e9, "CN", Flow.IMPORT))])))
    assert set(rows[0]) == set(TRADE_SERIES.names)
    assert {(row["exporter"], row["importer"], row["partner"], row["value"]) for row in rows} == {
        ("CN", "MO", "MO", 1e9),
        (None, "CN", None, 2e9),
    }
