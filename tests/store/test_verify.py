"""Whatever is changed behind the store's back is named: in the ledger, in a text, in a reading, in a publication."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from store.chain import BEGINNING, breaks, seal
from store.db import Store
from store.documents import Documents
from store.domain import DecidedBy, Document, Evidence, Extraction, Statement, sha256
from store.exports import export, publish
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
        for key, evidence in (("one", quoted), ("two", Evidence(sources=("https://customs.example",)))):
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


def faults(store: Store, publications: Path | None = None) -> tuple[str, ...]:
    with store.reading() as session:
        return verify(session, publications).faults


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


@pytest.mark.parametrize(
    "file",
    [
        "jsonl/recognitions.jsonl",
        "csv/changes.csv",
        "jsonl/events.jsonl",
        "schema/counts.schema.json",
        "datapackage.json",
        "manifest.json",
    ],
)
def test_a_flipped_byte_of_any_version_is_named(
    kept: Store, later: Callable[[], None], at: datetime, tmp_path: Path, file: str
) -> None:
    first = published(kept, tmp_path, at)
    later()
    published(kept, tmp_path, at)
    assert faults(kept, tmp_path) == ()
    path = tmp_path / first / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    assert faults(kept, tmp_path) == (f"{path}: is not the file that was published",)


def test_a_publication_of_another_ledger_is_named(
    kept: Store, statement: Callable[..., Statement], at: datetime, tmp_path: Path
) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        with other.transaction() as session:
            Registry(session).append(statement(), key="k", decided_by=DecidedBy.ANALYST, reason="heard", at=at)
        published(other, tmp_path / "publications", at)
    (fault,) = faults(kept, tmp_path / "publications")
    assert "was made from another ledger" in fault


def test_what_a_publication_says_of_a_recognition_is_held_against_the_ledger(
    kept: Store, at: datetime, tmp_path: Path
) -> None:
    place = tmp_path / published(kept, tmp_path, at)
    path = place / "jsonl" / "recognitions.jsonl"
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8").replace('"status":"signed"', '"status":"in_force"'), "utf-8")
    manifest = place / "manifest.json"
    manifest.chmod(0o644)
    forged = json.loads(manifest.read_text("utf-8"))
    for one in forged["files"]:
        if one["name"] == "jsonl/recognitions.jsonl":
            one |= {"bytes": path.stat().st_size, "sha256": sha256(path.read_bytes())}
    manifest.write_text(json.dumps(forged), "utf-8")
    assert f"{manifest}: is not the file that was published" in faults(kept, tmp_path)
    (place / "manifest.sha256").unlink()
    assert faults(kept, tmp_path) == (f"{path}: does not say what the ledger says of CN-MO",)


def test_a_version_without_a_manifest_and_a_link_astray_are_named(kept: Store, at: datetime, tmp_path: Path) -> None:
    version = published(kept, tmp_path, at)
    (tmp_path / "2020-01-01T000000Z").mkdir()
    (tmp_path / "latest").unlink()
    astray, lost = sorted(faults(kept, tmp_path))
    assert f"{tmp_path / '2020-01-01T000000Z' / 'manifest.json'}: cannot be read" in astray
    assert lost == f"{tmp_path / 'latest'}: does not lead to {version}, the last publication"


def test_publications_of_an_earlier_mrawatch_are_left_alone(kept: Store, at: datetime, tmp_path: Path) -> None:
    with kept.reading() as session:
        export(session, "jsonl", tmp_path / "2020-01-01T000000Z" / "jsonl")
    published(kept, tmp_path, at)
    assert faults(kept, tmp_path) == ()


def test_a_publication_stays_right_while_the_ledger_grows(
    kept: Store, later: Callable[[], None], at: datetime, tmp_path: Path
) -> None:
    published(kept, tmp_path, at)
    later()
    assert faults(kept, tmp_path) == ()


def published(store: Store, folder: Path, at: datetime) -> str:
    with store.reading() as session:
        version = publish(session, folder, at)
    assert version is not None
    return version


@pytest.fixture
def later(kept: Store, statement: Callable[..., Statement], at: datetime) -> Callable[[], None]:
    """Lets the ledger grow by a change."""

    def grow() -> None:
        with kept.transaction() as session:
            Registry(session).append(
                statement(evidence=Evidence(sources=("https://a.example",))),
                key="three",
                decided_by=DecidedBy.ANALYST,
                reason="seen",
                at=at,
            )

    return grow
