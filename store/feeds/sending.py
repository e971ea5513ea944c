"""Sending what is due: webhook by webhook in the ledger's order, each attempt outside every transaction.

The contract is *at least once*. A sender takes a webhook for itself before it sends; should it die on the way, another
one takes it over and repeats at most the message that was under way.
"""

import random
import ssl
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event

import httpx
from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select

from store.db import Store
from store.domain import Frozen
from store.errors import InputError
from store.feeds.cursor import sealed
from store.feeds.payload import Message, message
from store.feeds.posting import SECONDS, Caller, Outcome
from store.feeds.subscriptions import Outbox, Subscriptions, SubscriptionStatus
from store.feeds.targets import Resolve, check, resolve
from store.outbox import DeliveryStatus
from store.rows import utc
from store.tables import ChangeRow, DeliveryRow, SubscriptionRow

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long after each failed attempt the next one follows; after the last one a delivery is given up.

The schedule that the Standard Webhooks specification recommends ("Retries and retry schedule").
"""

JITTER = 0.2
"""By what share at most a wait is longer, by chance, so that receivers are not asked by everybody at once."""

BATCH = 20
"""How many deliveries a sender takes at once."""

LEASE = timedelta(minutes=15)
"""How long a sender that takes a batch has its webhook for itself: longer than the batch can take, see SECONDS."""

REFUSALS = 3
"""After how many refused messages in a row a webhook is left alone for a while; a dead one is at the first failure."""

WORKERS = 4
"""How many webhooks are sent to at the same time, so that a slow receiver does not keep the others waiting."""


class Sent(Frozen):
    """What a sender did: deliveries taken, failed attempts, deliveries given up; and what the outbox holds now."""

    sent: int = 0
    failed: int = 0
    died: int = 0
    outbox: Outbox = Outbox()


@dataclass(frozen=True)
class _Taken:
    """A webhook that a sender has for itself until a moment, and what is due to it: delivery and message."""

    id: int
    url: str
    secret: str
    until: datetime
    due: tuple[tuple[int, Message], ...]


@dataclass(frozen=True)
class Sender:
    """Sends what is due. `loopback`: receivers on this machine are taken too (see `store.feeds.targets`).

    waits: the time from each failed attempt to the next. seconds: how long an attempt may take. tls: whose certificates
    are believed.
    """

    store: Store
    loopback: bool = False
    waits: Sequence[timedelta] = WAITS
    seconds: float = SECONDS
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    resolve: Resolve = resolve
    tls: ssl.SSLContext = field(default_factory=httpx.create_ssl_context)

    def send(self, limit: timedelta | None = None) -> Sent:
        """Attempt what is due until nothing is; no attempt is begun after `limit`.

        Where nobody answers, the receiver is busy, or REFUSALS messages in a row are refused, all that waits for that
        webhook waits for the shortest of `waits`.
        """
        deadline = time.monotonic() + limit.total_seconds() if limit is not None else float("inf")
        broken_off = Event()

        def go_on() -> bool:
            return not broken_off.is_set() and time.monotonic() < deadline

        with self.store.reading() as session:
            workers = min(len(session.exec(select(SubscriptionRow.id).where(_due(self.clock()))).all()), WORKERS)
        counts: Counter[str] = Counter()
        if workers:
            with ThreadPoolExecutor(workers) as pool:
                try:
                    for working in [pool.submit(self._work, go_on) for _ in range(workers)]:
                        counts += working.result()
                finally:
                    broken_off.set()  # an interrupt, or one worker's failure, ends the others after their message
        with self.store.reading() as session:
            return Sent(**counts, outbox=Subscriptions(session).outbox())

    def next_due(self) -> datetime | None:
        """When there is something to send again; None where nothing waits for an active webhook."""
        found = (
            select(func.min(DeliveryRow.due_at), SubscriptionRow.held_until)
            .join(SubscriptionRow, col(SubscriptionRow.id) == DeliveryRow.subscription_id)
            .where(SubscriptionRow.status == SubscriptionStatus.ACTIVE.value)
            .where(DeliveryRow.status == DeliveryStatus.WAITING.value)
            .group_by(col(SubscriptionRow.id), col(SubscriptionRow.held_until))
        )
        with self.store.reading() as session:
            return min((max(utc(due), utc(held or due)) for due, held in session.exec(found)), default=None)

    def _work(self, go_on: Callable[[], bool]) -> Counter[str]:
        """Send to one webhook after another, as long as there is one that is free and has something due."""
        counts: Counter[str] = Counter()
        while go_on() and (taken := self._take()):
            self._serve(taken, go_on, counts)
        return counts

    def _take(self) -> _Taken | None:
        """Take the webhook that was added first of those that are free and have something due."""
        now = self.clock()
        with self.store.transaction() as session:
            free = select(SubscriptionRow).where(_due(now)).order_by(col(SubscriptionRow.id)).limit(1)
            row = session.exec(free).first()
            if row is None or row.id is None:
                return None
            row.held_until = until = utc(now) + LEASE
            return _Taken(row.id, row.url, row.secret, until, tuple(_messages(session, row, now)))

    def _serve(self, taken: _Taken, go_on: Callable[[], bool], counts: Counter[str]) -> None:
        """Send a batch to one webhook, in the ledger's order, as long as its receiver is there."""
        try:
            target = check(taken.url, loopback=self.loopback, resolve=self.resolve)
        except InputError as error:
            self._record(taken, taken.due[0][0], Outcome(error=error.message), counts, hold=True)
            return
        refusals = 0
        with Caller(target, self.tls, seconds=self.seconds) as caller:
            for delivery, message in taken.due:
                if not go_on():
                    break
                outcome = caller.post(message.body, message.headers(taken.secret, self.clock()))
                refusals = refusals + 1 if outcome.refused else 0
                hold = not outcome.delivered and refusals in (0, REFUSALS)
                if not self._record(taken, delivery, outcome, counts, hold=hold):
                    return
        with self.store.transaction() as session:
            subscription = session.get(SubscriptionRow, taken.id)
            if subscription is not None and _holds(taken, subscription):
                subscription.held_until = None

    def _record(self, taken: _Taken, id: int, outcome: Outcome, counts: Counter[str], *, hold: bool) -> bool:
        """Write down what became of an attempt; whether the rest of the batch may follow.

        With `hold` it may not: the webhook is left alone for a while.
        """
        now = utc(self.clock())
        asked = outcome.retry_after or timedelta()
        with self.store.transaction() as session:
            subscription, delivery = session.get(SubscriptionRow, taken.id), session.get(DeliveryRow, id)
            if subscription is None or delivery is None:  # removed meanwhile
                return False
            delivery.attempts += 1
            delivery.error = outcome.error
            if outcome.delivered:
                delivery.status, delivery.delivered_at = DeliveryStatus.DELIVERED.value, now
                counts["sent"] += 1
                return _holds(taken, subscription)
            counts["failed"] += 1
            if delivery.attempts > len(self.waits):
                delivery.status = DeliveryStatus.DEAD.value
                counts["died"] += 1
            else:
                wait = self.waits[delivery.attempts - 1] * random.uniform(1, 1 + JITTER)
                delivery.due_at = now + max(wait, asked)
            if outcome.gone:
                subscription.status = SubscriptionStatus.PAUSED.value
                subscription.note = f"its receiver answered 410 Gone on {now:%Y-%m-%d at %H:%M} UTC"
            ours = _holds(taken, subscription)
            if ours and hold:
                subscription.held_until = now + max(min(self.waits, default=asked), asked)
            return ours and not hold


def _due(now: datetime) -> ColumnElement[bool]:
    """Whether a webhook is active, nobody is at it, and something is due to it."""
    waiting = (
        select(DeliveryRow.id)
        .where(DeliveryRow.subscription_id == SubscriptionRow.id, col(DeliveryRow.due_at) <= utc(now))
        .where(DeliveryRow.status == DeliveryStatus.WAITING.value)
        .exists()
    )
    held = col(SubscriptionRow.held_until)
    free = or_(held.is_(None), held <= utc(now))
    return and_(col(SubscriptionRow.status) == SubscriptionStatus.ACTIVE.value, free, waiting)


def _holds(taken: _Taken, subscription: SubscriptionRow) -> bool:
    """Whether a webhook is still the sender's: not paused, and taken over by nobody."""
    return subscription.held_until is not None and utc(subscription.held_until) == taken.until


def _messages(session: Session, subscription: SubscriptionRow, now: datetime) -> list[tuple[int, Message]]:
    """The deliveries that are due to a webhook, in the ledger's order, with what they say."""
    found = (
        select(DeliveryRow.change, DeliveryRow.id)
        .where(DeliveryRow.subscription_id == subscription.id, col(DeliveryRow.due_at) <= utc(now))
        .where(DeliveryRow.status == DeliveryStatus.WAITING.value)
        .order_by(col(DeliveryRow.change))
        .limit(BATCH)
    )
    due = dict(session.exec(found).all())
    name = f"{subscription.url} {utc(subscription.created_at).isoformat()}"
    changes = sealed(session, col(ChangeRow.seq).in_(due))
    return [(id or 0, message(change, name)) for id, change in zip(due.values(), changes, strict=True)]
