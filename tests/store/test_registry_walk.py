"""Walking the ledger and the readings in chunks says the same as reading them at once."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import text

from store.db import CHUNK, Store
from store.documents import Documents
from store.domain import DecidedBy, Document, Evidence, Extraction, Milestone, Statement
from store.errors import StoreError
from store.extractions import Extractions
from store.registry import Registry

PARTIES = (("CN", "MO"), ("HK", "NZ"), ("EU", "JP"))
STEPS = (Milestone.SIGNED, Milestone.IN_FORCE)


@pytest.fixture
def long(store: Store, statement: Callable[..., Statement], at: datetime) -> Store:
    """A store with a ledger of more than two chunks, in which some changes are taken back."""
    with store.transaction() as session:
        for number in range(2 * CHUNK + 7):
            withdraws = number > 100 and number % 50 == 0
            made = statement(
                *PARTIES[number % 3],
                milestone=STEPS[number % 2],
                evidence=Evidence(sources=(f"https://a.example/{number}",)),
                note=f"“{number}”",
            )
            earlier = number - 5 if withdraws else None  # of the same recognition, since seq counts from 1
            Registry(session).append(
                made if earlier is None else Registry(session).get(earlier).statement,
                key=f"k{number}",
                decided_by=DecidedBy.ANALYST,
                reason="seen",
                at=at,
                supersedes=earlier,
                withdraws=withdraws,
            )
    return store


def test_a_walk_gives_the_ledger(long: Store) -> None:
    with long.reading() as session:
        registry = Registry(session)
        assert tuple(registry.walk()) == registry.changes()
        assert tuple(registry.walk("CN-MO")) == registry.changes("CN-MO")
        assert tuple(registry.walk(upto=CHUNK + 1)) == registry.changes(upto=CHUNK + 1)
        assert tuple(registry.walk("HK-NZ", upto=9)) == registry.changes("HK-NZ", upto=9)


def test_each_gives_the_recognitions(long: Store) -> None:
    with long.reading() as session:
        registry = Registry(session)
        assert tuple(registry.each()) == registry.recognitions()
        assert [one.id for one in registry.each(upto=1)] == ["CN-MO"]


def test_an_empty_ledger_is_walked(store: Store) -> None:
    with store.reading() as session:
        assert list(Registry(session).walk()) == list(Registry(session).each()) == []


@pytest.mark.parametrize(
    ("meddling", "field"),
    [
        ("decided_by = 'nobody'", "decided_by"),
        ("statement = '{\"parties\": []}'", "statement"),
        ("statement = '[]'", "statement"),
    ],
)
def test_a_broken_change_is_named(long: Store, meddling: str, field: str) -> None:
    with long.transaction() as session:
        if session.connection().dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER changes_refuse_update"))
        else:
            session.execute(text("DROP TRIGGER changes_refuse ON changes"))
        session.execute(text(f"UPDATE changes SET {meddling} WHERE seq = 3"))  # no input from outside
    with long.reading() as session, pytest.raises(StoreError, match=rf"change 3: .*{field}"):
        list(Registry(session).walk())


def test_readings_are_walked_by_their_documents_ids_in_code_point_order(
    store: Store, document: Callable[..., Document], extraction: Callable[..., Extraction]
) -> None:
    ids = ["b", "a", "Z", "é", "a-1", "a.1", "海", "A b"]
    with store.transaction() as session:
        for id_ in ids:
            read = document(id_)
            Documents(session).add(read)
            for version in ("1", "2"):
                Extractions(session).add(extraction(read, version))
    with store.reading() as session:
        walked = list(Extractions(session).by_document())
        assert [one.document.id for one in walked] == sorted(ids)
        assert {one.extractor.version for one in walked} == {"2"}
