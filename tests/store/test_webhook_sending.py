"""Sending: signed, in order, at least once; tried again by a schedule, given up at its end; outside transactions."""

import json
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from store.chain import BEGINNING
from store.db import Store
from store.domain import Change, DecidedBy, Statement
from store.feeds.posting import LONGEST_WAIT, retry_after
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


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("soon", None),
        ("", None),
        (None, None),
        ("-5", None),
        ("9" * 400, 86400),
        ("1.5", None),
    ],
)
def test_retry_after_is_read_as_seconds(value: str | None, seconds: int | None) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert retry_after(value, now) == (None if seconds is None else timedelta(seconds=seconds))


def test_retry_after_is_read_as_a_date() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for ahead, wait in [(60, 60), (-60, 0), (10**7, LONGEST_WAIT.total_seconds())]:
        value = format_datetime(now + timedelta(seconds=ahead), usegmt=True)
        assert retry_after(value, now) == timedelta(seconds=wait)


def test_a_redirect_is_not_followed(house: House, receivers: Callable[[], Any], answer: Any) -> None:
    one, other = receivers(), receivers()
    house.subscribe(one)
    house.append()
    one.answer = lambda _got: answer(307, (("Location", other.url),))
    assert house.send().failed == 1
    assert other.got == []
    assert "redirects are not followed" in house.delivery().error


@pytest.mark.parametrize("drips", [b"HTTP/1.1 204 No", b"HTTP/1.1 204 No Content\r\nX: "])
def test_an_answer_that_never_ends_is_hung_up_on(house: House, drips: bytes) -> None:
    import socket
    from threading import Thread

    ended = Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(drips)
            while not ended.is_set():
                try:
                    connection.sendall(b"x")
                except OSError:
                    return
                sleep(0.01)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=drip, args=(listening,))
        thread.start()

        class Dripping:
            url = f"http://127.0.0.1:{listening.getsockname()[1]}/"

        house.subscribe(Dripping)
        house.append()
        try:
            assert house.send(seconds=0.3).failed == 1
        finally:
            ended.set()
            thread.join()
    assert "no answer within" in house.delivery().error


# --- where it is sent ------------------------------------------------------------------------------------------------


def test_a_name_that_has_come_to_lead_inside_is_not_sent_to(house: House, receiver: Any) -> None:
    with house.store.transaction() as session:
        target = check("https://consumer.example/", resolve=lambda _host, _port: ("93.184.216.34",))
        Subscriptions(session).add(target, at=house.clock())
    house.append()
    done = house.send(loopback=False, resolve=lambda _host, _port: ("127.0.0.1",))
    assert done == Sent(failed=1, outbox=Outbox(waiting=1))
    assert "127.0.0.1" in house.delivery().error


def test_the_connection_goes_to_the_address_that_was_checked_and_the_name_stays(
    house: House, receiver: Any, tmp_path: Path
) -> None:
    """The name resolves to nothing outside the test; the second look, if there were one, would find another address."""
    certified = _certificate(tmp_path, "consumer.example")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certified)
    asked: list[str | None] = []
    serving.sni_callback = lambda _socket, name, _context: asked.append(name)
    receiver.socket = serving.wrap_socket(receiver.socket, server_side=True)
    looks = iter([("127.0.0.1",), ("127.0.0.1",), ("10.0.0.1",)])

    def resolve(host: str, _port: int) -> tuple[str, ...]:
        assert host == "consumer.example"
        return next(looks)

    with house.store.transaction() as session:
        url = f"https://consumer.example:{receiver.server_port}/hook"
        Subscriptions(session).add(check(url, loopback=True, resolve=resolve), at=house.clock())
    house.append()
    assert house.send(resolve=resolve, tls=ssl.create_default_context(cafile=str(certified))).sent == 1
    assert asked == ["consumer.example"]
    assert receiver.got[0].headers["host"] == f"consumer.example:{receiver.server_port}"


def test_a_certificate_of_another_name_is_refused(house: House, receiver: Any, tmp_path: Path) -> None:
    certified = _certificate(tmp_path, "somebody-else.example")
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certified)
    receiver.socket = serving.wrap_socket(receiver.socket, server_side=True)

    def resolve(_host: str, _port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)

    with house.store.transaction() as session:
        url = f"https://consumer.example:{receiver.server_port}/hook"
        Subscriptions(session).add(check(url, loopback=True, resolve=resolve), at=house.clock())
    house.append()
    assert house.send(resolve=resolve, tls=ssl.create_default_context(cafile=str(certified))).failed == 1
    assert receiver.got == []
    assert "certificate" in house.delivery().error.lower()


def test_the_next_address_is_tried_where_one_takes_no_connection(house: House, receiver: Any) -> None:
    def resolve(_host: str, _port: int) -> tuple[str, ...]:
        return ("127.0.0.99", "127.0.0.1")  # nobody listens on the first: the receiver is bound to the second

    with house.store.transaction() as session:
        url = f"http://consumer.example:{receiver.server_port}/hook"
        Subscriptions(session).add(check(url, loopback=True, resolve=resolve), at=house.clock())
    house.append()
    assert house.send(resolve=resolve).sent == 1


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


def _certificate(folder: Path, host: str) -> Path:
    """A certificate of a host that its own key has signed, with the key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    return file
