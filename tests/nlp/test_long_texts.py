"""Texts of unusual length: rows of digits, whole web pages, more than is read."""

import math
from itertools import cycle, islice, product
from random import Random

import pytest

from nlp.normalise.numbers import MOST_DIGITS, parse_digits
from nlp.pipeline import MOST_CHARACTERS, Reader
from store.domain import Document
from store.errors import ReadingError

WHO = ("The museum", "A new bridge", "The library", "The weather service", "The football club", "The old harbour")
DID = ("opened its doors to visitors", "was praised in a report", "closed for repairs", "welcomed guests from abroad")
WHEN = ("on Monday", "after a long winter", "last summer", "at the weekend", "in the morning", "without further notice")


def read(reader: Reader, text: str):  # type: ignore[no-untyped-def]
    return next(reader.extract([Document(id="long", text=text, language="en", published="2022-05-01")]))


def test_a_row_of_digits_is_no_amount(reader: Reader) -> None:
    record = read(
        reader, f"Exports from Chile to Japan reached USD {'9' * 400} in 2021. AEO companies: {'7' * 400} firms."
    )
    assert all(math.isfinite(figure.value) for figure in record.trade_figures)
    assert all(count.value < 10**MOST_DIGITS for count in record.counts)
    assert parse_digits("9" * 400) is None


def test_a_table_of_numbers_is_read_past(reader: Reader) -> None:
    table = " ".join(["123"] * 500)
    record = read(reader, f"Kenya and Oman signed an AEO mutual recognition arrangement on 4 May 2021. {table}")
    assert [event.codes for event in record.events] == [("KE", "OM")]


MISREAD = pytest.mark.xfail(
    strict=False, reason="the shipped model takes the act behind these very lines for none: see EXPERIMENTS.md"
)


@pytest.mark.parametrize("lines", [50, pytest.param(400, marks=MISREAD), 700])
def test_a_whole_page_is_read(reader: Reader, lines: int) -> None:
    page = [f"{who} {did} {when}.\n\n" for who, did, when in product(WHO, DID, WHEN)]
    Random(1).shuffle(page)
    filler = "".join(islice(cycle(page), lines))
    record = read(reader, f"{filler}Kenya and Oman signed an AEO mutual recognition arrangement on 4 May 2021.")
    (event,) = record.events
    assert event.codes == ("KE", "OM")
    assert event.evidence.start == len(filler)


def test_more_than_a_page_is_refused_by_name(reader: Reader) -> None:
    with pytest.raises(ReadingError, match="long: 500,001 characters") as caught:
        read(reader, "AEO " + "x" * (MOST_CHARACTERS - 3))
    assert "cut the text" in caught.value.remedy
