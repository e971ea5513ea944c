"""Parties and dates told in turn, on Docs built by hand."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.anchors import Kind
from nlp.annotations import sheet
from nlp.components.alternating import alternating
from nlp.components.links import chosen


def dates(made: Callable[..., Doc], text: str, *told: str) -> list[str]:
    """What stands at the dates of the acts with Oman and with Peru, of which the model gave both the date `told`.

    Of two dates told, each has its own.
    """
    acts = [
        (name, "event:signed", {"event_party": {"KE": 0.9, code: 0.9}, "event_date": {date: 0.9}}, {})
        for name, code, date in (("Oman", "OM", told[0]), ("Peru", "PE", told[-1]))
    ]
    doc = alternating(made(text, *acts))
    keys = [chosen(a, "event_date")[0] for a in sheet(doc).reading.anchors if a.kind == Kind.EVENT]
    return [text[int(key) :].split(",")[0].split(" and")[0].strip(" .)") for key in keys if key]


@pytest.mark.parametrize(
    ("text", "told", "wanted"),
    [
        (
            "Kenya signed with Oman on 3 May 2019 and with Peru on 4 June 2020.",
            "4 June 2020",
            ["3 May 2019", "4 June 2020"],
        ),
        ("Kenya's partners: Oman (May 2019), Peru (June 2020).", "May 2019", ["May 2019", "June 2020"]),
    ],
)
def test_a_party_has_the_date_that_stands_behind_it(
    made: Callable[..., Doc], text: str, told: str, wanted: list[str]
) -> None:
    assert dates(made, text, told) == wanted


def test_a_party_has_the_date_that_stands_before_it(made: Callable[..., Doc]) -> None:
    text = "Kenya did the same in 2019 with Oman and in 2020 with Peru, as it had said in 2018."
    assert [date[:4] for date in dates(made, text, "2020")] == ["2019", "2020"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenya signed with Oman on 3 May 2019 and with Peru on 4 June 2020; both applied in July 2021.", "July 2021"),
        ("Kenya signed with Oman and with Peru on 4 June 2020 and 3 May 2019.", "4 June 2020"),
        ("Kenya signed with Oman on 3 May 2019. It signed with Peru on 4 June 2020.", "4 June 2020"),
        ("Kenya signed with Oman on 3 May 2019 and with Oman and Peru, on 4 June 2020, again.", "4 June 2020"),
    ],
)
def test_dates_that_are_not_told_in_turn_stay(made: Callable[..., Doc], text: str, told: str) -> None:
    first, second = dates(made, text, told)
    assert first == second
    assert first.startswith(told)


def test_where_a_party_stands_twice_nothing_is_settled(made: Callable[..., Doc]) -> None:
    text = "Kenya signed with Oman in 2018 and with Peru in 2019 and with Oman in 2020."
    assert [date[:4] for date in dates(made, text, "2019")] == ["2019", "2019"]


def test_dates_of_like_acts_come_in_the_order_of_their_parties(made: Callable[..., Doc]) -> None:
    text = "Kenya signed with the head of Oman's customs and with that of Peru's, on 3 May and 4 June 2020 in Rome."
    assert dates(made, text, "4 June 2020", "3 May") == ["3 May", "4 June 2020 in Rome"]
    assert dates(made, text, "3 May", "4 June 2020") == ["3 May", "4 June 2020 in Rome"]


def test_dates_of_different_acts_need_not_be_in_order(made: Callable[..., Doc]) -> None:
    text = "Kenya signed with Oman's customs, after talks with Peru's had begun, on 4 June 2020 and in May 2019."
    acts = [
        ("signed", "event:signed", {"event_party": {"KE": 0.9, "OM": 0.9}, "event_date": {"May 2019": 0.9}}, {}),
        (
            "talks",
            "event:negotiation_started",
            {"event_party": {"KE": 0.9, "PE": 0.9}, "event_date": {"4 June": 0.9}},
            {},
        ),
    ]
    doc = alternating(made(text, *acts))
    keys = [chosen(a, "event_date")[0] for a in sheet(doc).reading.anchors]
    assert [text[int(key) :][:3] for key in keys if key] == ["May", "4 J"]
