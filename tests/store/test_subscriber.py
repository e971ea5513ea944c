"""A subscriber that holds nothing but what it was sent ends with the registry's own checksum, over any network.

The subscriber below knows the secret, the bodies of webhooks and pages by cursor; no database. Between it and the
sender stands a network that loses, doubles, delays and reorders by a seed.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Any

import pytest
from fastapi.testclient import TestClient
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from store.chain import BEGINNING
from store.db import Store
from store.domain import Change, DecidedBy, Milestone, Scope, Statement
from store.feeds.checksum import state_checksum
from store.feeds.cursor import ChangePage, SealedChange, page
from store.feeds.sending import Sender
from store.feeds.subscriptions import Subscriptions
from store.feeds.targets import check
from store.opening import load_baseline
from store.reconcile.state import project
from store.registry import Registry
from store.settings import Settings
from store.web.app import create_app

States = Callable[..., Statement]
Fetch = Callable[[int], str]
"""Gives the page that follows a cursor, as JSON."""


PATIENCE, TOO_LONG = 0.3, 0.6
"""How long the sender waits for an answer, and how long one takes that comes too late, in seconds."""


class RefusedError(Exception):
    """Something that was sent is not what the ledger holds."""


class Subscriber:
    """Rebuilds the registry from signed messages in any order, and asks by cursor for what did not come."""

    def __init__(self, secret: str = "") -> None:
        self._webhook = Webhook(secret) if secret else None
        self._early: dict[int, SealedChange] = {}
        self._ids: set[str] = set()
        self.changes: list[Change] = []
        self.seal = BEGINNING
        self.counts: Counter[str] = Counter()

    def receive(self, headers: Mapping[str, str], body: bytes) -> None:
        assert self._webhook is not None
        told = self._webhook.verify(body, dict(headers))
        if headers["webhook-id"] in self._ids:
            self.counts["known by its id"] += 1
            return
        self._take(SealedChange.model_validate(told["data"]))
        self._ids.add(headers["webhook-id"])

    def catch_up(self, fetch: Fetch) -> ChangePage:
        """Ask for all that follows what is known without a gap."""
        while True:
            got = ChangePage.model_validate_json(fetch(len(self.changes)))
            self.counts["pages"] += 1
            for sealed in got.changes:
                seq = sealed.read().seq
                self.counts["filled by cursor"] += seq > len(self.changes) and seq not in self._early
                self._take(sealed)
            if got.next == got.head:
                return got

    @property
    def has_gap(self) -> bool:
        return bool(self._early)

    @property
    def checksum(self) -> str:
        return state_checksum(project(self.changes))

    def _take(self, sealed: SealedChange) -> None:
        change = sealed.read()
        if not sealed.holds():
            raise RefusedError(f"change {change.seq} is not what was sealed")
        if change.seq <= len(self.changes):
            return
        self.counts["early"] += change.seq > len(self.changes) + 1
        self._early[change.seq] = sealed
        while (following := self._early.pop(len(self.changes) + 1, None)) is not None:
            if following.before != self.seal:
                raise RefusedError(f"change {len(self.changes) + 1} does not follow the one before")
            self.changes.append(following.read())
            self.seal = following.seal


class Network:
    """What stands between sender and subscriber."""

    def __init__(self, subscriber: Subscriber, answer: Any, chance: random.Random) -> None:
        self._subscriber, self._answer, self._chance = subscriber, answer, chance
        self._late: list[Any] = []
        self._one_at_a_time = Lock()
        self.counts: Counter[str] = Counter()

    def __call__(self, got: Any) -> Any:
        with self._one_at_a_time:
            answer = self._pass_on(got)
        if answer is None:
            sleep(TOO_LONG)
        return answer or self._answer()

    def _pass_on(self, got: Any) -> Any:
        """What the receiver answers at once; None where it is too slow to."""
        self.counts["requests"] += 1
        if self._late and self._chance.random() < 0.1:
            self.flush()
        fates = ["through", "refused", "dropped", "twice", "answer lost", "late", "swallowed", "too slow"]
        fate = self._chance.choices(fates, weights=(50, 8, 8, 8, 8, 12, 8, 1))[0]
        self.counts[fate] += 1
        match fate:
            case "refused":
                return self._answer(self._chance.choice([500, 502, 404, 301]))
            case "dropped":
                return self._answer(0)
            case "too slow":
                return None
            case "late":
                self._late.append(got)
            case "twice":
                self._deliver(got), self._deliver(got)
            case "answer lost":
                self._deliver(got)
                return self._answer(0)
            case "through":
                self._deliver(got)
        return self._answer()

    def flush(self) -> None:
        """Let go of what was held back, in another order."""
        self._chance.shuffle(self._late)
        while self._late:
            self._deliver(self._late.pop())

    def _deliver(self, got: Any) -> None:
        self._subscriber.receive(got.headers, got.body)


def growth(store: Store, statement: States, chance: random.Random, batches: int) -> Iterator[None]:
    """A ledger that grows in batches: new steps, corrections of earlier ones, withdrawals, withdrawals taken back."""
    at = datetime(2024, 1, 1, tzinfo=UTC)
    for _ in range(batches):
        with store.transaction() as session:
            registry = Registry(session)
            for _ in range(chance.randint(1, 12)):
                at += timedelta(hours=chance.randint(0, 90))
                head, _seal = registry.head()
                replaced = chance.randint(1, head) if head and chance.random() < 0.25 else None
                parties = (
                    registry.get(replaced).statement.parties
                    if replaced
                    else chance.choice([("CN", "MO"), ("EU", "JP"), ("KR", "MX"), ("AE", "SA", "KW")])
                )
                registry.append(
                    statement(
                        *parties,
                        milestone=chance.choice(list(Milestone)),
                        date=chance.choice([None, "2019", "2021-03", "2022-11-30", "2031-01-01"]),
                        acceding=parties[:1] if chance.random() < 0.1 else (),
                        scope=Scope(modes=("road",)) if chance.random() < 0.1 else Scope(),
                        confidence=chance.random(),
                        note=chance.choice(["", 'Übergang – 海关 “過渡” \u2028 \\ " </p>']),
                    ),
                    key=f"key {head}",
                    decided_by=chance.choice(list(DecidedBy)),
                    reason="by chance",
                    at=at,
                    supersedes=replaced,
                    withdraws=replaced is not None and chance.random() < 0.5,
                )
        yield


def pages(store: Store, chance: random.Random) -> Fetch:
    def fetch(after: int) -> str:
        with store.reading() as session:
            return page(session, after, chance.randint(1, 40)).model_dump_json()

    return fetch


def is_whole(subscriber: Subscriber, store: Store) -> bool:
    """Whether a subscriber holds the registry as it is: its state, and the ledger to the last seal."""
    with store.reading() as session:
        registry = Registry(session)
        head, seal = registry.head()
        state = state_checksum(registry.recognitions())
    return (len(subscriber.changes), subscriber.seal, subscriber.checksum) == (head, seal, state)


@pytest.mark.parametrize("seed", range(4))
def test_a_subscriber_ends_with_the_same_state_through_any_network(
    store: Store,
    statement: States,
    receiver: Any,
    answer: Any,
    seed: int,
    record_property: Callable[[str, object], None],
) -> None:
    chance = random.Random(seed)
    with store.transaction() as session:
        if seed == 0:
            load_baseline(session)
        added = Subscriptions(session).add(check(receiver.url, loopback=True), at=datetime.now(UTC), since=0)
    subscriber = Subscriber(added.secret)
    receiver.answer = network = Network(subscriber, answer, chance)
    sender = Sender(store, loopback=True, waits=(timedelta(),) * 40, seconds=PATIENCE)
    for _ in growth(store, statement, chance, batches=8):
        done = sender.send()
        assert (done.outbox.waiting, done.died) == (0, 0)
        if subscriber.has_gap and chance.random() < 0.2:
            subscriber.catch_up(pages(store, chance))
    network.flush()
    last = subscriber.catch_up(pages(store, chance))
    assert (subscriber.checksum, subscriber.seal) == (last.state_checksum, last.seal)
    assert is_whole(subscriber, store)
    counts = network.counts + subscriber.counts
    lost, doubled = ("refused", "dropped", "swallowed", "too slow"), ("twice", "answer lost")
    figures = {
        "changes": len(subscriber.changes),
        "requests": counts["requests"],
        "lost": sum(counts[fate] for fate in lost),
        "of these lost for good": counts["swallowed"],
        "doubled": sum(counts[fate] for fate in doubled),
        "held back and reordered": counts["late"],
        "filled by cursor": counts["filled by cursor"],
        "pages": counts["pages"],
    }
    record_property("figures", json.dumps(figures))
    assert min(figures[what] for what in ("lost", "doubled", "held back and reordered")) > 0


@pytest.mark.parametrize("seed", range(3))
def test_the_registry_is_rebuilt_from_nothing_by_cursor_alone(store: Store, statement: States, seed: int) -> None:
    chance = random.Random(seed)
    with store.transaction() as session:
        load_baseline(session)
    for _ in growth(store, statement, chance, batches=5):
        pass
    subscriber = Subscriber()
    last = subscriber.catch_up(pages(store, chance))
    assert (subscriber.checksum, subscriber.seal) == (last.state_checksum, last.seal)
    assert is_whole(subscriber, store)


def test_the_registry_is_rebuilt_over_http_alone(store: Store, statement: States, tmp_path: Path) -> None:
    chance = random.Random(5)
    with store.transaction() as session:
        load_baseline(session)
    growing = growth(store, statement, chance, batches=4)
    subscriber, address, checksums = Subscriber(), "/v1/changes?after=0&limit=150", []
    settings = Settings(home=tmp_path, public_reads=True, rate_limit="1000/minute")
    with TestClient(create_app(store, settings)) as api:
        while (got := api.get(address).json())["items"]:
            for item in got["items"]:
                subscriber._take(SealedChange.model_validate(item))
            if got["state_checksum"] is not None:
                checksums.append((subscriber.checksum, subscriber.seal) == (got["state_checksum"], got["seal"]))
            next(growing, None)  # it grows while it is read
            address = got["next"]
    assert len(subscriber.changes) == got["head"]
    assert (subscriber.checksum, subscriber.seal) == (got["state_checksum"], got["seal"])
    assert checksums
    assert all(checksums)
    assert is_whole(subscriber, store)


def test_a_subscriber_that_lacks_one_change_knows_it(store: Store, statement: States) -> None:
    for _ in growth(store, statement, random.Random(7), batches=5):
        pass
    with store.reading() as session:
        whole = page(session, 0, 1000)
    subscriber = Subscriber()
    for sealed in whole.changes[:-1]:
        subscriber._take(sealed)
    assert not is_whole(subscriber, store)
    assert subscriber.seal != whole.seal
    changes = [sealed.read() for sealed in whole.changes]
    told = project(changes)[0].milestones[0].changes[0]
    without_one = [change for change in changes if change.seq != told]
    assert state_checksum(project(without_one)) != whole.state_checksum


def test_a_tampered_body_is_refused_and_changes_nothing(store: Store, statement: States, receiver: Any) -> None:
    with store.transaction() as session:
        added = Subscriptions(session).add(check(receiver.url, loopback=True), at=datetime.now(UTC))
    for _ in growth(store, statement, random.Random(3), batches=1):
        Sender(store, loopback=True).send()
    got = receiver.got[0]
    subscriber = Subscriber(added.secret)
    with pytest.raises(WebhookVerificationError):
        subscriber.receive(got.headers, got.body.replace(b'"reason":"by chance"', b'"reason":"by choice"'))
    with pytest.raises(WebhookVerificationError):
        subscriber.receive({**got.headers, "webhook-id": "msg_another"}, got.body)
    with pytest.raises(WebhookVerificationError):
        Subscriber("whsec_" + "A" * 43 + "=").receive(got.headers, got.body)
    assert (subscriber.changes, subscriber.has_gap) == ([], False)
    subscriber.receive(got.headers, got.body)
    assert len(subscriber.changes) == 1


def test_what_was_not_sealed_so_is_refused_even_with_a_good_signature(store: Store, statement: States) -> None:
    for _ in growth(store, statement, random.Random(4), batches=2):
        pass
    with store.reading() as session:
        first, second, *_ = page(session, 0).changes
    forged = first.model_copy(update={"change": first.change | {"reason": "another"}})
    with pytest.raises(RefusedError, match="sealed"):
        Subscriber()._take(forged)
    subscriber = Subscriber()
    subscriber._take(first)
    other_past = SealedChange(change=second.change, before="0" * 64, seal=second.seal)
    with pytest.raises(RefusedError):
        subscriber._take(other_past)
    subscriber._take(second)
    assert len(subscriber.changes) == 2
