"""The outbox: a change and what is to be sent of it are written together, or not at all."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import col, select

from store.db import Store
from store.domain import Change, DecidedBy, Statement
from store.feeds.subscriptions import Subscriptions
from store.feeds.targets import check
from store.opening import load_baseline
from store.outbox import DeliveryStatus
from store.registry import Registry
from store.tables import DeliveryRow

States = Callable[..., Statement]


def _subscribe(store: Store, at: datetime, *ports: int, since: int | None = None) -> list[int]:
    with store.transaction() as session:
        targets = [check(f"http://127.0.0.1:{port}/", loopback=True) for port in ports]
        return [Subscriptions(session).add(target, at=at, since=since).id for target in targets]


def _append(session: Any, statement: Statement, key: str, at: datetime) -> Change | None:
    return Registry(session).append(statement, key=key, decided_by=DecidedBy.ANALYST, reason="seen", at=at)


def _outbox(store: Store) -> list[tuple[int, int]]:
    with store.reading() as session:
        rows = session.exec(select(DeliveryRow).order_by(col(DeliveryRow.subscription_id), col(DeliveryRow.change)))
        return [(row.subscription_id, row.change) for row in rows if row.status == DeliveryStatus.WAITING]


def test_a_change_waits_for_every_webhook(store: Store, statement: States, at: datetime) -> None:
    one, two = _subscribe(store, at, 1, 2)
    with store.transaction() as session:
        for key in "ab":
            _append(session, statement(), key, at)
    assert _outbox(store) == [(one, 1), (one, 2), (two, 1), (two, 2)]


def test_a_change_that_is_rolled_back_is_never_sent(store: Store, statement: States, at: datetime) -> None:
    _subscribe(store, at, 1)
    with pytest.raises(ZeroDivisionError), store.transaction() as session:
        _ = [_append(session, statement(), "a", at), 1 / 0]
    assert _outbox(store) == []
    with store.reading() as session:
        assert Registry(session).changes() == ()


def test_a_change_that_is_there_already_waits_once(store: Store, statement: States, at: datetime) -> None:
    (one,) = _subscribe(store, at, 1)
    for _ in range(2):
        with store.transaction() as session:
            _append(session, statement(), "a", at)
    assert _outbox(store) == [(one, 1)]


def test_the_opening_balance_is_sent_too(store: Store, at: datetime) -> None:
    (one,) = _subscribe(store, at, 1)
    with store.transaction() as session:
        loaded = load_baseline(session)
    assert _outbox(store) == [(one, seq) for seq in range(1, loaded + 1)]


def test_what_comes_while_a_webhook_is_paused_waits_for_it(store: Store, statement: States, at: datetime) -> None:
    (one,) = _subscribe(store, at, 1)
    with store.transaction() as session:
        Subscriptions(session).pause(one)
        _append(session, statement(), "a", at)
    assert _outbox(store) == [(one, 1)]


def test_without_webhooks_nothing_waits(store: Store, statement: States, at: datetime) -> None:
    with store.transaction() as session:
        _append(session, statement(), "a", at)
    assert _outbox(store) == []
