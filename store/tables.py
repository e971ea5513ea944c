"""The database's tables: columns, keys and indexes, without logic. `rows.py` turns them into domain values and back.

Whole values stand in JSON columns; what somebody searches by has a column of its own beside them. Datetimes are UTC.
A change of this file needs a migration: a test holds both to the same schema.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
"""All tables of the store, apart from those of other users of SQLModel in the same process."""


def _moment(*, nullable: bool = False, index: bool = False) -> Column[Any]:
    return Column(DateTime(timezone=True), nullable=nullable, index=index)


def _value(*, nullable: bool = False) -> Column[Any]:
    return Column(JSON(none_as_null=True), nullable=nullable)


class Table(SQLModel, registry=registry(metadata=metadata)):
    """The base of the store's tables, on their own metadata."""

    metadata = metadata


class Summed(Table):
    """The base of the tables whose rows bear a checksum of their other columns, written by `store.sums`."""

    row_sha256: str = ""


class DocumentRow(Summed, table=True):
    """A document as it was read; `seq` is the order of arrival."""

    __tablename__ = "documents"
    __table_args__ = (Index(None, "issuer", "source"),)

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    url: str | None = Field(default=None, index=True)
    title: str
    text: str
    language: str
    published: str | None = None
    source: str | None = Field(default=None, index=True)
    issuer: str | None = None
    tier: str
    fetched_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))
    body_sha256: str | None = None
    text_sha256: str
    withdrawn_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))


class FetchRow(Summed, table=True):
    """What is remembered of the last fetch of an address, for conditional requests."""

    __tablename__ = "fetches"
    __table_args__ = (Index(None, "source", "fetched_at"),)

    url: str = Field(primary_key=True)
    source: str
    status: int
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    document_id: str | None = Field(default=None, foreign_key="documents.id", index=True)
    fetched_at: datetime = Field(sa_column=_moment())
    error: str = ""


class ExtractionRow(Summed, table=True):
    """One reading of one document by one extractor; `seq` is the order of reading."""

    __tablename__ = "extractions"
    __table_args__ = (UniqueConstraint("document_id", "extractor_key"),)

    seq: int | None = Field(default=None, primary_key=True)
    document_id: str = Field(foreign_key="documents.id")
    extractor_key: str = Field(index=True)
    relevant: bool
    reconciled: bool = Field(default=False, index=True)
    record: dict[str, Any] = Field(sa_column=_value())


class ReviewRow(Summed, table=True):
    """A proposal before an analyst, and what was decided."""

    __tablename__ = "reviews"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    document_id: str = Field(index=True)
    recognition: str = Field(index=True)
    status: str = Field(index=True)
    proposal: dict[str, Any] = Field(sa_column=_value())
    corrected: dict[str, Any] | None = Field(default=None, sa_column=_value(nullable=True))
    opened_at: datetime = Field(sa_column=_moment())
    decided_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))
    note: str = ""
    kind: str = "proposal"
    version: int = 1


class ChangeRow(Table, table=True):
    """One entry of the ledger. The database itself refuses to update or delete it (first migration)."""

    __tablename__ = "changes"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    key: str = Field(unique=True)
    recognition: str = Field(index=True)
    milestone: str = Field(index=True)
    document_id: str | None = Field(default=None, index=True)
    statement: dict[str, Any] = Field(sa_column=_value())
    decided_by: str
    decided_at: datetime = Field(sa_column=_moment(index=True))
    reason: str
    supersedes: int | None = Field(default=None, foreign_key="changes.seq")
    withdraws: bool = False
    seal: str = ""


class RecognitionRow(Summed, table=True):
    """The current state of one recognition, as the ledger up to the change `seq` says: kept so that asking is quick.

    Written in the transaction of the change; `store.verify` holds it against the ledger. `parties` are the codes
    between bars, `|CN|MO|`; `form` is the version of what `value` holds.
    """

    __tablename__ = "recognitions"

    id: str = Field(primary_key=True)
    parties: str
    status: str
    seq: int = Field(foreign_key="changes.seq", index=True)
    form: int
    value: dict[str, Any] = Field(sa_column=_value())


class ClusterRow(Summed, table=True):
    """The cluster of near-identical texts that a document belongs to, named by the first of them to arrive.

    `signature` is the text's MinHash, by which its likeness to later ones is estimated.
    """

    __tablename__ = "clusters"

    document_id: str = Field(primary_key=True, foreign_key="documents.id")
    cluster: str = Field(index=True)
    signature: list[int] = Field(sa_column=_value())


class BandRow(Table, table=True):
    """One band of a document's MinHash: documents that share a band are candidates for one cluster."""

    __tablename__ = "bands"

    id: int | None = Field(default=None, primary_key=True)
    value: str = Field(index=True)
    document_id: str = Field(foreign_key="documents.id", index=True)


class TokenRow(Summed, table=True):
    """A token of the HTTP API: the SHA-256 of its secret, never the secret."""

    __tablename__ = "tokens"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    scope: str
    digest: str = Field(unique=True)
    created_at: datetime = Field(sa_column=_moment())
    expires_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))
    revoked_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))


class SubscriptionRow(Summed, table=True):
    """A webhook: where changes are sent, and the secret that they are signed with.

    Until `held_until` nobody sends to it: a sender is at it, or its receiver has asked for time.
    """

    __tablename__ = "subscriptions"

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(unique=True)
    secret: str
    status: str = Field(index=True)
    created_at: datetime = Field(sa_column=_moment())
    held_until: datetime | None = Field(default=None, sa_column=_moment(nullable=True))
    note: str = ""


class DeliveryRow(Summed, table=True):
    """One change that waits to be sent to one webhook, or was: the outbox, written in the change's transaction."""

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("subscription_id", "change"), Index(None, "subscription_id", "status", "due_at"))

    id: int | None = Field(default=None, primary_key=True)
    subscription_id: int = Field(foreign_key="subscriptions.id")
    change: int = Field(foreign_key="changes.seq")
    status: str
    attempts: int = 0
    due_at: datetime = Field(sa_column=_moment())
    delivered_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))
    error: str = ""


class NightRow(Summed, table=True):
    """A nightly run and its summary."""

    __tablename__ = "nights"

    id: int | None = Field(default=None, primary_key=True)
    started_at: datetime = Field(sa_column=_moment())
    finished_at: datetime | None = Field(default=None, sa_column=_moment(nullable=True))
    summary: dict[str, Any] | None = Field(default=None, sa_column=_value(nullable=True))
