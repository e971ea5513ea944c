"""Webhooks as they are kept: added once, secret told once, replayed from any change, forgotten whole."""

import base64
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine, event, text
from sqlmodel import select

from store.db import Store
from store.domain import DecidedBy, Statement
from store.errors import ConflictError, InputError, NotFoundError
from store.feeds.sending import Sender
from store.feeds.subscriptions import Outbox, Subscriptions, SubscriptionStatus
from store.feeds.targets import Target, check
from store.outbox import DeliveryStatus
from store.registry import Registry
from store.tables import DeliveryRow, SubscriptionRow


def _target(host: str = "one.example") -> Target:
    return check(f"https://{host}/hook", resolve=lambda _host, _port: ("93.184.216.34",))


@pytest.fixture
def ledger(store: Store, statement: Callable[..., Statement], at: datetime) -> Store:
    """A store whose ledger has three changes."""
    with store.transaction() as session:
        for key in "abc":
            Registry(session).append(statement(), key=key, decided_by=DecidedBy.POLICY, reason="told", at=at)
    return store


def _deliveries(store: Store, id: int) -> dict[int, str]:
    with store.reading() as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.subscription_id == id))
        return {row.change: row.status for row in rows}


def test_every_secret_is_its_own_and_long_enough(ledger: Store, at: datetime) -> None:
    with ledger.transaction() as session:
        secrets = [Subscriptions(session).add(_target(f"h{n}.example"), at=at).secret for n in range(5)]
    assert len(set(secrets)) == 5
    assert all(24 <= len(base64.b64decode(secret.removeprefix("whsec_"))) <= 64 for secret in secrets)


def test_a_list_never_shows_a_secret(ledger: Store, at: datetime) -> None:
    with ledger.transaction() as session:
        secret = Subscriptions(session).add(_target(), at=at, note="theirs").secret
    with ledger.reading() as session:
        (listed,) = Subscriptions(session).list()
    assert secret not in listed.model_dump_json()
    assert (listed.url, listed.note, listed.status) == ("https://one.example/hook", "theirs", SubscriptionStatus.ACTIVE)


def test_one_address_is_one_webhook(ledger: Store, at: datetime) -> None:
    with ledger.transaction() as session:
        Subscriptions(session).add(_target(), at=at)
        with pytest.raises(ConflictError, match="already"):
            Subscriptions(session).add(_target("ONE.example"), at=at)


@pytest.mark.parametrize("since", [-1, 5, 10**12])
def test_a_start_that_is_not_to_come_next_adds_nothing(ledger: Store, at: datetime, since: int) -> None:
    with pytest.raises(InputError, match=str(since)), ledger.transaction() as session:
        Subscriptions(session).add(_target(), at=at, since=since)
    with ledger.reading() as session:
        assert Subscriptions(session).list() == ()


def test_a_replay_revives_what_is_dead_and_delivered_and_adds_what_never_was(ledger: Store, at: datetime) -> None:
    with ledger.transaction() as session:
        id = Subscriptions(session).add(_target(), at=at, since=2).id
        other = Subscriptions(session).add(_target("two.example"), at=at, since=1).id
        for row in session.exec(select(DeliveryRow)):
            row.status = (DeliveryStatus.DEAD if row.change == 3 else DeliveryStatus.DELIVERED).value
            row.attempts, row.error = 10, "500"
    with ledger.transaction() as session:
        assert Subscriptions(session).outbox() == Outbox(dead=2)
        assert Subscriptions(session).replay(id, 3, at=at) == 1
        assert Subscriptions(session).replay(id, 0, at=at) == 3
        assert Subscriptions(session).outbox() == Outbox(waiting=3, dead=1)
        (dead,) = Subscriptions(session).dead()
    assert _deliveries(ledger, id) == dict.fromkeys([1, 2, 3], "waiting")
    assert _deliveries(ledger, other) == {1: "delivered", 2: "delivered", 3: "dead"}
    assert (dead.subscription, dead.url, dead.change, dead.error) == (other, "https://two.example/hook", 3, "500")
    with ledger.reading() as session:
        again = session.exec(select(DeliveryRow).where(DeliveryRow.subscription_id == id)).all()
    assert {(row.attempts, row.error) for row in again} == {(0, "")}


def test_a_replay_from_beyond_the_head_waits_for_nothing(ledger: Store, at: datetime) -> None:
    with ledger.transaction() as session:
        id = Subscriptions(session).add(_target(), at=at).id
        assert Subscriptions(session).replay(id, 4, at=at) == 0
        with pytest.raises(InputError, match="5"):
            Subscriptions(session).replay(id, 5, at=at)
    assert _deliveries(ledger, id) == {}


def test_what_is_removed_leaves_nothing_and_the_others_alone(ledger: Store, at: datetime) -> None:
    with ledger.transaction() as session:
        ids = [Subscriptions(session).add(_target(f"h{n}.example"), at=at, since=0).id for n in range(2)]
        Subscriptions(session).remove(ids[0])
    assert _deliveries(ledger, ids[0]) == {}
    assert len(_deliveries(ledger, ids[1])) == 3
    with ledger.reading() as session:
        assert [row.id for row in session.exec(select(SubscriptionRow))] == [ids[1]]


def test_a_webhook_that_is_not_there_is_named(ledger: Store, at: datetime) -> None:
    with ledger.transaction() as session:
        webhooks = Subscriptions(session)
        for call in (
            lambda: webhooks.get(9),
            lambda: webhooks.pause(9),
            lambda: webhooks.resume(9),
            lambda: webhooks.remove(9),
            lambda: webhooks.replay(9, 0, at=at),
        ):
            with pytest.raises(NotFoundError, match="no webhook 9"):
                call()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_that_is_asked_of_the_outbox_walks_all_deliveries(ledger: Store, at: datetime) -> None:
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        if statement.startswith("SELECT") and "deliveries" in statement:
            asked.append((statement, given))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with ledger.transaction() as session:
            hook = Subscriptions(session).add(_target(), at=at, since=0).id
            session.execute(text("UPDATE subscriptions SET status = 'active'"))
            asked.clear()
            Subscriptions(session).get(hook)
            Subscriptions(session).pause(hook)
            Subscriptions(session).resume(hook)
            Subscriptions(session).outbox()
            Subscriptions(session).dead()
        Sender(ledger, resolve=lambda _host, _port: ()).send()
        Sender(ledger).next_due()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) > 8
    with ledger.reading() as session:
        for statement, given in asked:
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()  # type: ignore[arg-type]
            assert not [step for *_, step in plan if step.startswith("SCAN deliveries")], statement
