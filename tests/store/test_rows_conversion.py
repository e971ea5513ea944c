"""Rows and domain values: there and back, and what has been broken in between."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from store.db import Store
from store.documents import Documents
from store.domain import Document, Extraction, Tier
from store.errors import StoreError
from store.extractions import Extractions
from store.rows import utc


def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(
    store: Store, document: Callable[..., Document]
) -> None:
    beijing = datetime(2024, 1, 1, 2, 0, tzinfo=timezone(timedelta(hours=8)))
    with store.transaction() as session:
        Documents(session).add(document(fetched_at=beijing))
    with store.reading() as session:
        fetched = Documents(session).get("doc-1").fetched_at
    assert fetched == beijing
    assert fetched is not None and fetched.isoformat() == "2023-12-31T18:00:00+00:00"


def test_a_moment_without_zone_is_utc() -> None:
    assert utc(datetime(2024, 1, 1)) == datetime(2024, 1, 1, tzinfo=UTC)


def test_every_script_and_every_field_of_a_document_survives(store: Store, document: Callable[..., Document]) -> None:
    full = document(
        "各国",
        text="海关总署 — Zoll ıİ 🛃 \u200f الجمارك\r\n'; DROP TABLE documents; --",
        title='"Таможня"',
        url="https://customs.example/ü?q=%20",
        language="zh",
        published="2023-02",
        source="haiguan",
        tier=Tier.GAZETTE,
        body_sha256="f" * 64,
    )
    with store.transaction() as session:
        Documents(session).add(full)
    with store.reading() as session:
        assert Documents(session).get("各国") == full


def test_an_extraction_survives_whole(
    store: Store, document: Callable[..., Document], extraction: Callable[..., Extraction]
) -> None:
    with store.transaction() as session:
        Documents(session).add(document())
        Extractions(session).add(extraction(document()))
    with store.reading() as session:
        assert Extractions(session).get("doc-1") == extraction(document())


@pytest.mark.parametrize(
    ("damage", "names"),
    [
        ("UPDATE documents SET text = 'other'", "doc-1.*checksum"),
        ("UPDATE documents SET tier = 'hearsay'", "doc-1.*tier"),
    ],
)
def test_a_row_that_was_edited_from_outside_is_named(
    store: Store, document: Callable[..., Document], damage: str, names: str
) -> None:
    with store.transaction() as session:
        Documents(session).add(document())
        session.execute(text(damage))
    with pytest.raises(StoreError, match=names), store.reading() as session:
        Documents(session).get("doc-1")
