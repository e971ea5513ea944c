"""What an act's date says of whether it is the news."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.annotations import sheet
from nlp.components.events import events
from nlp.components.recency import recalled


def test_the_longer_ago_the_more_recalled() -> None:
    days = ["2024-06-01", "2024-05-09", "2024-05-05", "2024-04-28", "2024-04-15", "2024-03-15", "2023-05-10"]
    assert [recalled(0.5, day, "2024-05-10") for day in days] == sorted(recalled(0.5, d, "2024-05-10") for d in days)
    assert recalled(0.5, days[1], "2024-05-10") < 0.1
    assert recalled(0.5, days[-1], "2024-05-10") > 0.8


def test_a_month_is_as_long_ago_as_its_last_day() -> None:
    assert recalled(0.5, "2024-05", "2024-05-30") < 0.5 < recalled(0.5, "2024-05", "2024-09-01")


@pytest.mark.parametrize("flag", [0.0, 1.0])
def test_what_the_model_is_certain_of_stays(flag: float) -> None:
    assert recalled(flag, "2019-05", "2024-05-10") == recalled(flag, "2024-05-09", "2024-05-10") == flag


@pytest.mark.parametrize(
    ("published", "background", "role"),
    [
        ("2021-05-06", 0.9, "main"),
        ("2021-05-06", 0.999, "background"),
        ("2022-05-06", 0.2, "background"),
        ("2021", 0.9, "background"),
        (None, 0.9, "background"),
    ],
)
def test_the_role_of_an_act_goes_by_its_date_too(
    made: Callable[..., Doc], published: str | None, background: float, role: str
) -> None:
    links = {"event_party": {"KE": 0.9, "OM": 0.8}, "event_date": {"4 May 2021": 0.9}}
    text = "Kenya and Oman signed an AEO arrangement on 4 May 2021."
    doc = events(made(text, ("signed", "event:signed", links, {"background": background}), published=published))
    (event,) = sheet(doc).reading.events
    assert event.reported_as.value == role
