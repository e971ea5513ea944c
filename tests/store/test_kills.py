"""Killed at any moment: reconciling and publishing lose nothing, double nothing, and leave the last publication whole.

MRAWATCH_KILLS says how often (`make bench`: 200 times on each database).
"""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from crawler.nightly import reconcile
from store.chain import breaks
from store.db import Store
from store.documents import Documents
from store.domain import Action, Document, Event, Extraction
from store.exports import publish
from store.exports.versions import tidy
from store.extractions import Extractions
from store.reconcile.state import project
from store.registry import Registry
from store.reviews import Reviews
from store.tables import ChangeRow
from store.verify import verify

KILLS = int(os.environ.get("MRAWATCH_KILLS", "6"))
A_REGISTRY = 25
"""Kills that one registry goes through; each costs a look at all of it, and that grows with what it holds."""

DOCUMENTS = 12
"""Documents that come between two nights; each is reconciled in a transaction of its own."""

DECIDED = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
PARTIES = "AU BR CA CL CO CR HK ID IL IN JP KE KR MX MY NZ PE RW SG TH TR TW UG US UY ZA".split()
Batch = list[tuple[Document, Extraction]]


def work(url: str, folder: str) -> None:
    """A night without its crawl: everything that waits is reconciled, then published."""
    with Store.open(url) as store:
        reconcile(store, DECIDED, defaultdict(Counter))
        with store.reading() as session:
            publish(session, Path(folder), datetime.now(UTC))


def batch(
    number: int, event: Callable[..., Event], reading: Callable[..., tuple[Document, Extraction]], dice: random.Random
) -> Batch:
    """Documents of which most are applied, some confirm, and some contradict and are queued."""
    made = []
    for place in range(DOCUMENTS):
        one, other = dice.sample(PARTIES, 2)
        day = f"{dice.randint(2012, 2022)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        steps = [event(f"{one} {other}", day), event(f"{one} {other}", None, Action.IN_FORCE)]
        id = f"doc-{number}-{place}"
        made.append(reading(*steps, id=id, text=f"x {id}"))
    return made


def add(store: Store, documents: Batch) -> None:
    with store.transaction() as session:
        for document, extraction in documents:
            Documents(session).add(document)
            Extractions(session).add(extraction)


def seals(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.exec(select(ChangeRow.seal).order_by(ChangeRow.seq)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "kills"), [(first, min(A_REGISTRY, KILLS - first)) for first in range(0, KILLS, A_REGISTRY)]
)
def test_nothing_is_lost_doubled_or_half_written(
    seed: int,
    kills: int,
    database_url: str,
    tmp_path: Path,
    event: Callable[..., Event],
    reading: Callable[..., tuple[Document, Extraction]],
) -> None:
    dice = random.Random(seed)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.nightly"])
    killed = Counter[str]()
    batches: list[Batch] = []
    spent = 1.0
    with Store.open(database_url) as store:
        while killed.total() < kills:
            batches.append(batch(len(batches), event, reading, dice))
            add(store, batches[-1])
            waiting = DOCUMENTS
            folder = tmp_path / f"publications-{len(batches) // 10}"  # every version is checked after every kill
            while True:
                before = seals(store)
                child = context.Process(target=work, args=(database_url, str(folder)))
                began = time.monotonic()
                child.start()
                # One kill while it publishes is enough: then the night is let through, and the next one has new texts.
                child.join(dice.uniform(0, spent) if waiting and killed.total() < kills else None)
                if child.is_alive():
                    with suppress(ProcessLookupError):  # it has ended by itself in between
                        os.kill(child.pid or 0, signal.SIGKILL)
                    child.join()
                if child.exitcode == 0:
                    spent = 0.7 * spent + 0.3 * (time.monotonic() - began)
                    break
                assert child.exitcode == -signal.SIGKILL
                with store.reading() as session:
                    waiting = sum(1 for _ in Extractions(session).unreconciled())
                    assert list(breaks(row.model_dump() for row in session.exec(_ledger()))) == []
                    assert Registry(session).recognitions() == project(Registry(session).changes())
                    if (folder / "latest").exists():
                        assert verify(session, folder).faults == ()
                assert seals(store)[: len(before)] == before
                killed["while it reconciled" if waiting else "while it published"] += 1
        tidy(folder)
        with store.reading() as session:
            assert verify(session, folder).faults == ()
            reviews = [(review.proposal.key, review.status) for review in Reviews(session).list(status=None)]
        left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
        assert left == []
        told = seals(store)

    with Store.open(f"sqlite:///{tmp_path / 'undisturbed.db'}") as store:
        for documents in batches:
            add(store, documents)
            reconcile(store, DECIDED, defaultdict(Counter))
        with store.reading() as session:
            assert [(review.proposal.key, review.status) for review in Reviews(session).list(status=None)] == reviews
        assert seals(store) == told
    print(f"\n{database_url.split(':')[0]}: {dict(killed)}, {len(told)} changes, {len(reviews)} reviews")  # noqa: T201


def _ledger() -> object:
    return select(ChangeRow).order_by(ChangeRow.seq)
