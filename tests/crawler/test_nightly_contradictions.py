"""A night of documents that contradict each other: the order in which they arrived decides nothing."""

import random
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.nightly import reconcile
from store.db import Store
from store.documents import Documents
from store.domain import (
    Action,
    Document,
    DocumentHead,
    Event,
    EventDate,
    Extraction,
    Extractor,
    PartyMention,
    ReportedAs,
    Span,
    Tier,
    precision_of,
)
from store.extractions import Extractions
from store.registry import Registry
from store.reviews import Reviews

DATES = ["2023-02-07", "2023-02-08", "2023-02", "2023", None, "2022-11-30"]
ACTIONS = [Action.SIGNED, Action.IN_FORCE, Action.ACTION_PLAN_SIGNED, Action.SUSPENDED]
READER = Extractor(version="1", model="m", model_sha256="0" * 64, sure_from=0.85)


def announced(chance: random.Random, number: int) -> tuple[Document, Extraction]:
    """A document that states one or two steps of CN and NR, somewhere, somehow, perhaps as a copy."""
    words = f"This story is number {chance.randrange(8)}, and the customs of both sides have read it with interest."
    source = chance.choice(["one", "two", "three"])
    document = Document(
        id=f"d{number}",
        url=f"http://{source}.example/{number}",
        text=words + chance.choice(["", " So the wire.", f" Told by {source}."]) + f" {number}",
        tier=chance.choice(list(Tier)),
        published=chance.choice([None, "2023-12-01", "2023-12"]),
        source=source,
    )
    place = {"text": "T", "start": 0, "end": 1}
    dates = chance.sample(DATES, chance.choice([1, 2]))
    events = tuple(
        Event(
            action=chance.choice(ACTIONS),
            parties=tuple(PartyMention(code=code, name=code, **place) for code in ("CN", "NR")),
            date=EventDate(value=date, precision=precision_of(date), rule="as written", **place) if date else None,
            reported_as=chance.choice(list(ReportedAs)),
            confidence=chance.choice([0.5, 0.97, 0.99]),
            evidence=Span(**place),
        )
        for date in dates
    )
    return document, Extraction(extractor=READER, document=DocumentHead.of(document), relevant=True, events=events)


def night(file: Path, documents: list[tuple[Document, Extraction]]) -> Any:
    with Store.open(f"sqlite:///{file}") as store:
        with store.transaction() as session:
            for document, reading in documents:
                Documents(session).add(document)
                Extractions(session).add(reading)
        assert reconcile(store, datetime(2024, 1, 1, tzinfo=UTC), defaultdict(Counter)) == []
        with store.reading() as session:
            ledger = [change.model_dump() for change in Registry(session).changes()]
            reviews = [review.model_dump() for review in Reviews(session).list(None)]
    return ledger, reviews


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_decides_nothing(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    documents = [announced(chance, number) for number in range(10)]
    first = night(tmp_path / "first.db", documents)
    assert first[0] and first[1]
    for number in range(2):
        chance.shuffle(documents)
        assert night(tmp_path / f"{number}.db", documents) == first
