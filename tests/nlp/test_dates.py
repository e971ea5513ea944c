from datetime import date, datetime, timedelta

import dateparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lang import get
from nlp.normalise.dates import Anchors, DateReader, resolve
from nlp.normalise.periods import period_of

EN = DateReader(get("en"))


def resolved(
    text: str, *, published: str | None = None, dateline: str | None = None, future: bool = False
) -> list[str | None]:
    anchors = Anchors(published=published, dateline=dateline)
    return [resolve(mention, anchors, future=future).value for mention in EN.find(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("signed on the 7th", "2023-02-07"),
        ("signed on the 27th", "2023-01-27"),
        ("on 7 March 2022", "2022-03-07"),
        ("on March 7th, 2022", "2022-03-07"),
        ("in February 2022", "2022-02"),
        ("on Friday, 3 February", "2023-02-03"),
        ("last Friday", "2023-02-03"),
        ("last Friday (3)", "2023-02-03"),
        ("yesterday", "2023-02-07"),
        ("this month", "2023-02"),
        ("last month", "2023-01"),
        ("last year", "2022"),
        ("from 2 to 4 June 2019", "2019-06"),
        ("last March", "2022-03"),
        ("on December 29", "2022-12-29"),
        ("in the third quarter of 2021", "2021"),
        ("two weeks ago", "2023-01"),
    ],
)
def test_english_dates_against_a_page_of_8_february_2023(text: str, value: str) -> None:
    assert resolved(text, published="2023-02-08") == [value]


def test_the_dateline_goes_before_the_page_date() -> None:
    assert resolved("on the 28th", published="2023-03-02", dateline="2023-02-28") == ["2023-02-28"]


def test_a_day_without_anything_to_count_from_stays_unresolved() -> None:
    assert resolved("on the 7th") == [None]
    assert resolved("yesterday", published="2023-02") == [None]


def test_a_future_act_takes_the_coming_month() -> None:
    assert resolved("from January 1", published="2023-12-20", future=True) == ["2024-01-01"]
    assert resolved("on November 30", published="2024-01-05") == ["2023-11-30"]


def test_what_only_looks_like_a_date() -> None:
    assert resolved("the 5th anniversary", published="2023-02-08") == []
    assert resolved("30 February 2023", published="2023-02-08") != ["2023-02-30"]


def test_dateparser_does_not_settle_what_the_own_rules_settle() -> None:
    """Why the resolution is our own: the library guesses where an announcement's dateline decides, or gives nothing."""
    settings = {"RELATIVE_BASE": datetime(2023, 2, 8)}
    assert dateparser.parse("last Friday (3)", languages=["en"], settings=settings) is None
    march = dateparser.parse("last March", languages=["en"], settings=settings)
    assert march is None or march.date() != date(2022, 3, 1)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(0, 400))
def test_a_written_out_day_is_itself_whatever_the_anchor(day: date, distance: int) -> None:
    text = f"on {day.day} {day:%B} {day.year}"
    anchor = (day + timedelta(days=distance)).isoformat()
    assert resolved(text, published=anchor) == [day.isoformat()]


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(0, 44))
def test_a_day_and_month_behind_the_page_date_take_the_right_year(day: date, behind: int) -> None:
    if (day.month, day.day) == (2, 29):
        return
    published = (day + timedelta(days=behind)).isoformat()
    assert resolved(f"on {day.day} {day:%B}", published=published) == [day.isoformat()]


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    for mention in EN.find(text):
        value = resolve(mention, Anchors(published="2023-02-08")).value
        assert value is None or text[mention.start : mention.end]


@pytest.mark.parametrize(
    ("text", "own", "period"),
    [
        ("in 2022", None, "2022"),
        ("in March 2022", None, "2022-03"),
        ("from January to June 2022", None, "2022-01/2022-06"),
        ("in the first four months of 2023", None, "2023-01/2023-04"),
        ("in the first half of 2023", None, "2023-01/2023-06"),
        ("in 2022-23", "AU", "2022-07/2023-06"),
        ("in 2022-23", "IN", "2022-04/2023-03"),
        ("between 2009 and 2018", None, "2009-01/2018-12"),
        ("last year", None, "2022"),
    ],
)
def test_periods(text: str, own: str | None, period: str) -> None:
    anchors = Anchors(published="2023-09-08")
    assert period_of(text, EN.find(text), lambda _: anchors, own) == period
