"""Checking the store against itself: the ledger's chain, quotes against texts, publications against the ledger."""

import json
from collections.abc import Iterator
from pathlib import Path

from sqlmodel import Session, col, select

from store.chain import breaks
from store.db import in_chunks
from store.domain import Evidence, Frozen, sha256
from store.errors import StoreError
from store.exports.contents import recognitions_sheet
from store.exports.publication import MANIFEST, Manifest
from store.extractions import Extractions
from store.projections import Projections
from store.reconcile.state import project
from store.registry import Registry
from store.rows import document_of
from store.spans import spans_in
from store.tables import ChangeRow, DocumentRow


class Checked(Frozen):
    """What was checked, counted, and what is wrong, a line each."""

    changes: int = 0
    documents: int = 0
    quotes: int = 0
    files: int = 0
    faults: tuple[str, ...] = ()


def verify(session: Session, publication: Path | None = None) -> Checked:
    """Check the ledger, the documents, all quotes, and a publication's folder if one is named."""
    faults: list[str] = []
    changes = _ledger(session, faults)
    documents, quotes = _quotes(session, faults)
    files = _publication(session, publication, faults) if publication else 0
    return Checked(changes=changes, documents=documents, quotes=quotes, files=files, faults=tuple(faults))


def bodies(session: Session) -> Iterator[tuple[str, str]]:
    """The raw bodies that documents were read from: document id and hash."""
    for row in in_chunks(session, DocumentRow, select(DocumentRow).where(col(DocumentRow.body_sha256).is_not(None))):
        yield row.id, row.body_sha256 or ""


def _ledger(session: Session, faults: list[str]) -> int:
    rows = session.exec(select(ChangeRow).order_by(col(ChangeRow.seq))).all()
    faults += breaks(row.model_dump() for row in rows)
    if Projections(session).current():
        faults += _misread(session)
    return len(rows)


def _misread(session: Session) -> Iterator[str]:
    """The recognitions of which the kept state is not what the ledger says."""
    told = {found.id: found for found in project(Registry(session).changes())}
    kept = {found.id: found for found in Projections(session).all()}
    for id in sorted(told.keys() | kept.keys()):
        if told.get(id) != kept.get(id):
            yield f"recognition {id}: the state that is kept of it is not what the ledger says"


def _quotes(session: Session, faults: list[str]) -> tuple[int, int]:
    """Documents, and the quotes in changes and extractions against them."""
    documents = quotes = 0
    for row in in_chunks(session, DocumentRow, select(DocumentRow)):
        documents += 1
        try:
            document_of(row)
        except StoreError as error:
            faults.append(error.message)
    for change in Registry(session).changes():
        evidence = change.statement.evidence
        if evidence.document_id is not None:
            quotes += 1
            faults += _misquoted(session, change.seq, evidence)
    for extraction in Extractions(session).latest():
        text = _text(session, extraction.document.id)
        for span in spans_in(extraction.model_dump(mode="json")):
            quotes += 1
            if text is None or text[span["start"] : span["end"]] != span["text"]:
                faults.append(
                    f"extraction of {extraction.document.id}: {span['text'][:40]!r} does not stand in its text"
                )
    return documents, quotes


def _misquoted(session: Session, seq: int, evidence: Evidence) -> Iterator[str]:
    text = _text(session, evidence.document_id or "")
    if text is None:
        yield f"change {seq}: its document {evidence.document_id} is not in the store"
    elif evidence.text_sha256 not in (None, sha256(text)):
        yield f"change {seq}: the text of {evidence.document_id} is not the one that was quoted"
    elif text[evidence.start : evidence.end] != evidence.quote:
        yield f"change {seq}: its quote does not stand in {evidence.document_id} where it says"


def _text(session: Session, document_id: str) -> str | None:
    return session.exec(select(DocumentRow.text).where(DocumentRow.id == document_id)).one_or_none()


def _publication(session: Session, folder: Path, faults: list[str]) -> int:
    """The files of a publication's formats against their manifests, and its recognitions against the ledger."""
    files = 0
    for place in sorted(path.parent for path in folder.glob(f"*/{MANIFEST}")):
        try:
            manifest = Manifest.model_validate_json((place / MANIFEST).read_bytes())
        except (OSError, ValueError) as error:
            faults.append(f"{place / MANIFEST}: cannot be read: {error}")
            continue
        for file in manifest.files:
            files += 1
            path = place / file.name
            content = path.read_bytes() if path.is_file() else None
            if content is None or (len(content), sha256(content)) != (file.bytes, file.sha256):
                faults.append(f"{path}: is not the file that was published")
        faults += _projected(session, place, manifest)
    return files


def _projected(session: Session, place: Path, manifest: Manifest) -> Iterator[str]:
    """Whether the ledger, as far as a publication saw it, still says what that publication says."""
    row = session.get(ChangeRow, manifest.changes)
    if manifest.changes and (row is None or row.seal != manifest.seal):
        yield f"{place}: was made from another ledger: its seal is not that of change {manifest.changes}"
        return
    path = place / "recognitions.jsonl"
    if not path.is_file():
        return
    sheet = recognitions_sheet(project(Registry(session).changes(upto=manifest.changes)))
    wanted = [json.loads(json.dumps(dict(record))) for record in sheet.rows]
    try:
        told = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    except ValueError:
        told = []
    for one in (record for record in wanted if record not in told):
        yield f"{path}: does not say what the ledger says of {one['id']}"
