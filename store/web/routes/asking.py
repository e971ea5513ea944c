"""The question that the registry is for: whether A is recognised by B on a day."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from store.documents import Documents
from store.domain import Answer, Mode
from store.registry import Registry
from store.web.access import READ, READERS, Parts
from store.web.freshness import fresh, known
from store.web.parameters import KnownOnQuery, OnQuery, Party, Word

router = APIRouter(tags=["recognitions"], dependencies=READERS, responses=READ)


class CheckedAnswer(Answer):
    """An answer, and how fresh it is.

    `last_checked` is when either party's own newsrooms were last looked at without an error, null if never.
    """

    last_checked: datetime | None


@router.get("/ask")
def ask(
    request: Request,
    response: Response,
    web: Parts,
    one: Annotated[Party, Query(description="The party whose operators are asked about.")],
    other: Annotated[Party, Query(description="The party that recognises them, or does not.")],
    on: OnQuery = None,
    known_on: KnownOnQuery = None,
    mode: Annotated[Mode | None, Query(description="One mode of transport that is asked about.")] = None,
    tier: Annotated[Word | None, Query(description="One tier of `one`'s programme, by words of its name.")] = None,
) -> CheckedAnswer:
    """Answer whether the operators of `one` are recognised by `other`: recognised, not recognised, or not known."""
    now = web.clock()
    day = on or now.date()
    with web.store.reading() as session:
        last_checked = Documents(session).last_checked((one, other))
        fresh(request, response, web, known(session), day, last_checked)
        answer = Registry(session).ask(one, other, day, known_on, mode=mode, tier=tier, now=now)
    return CheckedAnswer(**dict(answer), last_checked=last_checked)
