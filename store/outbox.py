"""The outbox of webhooks: what is to be sent is written down in the transaction of the change, and sent later."""

from enum import StrEnum

from sqlmodel import Session, select

from store.domain import Change
from store.tables import DeliveryRow, SubscriptionRow


class DeliveryStatus(StrEnum):
    """Where a delivery stands: to be sent (again), taken by the receiver, given up."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


def put(session: Session, change: Change) -> None:
    """Write down that a new change is to be sent to every webhook, due since it was decided.

    To a paused one too: nothing is sent to it meanwhile, and nothing is lost to it when it is resumed.
    """
    session.add_all(
        DeliveryRow(
            subscription_id=id,
            change=change.seq,
            status=DeliveryStatus.WAITING.value,
            due_at=change.decided_at,
        )
        for id in session.exec(select(SubscriptionRow.id))
        if id is not None
    )
    session.flush()
