"""Clusters of near-identical texts: which documents tell one and the same text, so that copies count once."""

from collections.abc import Iterable

from sqlalchemy import insert
from sqlmodel import Session, col, select

from store.domain import Document
from store.reconcile.likeness import ALIKE, bands, likeness, signature
from store.tables import BandRow, ClusterRow


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

    def _candidates(self, values: Iterable[str]) -> list[ClusterRow]:
        ids = select(BandRow.document_id).where(col(BandRow.value).in_(list(values))).distinct()
        return list(self._session.exec(select(ClusterRow).where(col(ClusterRow.document_id).in_(ids))))

    def _age(self, cluster: str) -> int:
        """The place of the document that a cluster is named by, in the order in which documents were placed."""
        first = select(BandRow.id).where(BandRow.document_id == cluster).order_by(col(BandRow.id)).limit(1)
        return self._session.exec(first).one() or 0
