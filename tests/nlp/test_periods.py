from collections.abc import Callable
from typing import cast

import pytest
from spacy.tokens import Doc

from nlp.annotations import sheet
from nlp.components.figures import figures
from nlp.lang import get
from nlp.normalise.dates import DateReader
from nlp.normalise.mentions import Anchors
from nlp.normalise.periods import period_of

EN = DateReader(get("en"))


def period(text: str, published: str | None = "2023-09-08", own: str | None = None) -> str | None:
    found = EN.find(text)
    return period_of(text, found[0], found, lambda _: Anchors(published=published), own)


@pytest.mark.parametrize(
    ("text", "own", "value"),
    [
        ("in 2022", None, "2022"),
        ("in March 2022", None, "2022-03"),
        ("from January to June 2022", None, "2022-01/2022-06"),
        ("between February and May 2021", None, "2021-02/2021-05"),
        ("January–July", None, "2023-01/2023-07"),
        ("January-November", None, "2022-01/2022-11"),
        ("January-May of last year", None, "2022-01/2022-05"),
        ("from November 2021 to February 2022", None, "2021-11/2022-02"),
        ("November to March 2022", None, "2021-11/2022-03"),
        ("July–June 2020-21", None, "2020-07/2021-06"),
        ("in the first four months of 2023", None, "2023-01/2023-04"),
        ("the same ten months of 2016", None, "2016-01/2016-10"),
        ("over the period to August 2021", None, "2021-01/2021-08"),
        ("in the first eleven months", None, "2022-01/2022-11"),
        ("in the seven months", None, "2023-01/2023-07"),
        ("nine months to September 2022", None, "2022-01/2022-09"),
        ("ten months through April", None, "2022-07/2023-04"),
        ("in the first half of 2023", None, "2023-01/2023-06"),
        ("in the second half", None, "2022-07/2022-12"),
        ("first three quarters of 2022", None, "2022-01/2022-09"),
        ("in the final quarter of 2022", None, "2022-10/2022-12"),
        ("in the third quarter of last year", None, "2022-07/2022-09"),
        ("the year ended June 2022", None, "2021-07/2022-06"),
        ("the fiscal year that ended on 30 June", None, "2022-07/2023-06"),
        ("until July", None, "2023-01/2023-07"),
        ("so far this year", None, "2023"),
        ("from January until now", None, "2023-01/2023-09"),
        ("from November to date", None, "2022-11/2023-09"),
        ("in October", None, "2022-10"),
        ("in 2022-23", "AU", "2022-07/2023-06"),
        ("in 2022-23", "IN", "2022-04/2023-03"),
        ("in 2022-23", "NP", "2022-07/2023-06"),
        ("FY23", "PK", "2022-07/2023-06"),
        ("fiscal 2022", "JP", "2022-04/2023-03"),
        ("fiscal 2022", "US", "2021-10/2022-09"),
        ("fiscal 2022", "DE", "2022"),
        ("the last fiscal year", "BD", "2022-07/2023-06"),
        ("first half of the fiscal year", "ET", "2022-07/2022-12"),
        ("first ten months of FY23", "BD", "2022-07/2023-04"),
        ("between 2009 and 2018", None, "2009-01/2018-12"),
        ("last year", None, "2022"),
        ("on 4 to 6 May 2022", None, "2022-05-04/2022-05-06"),
        ("from the 1st to the 20th of June 2022", None, "2022-06-01/2022-06-20"),
        ("between June 1 and June 20", None, "2023-06-01/2023-06-20"),
        ("from 1 January to 31 October 2022", None, "2022-01/2022-10"),
        ("from 1 January to 20 October 2022", None, "2022-01-01/2022-10-20"),
        ("between July 1, 2021 and June 30, 2022", None, "2021-07/2022-06"),
        ("from 1 January 2022 to 31 December 2022", None, "2022"),
        ("in the first twenty days of August", None, "2023-08-01/2023-08-20"),
        ("in the first 10 days of this month", None, "2023-09-01/2023-09-10"),
    ],
)
def test_periods_against_a_page_of_8_september_2023(text: str, own: str | None, value: str) -> None:
    assert period(text, own=own) == value


@pytest.mark.parametrize(
    ("published", "value"),
    [("2023-01-04", "2022-01/2022-11"), ("2022-12-20", "2022-01/2022-11"), ("2022-11-05", "2021-01/2021-11")],
)
def test_a_span_without_its_year_is_the_last_that_is_over(published: str, value: str) -> None:
    assert period("in January–November", published) == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ko", "이달 1∼10일 수출은", "2023-09-01/2023-09-10"),
        ("ko", "1~20일 수입은", "2023-09-01/2023-09-20"),
        ("ko", "8월 1~20일 수출은", "2023-08-01/2023-08-20"),
        ("ja", "今月1～10日の輸出", "2023-09-01/2023-09-10"),
        ("zh", "本月1日至10日出口", "2023-09-01/2023-09-10"),
        ("es", "en los primeros 20 días de agosto", "2023-08-01/2023-08-20"),
        ("fr", "les vingt premiers jours d'août", "2023-08-01/2023-08-20"),
        ("pt", "nos primeiros 20 dias de agosto", "2023-08-01/2023-08-20"),
        ("de", "in den ersten zwanzig Tagen des August", "2023-08-01/2023-08-20"),
        ("ru", "за первые 20 дней августа 2022 года", "2022-08-01/2022-08-20"),
        ("ar", "خلال أول 20 يوماً من أغسطس 2022", "2022-08-01/2022-08-20"),
        ("ar", "في الأيام العشرة الأولى من أغسطس", "2023-08-01/2023-08-10"),
    ],
)
def test_a_part_of_a_month_keeps_its_days(language: str, text: str, value: str) -> None:
    found = DateReader(get(language)).find(text)
    assert period_of(text, found[0], found, lambda _: Anchors(published="2023-09-22")) == value


@pytest.mark.parametrize(
    ("language", "text", "linked", "value"),
    [
        ("en", "Bern, 12 April 2024\n\nIn the first quarter of 2024, exports", 1, "2024-01/2024-03"),
        ("en", "in the 12 months through November. In 2021, exports", 1, "2021"),
        ("en", "3.9% more than last year. June, with five weeks", 1, "2023-06"),
        ("zh", "财政部2023年6月7日公布，5月出口", 1, "2023-05"),
        ("en", "imports of 2021 and 2022", 1, "2022"),
        ("en", "the five years from 2014 to 2018", 0, "2014-01/2018-12"),
        ("en", "trade between 2014 and 2018", 1, "2014-01/2018-12"),
    ],
)
def test_a_date_is_joined_only_with_the_other_end_of_a_range(language: str, text: str, linked: int, value: str) -> None:
    found = DateReader(get(language)).find(text)
    assert period_of(text, found[linked], found, lambda _: Anchors(published="2023-09-08")) == value


def test_a_month_known_no_finer_counts_as_over() -> None:
    assert period("in January–May", "2022-05") == "2022-01/2022-05"
    assert period("in January–May", None) is None


def test_the_party_beside_a_fiscal_year_goes_before_the_one_that_tells(reader: object) -> None:
    from nlp.annotations import Context
    from nlp.pipeline import Reader

    nlp = cast("Reader", reader).nlp
    text = "Oman and India signed a mutual recognition arrangement. Trade in India's fiscal year 2021-22 grew."
    doc = nlp.make_doc(text)
    sheet(doc).context = Context(language="en")
    for _, component in nlp.pipeline:
        doc = component(doc)
    fiscal = next(mention for mention in sheet(doc).reading.dates if mention.form == "fiscal")
    assert fiscal.party == "IN"


def test_a_year_that_is_not_over_is_told_by_its_months() -> None:
    assert period("from January until now", "2022-12-12") == "2022-01/2022-12"


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "Exports in July 2023 were higher than a month earlier.", "2023-06"),
        ("en", "In the first four months of 2023 they rose, as they had the month before.", "2023-03"),
        ("en", "Exports were $7 billion in 2022, after $6 billion the year before.", "2021"),
        ("en", "In fiscal 2020-21 exports fell from $6 billion a year earlier.", "2019-04/2020-03"),
        ("fr", "Les exportations de septembre 2021 dépassent celles du mois précédent.", "2021-08"),
        ("es", "En mayo de 2022 se exportó más que el mes anterior.", "2022-04"),
        ("pt", "Em 2022 exportou-se mais que no ano anterior.", "2021"),
        ("de", "Im März 2022 waren es mehr als im Vormonat.", "2022-02"),
        ("ru", "В мае 2022 года экспорт вырос, месяцем ранее он падал.", "2022-04"),
    ],
)
def test_a_period_before_is_counted_from_the_period_told_before(language: str, text: str, value: str) -> None:
    found = DateReader(get(language)).find(text)
    assert period_of(text, found[-1], found, lambda _: Anchors(published="2023-09-08"), "IN") == value


@pytest.mark.parametrize(
    ("flow", "exporter", "value"),
    [("export", "IN", "2023-04/2024-03"), ("import", "IN", "2023-10/2024-09"), ("import", "US", "2023-04/2024-03")],
)
def test_a_fiscal_year_is_that_of_who_exports_or_imports(
    made: Callable[..., Doc], flow: str, exporter: str, value: str
) -> None:
    text = "Goods worth $77.5 billion went from the one to the other, India and the United States, in fiscal 2024."
    links = {
        "figure_party": {"IN": 0.9, "US": 0.8},
        "figure_exporter": {exporter: 0.9},
        "figure_period": {"fiscal 2024": 0.9},
    }
    (figure,) = sheet(figures(made(text, ("$77.5 billion", f"figure:{flow}", links, {})))).reading.figures
    assert figure.period == value
