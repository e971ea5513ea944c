"""What may stand in a question: days, times of knowledge, party codes, places, each checked before it is used."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from store.authorities.administrations import is_party
from store.db import LARGEST
from store.moments import iso_moment

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("write a day as YYYY-MM-DD, as in 2023-06-01")
    return value


def _moment(value: object) -> object:
    try:
        return iso_moment(str(value)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(
            "write a time as YYYY-MM-DD or YYYY-MM-DDTHH:MM, as in 2023-06-01T12:00; a + in it is sent as %2B"
        ) from None


def _party(code: str) -> str:
    if not is_party(code.upper()):
        raise ValueError(f"{code!r} is no party's code: use an ISO 3166-1 code such as CN, or a bloc's such as EU")
    return code.upper()


def _place(value: str) -> str:
    if int(value.partition(".")[0]) > LARGEST:
        raise ValueError("take the cursor from the `next` of an answer")
    return value


def place(cursor: str) -> tuple[int, int]:
    """The place of a reading, and the number of an item in it, that a cursor stands for."""
    reading, _, number = cursor.partition(".")
    return int(reading), int(number)


Day = Annotated[date, BeforeValidator(_day)]
"""A day in the world."""

Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "examples": ["2026-03-01", "2026-03-01T12:00"]}),
]
"""A time of knowledge, in UTC; a bare day means its end."""

Party = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z-]{1,31}$"), AfterValidator(_party)]
"""A party's code, in capitals afterwards."""

Word = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]{1,300}$")]
"""A text of one line."""

PartyQuery = Annotated[Party | None, Query(description="Only of this party: an ISO 3166-1 code, or a bloc's own.")]
OnQuery = Annotated[Day | None, Query(description="As it stood on this day. Default: today (UTC).")]
KnownOnQuery = Annotated[
    Moment | None, Query(description="By what was known then; a bare day means its end (UTC). Default: now.")
]
SinceQuery = Annotated[
    Day | None,
    Query(description="Only of documents published on this day or later; a month or year counts as its first day."),
]
LimitQuery = Annotated[int, Query(ge=1, le=200, description="The most items that are answered.")]
SeqQuery = Annotated[int, Query(ge=0, le=LARGEST, description="The place after which the answer begins.")]
PlaceQuery = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{1,10}\.[0-9]{1,6}$"),
    AfterValidator(_place),
    Query(description="Where the answer begins: taken from the `next` of an earlier one."),
]
RecognitionPath = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z][A-Za-z-]{1,300}$", to_upper=True),
    Path(description="The parties' codes in alphabetical order, joined by a hyphen: `CN-MO`."),
]
ReviewPath = Annotated[int, Path(ge=1, le=LARGEST, description="The number of a review.")]
