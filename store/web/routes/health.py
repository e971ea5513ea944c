"""Whether the API and its store answer, for those who watch over them."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter

from store.domain import Frozen
from store.nights import Nights
from store.web.access import ANYBODY, LIMITED, Parts
from store.web.problems import documented

router = APIRouter(tags=["health"], dependencies=ANYBODY, responses={**documented(401), **LIMITED})


class Health(Frozen):
    """That the store answers, at which moment, and when a night was last finished, null before the first (UTC)."""

    status: Literal["ok"] = "ok"
    at: datetime
    last_night: datetime | None


@router.get("/health")
def health(web: Parts) -> Health:
    """Say that the store answers; needs no token."""
    with web.store.reading() as session:
        night = Nights(session).last_finished()
    return Health(at=web.clock(), last_night=None if night is None else night.finished_at)
