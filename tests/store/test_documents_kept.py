"""Documents and fetches: kept once, found again, walked through in order."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from store import db
from store.db import Store
from store.documents import Documents, Fetch, document_id
from store.domain import Document, Extraction
from store.errors import NotFoundError
from store.extractions import Extractions


def test_a_document_is_kept_once(store: Store, document: Callable[..., Document]) -> None:
    with store.transaction() as session:
        assert Documents(session).add(document(title="first")) is True
        assert Documents(session).add(document(title="second")) is False
    with store.reading() as session:
        assert Documents(session).count() == 1
        assert Documents(session).get("doc-1").title == "first"


def test_an_unknown_document_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="doc-9"), store.reading() as session:
        Documents(session).get("doc-9")


def test_lists_are_newest_first_by_source_and_in_pages(store: Store, document: Callable[..., Document]) -> None:
    with store.transaction() as session:
        for number in range(5):
            Documents(session).add(document(f"d{number}", source="odd" if number % 2 else "even"))
    with store.reading() as session:
        documents = Documents(session)
        first = documents.search(limit=2)
        assert [found.id for _, found in first] == ["d4", "d3"]
        assert [found.id for _, found in documents.search(limit=2, before=first[-1][0])] == ["d2", "d1"]
        assert [found.id for _, found in documents.search(source="odd")] == ["d3", "d1"]


def test_an_id_depends_on_address_and_text() -> None:
    here = document_id("https://customs.example/1", "text")
    assert here == document_id("https://customs.example/1", "text")
    assert here.startswith("doc-") and len(here) == 20
    assert (
        len({here, document_id("https://customs.example/2", "text"), document_id("https://customs.example/1", "")}) == 3
    )


def test_unread_documents_come_in_order_of_arrival_for_each_extractor(
    store: Store,
    document: Callable[..., Document],
    extraction: Callable[..., Extraction],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(db, "CHUNK", 2)
    made = [document(f"d{number}") for number in (3, 1, 4, 5, 9)]
    read = extraction(made[1])
    with store.transaction() as session:
        for one in made:
            Documents(session).add(one)
        Extractions(session).add(read)
    with store.reading() as session:
        assert [one.id for one in Documents(session).unread(read.extractor.key)] == ["d3", "d4", "d5", "d9"]
        assert [one.id for one in Documents(session).unread("another")] == ["d3", "d1", "d4", "d5", "d9"]
        assert Documents(session).count_unread(read.extractor.key) == 4
        assert Documents(session).count_unread("another") == 5


def test_reading_while_walking_misses_nothing_and_repeats_nothing(
    store: Store,
    document: Callable[..., Document],
    extraction: Callable[..., Extraction],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(db, "CHUNK", 2)
    key = extraction(document()).extractor.key
    with store.transaction() as session:
        for number in range(7):
            Documents(session).add(document(f"d{number}"))
        seen = []
        for one in Documents(session).unread(key):
            Extractions(session).add(extraction(one))
            seen.append(one.id)
        assert seen == [f"d{number}" for number in range(7)]
        assert not list(Documents(session).unread(key))


def test_the_last_fetch_of_an_address_is_remembered(store: Store, document: Callable[..., Document]) -> None:
    first = Fetch(
        url="https://customs.example/1",
        source="haiguan",
        status=0,
        fetched_at=datetime(2024, 1, 1, tzinfo=UTC),
        error="timeout",
    )
    second = Fetch(
        url=first.url,
        source="haiguan",
        status=200,
        etag='"a"',
        last_modified="Mon, 01 Jan 2024 00:00:00 GMT",
        body_sha256="b" * 64,
        document_id="doc-1",
        fetched_at=datetime(2024, 1, 2, tzinfo=UTC),
    )
    with store.transaction() as session:
        Documents(session).add(document())
        assert Documents(session).fetched(first.url) is None
        Documents(session).remember(first)
        assert Documents(session).fetched(first.url) == first
        Documents(session).remember(second)
    with store.reading() as session:
        assert Documents(session).fetched(first.url) == second
