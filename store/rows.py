"""Domain values to rows and back: the only place where the two meet, validated on the way out of the database."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from store.domain import Change, DecidedBy, Document, Extraction, Frozen, Proposal, Review, ReviewStatus, Statement
from store.errors import StoreError
from store.tables import ChangeRow, DocumentRow, ExtractionRow, ReviewRow

F = TypeVar("F", bound=Frozen)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC. One without a time zone is taken as UTC already, as SQLite hands it back."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def valid(kind: type[F], data: Mapping[str, Any], where: str) -> F:
    """A stored value as its domain type, its datetimes in UTC.

    What does not validate raises StoreError naming `where`: somebody wrote past this package.
    """
    aware = {name: utc(value) if isinstance(value, datetime) else value for name, value in data.items()}
    try:
        return kind.model_validate(aware)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise StoreError(
            f"{where}: the stored {kind.__name__} is broken at {field or 'its root'}: {first['msg']}",
            remedy="restore the database from a copy made before it was edited",
        ) from error


def document_row(document: Document) -> DocumentRow:
    """A document's row, without its place in the order of arrival."""
    return DocumentRow(
        id=document.id,
        url=document.url,
        title=document.title,
        text=document.text,
        language=document.language,
        published=document.published,
        source=document.source,
        issuer=document.issuer,
        tier=document.tier.value,
        fetched_at=None if document.fetched_at is None else utc(document.fetched_at),
        body_sha256=document.body_sha256,
        text_sha256=document.text_sha256,
    )


def document_of(row: DocumentRow) -> Document:
    """The document in a row; a text that is no longer the one that was stored raises StoreError."""
    document = valid(
        Document, row.model_dump(exclude={"seq", "text_sha256", "withdrawn_at", "row_sha256"}), f"document {row.id}"
    )
    if document.text_sha256 != row.text_sha256:
        raise StoreError(
            f"document {row.id}: its text does not have the checksum it was stored with",
            remedy="restore the database from a copy made before it was edited",
        )
    return document


def extraction_row(extraction: Extraction) -> ExtractionRow:
    """An extraction's row, not yet reconciled."""
    return ExtractionRow(
        document_id=extraction.document.id,
        extractor_key=extraction.extractor.key,
        relevant=extraction.relevant,
        record=extraction.model_dump(mode="json"),
    )


def extraction_of(row: ExtractionRow) -> Extraction:
    """The extraction in a row."""
    return valid(Extraction, row.record, f"extraction of {row.document_id} by {row.extractor_key}")


def review_row(proposal: Proposal, opened_at: datetime) -> ReviewRow:
    """The row of a review that is opened for a proposal."""
    return ReviewRow(
        key=proposal.key,
        document_id=proposal.document_id,
        recognition=proposal.statement.recognition,
        status=ReviewStatus.OPEN.value,
        proposal=proposal.model_dump(mode="json"),
        opened_at=utc(opened_at),
    )


def review_of(row: ReviewRow) -> Review:
    """The review in a row."""
    return valid(
        Review,
        row.model_dump(
            include={"id", "proposal", "status", "corrected", "opened_at", "decided_at", "note", "kind", "version"}
        ),
        f"review {row.id}",
    )


def statement_json(statement: Statement) -> dict[str, Any]:
    """A statement as its JSON column keeps it."""
    return statement.model_dump(mode="json")


def change_row(change: Change) -> ChangeRow:
    """A change's row."""
    return ChangeRow(
        seq=change.seq,
        key=change.key,
        recognition=change.statement.recognition,
        milestone=change.statement.milestone.value,
        document_id=change.statement.evidence.document_id,
        statement=statement_json(change.statement),
        decided_by=change.decided_by.value,
        decided_at=utc(change.decided_at),
        reason=change.reason,
        supersedes=change.supersedes,
        withdraws=change.withdraws,
    )


def change_of(row: ChangeRow) -> Change:
    """The change in a row."""
    return valid(
        Change,
        row.model_dump(exclude={"recognition", "milestone", "document_id", "seal"}),
        f"change {row.seq}",
    )


def change_told(row: Any) -> Change:
    """The change in a row of its columns whose statement is still JSON text: the quick way, for walks of the ledger."""
    try:
        return Change(
            seq=row.seq,
            key=row.key,
            statement=Statement.model_validate_json(row.statement),
            decided_by=DecidedBy(row.decided_by),
            decided_at=utc(row.decided_at),
            reason=row.reason,
            supersedes=row.supersedes,
            withdraws=row.withdraws,
        )
    except ValueError:  # the slow way names what is broken
        told = {name: getattr(row, name) for name in Change.model_fields}
        with suppress(ValueError):
            told["statement"] = json.loads(row.statement)
        return valid(Change, told, f"change {row.seq}")
