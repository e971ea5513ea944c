"""Whatever is changed behind the store's back is named: in the ledger, in a text, in a reading, in a publication."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from store.chain import BEGINNING, breaks, seal
from store.db import Store
from store.documents import Documents
from store.domain import DecidedBy, Document, Evidence, Extraction, Statement
from store.exports import EXPORTS, export
from store.extractions import Extractions
from store.registry import Registry
from store.verify import verify


@pytest.fixture
def kept(
    store: Store,
    document: Callable[..., Document],
    extraction: Callable[..., Extraction],
    statement: Callable[..., Statement],
    at: datetime,
) -> Store:
    """A store with a document, its reading, and two changes, the first of which quotes it."""
    read = document()
    quoted = Evidence(document_id=read.id, quote=read.text[:57], start=0, end=57, text_sha256=read.text_sha256)
    with store.transaction() as session:
        Documents(session).add(read)
        Extractions(session).add(extraction(read))
        for key, evidence in (("one", quoted), ("two", Evidence())):
            Registry(session).append(
                statement(evidence=evidence), key=key, decided_by=DecidedBy.ANALYST, reason="seen", at=at
            )
    return store


def meddle(store: Store, *statements: str) -> None:
    """Change rows as somebody does who has the database to himself."""
    with store.transaction() as session:
        if session.connection().dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER IF EXISTS changes_refuse_update"))
            session.execute(text("DROP TRIGGER IF EXISTS changes_refuse_delete"))
        else:
            session.execute(text("DROP TRIGGER IF EXISTS changes_refuse ON changes"))
        for one in statements:
            session.execute(text(one))


def faults(store: Store, publication: Path | None = None) -> tuple[str, ...]:
    with store.reading() as session:
        return verify(session, publication).faults


def test_what_was_written_is_whole(kept: Store) -> None:
    with kept.reading() as session:
        checked = verify(session)
    assert checked.faults == ()
    assert (checked.changes, checked.documents) == (2, 1)
    assert checked.quotes > 2


@pytest.mark.parametrize(
    ("meddling", "named"),
    [
        ("UPDATE changes SET reason = 'sean' WHERE seq = 1", "change 1: is not what was sealed"),
        ("UPDATE changes SET key = 'tow' WHERE seq = 2", "change 2: is not what was sealed"),
        ("UPDATE changes SET seal = 'x' WHERE seq = 1", "change 1: is not what was sealed"),
        ("DELETE FROM changes WHERE seq = 1", "change 2: follows change 0"),
        ("UPDATE documents SET text = 'Chine' || substr(text, 6)", "document doc-1: its text does not have"),
        ("UPDATE documents SET text_sha256 = 'x'", "document doc-1: its text does not have"),
    ],
)
def test_a_changed_row_is_named(kept: Store, meddling: str, named: str) -> None:
    meddle(kept, meddling)
    assert any(fault.startswith(named) for fault in faults(kept)), faults(kept)


def test_a_changed_text_breaks_the_quotes_from_it(kept: Store) -> None:
    meddle(kept, "UPDATE documents SET text = 'Chine' || substr(text, 6)")
    found = faults(kept)
    assert any("change 1: the text of doc-1 is not the one that was quoted" in fault for fault in found)
    assert any("'China' does not stand in its text" in fault for fault in found)


def test_one_changed_change_is_one_fault(kept: Store) -> None:
    meddle(kept, "UPDATE changes SET reason = 'sean' WHERE seq = 1")
    assert len(faults(kept)) == 1


def test_a_change_cannot_be_sealed_anew_unseen(kept: Store) -> None:
    with kept.reading() as session:
        head = Registry(session).head()
    assert head[0] == 2
    row = {
        "seq": 1, "key": "k", "recognition": "r", "milestone": "m", "document_id": None, "statement": {}, "reason": "",
        "decided_by": "analyst", "decided_at": datetime(2024, 1, 1), "supersedes": None, "withdraws": False,
    }  # fmt: skip
    first = row | {"seal": seal(row, BEGINNING)}
    second = row | {"seq": 2, "key": "l"}
    second["seal"] = seal(second, first["seal"])
    assert list(breaks([first, second])) == []
    forged = first | {"reason": "other"}
    forged["seal"] = seal(forged, BEGINNING)
    assert list(breaks([forged, second])) == [
        "change 2: is not what was sealed, or does not follow the change before it"
    ]


@pytest.mark.parametrize("file", ["recognitions.jsonl", "changes.jsonl", "events.jsonl"])
def test_a_flipped_byte_of_a_publication_is_named(kept: Store, tmp_path: Path, file: str) -> None:
    folder = tmp_path / "publication"
    with kept.reading() as session:
        for format_ in EXPORTS:
            export(session, format_, folder / format_)
    assert faults(kept, folder) == ()
    path = folder / "jsonl" / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert f"{path}: is not the file that was published" in faults(kept, folder)


def test_a_publication_of_another_ledger_is_named(
    kept: Store, statement: Callable[..., Statement], at: datetime, tmp_path: Path
) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        with other.transaction() as session:
            Registry(session).append(statement(), key="k", decided_by=DecidedBy.ANALYST, reason="heard", at=at)
        with other.reading() as session:
            export(session, "jsonl", tmp_path / "publication" / "jsonl")
    (fault,) = faults(kept, tmp_path / "publication")
    assert "was made from another ledger" in fault


def test_a_publication_stays_right_while_the_ledger_grows(
    kept: Store, statement: Callable[..., Statement], at: datetime, tmp_path: Path
) -> None:
    with kept.reading() as session:
        export(session, "jsonl", tmp_path / "publication" / "jsonl")
    with kept.transaction() as session:
        Registry(session).append(
            statement(date="2023-02-08", evidence=Evidence()),
            key="three",
            decided_by=DecidedBy.ANALYST,
            reason="seen",
            at=at,
        )
    assert faults(kept, tmp_path / "publication") == ()
