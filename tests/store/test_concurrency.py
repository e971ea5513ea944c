"""Several at once: no decision is lost, none is made twice, and readers see whole moments."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from store.chain import breaks
from store.db import Store
from store.deciding import accept, apply
from store.domain import DecidedBy, Milestone, Proposal, ReviewStatus, Statement, Verdict
from store.errors import ConflictError
from store.reconcile.state import project
from store.registry import Registry
from store.reviews import Reviews
from store.settings import Settings
from store.tables import ChangeRow
from store.tokens import Scope, Tokens
from store.web.app import create_app

ANALYSTS = 6


def queued(store: Store, proposal: Callable[..., Proposal], at: datetime, key: str = "p-1") -> int:
    with store.transaction() as session:
        return Reviews(session).open(proposal(key=key, verdict=Verdict.QUEUE), at=at).id


def test_of_analysts_who_decide_one_review_at_once_one_does_and_the_others_are_told(
    database_url: str, proposal: Callable[..., Proposal], at: datetime
) -> None:
    with Store.open(database_url) as store:
        review = queued(store, proposal, at)
    together = threading.Barrier(ANALYSTS)

    def decide(analyst: int) -> str:
        with Store.open(database_url) as own:
            together.wait(30)
            try:
                with own.transaction() as session:
                    if analyst % 2:
                        accept(session, review, note=f"analyst {analyst}", at=at, version=1)
                    else:
                        Reviews(session).decide(review, False, note=f"analyst {analyst}", at=at, version=1)
            except ConflictError as refused:
                return refused.message
        return f"analyst {analyst}"

    with ThreadPoolExecutor(ANALYSTS) as pool:
        told = list(pool.map(decide, range(ANALYSTS)))
    (winner,) = [answer for answer in told if answer.startswith("analyst")]
    assert sum("version 2" in answer for answer in told) == ANALYSTS - 1
    with Store.open(database_url) as store, store.reading() as session:
        decided = Reviews(session).get(review)
        assert (decided.note, decided.version) == (winner, 2)
        assert len(Registry(session).changes()) == (decided.status is ReviewStatus.ACCEPTED)


def test_a_decision_on_what_one_no_longer_sees_changes_nothing(
    store: Store, proposal: Callable[..., Proposal], at: datetime
) -> None:
    review = queued(store, proposal, at)
    with pytest.raises(ConflictError, match="version 1, not at 7"), store.transaction() as session:
        accept(session, review, at=at, version=7)
    with store.reading() as session:
        assert Reviews(session).get(review).status is ReviewStatus.OPEN
        assert Registry(session).changes() == ()


# FastAPI silences it by `warnings.catch_warnings`, which suits one thread at a time; here several apps begin at once.
@pytest.mark.filterwarnings("ignore::pydantic.warnings.UnsupportedFieldAttributeWarning")
def test_a_night_an_analyst_and_readers_work_at_once(
    database_url: str,
    statement: Callable[..., Statement],
    proposal: Callable[..., Proposal],
    at: datetime,
    tmp_path: Path,
) -> None:
    rounds = 25
    with Store.open(database_url) as store:
        reviews = [queued(store, proposal, at, key=f"queued-{n}") for n in range(rounds)]
        with store.transaction() as session:
            _, secret = Tokens(session).create("analyst", Scope.REVIEW, at=at)
    over = threading.Event()

    @contextmanager
    def api() -> Iterator[TestClient]:
        settings = Settings(home=tmp_path, rate_limit="100000/minute")
        with Store.open(database_url) as own, TestClient(create_app(own, settings, clock=lambda: at)) as client:
            client.headers["Authorization"] = f"Bearer {secret}"
            yield client

    def night() -> None:
        with Store.open(database_url) as own:
            for n in range(rounds):
                told = statement("JP", "KR", milestone=Milestone.EXPANDED, date=f"{2000 + n}-01-01")
                with own.transaction() as session:
                    apply(session, [proposal(key=f"applied-{n}", statement=told)], at + timedelta(seconds=n))

    def analyst() -> None:
        with api() as client:
            for review in reviews:
                answer = client.post(f"/v1/reviews/{review}/accept", json={"version": 1})
                assert answer.status_code == 200, answer.text

    def follower() -> int:
        seen = 0
        with api() as client:
            while not over.is_set() or not seen:
                page = client.get("/v1/changes?limit=200").json()
                assert [item["change"]["seq"] for item in page["items"]] == list(range(1, page["head"] + 1))
                assert not page["items"] or page["items"][-1]["seal"] == page["seal"]
                seen += 1
        return seen

    def reader() -> int:
        seen = 0
        with Store.open(database_url) as own:
            while not over.is_set() or not seen:
                with own.reading() as session:
                    registry = Registry(session)
                    changes = registry.changes()
                    assert [change.seq for change in changes] == list(range(1, len(changes) + 1))
                    assert registry.recognitions() == project(changes)
                    assert registry.head()[0] == len(changes)
                seen += 1
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(reader), pool.submit(follower)]
        try:
            for writer in [pool.submit(night), pool.submit(analyst)]:
                writer.result(timeout=120)
        finally:
            over.set()
        assert all(done.result(timeout=120) > 0 for done in readers)
    with Store.open(database_url) as store, store.reading() as session:
        changes = Registry(session).changes()
        assert (
            sorted(change.decided_by for change in changes)
            == [DecidedBy.ANALYST] * rounds + [DecidedBy.POLICY] * rounds
        )
        assert list(breaks(row.model_dump() for row in session.exec(select(ChangeRow).order_by(ChangeRow.seq)))) == []
