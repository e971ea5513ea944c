"""Checking the store against itself: the ledger's chain, quotes against texts, publications against the ledger."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from store.chain import breaks
from store.db import CHUNK, in_chunks
from store.domain import Evidence, Frozen, sha256
from store.errors import StoreError
from store.exports.contents import recognition_row
from store.exports.manifest import MANIFEST, Publication
from store.exports.versions import LATEST, versions
from store.extractions import Extractions
from store.projections import Projections
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


def verify(session: Session, publications: Path | None = None) -> Checked:
    """Check the ledger, the documents, all quotes, and the folder of publications if one is named."""
    faults: list[str] = []
    changes = _ledger(session, faults)
    documents, quotes = _quotes(session, faults)
    files = _publications(session, publications, faults) if publications else 0
    return Checked(changes=changes, documents=documents, quotes=quotes, files=files, faults=tuple(faults))


def bodies(session: Session) -> Iterator[tuple[str, str]]:
    """The raw bodies that documents were read from: document id and hash."""
    for row in in_chunks(session, DocumentRow, select(DocumentRow).where(col(DocumentRow.body_sha256).is_not(None))):
        yield row.id, row.body_sha256 or ""


def _ledger(session: Session, faults: list[str]) -> int:
    count = 0

    def sealed() -> Iterator[dict[str, Any]]:
        nonlocal count
        found = select(ChangeRow).order_by(col(ChangeRow.seq))
        for row in session.exec(found, execution_options={"yield_per": CHUNK}):
            count += 1
            yield row.model_dump()

    faults += breaks(sealed())
    faults += _misread(session)
    return count


def _misread(session: Session) -> Iterator[str]:
    """The recognitions of which the kept state is not what the ledger says; none where the table counts for nothing."""
    kept = Projections(session)
    if not kept.current():
        return
    ids = set[str]()
    for told in Registry(session).each(upto=Registry(session).head()[0]):
        ids.add(told.id)
        if kept.get([told.id]) != (told,):
            yield f"recognition {told.id}: the state that is kept of it is not what the ledger says"
    for found in kept.all():
        if found.id not in ids:
            yield f"recognition {found.id}: a state is kept of it, while the ledger has none"


def _quotes(session: Session, faults: list[str]) -> tuple[int, int]:
    """Documents, and the quotes in changes and extractions against them."""
    documents = quotes = 0
    for row in in_chunks(session, DocumentRow, select(DocumentRow)):
        documents += 1
        try:
            document_of(row)
        except StoreError as error:
            faults.append(error.message)
    for change in Registry(session).walk():
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


def _publications(session: Session, folder: Path, faults: list[str]) -> int:
    """The files of every version against its manifest, and the recognitions of the last one against the ledger."""
    files, last = 0, None
    for place in (folder / version for version in versions(folder)):
        try:
            made = Publication.read(place)
        except (OSError, ValueError) as error:
            if list(place.glob(f"*/{MANIFEST}")):
                continue  # made by a mrawatch that had no manifest of the whole
            faults.append(f"{place / MANIFEST}: cannot be read: {error}")
            continue
        files += len(made.files)
        faults += [
            f"{place / file.name}: is not the file that was published"
            for file in made.files
            if not file.stands_in(place)
        ]
        last = place, made
    if last is not None:
        place, made = last
        if (folder / LATEST).resolve() != place.resolve():
            faults.append(f"{folder / LATEST}: does not lead to {made.version}, the last publication")
        faults += _projected(session, place, made)
    return files


def _projected(session: Session, place: Path, made: Publication) -> Iterator[str]:
    """Whether the ledger, as far as a publication saw it, still says what that publication says."""
    row = session.get(ChangeRow, made.changes)
    if made.changes and (row is None or row.seal != made.seal):
        yield f"{place}: was made from another ledger: its seal is not that of change {made.changes}"
        return
    path = place / "jsonl" / "recognitions.jsonl"
    try:
        told = {record["id"]: record for record in map(json.loads, path.read_text("utf-8").splitlines())}
    except (OSError, ValueError, TypeError, KeyError):
        told = {}
    for recognition in Registry(session).each(upto=made.changes):
        wanted = json.loads(json.dumps(dict(recognition_row(recognition))))
        one = told.pop(recognition.id, None)
        if one is None or any(name in wanted and wanted[name] != value for name, value in one.items()):
            yield f"{path}: does not say what the ledger says of {recognition.id}"
    for id in told:
        yield f"{path}: tells of {id}, of which the ledger knows nothing"
