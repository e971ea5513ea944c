import pytest

from nlp.lang import get
from nlp.normalise.datelines import Dateline, dateline_of
from nlp.normalise.dates import DateReader


def dated(text: str, code: str = "en", published: str | None = None, acts: tuple[str, ...] = ("signed",)) -> str | None:
    found = DateReader(get(code)).find(text)
    dateline = dateline_of(text, found, published, [text.index(act) for act in acts if act in text])
    return dateline.day if dateline else None


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "LIMA, 4 May 2021 - Customs signed a deal.", "2021-05-04"),
        ("en", "Customs House, Pier 3, Suva. May 4, 2021.\n\nThe heads signed.", "2021-05-04"),
        ("en", "Press Office\nNo. 12/2021, 4 May 2021\n\nThe heads signed a deal.", "2021-05-04"),
        ("en", "The heads signed a deal.\n\nLusaka, 4th May 2021", "2021-05-04"),
        ("en", "The parties have signed.\nDone at Oslo, on 4 May 2021.", "2021-05-04"),
        ("es", "Bogotá, D. C., 4 de mayo de 2021. Comunicado", "2021-05-04"),
        ("ru", "Ереван, 4 мая 2021 г. Правительство сообщило", "2021-05-04"),
        ("ko", "서울=2021년 5월 4일. 관세청은", "2021-05-04"),
        ("zh", "東京二○二一年五月四日消息：海關", "2021-05-04"),
        ("zh", "新聞稿\n發稿日期：110年5月4日\n\n海關", "2021-05-04"),
    ],
)
def test_datelines(code: str, text: str, value: str) -> None:
    assert dated(text, code) == value


@pytest.mark.parametrize(
    "text",
    [
        "Customs signed a deal on 4 May 2021. It will help.",
        "Members have hoped for this.\nThe rules have applied since 4 May 2021.",
        "We were glad on 4 May 2021 to see it.",
        "BAKU, 4 May. Customs signed a deal. The law of 2009 stands.",
    ],
)
def test_dates_that_are_no_dateline(text: str) -> None:
    assert dated(text) is None


def test_a_date_after_the_page_or_long_before_it_does_not_date_the_page() -> None:
    text = "The heads signed a deal.\n\nApply by 1 July 2021"
    assert dated(text, published="2021-06-02") is None
    assert dated("The heads signed a deal.\n\nSuva, 1 July 2018", published="2021-06-02") is None
    assert dated("The heads signed a deal.\n\nSuva, 1 June 2021", published="2021-06-02") == "2021-06-01"


def test_a_dateline_at_the_foot_stands_nowhere_apart() -> None:
    text = "The heads signed a deal.\n\nSuva, 1 June 2021"
    mentions = DateReader(get("en")).find(text)
    assert dateline_of(text, mentions, None, [10]) == Dateline("2021-06-01")


HEADLINE = "Kenya and Oman signed a deal"


def apart(text: str, acts: tuple[int, ...] = (0,)) -> str | None:
    """The words of the date that no act has for its own; `text` tells its acts at these offsets."""
    dateline = dateline_of(text, DateReader(get("en")).find(text), None, acts)
    return text[dateline.apart.start : dateline.apart.end] if dateline and dateline.apart else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEADLINE}\n4 May 2021\nThe heads met.", "4 May 2021"),
        (f"NAIROBI\n\n{HEADLINE}\n\n[4 May 2021]\n\nThe heads met.", "4 May 2021"),
        (f"{HEADLINE}\n\nMombasa, 4 May 2021, 10:30\nThe heads met.", "4 May 2021"),
        (f"{HEADLINE}\n\nKRA Headquarters, Nairobi, 4 May 2021: The heads met.", "4 May 2021"),
        (f"4 May 2021\n\n{HEADLINE}", "4 May 2021"),
        (f"{HEADLINE}\n4 May 2021\nThe heads met.\n\nEnds/Tuesday, May 4, 2021", "4 May 2021"),
    ],
)
def test_the_date_of_the_page_itself_stands_apart(text: str, words: str) -> None:
    assert apart(text, (text.index(HEADLINE),)) == words


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADLINE}.\n4 May 2021\nThe heads met.",
        f"{HEADLINE}\nDate of signature: 4 May 2021\nStart: open",
        f"{HEADLINE}\nof 4 May 2021\non recognition",
        f"{HEADLINE}\nNairobi, 4 May 2021: The heads met.",
        f"{HEADLINE}\n\n4 May 2021 – Kenya and Peru",
        f"{HEADLINE}\n\n4 May 2021\nThe heads met.\n\n5 May 2021\nThey met again.",
        "The tables\nof the day\nin full\nare here\nbelow\n4 May 2021\nKenya and Oman signed a deal",
    ],
)
def test_dates_that_may_be_an_acts_do_not(text: str) -> None:
    assert apart(text, (text.index(HEADLINE) if HEADLINE in text else 0,)) is None
