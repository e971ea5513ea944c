"""What was read: one extraction for each document and extractor, and readings across all documents."""

import json
from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from store.db import CHUNK, by_code_point, in_chunks
from store.documents import Documents, coarsest
from store.domain import Document, Extraction, sha256
from store.errors import ConflictError, NotFoundError
from store.rows import extraction_of, extraction_row
from store.tables import DocumentRow, ExtractionRow


class Extractions:
    """Extractions, in the caller's transaction.

    A document read by several extractors counts once in every walk: by its latest reading.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, extraction: Extraction) -> bool:
        """Keep a reading in the place of an earlier one by the same extractor; False if it says the same.

        A reading that differs waits for reconciliation again. NotFoundError if the document is not in the store,
        ConflictError if it was read from another text than the stored one, whose offsets would then be wrong.
        """
        head = extraction.document
        stored = self._session.exec(select(DocumentRow.text_sha256).where(DocumentRow.id == head.id)).one_or_none()
        if stored is None:
            raise NotFoundError(f"there is no document {head.id!r} to read", remedy="add the document first")
        if stored != head.text_sha256:
            raise ConflictError(
                f"the extraction of {head.id!r} was read from another text than the stored one",
                remedy="read the stored document again",
            )
        row = extraction_row(extraction)
        known = self._row(head.id, row.extractor_key)
        if known is not None:
            if known.record == row.record:
                return False
            self._session.delete(known)
            self._session.flush()
        self._session.add(row)
        self._session.flush()
        return True

    def get(self, document_id: str) -> Extraction | None:
        """The latest reading of a document, None if it has not been read."""
        row = self._session.exec(_latest().where(ExtractionRow.document_id == document_id)).one_or_none()
        return None if row is None else extraction_of(row)

    def count(self) -> int:
        """How many readings there are, by all extractors."""
        return self._session.exec(select(func.count()).select_from(ExtractionRow)).one()

    def latest(self) -> Iterator[Extraction]:
        """The latest reading of every document that has been read, in the order of reading."""
        return map(extraction_of, in_chunks(self._session, ExtractionRow, _latest()))

    def since(
        self, place: int = 0, *, document: str | None = None, published: date | None = None
    ) -> Iterator[tuple[int, Extraction]]:
        """As `latest`, from a place in the order of reading on, each with its place.

        Of one document alone if it is named; of documents published on a day or later if one is given, of which one
        dated by its month or year counts as of the first day of that, and an undated one is none.
        """
        wanted = _latest().where(col(ExtractionRow.seq) >= place)
        if document is not None:
            wanted = wanted.where(ExtractionRow.document_id == document)
        if published is not None:
            recent = select(DocumentRow.id).where(col(DocumentRow.published) >= coarsest(published))
            wanted = wanted.where(col(ExtractionRow.document_id).in_(recent))
        found = in_chunks(self._session, ExtractionRow, wanted)
        return ((row.seq or 0, extraction_of(row)) for row in found)

    def mark(self) -> str:
        """What changes whenever a reading is added or takes another's place: a checksum of the last one."""
        row = self._session.exec(select(ExtractionRow).order_by(col(ExtractionRow.seq).desc()).limit(1)).one_or_none()
        return "" if row is None else sha256(f"{row.seq} {json.dumps(row.record, sort_keys=True)}")

    def by_document(self) -> Iterator[Extraction]:
        """The same as `latest`, in the order of the documents' ids by their code points, on every database."""
        found = _latest().order_by(by_code_point(self._session, col(ExtractionRow.document_id)))
        return map(extraction_of, self._session.exec(found, execution_options={"yield_per": CHUNK}))

    def with_figures(self) -> Iterator[tuple[Document, Extraction]]:
        """The latest readings that tell trade figures, with their documents, in the order of reading."""
        documents = Documents(self._session)
        for extraction in self.latest():
            if extraction.trade_figures:
                yield documents.get(extraction.document.id), extraction

    def unreconciled(self) -> Iterator[tuple[Document, Extraction]]:
        """The latest readings that reconciliation has not seen, with their documents, in the order of reading.

        They may be marked while they are walked through.
        """
        documents = Documents(self._session)
        waiting = _latest().where(col(ExtractionRow.reconciled).is_(False))
        for row in in_chunks(self._session, ExtractionRow, waiting):
            yield documents.get(row.document_id), extraction_of(row)

    def waiting(self) -> tuple[str, ...]:
        """The ids of the documents whose latest readings reconciliation has not seen, in the order of reading."""
        found = select(ExtractionRow.document_id).where(_is_latest(), col(ExtractionRow.reconciled).is_(False))
        return tuple(self._session.exec(found.order_by(col(ExtractionRow.seq))))

    def mark_reconciled(self, document_id: str, extractor_key: str) -> None:
        """Say that reconciliation has seen a reading; NotFoundError if there is none."""
        row = self._row(document_id, extractor_key)
        if row is None:
            raise NotFoundError(
                f"{document_id!r} has not been read by {extractor_key}", remedy="add the extraction first"
            )
        row.reconciled = True
        self._session.flush()

    def _row(self, document_id: str, extractor_key: str) -> ExtractionRow | None:
        return self._session.exec(
            select(ExtractionRow).where(
                ExtractionRow.document_id == document_id, ExtractionRow.extractor_key == extractor_key
            )
        ).one_or_none()


def _latest() -> SelectOfScalar[ExtractionRow]:
    return select(ExtractionRow).where(_is_latest())


def _is_latest() -> ColumnElement[bool]:
    later = aliased(ExtractionRow)
    superseded = select(later.seq).where(
        later.document_id == ExtractionRow.document_id, col(later.seq) > col(ExtractionRow.seq)
    )
    return ~superseded.exists()
