"""Trade with the whole world, on Docs built by hand."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.annotations import sheet
from nlp.components.figures import figures
from nlp.components.worldwide import worldwide


def between(made: Callable[..., Doc], text: str, flow: str = "export", exporter: str = "KE") -> tuple[str, ...]:
    links = {"figure_party": {"KE": 0.9, "OM": 0.8}, "figure_exporter": {exporter: 0.9}}
    doc = made(text, ("$4.5 billion", f"figure:{flow}", links, {}))
    (figure,) = sheet(figures(worldwide(doc))).reading.figures
    return figure.between


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Oman signed an arrangement. Total exports came to $4.5 billion.",
        "Kenya and Oman signed an arrangement. Kenya's exports to all countries came to $4.5 billion.",
        "Exports to Oman were $2 million, world exports $4.5 billion.",
    ],
)
def test_trade_with_the_world_is_one_partys(made: Callable[..., Doc], text: str) -> None:
    assert between(made, text) == ("KE",)


def test_of_imports_it_is_the_importers(made: Callable[..., Doc]) -> None:
    text = "Kenya and Oman signed an arrangement. Total imports came to $4.5 billion."
    assert between(made, text, "import", exporter="OM") == ("KE",)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Oman signed an arrangement. Exports came to $4.5 billion.",
        "Kenya and Oman signed an arrangement. Total exports to that country came to $4.5 billion.",
        "Kenya and Oman signed an arrangement. Oman: total exports $4.5 billion.",
        "Kenya's total exports in 2021. They went up. Goods for $4.5 billion went to Oman.",
    ],
)
def test_trade_with_a_partner_stays_with_it(made: Callable[..., Doc], text: str) -> None:
    assert between(made, text) == ("KE", "OM")
