from collections.abc import Callable
from datetime import date, datetime, timedelta

import dateparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lang import SUPPORTED, get
from nlp.lang.language import Language
from nlp.normalise.dates import _SHORT, DateReader
from nlp.normalise.mentions import Anchors
from nlp.normalise.resolution import FORMS, resolve
from store.domain import Extraction

EN = DateReader(get("en"))


def resolved(
    text: str, *, published: str | None = None, dateline: str | None = None, future: bool = False
) -> list[str | None]:
    anchors = Anchors(published=published, dateline=dateline)
    return [resolve(mention, anchors, future=future).value for mention in EN.find(text)]


def test_a_long_text_is_read_as_its_parts_are() -> None:
    parts = [
        "It was signed on Monday, 7 March 2022.",
        "Within this year, from January to March, 4,210 firms came (1 May).",
        "The fiscal year 2022-23, the first ten months of 2024, 3/4/2021.",
        "From March 3 to March 5 last year; two weeks ago, on the 7th of next month.",
    ]
    whole, places, position = " ".join(parts * 4), [], 0
    for part in parts * 4:
        places += [(m.start + position, m.end + position, m.form) for m in EN.find(part)]
        position += len(part) + 1
    assert len(whole) > 2 * _SHORT > 2 * max(map(len, parts))
    assert [(m.start, m.end, m.form) for m in EN.find(whole)] == places


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("signed on the 7th", "2023-02-07"),
        ("signed on the 27th", "2023-01-27"),
        ("on 7 March 2022", "2022-03-07"),
        ("dated 7-Mar-2022", "2022-03-07"),
        ("on March 7th, 2022", "2022-03-07"),
        ("in February 2022", "2022-02"),
        ("on Friday, 3 February", "2023-02-03"),
        ("last Friday", "2023-02-03"),
        ("last Friday (3)", "2023-02-03"),
        ("Tuesday last week", "2023-01-31"),
        ("on trial from March to June 2022", "2022-03"),
        ("last week, on Thursday", "2023-02-02"),
        ("day before yesterday", "2023-02-06"),
        ("in the last week of January", "2023-01"),
        ("2021, in December", "2021-12"),
        ("yesterday", "2023-02-07"),
        ("this month", "2023-02"),
        ("last month", "2023-01"),
        ("the 1st day of this month", "2023-02-01"),
        ("the twelfth of this month", "2023-02-12"),
        ("signed 25-04-2017", "2017-04-25"),
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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began in July 2012; they had signed two months earlier.", "2012-05"),
        ("It began in July 2012; they had signed a year earlier.", "2011-07"),
        ("It began in July 2012; they had signed three years earlier.", "2009"),
        ("It began in July 2012 and was signed the year before.", "2011"),
        ("It began on 5 July 2012 and was signed two weeks earlier.", "2012-06-21"),
        ("It began on 5 July 2012 and was signed three days earlier.", "2012-07-02"),
        ("It was signed two months earlier.", "2022-12"),
        ("Signed in July 2012, it began two months later.", "2012-09"),
        ("Signed in July 2012, it began a year later.", "2013-07"),
        ("Signed in 2012, it began two years later.", "2014"),
        ("Signed on 5 July 2012, it began six months later.", "2013-01-05"),
        ("Signed on 5 July 2012, it began two days afterwards.", "2012-07-07"),
        ("Signed in July 2012, it began the following month.", "2012-08"),
        ("Signed in July 2012, it began the following year.", "2013"),
        ("Signed in July 2012, it began in March of the following year.", "2013-03"),
        ("Signed in July 2012, it began the following October.", "2012-10"),
        ("Signed in July 2012, it began the following March.", "2013-03"),
        ("Signed in 2012, it began the following March.", "2013-03"),
        ("It begins two months later.", "2023-04-08"),
        ("It began on 5 July 2012 and was signed two years before.", "2010"),
        ("Signed on 5 July 2012, it began a fortnight later.", "2012-07-19"),
    ],
)
def test_what_was_earlier_or_later_is_counted_from_the_date_told_before(text: str, value: str) -> None:
    told: tuple[str, ...] = ()
    for mention in EN.find(text):
        last = resolve(mention, Anchors(published="2023-02-08", told=told)).value
        told += (last,) if last else ()
    assert told[-1] == value


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_counting_on_without_end_ends_at_the_calendar(unit: str) -> None:
    (mention,) = EN.find(f"999 {unit} later")
    assert resolve(mention, Anchors(told=("9998-12-31",))).value is None


@pytest.mark.parametrize(("unit", "least"), [("weeks", 100), ("years", 1), ("months", 20), ("days", 130)])
def test_counting_back_without_end_ends_at_the_calendar(unit: str, least: int) -> None:
    mentions = EN.find("on 5 July 1946" + f", 999 {unit} earlier" * 130)
    told: tuple[str, ...] = ()
    for mention in mentions:
        value = resolve(mention, Anchors(told=told)).value
        told += (value,) if value else ()
    assert len(mentions) == 131
    assert least <= len(told) <= 131
    assert min(told) >= "0001"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("signed two months earlier, in May", "2022-05"),
        ("signed a year ago, in June 2022", "2022-06"),
        ("in force since 2009 (1 July)", "2009-07-01"),
        ("signed a year ago in December", "2022-12"),
        ("signed four years ago, in July", "2019-07"),
        ("signed last year, on 3 December", "2022-12-03"),
        ("begun this summer, on July 9", "2023-07-09"),
        ("signed in spring (12 April 2022)", "2022-04-12"),
        ("signed two weeks ago in Lima", "2023-01"),
    ],
)
def test_a_time_said_again_more_finely_is_one(text: str, value: str) -> None:
    assert resolved(text, published="2023-02-08") == [value]


def test_a_year_on_a_line_of_its_own_is_that_of_the_lines_below() -> None:
    text = "2015\n- August: India agreed\n- 3 October: after talks in May\n\n2016:\n* May: a road map\nIn June it began"
    assert resolved(text, published="2021-11-10") == [
        "2015",
        "2015-08",
        "2015-10-03",
        "2021-05",
        "2016",
        "2016-05",
        "2021-06",
    ]
    assert resolved("MANILA, 3 May 2021\nJune saw it begin", published="2022-11-10") == ["2021-05-03", "2022-06"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on June 26 and 27 (Brussels time) respectively", ["2022-06-26", "2022-06-27"]),
        ("on June 26 and 27, 2019, respectively", ["2019-06-26", "2019-06-27"]),
        ("on 26 and 27 June 2019, respectively", ["2019-06-26", "2019-06-27"]),
        ("on the 3rd and 4th of May, respectively", ["2022-05-03", "2022-05-04"]),
        ("on 4, 11, 18 and 25 June 2022 respectively", ["2022-06-04", "2022-06-11", "2022-06-18", "2022-06-25"]),
        ("on 4 to 11 June respectively", ["2022-06"]),
        ("held on 18 and 25 June. The two respectively", ["2022-06"]),
        ("held on June 26 and 27", ["2022-06"]),
    ],
)
def test_two_days_told_respectively_are_no_range(text: str, days: list[str]) -> None:
    assert resolved(text, published="2023-02-08") == days


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
    ("text", "value"),
    [
        ("Tuesday", "2023-02-07"),
        ("it met Thursday", "2023-02-02"),
        ("October brought a pilot", "2022-10"),
        ("it may march on", None),
        ("by the end of the year", "2023"),
        ("before the year is out", "2023"),
        ("this autumn", "2023"),
        ("last summer", "2022"),
        ("in the coming year", "2024"),
        ("early next year", "2024"),
        ("on the 1st of next month", "2023-03-01"),
        ("the 26th of last month", "2023-01-26"),
        ("the last day of January", "2023-01-31"),
        ("on 14 September last", "2022-09-14"),
        ("in May of the year before last", "2021-05"),
        ("New Year's Day", "2023-01-01"),
        ("on 104/12/22", "2015-12-22"),
        ("in the 104th year of the Republic", "2015"),
        ("last week", "2023-02"),
        ("today, 8 February 2023", "2023-02-08"),
        ("within this year", "2023"),
    ],
)
def test_more_english_dates_against_a_page_of_8_february_2023(text: str, value: str | None) -> None:
    assert resolved(text, published="2023-02-08") == ([value] if value else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the following day", "2022-06-04"),
        ("the day before", "2022-06-02"),
        ("on the same day", "2022-06-03"),
        ("in the same month", "2022-06"),
        ("on 9 December of that year", "2022-12-09"),
        ("six months after its signature", "2022-12-03"),
        ("thirty days after signature", "2022-07-03"),
        ("the first day of the second month following its adoption", "2022-08-01"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    (mention,) = EN.find(text)
    assert resolve(mention, Anchors(published="2022-11-20", told=("2022-01", "2022-06-03"))).value == value


def test_an_act_of_long_ago_is_not_what_a_new_one_is_counted_from() -> None:
    (mention,) = EN.find("six months after its signature")
    assert resolve(mention, Anchors(dateline="2022-06-03", told=("2015-03-10",))).value == "2022-12-03"


def test_parts_of_a_year_lie_ahead_where_the_act_does() -> None:
    assert resolved("in the first quarter", published="2019-11-27") == ["2019"]
    assert resolved("in the first quarter", published="2019-11-27", future=True) == ["2020"]


def test_a_day_leans_on_the_month_that_the_text_states() -> None:
    assert [resolve(m, Anchors(text="2021-05-04")).value for m in EN.find("on the 27th, in July")] == [
        "2021-05-27",
        "2021-07",
    ]


def test_one_pattern_may_name_a_part_in_each_of_its_alternatives() -> None:
    language = Language("en", dates=(("calendar", r"<day> of <month>|<month>, the <day>th"),))
    assert [(m.month, m.day) for m in DateReader(language).find("4 of May; June, the 5th")] == [(5, 4), (6, 5)]


@pytest.mark.parametrize("code", SUPPORTED)
def test_every_form_of_a_language_has_a_rule(code: str) -> None:
    assert {form for form, _ in get(code).dates} <= FORMS


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [
        (
            "Customs Bulletin, June 2019",
            "China and Macao signed a mutual recognition arrangement on 3 June.",
            "2019-06-03",
        ),
        (
            "News",
            "China and Macao signed a mutual recognition arrangement yesterday, the customs said on 5 June 2019.",
            "2019-06-04",
        ),
    ],
)
def test_a_title_and_the_text_itself_serve_as_anchors(
    extract: Callable[..., Extraction], title: str, text: str, value: str
) -> None:
    (event,) = extract(text, title=title).events
    assert event.date is not None
    assert event.date.value == value
