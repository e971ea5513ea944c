"""Sending: signed, in order, at least once; tried again by a schedule, given up at its end; outside transactions."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import sleep
from typing import Any

import pytest
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from store.chain import BEGINNING
from store.db import Store
from store.domain import Change, DecidedBy, Statement
from store.feeds.sending import JITTER, LEASE, REFUSALS, WAITS, Sender, Sent
from store.feeds.subscriptions import Added, Outbox, Subscription, Subscriptions, SubscriptionStatus
from store.feeds.targets import check
from store.outbox import DeliveryStatus
from store.registry import Registry
from store.tables import DeliveryRow, SubscriptionRow


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


class House:
    """A store whose ledger grows, with webhooks and a clock."""

    def __init__(self, store: Store, statement: Callable[..., Statement]) -> None:
        self.store, self.statement, self.clock = store, statement, Clock()

    def subscribe(self, receiver: Any, since: int | None = None) -> Added:
        with self.store.transaction() as session:
            return Subscriptions(session).add(check(receiver.url, loopback=True), at=self.clock(), since=since)

    def append(self, count: int = 1) -> None:
        with self.store.transaction() as session:
            registry = Registry(session)
            for _ in range(count):
                key = f"k{registry.head()[0]}"
                registry.append(
                    self.statement(), key=key, decided_by=DecidedBy.POLICY, reason="told", at=self.clock.now
                )

    def sender(self, **fields: Any) -> Sender:
        return Sender(self.store, **{"loopback": True, "clock": self.clock, **fields})

    def send(self, **fields: Any) -> Sent:
        return self.sender(**fields).send()

    def webhooks(self) -> tuple[Subscription, ...]:
        with self.store.reading() as session:
            return Subscriptions(session).list()

    def delivery(self, id: int = 1) -> DeliveryRow:
        with self.store.reading() as session:
            row = session.get(DeliveryRow, id)
            assert row is not None
            return row


@pytest.fixture
def house(store: Store, statement: Callable[..., Statement]) -> House:
    return House(store, statement)


def seqs(receiver: Any) -> list[int]:
    return [json.loads(got.body)["data"]["change"]["seq"] for got in receiver.got]


# --- what is sent ----------------------------------------------------------------------------------------------------


def test_a_change_arrives_signed_whole_and_in_order(house: House, receiver: Any) -> None:
    added = house.subscribe(receiver)
    house.append(45)
    assert house.send() == Sent(sent=45, outbox=Outbox())
    assert seqs(receiver) == [*range(1, 46)]
    with house.store.reading() as session:
        changes, head = Registry(session).changes(), Registry(session).head()
    before = BEGINNING
    for got, change in zip(receiver.got, changes, strict=True):
        told = Webhook(added.secret).verify(got.body, dict(got.headers))
        assert (told["type"], got.path) == ("registry.change", "/hook")
        assert datetime.fromisoformat(told["timestamp"]) == change.decided_at
        assert Change.model_validate(told["data"]["change"]) == change
        assert told["data"]["before"] == before
        before = told["data"]["seal"]
    assert before == head[1]
    assert house.send() == Sent()


def test_a_changed_byte_or_another_secret_fails_the_check(house: House, receiver: Any) -> None:
    added = house.subscribe(receiver)
    house.append()
    house.send()
    got = receiver.got[0]
    for secret, body in [
        (added.secret, got.body.replace(b"CN", b"CM", 1)),
        (added.secret[:-3] + "AA=", got.body),
    ]:
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, dict(got.headers))


def test_every_attempt_and_replay_of_a_change_has_one_id_of_its_webhook(
    house: House, receivers: Callable[[], Any], answer: Any
) -> None:
    one, two = receivers(), receivers()
    house.subscribe(one), house.subscribe(two)
    house.append(2)
    one.answer = lambda _got: answer(500 if len(one.got) == 1 else 200)
    house.send()
    house.clock.pass_(minutes=1)
    house.send()
    with house.store.transaction() as session:
        Subscriptions(session).replay(1, 1, at=house.clock())
    house.send()
    assert seqs(one) == [1, 2, 1, 1, 2]
    ids = [got.headers["webhook-id"] for got in one.got]
    assert ids[0] == ids[2] == ids[3]
    assert ids[1] == ids[4]
    assert len({*ids, *(got.headers["webhook-id"] for got in two.got)}) == 4


def test_a_webhook_starts_where_it_is_asked_to(house: House, receivers: Callable[[], Any]) -> None:
    house.append(3)
    chosen = {since: receivers() for since in (None, 0, 2, 4)}
    waiting = {since: house.subscribe(receiver, since).waiting for since, receiver in chosen.items()}
    house.append()
    house.send()
    assert waiting == {None: 0, 0: 3, 2: 2, 4: 0}
    assert {since: seqs(receiver) for since, receiver in chosen.items()} == {
        None: [4],
        0: [1, 2, 3, 4],
        2: [2, 3, 4],
        4: [4],
    }


def test_nothing_is_sent_inside_a_transaction(house: House, receiver: Any, answer: Any) -> None:
    house.subscribe(receiver)
    house.append()

    def writes_back(_got: Any) -> Any:
        with house.store.transaction() as session:  # would wait for ever behind a sender's own transaction
            session.add(SubscriptionRow(url="u", secret="s", status="paused", created_at=house.clock()))
        return answer()

    receiver.answer = writes_back
    assert house.send().sent == 1


# --- what fails ------------------------------------------------------------------------------------------------------


def test_a_failing_receiver_is_tried_again_by_the_schedule_until_the_delivery_is_dead(
    house: House, receiver: Any, answer: Any
) -> None:
    house.subscribe(receiver)
    house.append()
    receiver.answer = lambda _got: answer(500, body=b"no \x00 room\x1b[31m" + b"!" * 100_000)
    for attempt, wait in enumerate(WAITS, 1):
        assert house.send().failed == 1
        row = house.delivery()
        assert (row.attempts, row.status) == (attempt, DeliveryStatus.WAITING)
        due = row.due_at.replace(tzinfo=UTC)
        assert wait <= due - house.clock() <= wait * (1 + JITTER)
        house.clock.now = due - timedelta(microseconds=1)
        assert house.send().failed == 0
        house.clock.now = due
    assert house.send() == Sent(failed=1, died=1, outbox=Outbox(dead=1))
    assert house.sender().next_due() is None
    house.clock.pass_(days=30)
    assert house.send() == Sent(outbox=Outbox(dead=1))
    assert len(receiver.got) == len(WAITS) + 1
    with house.store.reading() as session:
        (dead,) = Subscriptions(session).dead()
    assert (dead.subscription, dead.change, dead.attempts) == (1, 1, 10)
    assert dead.error.startswith("500: no room [31m!!!")
    assert len(dead.error) <= 200

    receiver.answer = lambda _got: answer()
    with house.store.transaction() as session:
        assert Subscriptions(session).replay(1, 1, at=house.clock()) == 1
    assert house.send() == Sent(sent=1, outbox=Outbox())


def test_a_message_that_is_refused_keeps_no_other_waiting(house: House, receiver: Any, answer: Any) -> None:
    house.subscribe(receiver)
    house.append(30)
    receiver.answer = lambda got: answer(500 if b'"seq":1,' in got.body else 200)
    assert house.send() == Sent(sent=29, failed=1, outbox=Outbox(waiting=1))
    assert seqs(receiver) == [*range(1, 31)]
    house.clock.now += WAITS[0] * (1 + JITTER)
    receiver.answer = lambda _got: answer()
    assert house.send() == Sent(sent=1, outbox=Outbox())


@pytest.mark.parametrize(("status", "asked"), [(0, 1), (500, REFUSALS), (404, REFUSALS), (429, 1), (503, 1)])
def test_a_receiver_in_trouble_is_left_alone_for_a_moment(
    house: House, receiver: Any, answer: Any, status: int, asked: int
) -> None:
    house.subscribe(receiver)
    house.append(10)
    receiver.answer = lambda _got: answer(status)
    assert house.send() == Sent(failed=asked, outbox=Outbox(waiting=10))
    assert seqs(receiver) == [*range(1, asked + 1)]
    house.clock.now += WAITS[0] - timedelta(microseconds=1)
    assert house.send().failed == 0
    receiver.answer = lambda _got: answer()
    house.clock.pass_(microseconds=1)
    assert house.send().sent >= 10 - asked


def test_one_receivers_failure_is_not_the_others(house: House, receivers: Callable[[], Any], answer: Any) -> None:
    bad, good = receivers(), receivers()
    house.subscribe(bad), house.subscribe(good)
    house.append(3)
    bad.answer = lambda _got: answer(0)
    assert house.send() == Sent(sent=3, failed=1, outbox=Outbox(waiting=3))
    assert seqs(good) == [1, 2, 3]


def test_a_receiver_that_is_not_there_is_tried_again(house: House, receivers: Callable[[], Any]) -> None:
    class Nobody:
        url = "http://127.0.0.1:1/"

    house.subscribe(Nobody)
    house.append()
    assert house.send() == Sent(failed=1, outbox=Outbox(waiting=1))
    assert "refused" in house.delivery().error


def test_gone_pauses_the_webhook_and_keeps_what_waits(house: House, receiver: Any, answer: Any) -> None:
    house.subscribe(receiver)
    house.append(2)
    receiver.answer = lambda _got: answer(410)
    house.send()
    (webhook,) = house.webhooks()
    assert (webhook.status, webhook.waiting) == (SubscriptionStatus.PAUSED, 2)
    assert "410" in webhook.note
    house.clock.pass_(days=1)
    assert house.send().failed == 0
    receiver.answer = lambda _got: answer()
    with house.store.transaction() as session:
        Subscriptions(session).resume(1)
    assert house.send().sent == 2
    assert house.webhooks()[0].note == ""


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_receiver_is_left_alone_as_long_as_it_asks(
    house: House, receiver: Any, answer: Any, status: int
) -> None:
    house.subscribe(receiver)
    house.append(2)
    receiver.answer = lambda _got: answer(status, (("Retry-After", "600"),))
    house.send()
    receiver.answer = lambda _got: answer()
    house.clock.pass_(seconds=599)
    assert house.send().sent == 0
    house.clock.pass_(seconds=1)
    assert house.sender().next_due() == house.clock()
    assert house.send().sent == 2


# --- where it is sent ------------------------------------------------------------------------------------------------


def test_a_name_that_has_come_to_lead_inside_is_not_sent_to(house: House, receiver: Any) -> None:
    with house.store.transaction() as session:
        target = check("https://consumer.example/", resolve=lambda _host, _port: ("93.184.216.34",))
        Subscriptions(session).add(target, at=house.clock())
    house.append()
    done = house.send(loopback=False, resolve=lambda _host, _port: ("127.0.0.1",))
    assert done == Sent(failed=1, outbox=Outbox(waiting=1))
    assert "127.0.0.1" in house.delivery().error


# --- several senders -------------------------------------------------------------------------------------------------


def test_two_senders_at_once_send_nothing_twice(house: House, receiver: Any, answer: Any) -> None:
    house.subscribe(receiver)
    house.append(3)
    within: list[Sent] = []

    def sends_too(_got: Any) -> Any:
        within.append(house.send())
        return answer()

    receiver.answer = sends_too
    assert house.send().sent == 3
    assert [done.sent for done in within] == [0, 0, 0]
    assert seqs(receiver) == [1, 2, 3]


def test_a_sender_that_died_is_replaced_after_its_lease(house: House, receiver: Any) -> None:
    house.subscribe(receiver)
    house.append()
    assert house.sender()._take() is not None  # and never comes back
    assert house.send().sent == 0
    house.clock.now += LEASE
    assert house.send().sent == 1


def test_a_webhook_that_is_paused_or_removed_on_the_way_gets_no_more(
    house: House, receivers: Callable[[], Any], answer: Any
) -> None:
    paused, removed = receivers(), receivers()
    house.subscribe(paused), house.subscribe(removed)
    house.append(3)

    def pause(_got: Any) -> Any:
        with house.store.transaction() as session:
            Subscriptions(session).pause(1)
        return answer()

    def remove(_got: Any) -> Any:
        with house.store.transaction() as session:
            Subscriptions(session).remove(2)
        return answer()

    paused.answer, removed.answer = pause, remove
    house.send()
    assert (seqs(paused), seqs(removed)) == ([1], [1])
    (left,) = house.webhooks()
    assert (left.id, left.status, left.delivered, left.waiting) == (1, SubscriptionStatus.PAUSED, 1, 2)


def test_sending_ends_at_its_limit_and_the_webhook_is_free_again(house: House, receiver: Any, answer: Any) -> None:
    house.subscribe(receiver)
    house.append(3)

    def slow(_got: Any) -> Any:
        sleep(0.3)
        return answer()

    receiver.answer = slow
    assert house.sender().send(limit=timedelta(seconds=0.2)).sent < 3
    receiver.answer = lambda _got: answer()
    house.send()
    assert seqs(receiver) == [1, 2, 3]
