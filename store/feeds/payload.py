"""What a webhook is sent for a change: a message by the Standard Webhooks scheme, signed by its own library."""

import json
from datetime import datetime
from typing import Literal

from pydantic import JsonValue
from standardwebhooks import Webhook

from store.domain import Frozen, sha256
from store.feeds.cursor import SealedChange
from store.rows import utc

TYPE: Literal["registry.change"] = "registry.change"
"""The type of every message."""


class Message(Frozen):
    """A message ready to be signed: its id and its body."""

    id: str
    body: str

    def headers(self, secret: str, at: datetime) -> dict[str, str]:
        """The headers of an attempt to send it at a moment: https://www.standardwebhooks.com, the symmetric `v1`."""
        moment = utc(at)
        return {
            "webhook-id": self.id,
            "webhook-timestamp": str(int(moment.timestamp())),
            "webhook-signature": Webhook(secret).sign(self.id, moment, self.body),
            "content-type": "application/json",
            "user-agent": "mrawatch",
        }


def message(sealed: SealedChange, subscription: str) -> Message:
    """The message that tells a subscription of a change.

    Its id is the same in every attempt and every replay, so that a doubled delivery can be told, and another one for
    every subscription. `timestamp` is when the change was decided, `data` the change, its seal and the seal before.
    """
    body: dict[str, JsonValue] = {
        "type": TYPE,
        "timestamp": sealed.change["decided_at"],
        "data": sealed.model_dump(mode="json"),
    }
    return Message(
        id=f"msg_{sha256(f'{subscription} {sealed.seal}')[:32]}",
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )
