"""The ledger by cursor: pages that join without gap, seals that hold, a checksum that only all changes give."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from pydantic import ValidationError
from sqlmodel import select

from store.chain import BEGINNING, seal
from store.db import Store
from store.domain import DecidedBy, Milestone, Statement, sha256
from store.errors import InputError
from store.feeds.checksum import state_checksum
from store.feeds.cursor import LARGEST, SealedChange, latest, page
from store.registry import Registry
from store.tables import ChangeRow

States = Callable[..., Statement]


@pytest.fixture
def ledger(store: Store, statement: States, at: datetime) -> Store:
    """A store whose ledger has seven changes of three recognitions."""
    with store.transaction() as session:
        for number in range(7):
            parties = [("CN", "MO"), ("EU", "JP"), ("KR", "MX")][number % 3]
            Registry(session).append(
                statement(*parties), key=f"k{number}", decided_by=DecidedBy.POLICY, reason="told", at=at
            )
    return store


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8, LARGEST])
def test_pages_join_without_gap_to_the_head(ledger: Store, limit: int) -> None:
    got: list[SealedChange] = []
    cursor = 0
    with ledger.reading() as session:
        while True:
            found = page(session, cursor, limit)
            assert len(found.changes) <= limit
            got += found.changes
            cursor = found.next
            assert (found.state_checksum is None) == (cursor != found.head)
            if cursor == found.head:
                break
        registry = Registry(session)
        assert [change.read() for change in got] == list(registry.changes())
        assert registry.head() == (found.head, found.seal) == (7, got[-1].seal)
        assert found.state_checksum == state_checksum(registry.recognitions())
    assert [change.before for change in got] == [BEGINNING, *(change.seal for change in got[:-1])]
    assert all(change.holds() for change in got)


def test_the_page_behind_the_head_is_empty_and_tells_the_head(ledger: Store) -> None:
    with ledger.reading() as session:
        found = page(session, 7)
    assert (found.changes, found.next, found.head) == ((), 7, 7)
    assert found.state_checksum


def test_an_empty_ledger_has_a_page(store: Store) -> None:
    with store.reading() as session:
        found = page(session, 0)
    assert (found.changes, found.next, found.head, found.seal) == ((), 0, 0, BEGINNING)
    assert found.state_checksum == sha256("[]")


@pytest.mark.parametrize(("after", "limit"), [(-1, 1), (8, 1), (10**30, 1), (0, 0), (0, -1), (0, LARGEST + 1)])
def test_a_cursor_or_limit_that_cannot_be_is_refused(ledger: Store, after: int, limit: int) -> None:
    with ledger.reading() as session, pytest.raises(InputError) as refused:
        page(session, after, limit)
    assert refused.value.remedy


def test_the_last_changes_come_newest_first(ledger: Store) -> None:
    with ledger.reading() as session:
        assert [change.change["seq"] for change in latest(session, 3)] == [7, 6, 5]
        assert len(latest(session, 100)) == 7


@pytest.mark.parametrize(
    "tampered",
    [
        {"reason": "other"},
        {"key": "other"},
        {"seq": 2},
        {"decided_by": "analyst"},
        {"decided_at": "2024-05-01T12:30:01Z"},
        {"withdraws": True},
        {"supersedes": 1},
    ],
)
def test_a_change_in_which_anything_was_changed_does_not_hold(ledger: Store, tampered: dict[str, object]) -> None:
    with ledger.reading() as session:
        first = page(session, 0, 1).changes[0]
    assert first.holds()
    assert SealedChange.model_validate_json(first.model_dump_json()).holds()
    assert not SealedChange(change=first.change | tampered, seal=first.seal, before=first.before).holds()  # type: ignore[arg-type]
    assert not SealedChange(change=first.change, seal=first.seal, before="0").holds()
    statement = json.loads(json.dumps(first.change["statement"]))
    statement["confidence"] = 0.5
    assert not SealedChange(change=first.change | {"statement": statement}, seal=first.seal, before="").holds()


def test_what_is_no_change_is_no_change(ledger: Store) -> None:
    with pytest.raises(ValidationError):
        SealedChange(change={"seq": 1}, seal="", before="").holds()


def test_a_change_from_before_a_field_was_there_holds_as_it_was_sealed(
    store: Store, statement: States, at: datetime
) -> None:
    told = statement().model_dump(mode="json", exclude={"evidence": {"source", "issuer", "cluster"}})
    row = ChangeRow(
        seq=1,
        key="old",
        recognition="CN-MO",
        milestone=Milestone.SIGNED.value,
        document_id="doc-1",
        statement=told,
        decided_by="policy",
        decided_at=at,
        reason="told",
    )
    row.seal = seal(row.model_dump(), BEGINNING)
    with store.transaction() as session:
        session.add(row)
    with store.reading() as session:
        (old,) = page(session, 0).changes
    assert old.holds()
    assert old.change["statement"] == told
    assert old.read().statement == statement()


def test_the_checksum_is_of_the_state_and_not_of_the_order_in_which_it_is_given(ledger: Store) -> None:
    with ledger.reading() as session:
        known = Registry(session).recognitions()
        whole = page(session, 7).state_checksum
    assert state_checksum(reversed(known)) == whole
    assert state_checksum(known[1:]) != whole
    other = known[0].model_copy(update={"status": Milestone.IN_FORCE})
    assert state_checksum((other, *known[1:])) != whole


def test_the_checksum_is_that_of_plain_json(ledger: Store) -> None:
    """A consumer in another language hashes this text."""
    with ledger.reading() as session:
        known = Registry(session).recognitions()
        assert session.exec(select(ChangeRow.seq)).all()
    array = [json.loads(found.model_dump_json()) for found in known]
    text = json.dumps(array, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert state_checksum(known) == sha256(text.encode("utf-8"))
