"""What growth costs: the 100,000th event beside the 1,000th, and a question put to a million changes.

MRAWATCH_GROWTH says how many changes the large ledger has (a million where it is not set).
"""

import os
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, islice

import pytest
from sqlalchemy import insert

from crawler.nightly import reconcile
from store.chain import BEGINNING, seal
from store.db import Store
from store.documents import Documents
from store.domain import (
    Action,
    Change,
    DecidedBy,
    Document,
    Event,
    Evidence,
    Extraction,
    Milestone,
    Statement,
    Tier,
    sha256,
)
from store.extractions import Extractions
from store.projections import Projections
from store.registry import Registry
from store.rows import change_row, document_row, extraction_row
from store.tables import ChangeRow, DocumentRow, ExtractionRow

pytestmark = pytest.mark.bench

LARGE = int(os.environ.get("MRAWATCH_GROWTH", "1000000"))
RECOGNITIONS = 1000
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
CODES = "AE AR AU BD BR CA CH CL CN CO CR DO EC EG GB GT HK ID IL IN JO JP KE KR KZ MA MO MX MY NO NZ PA PE PH PK PY"
PAIRS = list(islice(combinations(CODES.split() + "QA RU SA SG TH TN TR TW UG US UY VN ZA RS".split(), 2), RECOGNITIONS))
STEPS = ((Milestone.SIGNED, "2019-03"), (Milestone.IN_FORCE, "2019-09-01"), (Milestone.SIGNED, "2019-03-04"))
CHUNK = 5000


def changes(first: int, last: int) -> Iterator[Change]:
    """The changes of a ledger that grows as a real one does: what is new is rare, what confirms it is not."""
    for seq in range(first, last + 1):
        milestone, stated = STEPS[(seq // RECOGNITIONS) % len(STEPS)]
        quote = f"announced for the {seq}th time"
        evidence = Evidence(document_id=None, url=f"https://customs.example/{seq}", quote=quote, tier=Tier.STATE_AGENCY)
        yield Change(
            seq=seq,
            key=f"grown-{seq}",
            statement=Statement(
                parties=PAIRS[seq % RECOGNITIONS],
                milestone=milestone,
                date=stated,
                evidence=evidence.model_copy(update={"text_sha256": sha256(quote)}),
                confidence=0.9 + (seq % 97) / 1000,
            ),
            decided_by=DecidedBy.POLICY,
            decided_at=BEGAN + timedelta(seconds=seq),
            reason="agrees with what is known",
        )


def grow(store: Store, upto: int) -> None:
    """Let the ledger grow to a size, sealed as the registry seals it, and the states that are kept beside it."""
    with store.transaction() as session:
        last, before = Registry(session).head()
        rows = []
        for change in changes(last + 1, upto):
            row = change_row(change)
            before = row.seal = seal(row.model_dump(), before or BEGINNING)
            rows.append(row.model_dump())
            if len(rows) == CHUNK:
                session.execute(insert(ChangeRow), rows)
                rows.clear()
        if rows:
            session.execute(insert(ChangeRow), rows)
        Projections(session).rebuild()


def read_before(store: Store, count: int) -> None:
    """Documents of earlier nights, read and reconciled."""
    with store.transaction() as session:
        known = Documents(session).count()
        for start in range(known, count, CHUNK):
            documents = [Document(id=f"old-{n}", text=f"text {n}") for n in range(start, min(count, start + CHUNK))]
            session.execute(
                insert(DocumentRow), [document_row(document).model_dump(exclude={"seq"}) for document in documents]
            )
            blank = [
                {"document_id": d.id, "extractor_key": "old", "relevant": False, "reconciled": True, "record": {}}
                for d in documents
            ]
            session.execute(insert(ExtractionRow), blank)


Reading = Callable[..., tuple[Document, Extraction]]


def cost_of_an_event(store: Store, event: Callable[..., Event], reading: Reading, tag: str, count: int = 200) -> float:
    """Seconds for one document of one event, reconciled in the night's way; its event confirms what is known."""
    with store.transaction() as session:
        for n in range(count):
            one, other = PAIRS[(n * 37) % RECOGNITIONS]
            step = event(f"{one} {other}", "2019-03", Action.SIGNED)
            document, extraction = reading(step, id=f"{tag}-{n}", text=f"x {tag} {n}", published="2019-04")
            Documents(session).add(document)
            session.add(extraction_row(extraction))
    began = time.perf_counter()
    assert reconcile(store, datetime.now(UTC), defaultdict(Counter)) == []
    spent = time.perf_counter() - began
    with store.reading() as session:
        assert not list(Extractions(session).unreconciled())
    return spent / count


def test_the_hundred_thousandth_event(
    database_url: str, request: pytest.FixtureRequest, event: Callable[..., Event], reading: Reading
) -> None:
    with Store.open(database_url) as store:
        costs = {}
        for size in (1_000, 100_000):
            grow(store, size)
            read_before(store, size)
            cost_of_an_event(store, event, reading, f"warm-{size}", 50)
            costs[size] = cost_of_an_event(store, event, reading, f"event-{size}")
    small, large = costs.values()
    print(  # noqa: T201
        f"\n{request.node.callspec.id}: an event costs {small * 1000:.2f} ms at 1,000 and {large * 1000:.2f} ms at "
        f"100,000 changes: {large / small:.2f} times (wanted 1.5)"
    )


@pytest.mark.parametrize("database_url", ["postgresql", "sqlite"], indirect=True)
def test_a_question_to_a_million_changes(database_url: str, request: pytest.FixtureRequest) -> None:
    with Store.open(database_url) as store:
        began = time.perf_counter()
        grow(store, LARGE)
        grown = time.perf_counter() - began
        spent = []
        for n in range(1000):
            one, other = PAIRS[(n * 37) % RECOGNITIONS]
            began = time.perf_counter()
            with store.reading() as session:
                answer = Registry(session).ask(one, other, date(2024, 1, 1))
            spent.append(time.perf_counter() - began)
            assert answer.milestone is Milestone.IN_FORCE
    p95 = statistics.quantiles(spent, n=20)[-1] * 1000
    print(  # noqa: T201
        f"\n{request.node.callspec.id}: {LARGE:,} changes grown in {grown:.0f} s; ask: median "
        f"{statistics.median(spent) * 1000:.1f} ms, p95 {p95:.1f} ms (wanted 10 on PostgreSQL)"
    )
