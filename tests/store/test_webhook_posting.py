"""One attempt to send: to the address that was checked, with its name in the certificate; bounded in time and size."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from store.feeds.posting import ANSWER_BYTES, LONGEST_WAIT, Caller, Outcome, retry_after
from store.feeds.targets import Target

HOST = "consumer.example"


def _post(url: str, *addresses: str, tls: ssl.SSLContext | None = None, seconds: float = 5) -> Outcome:
    target = Target(httpx.URL(url), addresses or ("127.0.0.1",))
    with Caller(target, tls or ssl.create_default_context(), seconds=seconds) as caller:
        return caller.post("{}", {"webhook-id": "msg_1"})


# --- what is answered ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "delivered", "refused", "gone"),
    [
        (200, True, False, False),
        (204, True, False, False),
        (299, True, False, False),
        (301, False, True, False),
        (400, False, True, False),
        (404, False, True, False),
        (410, False, False, True),
        (429, False, False, False),
        (500, False, True, False),
        (503, False, False, False),
    ],
)
def test_what_an_answer_means(
    receiver: Any, answer: Any, status: int, delivered: bool, refused: bool, gone: bool
) -> None:
    receiver.answer = lambda _got: answer(status, body=b"" if status == 204 else b"words")
    outcome = _post(receiver.url)
    assert (outcome.status, outcome.delivered, outcome.refused, outcome.gone) == (status, delivered, refused, gone)
    assert bool(outcome.error) != delivered
    (got,) = receiver.got
    assert (got.body, got.headers["webhook-id"]) == (b"{}", "msg_1")


def test_one_connection_serves_many_messages_and_takes_no_cookies(receiver: Any, answer: Any) -> None:
    receiver.answer = lambda _got: answer(200, (("Set-Cookie", "a=b"),), b"thanks")
    with Caller(Target(httpx.URL(receiver.url), ("127.0.0.1",)), ssl.create_default_context()) as caller:
        streams = {id(caller._stream) for _ in range(3) if caller.post("{}", {}).delivered}
    assert len(streams) == 1
    assert not any("cookie" in got.headers for got in receiver.got)


def test_a_redirect_is_not_followed(receivers: Callable[[], Any], answer: Any) -> None:
    one, other = receivers(), receivers()
    one.answer = lambda _got: answer(307, (("Location", other.url),))
    outcome = _post(one.url)
    assert (outcome.status, other.got) == (307, [])
    assert "redirects are not followed" in outcome.error


def test_an_answer_is_read_only_so_far_and_told_in_one_clean_line(receiver: Any, answer: Any) -> None:
    receiver.answer = lambda _got: answer(500, body=b"no \x00\r\nroom \x1b[31m\xff " + b"!" * 50 * ANSWER_BYTES)
    outcome = _post(receiver.url)
    assert outcome.error.startswith("500: no room [31m\ufffd !!!")
    assert len(outcome.error) <= 200


@pytest.mark.parametrize("answered", [None, b"HTTP/1.1 204 No", b"HTTP/1.1 204 No Content\r\nX: "])
def test_an_answer_that_never_ends_is_hung_up_on(answered: bytes | None) -> None:
    """No answer at all, or one byte now and then, which no limit on a single read notices."""
    ended = Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(answered or b"")
            while not ended.is_set():
                try:
                    connection.sendall(b"x" if answered else b"")
                except OSError:
                    return
                sleep(0.01)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=drip, args=(listening,))
        thread.start()
        try:
            outcome = _post(f"http://127.0.0.1:{listening.getsockname()[1]}/", seconds=0.3)
        finally:
            ended.set()
            thread.join()
    assert outcome.status is None
    assert outcome.error == "no answer within 0.3 s"


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


# --- where it is sent ------------------------------------------------------------------------------------------------


@contextmanager
def _served_by_tls(receiver: Any, folder: Path, host: str) -> Iterator[tuple[ssl.SSLContext, list[str | None]]]:
    """The receiver with a certificate of a host: who believes in it, and the names that were asked for."""
    certified = _certificate(folder, host)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certified)
    asked: list[str | None] = []
    serving.sni_callback = lambda _socket, name, _context: asked.append(name)
    receiver.socket = serving.wrap_socket(receiver.socket, server_side=True)
    yield ssl.create_default_context(cafile=str(certified)), asked


def test_the_connection_goes_to_the_checked_address_and_the_name_stays(receiver: Any, tmp_path: Path) -> None:
    """The name itself leads nowhere."""
    with _served_by_tls(receiver, tmp_path, HOST) as (trusting, asked):
        outcome = _post(f"https://{HOST}:{receiver.server_port}/hook", "127.0.0.1", tls=trusting)
    assert outcome.delivered, outcome
    assert asked == [HOST]
    assert receiver.got[0].headers["host"] == f"{HOST}:{receiver.server_port}"


def test_a_certificate_of_another_name_is_refused(receiver: Any, tmp_path: Path) -> None:
    with _served_by_tls(receiver, tmp_path, "somebody-else.example") as (trusting, _):
        outcome = _post(f"https://{HOST}:{receiver.server_port}/hook", "127.0.0.1", tls=trusting)
    assert (outcome.status, receiver.got) == (None, [])
    assert "certificate" in outcome.error.lower()


def test_a_certificate_that_nobody_vouches_for_is_refused(receiver: Any, tmp_path: Path) -> None:
    with _served_by_tls(receiver, tmp_path, HOST):
        outcome = _post(f"https://{HOST}:{receiver.server_port}/hook", "127.0.0.1")
    assert (outcome.status, receiver.got) == (None, [])


def test_the_next_address_is_tried_where_one_takes_no_connection(receiver: Any) -> None:
    url = f"http://{HOST}:{receiver.server_port}/hook"
    assert _post(url, "127.0.0.99", "127.0.0.1").delivered  # nobody listens on the first
    assert len(receiver.got) == 1
    assert "refused" in _post(url, "127.0.0.99").error


def test_an_address_that_answers_badly_is_the_last_that_is_tried(receiver: Any, answer: Any) -> None:
    receiver.answer = lambda _got: answer(0)
    assert _post(receiver.url, "127.0.0.1", "127.0.0.1").status is None
    assert len(receiver.got) == 1


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
