"""One attempt to send a message: to the addresses that were checked, within limits of time and size."""

import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Timer
from types import TracebackType
from typing import Any, Self

import httpx

from store.domain import Frozen
from store.feeds.targets import Target

SECONDS = 20.0
"""How long an attempt may take, from the connection to the end of the answer (Standard Webhooks: 15 to 30)."""

CONNECT_SECONDS = 5.0
"""How long one address may take to accept a connection."""

ANSWER_BYTES = 2000
"""How much of an answer is read: enough to say why a receiver refused."""

LONGEST_WAIT = timedelta(days=1)
"""The most time that a receiver can ask for by Retry-After."""

_GONE = 410
_BUSY = frozenset({429, 503})


class Outcome(Frozen):
    """What became of an attempt: the status of the answer, None where there was none, and why it failed.

    retry_after: the time that a busy receiver (429, 503) asked for.
    """

    status: int | None = None
    error: str = ""
    retry_after: timedelta | None = None

    @property
    def delivered(self) -> bool:
        """Whether the receiver has taken the message: any 2xx."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def refused(self) -> bool:
        """Whether a receiver that is there and not busy would not take this one message."""
        return self.status is not None and not (self.delivered or self.gone or self.status in _BUSY)

    @property
    def gone(self) -> bool:
        """Whether the receiver wants no more messages (410)."""
        return self.status == _GONE


class Caller:
    """Sends messages to one target. A context manager: its connection is kept from message to message.

    The connection goes to the numeric addresses that were checked, whatever the name resolves to by then; the name
    stays in the Host header and in the certificate that is asked for. No proxy, cookie or redirect is followed.
    """

    def __init__(self, target: Target, tls: ssl.SSLContext, *, seconds: float = SECONDS) -> None:
        self._target = target
        self._seconds = seconds
        self._transport = httpx.HTTPTransport(verify=tls)
        self._stream: Any = None

    def __enter__(self) -> Self:
        self._transport.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.__exit__(kind, error, trace)

    def post(self, body: str, headers: Mapping[str, str]) -> Outcome:
        """Send one message; what goes wrong is an outcome, never an exception."""
        deadline = time.monotonic() + self._seconds
        outcome = Outcome(error="no address")
        for address in self._target.addresses:
            left = deadline - time.monotonic()
            if left <= 0:
                return Outcome(error=f"no answer within {self._seconds:g} s")
            timer = Timer(left, self._hang_up)
            timer.start()
            try:
                return self._post(address, body, headers, left)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:  # nothing was sent: try the next address
                outcome = Outcome(error=_cleaned(f"{type(error).__name__}: {error}"))
            except (httpx.TransportError, OSError, ValueError) as error:
                late = time.monotonic() >= deadline or isinstance(error, httpx.TimeoutException)
                why = f"no answer within {self._seconds:g} s" if late else f"{type(error).__name__}: {error}"
                return Outcome(error=_cleaned(why))
            finally:
                timer.cancel()
        return outcome

    def _post(self, address: str, body: str, headers: Mapping[str, str], seconds: float) -> Outcome:
        url = self._target.url
        timeout = httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))
        request = httpx.Request(
            "POST",
            url.copy_with(host=address),
            content=body.encode(),
            headers={**headers, "host": url.netloc.decode("ascii")},
            extensions={
                "timeout": timeout.as_dict(),
                "sni_hostname": url.raw_host.decode("ascii"),
                "trace": self._trace,
            },
        )
        response = self._transport.handle_request(request)
        try:
            return _outcome(response)
        finally:
            response.close()

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]

    def _hang_up(self) -> None:
        """End a connection whose receiver keeps it busy with a byte now and then, which no other limit notices."""
        if self._stream is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._stream.get_extra_info("socket"), socket.SHUT_RDWR)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """The time that a Retry-After header asks for, in seconds or as a date, LONGEST_WAIT at most; None without one."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return timedelta(seconds=min(int(value[:10]), LONGEST_WAIT.total_seconds()))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return min(max(aware - now, timedelta()), LONGEST_WAIT)


def _outcome(response: httpx.Response) -> Outcome:
    status, said = response.status_code, b""
    with suppress(httpx.TransportError):  # the status is the answer: what is said beside it need not be whole
        for chunk in response.iter_raw():
            said += chunk
            if len(said) >= ANSWER_BYTES:
                break
    if 200 <= status < 300:
        return Outcome(status=status)
    where = " (redirects are not followed)" if 300 <= status < 400 else ""
    return Outcome(
        status=status,
        error=_cleaned(f"{status}{where}: {said[:ANSWER_BYTES].decode('utf-8', 'replace')}"),
        retry_after=retry_after(response.headers.get("retry-after"), datetime.now(UTC)) if status in _BUSY else None,
    )


def _cleaned(text: str) -> str:
    """A receiver's words in one line that every database and terminal takes, cut to what a table shows."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:200].rstrip(": ")
