"""What growth costs: the 100,000th event beside the 1,000th, and a question put to a million changes."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import insert

from crawler.nightly import reconcile
from store.db import Store
from store.documents import Documents
from store.domain import Action, Document, DocumentHead, Event, Extraction, Extractor, Milestone
from store.extractions import Extractions
from store.reconcile.likeness import bands, signature
from store.registry import Registry
from store.reviews import Reviews
from store.rows import document_row, extraction_row
from store.tables import BandRow, ClusterRow, DocumentRow, ExtractionRow, Table

pytestmark = pytest.mark.bench

CHUNK = 5000


def read_before(store: Store, count: int) -> None:
    """Documents of earlier nights: read, placed among the texts that are alike, reconciled."""
    extractor = Extractor(version="0", model="m", model_sha256="0" * 64)
    with store.transaction() as session:
        for start in range(Documents(session).count(), count, CHUNK):
            rows: dict[type[Table], list[dict[str, Any]]] = {
                kind: [] for kind in (DocumentRow, ExtractionRow, ClusterRow, BandRow)
            }
            for n in range(start, min(count, start + CHUNK)):
                document = Document(id=f"old-{n}", text=f"Release number {n} of {n * 7919} words on its own matter {n}")
                reading = Extraction(extractor=extractor, document=DocumentHead.of(document), relevant=False)
                signed = signature(document.text)
                rows[DocumentRow].append(document_row(document).model_dump(exclude={"seq"}))
                rows[ExtractionRow].append(extraction_row(reading).model_dump(exclude={"seq"}) | {"reconciled": True})
                placed = {"document_id": document.id, "cluster": document.id, "signature": list(signed)}
                rows[ClusterRow].append(placed)
                rows[BandRow] += ({"value": value, "document_id": document.id} for value in bands(signed))
            for kind, told in rows.items():
                session.execute(insert(kind), told)


Reading = Callable[..., tuple[Document, Extraction]]


def announced(number: int) -> tuple[str, Action, float]:
    """What a measured document states: most confirm, some contradict, some are new; date, action, score."""
    match number % 10:
        case 8:
            return "2017-01-01", Action.SIGNED, 0.97
        case 9:
            return f"20{10 + number % 9}-05-05", Action.EXPANDED, 0.97
        case _:
            return "2019-03", Action.SIGNED, 0.6


def cost_of_an_event(
    growth: Any, store: Store, event: Callable[..., Event], reading: Reading, tag: str, count: int = 200
) -> float:
    """Seconds for one document of one event, reconciled in the night's way, its last questions included."""
    with store.transaction() as session:
        for n in range(count):
            one, other = growth.pairs[n * 37 % len(growth.pairs)]
            stated, action, score = announced(n)
            step = event(f"{one} {other}", stated, action, confidence=score)
            text = f"The administrations of pair {n} told in their release {tag} {n} what they did on that day"
            document, extraction = reading(step, id=f"{tag}-{n}", text=text, published="2019-04")
            Documents(session).add(document)
            Extractions(session).add(extraction)
    began = time.perf_counter()
    assert reconcile(store, datetime.now(UTC), defaultdict(Counter)) == []
    spent = time.perf_counter() - began
    with store.transaction() as session:
        assert not list(Extractions(session).unreconciled())
        for review in Reviews(session).list():  # a queue that is emptied, as it is by those who work it
            Reviews(session).decide(review.id, False, note="measured", at=datetime.now(UTC))
    return spent / count


def test_the_hundred_thousandth_event(
    growth: Any, database_url: str, request: pytest.FixtureRequest, event: Callable[..., Event], reading: Reading
) -> None:
    with Store.open(database_url) as store:
        costs = {}
        for size in (1_000, 100_000):
            growth.grow(store, size)
            read_before(store, size)
            cost_of_an_event(growth, store, event, reading, f"warm-{size}", 50)
            costs[size] = cost_of_an_event(growth, store, event, reading, f"event-{size}")
    small, large = costs.values()
    print(  # noqa: T201
        f"\n{request.node.callspec.id}: an event costs {small * 1000:.2f} ms at 1,000 and {large * 1000:.2f} ms at "
        f"100,000 changes: {large / small:.2f} times (wanted 1.5)"
    )


@pytest.mark.parametrize("database_url", ["postgresql", "sqlite"], indirect=True)
def test_a_question_to_a_million_changes(
    growth: Any, database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with Store.open(database_url) as store:
        began = time.perf_counter()
        growth.grow(store, growth.large)
        grown = time.perf_counter() - began
        questions = [growth.pairs[n * 37 % len(growth.pairs)] for n in range(1000)]
        direct = [_timed(partial(_asked, store, *pair)) for pair in questions]
        with _served(database_url, tmp_path) as client:
            over_http = [_timed(partial(_asked_over_http, client, *pair)) for pair in questions]
    print(  # noqa: T201
        f"\n{request.node.callspec.id}: {growth.large:,} changes grown in {grown:.0f} s; ask: {_told(direct)} "
        f"(wanted 10 on PostgreSQL); over HTTP: {_told(over_http)} (wanted 5 more)"
    )


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _told(spent: list[float]) -> str:
    return f"median {statistics.median(spent):.1f} ms, p95 {statistics.quantiles(spent, n=20)[-1]:.1f} ms"


def _asked(store: Store, one: str, other: str) -> None:
    with store.reading() as session:
        answer = Registry(session).ask(one, other, date(2024, 1, 1))
    assert answer.milestone is Milestone.IN_FORCE


def _asked_over_http(client: HTTPConnection, one: str, other: str) -> None:
    client.request("GET", f"/v1/ask?{urlencode({'one': one, 'other': other, 'on': '2024-01-01'})}")
    assert json.loads(client.getresponse().read())["milestone"] == "in_force"


@contextmanager
def _served(url: str, home: Path) -> Iterator[HTTPConnection]:
    """`mrawatch serve` over a store, in a process of its own as it is in use, and a connection to it, kept open.

    The plainest client there is: what a richer one spends is not the service's.
    """
    told = {"DATABASE_URL": url, "HOME": str(home), "PUBLIC_READS": "true", "RATE_LIMIT": "1000000/minute"}
    environment = os.environ | {f"MRAWATCH_{name}": value for name, value in told.items()}
    log = home / "serve.log"
    command = [sys.executable, "-c", "from crawler.cli import main; main()", "serve", "--port", "0"]
    with log.open("w") as file, subprocess.Popen(command, env=environment, stderr=file) as server:
        try:
            while not (found := re.search(r"listening at http://([^/\s]+)", log.read_text())):
                assert server.poll() is None, log.read_text()
                time.sleep(0.1)
            with closing(HTTPConnection(found[1])) as client:
                yield client
        finally:
            server.terminate()
