"""Webhooks: who is told of changes, from which change on, and what became of what was sent to them."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, DateTime, case, func
from sqlmodel import Session, col, delete, insert, literal, select, update

from store import sums
from store.db import numbered
from store.domain import Frozen
from store.errors import ConflictError, InputError, NotFoundError
from store.feeds.targets import Target
from store.outbox import DeliveryStatus
from store.registry import Registry
from store.rows import utc, valid
from store.tables import ChangeRow, DeliveryRow, SubscriptionRow, metadata

SECRET_BYTES = 32
"""The length of a secret: Standard Webhooks asks for 24 to 64 bytes."""


class SubscriptionStatus(StrEnum):
    """Whether a webhook is sent to."""

    ACTIVE = "active"
    PAUSED = "paused"


class Subscription(Frozen):
    """A webhook, and how many of its deliveries stand where. Its secret is told once, when it is added."""

    id: int
    url: str
    status: SubscriptionStatus
    created_at: datetime
    note: str = ""
    delivered: int = 0
    waiting: int = 0
    dead: int = 0


class Added(Frozen):
    """A new webhook, the secret that its receiver verifies signatures with, and how many changes it is sent at once."""

    id: int
    url: str
    secret: str
    waiting: int


class Delivery(Frozen):
    """One change that was or is to be sent to one webhook. `error` is why the last attempt failed."""

    subscription: int
    url: str
    change: int
    status: DeliveryStatus
    attempts: int
    due_at: datetime
    error: str


class Outbox(Frozen):
    """How many deliveries wait for their receiver (those of paused webhooks too), and how many were given up."""

    waiting: int = 0
    dead: int = 0


class Subscriptions:
    """Webhooks, in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, target: Target, *, at: datetime, since: int | None = None, note: str = "") -> Added:
        """Send changes to a target that was checked, from the change `since` on (0: all), else those still to come.

        ConflictError if it is there already, InputError for a change that is not to come next.
        """
        url = str(target.url)
        if self._session.exec(select(SubscriptionRow.id).where(SubscriptionRow.url == url)).first() is not None:
            raise ConflictError(f"{url}: is a webhook already", remedy="replay it, or remove it first")
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
        row = SubscriptionRow(
            url=url, secret=secret, status=SubscriptionStatus.ACTIVE.value, created_at=utc(at), note=note
        )
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        waiting = 0 if since is None else self.replay(row.id, since, at=at)
        return Added(id=row.id, url=url, secret=secret, waiting=waiting)

    def list(self) -> tuple[Subscription, ...]:
        """All webhooks, in the order in which they were added."""
        return self._counted()

    def _counted(self, *which: ColumnElement[bool]) -> tuple[Subscription, ...]:
        counts = [
            func.coalesce(func.sum(case((col(DeliveryRow.status) == status.value, 1), else_=0)), 0)
            for status in (DeliveryStatus.DELIVERED, DeliveryStatus.WAITING, DeliveryStatus.DEAD)
        ]
        found = (
            select(SubscriptionRow, *counts)
            .join(DeliveryRow, col(DeliveryRow.subscription_id) == SubscriptionRow.id, isouter=True)
            .where(*which)
            .group_by(col(SubscriptionRow.id))
            .order_by(col(SubscriptionRow.id))
        )
        return tuple(_subscription(row, counted) for row, *counted in self._session.execute(found).all())

    def get(self, id: int) -> Subscription:
        """One webhook; NotFoundError if there is none of this number."""
        self._row(id)
        (found,) = self._counted(col(SubscriptionRow.id) == id)
        return found

    def pause(self, id: int, note: str = "") -> Subscription:
        """Send nothing to a webhook; what it is to be told waits."""
        return self._set(id, SubscriptionStatus.PAUSED, note)

    def resume(self, id: int) -> Subscription:
        """Send to a paused webhook again, all that has come meanwhile."""
        return self._set(id, SubscriptionStatus.ACTIVE, "")

    def remove(self, id: int) -> None:
        """Forget a webhook and its deliveries; NotFoundError if there is none of this number."""
        row = self._row(id)
        self._session.execute(delete(DeliveryRow).where(col(DeliveryRow.subscription_id) == id))
        self._session.delete(row)
        self._session.flush()

    def replay(self, id: int, since: int, *, at: datetime) -> int:
        """Send every change from `since` on (0: all) again, whatever became of it; how many there are.

        Their messages have the ids that they had. InputError for a change that is not to come next.
        """
        self._row(id)
        head, _ = Registry(self._session).head()
        if not 0 <= since <= head + 1:
            raise InputError(f"there is no change {since}", remedy=f"give a number from 0 to {head + 1}")
        due = {"status": DeliveryStatus.WAITING.value, "attempts": 0, "due_at": utc(at), "error": ""}
        mine = (col(DeliveryRow.subscription_id) == id) & (col(DeliveryRow.change) >= since)
        self._session.execute(update(DeliveryRow).where(mine).values(**due, delivered_at=None))
        told = select(DeliveryRow.change).where(DeliveryRow.subscription_id == id)
        moment = literal(utc(at), DateTime(timezone=True))
        values = [literal(value) if name != "due_at" else moment for name, value in (due | {sums.COLUMN: ""}).items()]
        missing = select(literal(id), col(ChangeRow.seq), *values).where(
            col(ChangeRow.seq) >= since, col(ChangeRow.seq).not_in(told)
        )
        names = ["subscription_id", "change", *due, sums.COLUMN]
        self._session.execute(insert(DeliveryRow).from_select(names, missing, include_defaults=False))
        sums.renew(self._session, metadata.tables["deliveries"], mine)
        return head - max(since, 1) + 1

    def outbox(self) -> Outbox:
        """How many deliveries wait or were given up, over all webhooks."""
        counted = (
            select(DeliveryRow.status, func.count())
            .where(col(DeliveryRow.subscription_id).in_(select(SubscriptionRow.id)))
            .where(col(DeliveryRow.status).in_(tuple(Outbox.model_fields)))
            .group_by(DeliveryRow.status)
        )
        counts: dict[str, int] = dict(self._session.exec(counted).all())
        return Outbox(**{name: counts.get(name, 0) for name in Outbox.model_fields})

    def dead(self) -> tuple[Delivery, ...]:
        """What was given up, by webhook and in the ledger's order."""
        found = select(DeliveryRow).where(DeliveryRow.status == DeliveryStatus.DEAD.value)
        hooks = self._session.exec(select(SubscriptionRow).order_by(col(SubscriptionRow.id))).all()
        return tuple(
            _delivery(row, hook.url)
            for hook in hooks  # one by one: the index begins with the webhook
            for row in self._session.exec(
                found.where(DeliveryRow.subscription_id == hook.id).order_by(col(DeliveryRow.change))
            )
        )

    def _set(self, id: int, status: SubscriptionStatus, note: str) -> Subscription:
        row = self._row(id)
        row.status, row.note, row.held_until = status.value, note, None
        self._session.flush()
        return self.get(id)

    def _row(self, id: int) -> SubscriptionRow:
        row = numbered(self._session, SubscriptionRow, id)
        if row is None:
            raise NotFoundError(f"there is no webhook {id}", remedy="mrawatch webhook list shows those there are")
        return row


def _subscription(row: SubscriptionRow, counted: Sequence[int]) -> Subscription:
    delivered, waiting, dead = map(int, counted)
    counts = {"delivered": delivered, "waiting": waiting, "dead": dead}
    return valid(
        Subscription, row.model_dump(exclude={"secret", "held_until", "row_sha256"}) | counts, f"webhook {row.id}"
    )


def _delivery(row: DeliveryRow, url: str) -> Delivery:
    told = row.model_dump(include={"change", "status", "attempts", "due_at", "error"})
    return valid(Delivery, told | {"subscription": row.subscription_id, "url": url}, f"delivery {row.id}")
