"""Comparisons of figures with earlier amounts and with the month before, on Docs built by hand."""

from collections.abc import Callable, Mapping

import pytest
from spacy.tokens import Doc

from nlp.annotations import Context, sheet
from nlp.components.compared import compared
from nlp.components.figures import figures

PERIODS = {"September": 0.6, "October 2022": 0.3}


def read(made: Callable[..., Doc], text: str, amount: str, periods: Mapping[str, float] = PERIODS) -> str | None:
    links = {"figure_party": {"KE": 0.9}, "figure_period": periods}
    doc = compared(made(text, (amount, "figure:import", links, {}), published="2022-11-15"))
    (figure,) = sheet(figures(doc)).reading.figures
    return figure.period


@pytest.mark.parametrize(
    "comparison",
    ["from", ", down from", ", after", ", against", ", compared with", ", 8% less than", "(versus about"],
)
def test_the_period_of_an_earlier_amount_is_not_that_of_the_amount_held_against_it(
    made: Callable[..., Doc], comparison: str
) -> None:
    text = f"In October 2022 imports of Kenya came to $4.5 billion {comparison} $4.9 billion in September."
    assert read(made, text, "$4.5 billion") == "2022-10"


@pytest.mark.parametrize(
    "text",
    [
        "In October 2022 sales fell. Imports of Kenya came to $4.5 billion and exports to $4.9 billion in September.",
        "In October 2022 sales were down. Imports came to $4.5 billion in September, from $4.9 billion.",
        "In October 2022 sales were down. Imports came to $4.5 billion. After $4.9 billion in September they fell.",
        "In October 2022 sales were down. Imports came to $4.5 billion from $4.9 billion (September).",
    ],
)
def test_a_period_that_is_not_told_of_an_earlier_amount_stays(made: Callable[..., Doc], text: str) -> None:
    assert read(made, text, "$4.5 billion") == "2022-09"


def test_the_earlier_amount_keeps_its_period(made: Callable[..., Doc]) -> None:
    text = "In October 2022 imports of Kenya came to $4.5 billion from $4.9 billion in September."
    assert read(made, text, "$4.9 billion") == "2022-09"


def test_an_amount_that_may_be_of_no_other_period_has_none(made: Callable[..., Doc]) -> None:
    text = "Imports of Kenya came to $4.5 billion from $4.9 billion in September."
    assert read(made, text, "$4.5 billion", {"September": 0.9}) is None


def test_a_language_without_such_words_is_left_alone(made: Callable[..., Doc]) -> None:
    text = "In October 2022 imports of Kenya came to $4.5 billion from $4.9 billion in September."
    links = {"figure_party": {"KE": 0.9}, "figure_period": PERIODS}
    doc = made(text, ("$4.5 billion", "figure:import", links, {}))
    sheet(doc).context = Context(language="ko")
    before = sheet(doc).reading.anchors
    assert sheet(compared(doc)).reading.anchors == before


def test_a_figure_takes_the_change_on_the_year_and_none_on_the_month(made: Callable[..., Doc]) -> None:
    text = "Exports of Kenya came to $4.5 billion, 9.9% under August but 10.7% over September 2023."
    links = {"figure_party": {"KE": 0.9}, "figure_change": {"9.9%": 0.6, "10.7%": 0.3}}
    (figure,) = sheet(figures(compared(made(text, ("$4.5 billion", "figure:export", links, {}))))).reading.figures
    assert figure.yoy_percent == 10.7
    only = {**links, "figure_change": {"9.9%": 0.9}}
    (figure,) = sheet(figures(compared(made(text, ("$4.5 billion", "figure:export", only, {}))))).reading.figures
    assert figure.yoy_percent is None
