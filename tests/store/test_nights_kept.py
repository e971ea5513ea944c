"""Nights: begun, ended, the last one found again."""

from datetime import datetime, timedelta

import pytest

from store.db import Store
from store.errors import NotFoundError
from store.nights import Nights


def test_a_night_is_begun_and_ended_with_its_counts(store: Store, at: datetime) -> None:
    counts = {"haiguan": {"pages": 12, "events": 3}, "seconds": 1.5}
    with store.transaction() as session:
        nights = Nights(session)
        assert nights.last() is None
        nights.finish(nights.start(at - timedelta(days=1)), {}, at=at)
        id = nights.start(at)
        begun = nights.last()
        assert begun is not None and (begun.id, begun.started_at, begun.finished_at) == (id, at, None)
        nights.finish(id, counts, at=at + timedelta(hours=1))
    with store.reading() as session:
        last = Nights(session).last()
    assert last is not None and (last.summary, last.finished_at) == (counts, at + timedelta(hours=1))


def test_a_night_that_never_began_cannot_end(store: Store, at: datetime) -> None:
    with pytest.raises(NotFoundError, match="night 5"), store.transaction() as session:
        Nights(session).finish(5, {}, at=at)
