"""Every language reads its own dates, periods, amounts, and numbers: its table is in language_cases."""

from collections.abc import Callable
from functools import cache

import pytest
from language_cases import LANGUAGES
from language_cases.cases import PUBLISHED
from spacy.tokens import Doc

from nlp.lang import get
from nlp.normalise.dates import DateReader
from nlp.normalise.mentions import Anchors
from nlp.normalise.money import Money, parse_money, parse_percent
from nlp.normalise.numbers import parse_number
from nlp.normalise.periods import period_of
from nlp.normalise.resolution import resolve

Tagged = Callable[..., Doc]


def each(field: str, names: str) -> pytest.MarkDecorator:
    """One test for every row of one field of every language's table, told apart by language and text."""
    rows = [(code, row) for code, cases in LANGUAGES.items() for row in getattr(cases, field)]
    return pytest.mark.parametrize(
        f"code, text, {names}", [pytest.param(code, *row, id=f"{code}-{row[0]}") for code, row in rows]
    )


@cache
def reader(code: str) -> DateReader:
    return DateReader(get(code))


def dates(code: str, text: str, anchors: Anchors, *, future: bool = False) -> list[str | None]:
    return [resolve(mention, anchors, future=future).value for mention in reader(code).find(text)]


def texts(doc: Doc, group: str) -> list[str]:
    return [span.text for span in doc.spans[group]]


@each("dates", "values")
def test_dates(code: str, text: str, values: list[str]) -> None:
    assert dates(code, text, PUBLISHED) == values


@each("dates_said", "said, value")
def test_dates_and_their_words(code: str, text: str, said: str, value: str) -> None:
    (mention,) = reader(code).find(text)
    assert (text[mention.start : mention.end], resolve(mention, PUBLISHED).value) == (said, value)


@each("ahead", "values")
def test_dates_that_lie_ahead(code: str, text: str, values: list[str]) -> None:
    assert dates(code, text, PUBLISHED, future=True) == values


@each("parts_of_a_year", "form, number")
def test_parts_of_a_year(code: str, text: str, form: str, number: int) -> None:
    mention = reader(code).find(text)[-1]
    assert (mention.form, mention.number) == (form, number)


@each("periods", "value")
def test_periods(code: str, text: str, value: str) -> None:
    cases = LANGUAGES[code]
    found = reader(code).find(text)
    assert period_of(text, found[0], found, lambda _: cases.period_anchors, cases.country) == value


@each("fiscal_years", "country, value")
def test_fiscal_years(code: str, text: str, country: str, value: str) -> None:
    anchors = LANGUAGES[code].period_anchors
    found = reader(code).find(text)
    assert period_of(text, found[0], found, lambda _: anchors, country) == value


@each("told_before", "value")
def test_dates_counted_from_the_one_told_before(code: str, text: str, value: str) -> None:
    assert dates(code, text, LANGUAGES[code].told) == [value]


@each("in_words", "values")
def test_days_weeks_seasons_and_years_in_words(code: str, text: str, values: list[str]) -> None:
    assert dates(code, text, LANGUAGES[code].told) == values


@each("amounts", "amounts")
def test_amounts(tagged: Tagged, code: str, text: str, amounts: list[tuple[float, str]]) -> None:
    found = [parse_money(amount, code) for amount in texts(tagged(text, code), "amounts")]
    assert found == [Money(value, currency) for value, currency in amounts]


@each("amounts_said", "said, value, currency")
def test_amounts_and_their_words(tagged: Tagged, code: str, text: str, said: str, value: float, currency: str) -> None:
    (amount,) = texts(tagged(text, code), "amounts")
    assert (amount, parse_money(amount, code)) == (said, Money(value, currency))


@each("percents", "percent")
def test_percents(tagged: Tagged, code: str, text: str, percent: float) -> None:
    assert [parse_percent(found, code) for found in texts(tagged(text, code), "percents")] == [percent]


@each("numbers", "value")
def test_numbers(tagged: Tagged, code: str, text: str, value: int) -> None:
    language = get(code)
    words = {**language.numbers, **language.ordinals}
    (number,) = texts(tagged(text, code), "numbers")
    assert parse_number(number.lower(), words, language.scales, decimal_comma=language.decimal_comma) == value


@each("number_words", "said")
def test_number_words(tagged: Tagged, code: str, text: str, said: str) -> None:
    assert said in texts(tagged(text, code), "numbers")
