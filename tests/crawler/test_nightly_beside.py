"""A night beside an analyst: what somebody writes while documents have their turns is seen by those that follow."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from crawler.nightly import reconcile
from store.db import Store
from store.documents import Documents
from store.domain import Change, DecidedBy, Document, Event, Extraction, Statement
from store.extractions import Extractions
from store.registry import Registry
from store.reviews import Reviews


def test_what_an_analyst_writes_after_the_first_document_is_seen_by_the_second(
    store: Store,
    event: Callable[..., Event],
    reading: Callable[..., tuple[Document, Extraction]],
    statement: Callable[..., Statement],
    at: datetime,
) -> None:
    with store.transaction() as session:
        held = statement("CN", "HK")
        Registry(session).append(held, key="b", decided_by=DecidedBy.BASELINE, reason="known", at=at)
        for id, parties in (("a", "CN MX"), ("b", "CN NR")):
            document, extraction = reading(event(parties, "2023-02-08"), id=id, text=f"x {id} in its own words")
            Documents(session).add(document)
            Extractions(session).add(extraction)

    @contextmanager
    def beside(*_: Any) -> Iterator[Callable[[int, int | None], None]]:
        def update(done: int, _total: int | None) -> None:
            if done == 1:
                with store.transaction() as session:
                    said = statement("CN", "NR", date="2023-02-07")
                    Registry(session).append(said, key="k", decided_by=DecidedBy.ANALYST, reason="seen", at=at)

        yield update

    assert reconcile(store, at, defaultdict(Counter), beside) == []
    with store.reading() as session:
        assert [_told(change) for change in Registry(session).changes()] == [
            ("CN-HK", "2023-02-07", DecidedBy.BASELINE),
            ("CN-MX", "2023-02-08", DecidedBy.POLICY),
            ("CN-NR", "2023-02-07", DecidedBy.ANALYST),
        ]
        (review,) = [review for review in Reviews(session).list() if review.proposal.document_id == "b"]
    assert review.proposal.rule == "conflict"


def _told(change: Change) -> tuple[str, str | None, DecidedBy]:
    return change.statement.recognition, change.statement.date, change.decided_by
