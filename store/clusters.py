"""Clusters of near-identical texts: which documents tell one and the same text, so that copies count once."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from store.db import in_chunks
from store.documents import Documents
from store.domain import Document, sha256
from store.reconcile.likeness import ALIKE, bands, likeness, signature
from store.reconcile.policy import turn
from store.rows import document_of
from store.tables import BandRow, ClusterRow, DocumentRow, ExtractionRow


def place_all(session: Session) -> int:
    """Place what was reconciled by a version that knew of no clusters, in the order of `turn`; how many there are.

    What waits to be reconciled is left to the night, which places it in its own order.
    """
    waiting_still = select(ExtractionRow.document_id).where(~col(ExtractionRow.reconciled))
    lacking = (
        select(DocumentRow)
        .where(~select(ClusterRow.document_id).where(ClusterRow.document_id == DocumentRow.id).exists())
        .where(col(DocumentRow.id).not_in(waiting_still))  # before the next: SQLite looks that up in all there are
        .where(select(ExtractionRow.seq).where(_read, col(ExtractionRow.reconciled)).exists())
    )
    waiting = sorted(turn(document_of(row)) for row in in_chunks(session, DocumentRow, lacking))
    documents, clusters = Documents(session), Clusters(session)
    for *_, id in waiting:
        clusters.place(documents.get(id))
    return len(waiting)


_read = ExtractionRow.document_id == DocumentRow.id


def _fold(before: str, band: str) -> str:
    return sha256(f"{before}\n{band}")


class Clusters:
    """Clusters, in the caller's transaction. A cluster is named by the first document that was placed in it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def place(self, document: Document) -> str:
        """The cluster of a document, found and kept when it is first asked for.

        A text that is like those of two clusters joins them: the name of the earlier one stays.
        """
        if (known := self.of(document.id)) is not None:
            return known
        signed = signature(document.text)
        found = [row for row in self._candidates(bands(signed)) if likeness(signed, row.signature) >= ALIKE]
        names = sorted({row.cluster for row in found}, key=self._age)
        cluster = names[0] if names else document.id
        for other in names[1:]:
            for row in self._session.exec(select(ClusterRow).where(ClusterRow.cluster == other)):
                row.cluster = cluster
        self._session.add(ClusterRow(document_id=document.id, cluster=cluster, signature=list(signed)))
        self._session.flush()
        if rows := [{"value": value, "document_id": document.id} for value in bands(signed)]:
            self._session.execute(insert(BandRow), rows)
        return cluster

    def of(self, document_id: str) -> str | None:
        """The cluster of a document, None if it has not been placed."""
        return self._session.exec(select(ClusterRow.cluster).where(ClusterRow.document_id == document_id)).one_or_none()

    def members(self, cluster: str) -> tuple[str, ...]:
        """The documents of a cluster, by id; none where there is no such cluster."""
        found = select(ClusterRow.document_id).where(ClusterRow.cluster == cluster)
        return tuple(sorted(self._session.exec(found)))

    def faults(self, clusters: Iterable[Mapping[str, Any]], bands_kept: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        """The documents whose bands are not those of the signature that is kept, of these rows of the two tables."""
        folded: dict[str, str] = {}
        for row in bands_kept:
            folded[row["document_id"]] = _fold(folded.get(row["document_id"], ""), row["value"])
        for row in clusters:
            wanted = reduce(_fold, bands(row["signature"]), "")
            if folded.pop(row["document_id"], "") != wanted:
                yield f"bands of {row['document_id']}: are not those of its text"
        yield from (f"bands of {id}: no text of this document has been placed" for id in folded)

    def _candidates(self, values: Iterable[str]) -> list[ClusterRow]:
        ids = select(BandRow.document_id).where(col(BandRow.value).in_(list(values))).distinct()
        return list(self._session.exec(select(ClusterRow).where(col(ClusterRow.document_id).in_(ids))))

    def _age(self, cluster: str) -> int:
        """The place of the document that a cluster is named by, in the order in which documents were placed."""
        first = select(BandRow.id).where(BandRow.document_id == cluster).order_by(col(BandRow.id)).limit(1)
        return self._session.exec(first).one() or 0
