"""The night's last stage: what is due is sent to webhooks, in limited time; their trouble is never its own."""

from collections.abc import Callable
from datetime import datetime, timedelta

from crawler.progress import Stage
from store.db import Store
from store.domain import Frozen
from store.feeds.sending import Sender
from store.feeds.subscriptions import Subscriptions

LIMIT = timedelta(minutes=5)
"""How long a night sends at most; what is left is sent by the next one, or by `mrawatch webhook send`."""


class Delivered(Frozen):
    """What was sent to webhooks in one night, what waits for their receivers, what was given up; why it broke off."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    dead: int = 0
    error: str = ""

    @property
    def told(self) -> str:
        """The counts in words; empty where there is nothing to tell."""
        if self.error:
            return f"webhooks: not all was sent: {self.error}"
        if not (self.sent or self.waiting or self.dead):
            return ""
        dead = f"{self.dead} dead: mrawatch webhook dead" if self.dead else "none dead"
        return f"webhooks: {self.sent} sent, {self.waiting} waiting, {dead}"


def deliver(store: Store, clock: Callable[[], datetime], stage: Stage, *, loopback: bool) -> Delivered:
    """Send what is due to the webhooks, if there are any; no failure of theirs or of the sending is an error."""
    try:
        with store.reading() as session:
            if not Subscriptions(session).list():
                return Delivered()
        with stage("send", "deliveries") as update:
            done = Sender(store, loopback=loopback, clock=clock).send(LIMIT)
            update(done.sent, done.sent)
    except Exception as error:  # what the night has found stands, whoever could not be told of it
        return Delivered(error=str(error))
    return Delivered(sent=done.sent, failed=done.failed, waiting=done.outbox.waiting, dead=done.outbox.dead)
