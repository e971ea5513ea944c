"""Readings: one for each document and extractor, the latest counts, none is reconciled twice."""

from collections.abc import Callable

import pytest

from store import db
from store.db import Store
from store.documents import Documents
from store.domain import Document, Extraction
from store.errors import ConflictError, NotFoundError
from store.extractions import Extractions

Makes = Callable[..., Document]
Reads = Callable[..., Extraction]


def test_the_same_reading_twice_is_written_once(store: Store, document: Makes, extraction: Reads) -> None:
    one = extraction(document())
    with store.transaction() as session:
        Documents(session).add(document())
        extractions = Extractions(session)
        assert extractions.add(one) is True
        extractions.mark_reconciled("doc-1", one.extractor.key)
        assert extractions.add(one) is False
        assert extractions.count() == 1
        assert not list(extractions.unreconciled())


def test_a_reading_that_differs_replaces_and_waits_again(store: Store, document: Makes, extraction: Reads) -> None:
    one = extraction(document())
    other = extraction(document(), events=())
    with store.transaction() as session:
        Documents(session).add(document())
        extractions = Extractions(session)
        extractions.add(one)
        extractions.mark_reconciled("doc-1", one.extractor.key)
        assert extractions.add(other) is True
        assert extractions.count() == 1
        assert extractions.get("doc-1") == other
        assert list(extractions.unreconciled()) == [(document(), other)]


def test_the_latest_reading_counts(store: Store, document: Makes, extraction: Reads) -> None:
    old, new = extraction(document(), "1"), extraction(document(), "2", counts=())
    with store.transaction() as session:
        Documents(session).add(document())
        extractions = Extractions(session)
        extractions.add(old)
        extractions.add(new)
        assert extractions.count() == 2
        assert extractions.get("doc-1") == new
        assert list(extractions.latest()) == [new]
        assert [found for _, found in extractions.unreconciled()] == [new]


def test_marking_while_walking_reaches_every_reading_once(
    store: Store, document: Makes, extraction: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "CHUNK", 2)
    with store.transaction() as session:
        extractions = Extractions(session)
        for number in range(5):
            Documents(session).add(document(f"d{number}"))
            extractions.add(extraction(document(f"d{number}")))
        seen = []
        for one, reading in extractions.unreconciled():
            extractions.mark_reconciled(one.id, reading.extractor.key)
            seen.append(one.id)
        assert seen == ["d0", "d1", "d2", "d3", "d4"]
        assert not list(extractions.unreconciled())


def test_a_reading_of_an_unknown_document_is_refused(store: Store, document: Makes, extraction: Reads) -> None:
    with pytest.raises(NotFoundError, match="doc-1"), store.transaction() as session:
        Extractions(session).add(extraction(document()))


def test_a_reading_of_another_text_is_refused(store: Store, document: Makes, extraction: Reads) -> None:
    with store.transaction() as session:
        Documents(session).add(document(text="Corrected. " * 20))
        with pytest.raises(ConflictError, match="another text"):
            Extractions(session).add(extraction(document()))


def test_what_was_not_read_is_not_there(store: Store) -> None:
    with store.transaction() as session:
        assert Extractions(session).get("doc-1") is None
        with pytest.raises(NotFoundError):
            Extractions(session).mark_reconciled("doc-1", "nobody")
