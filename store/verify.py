"""Checking the store against itself: every row, the ledger's chain, quotes, publications against the ledger."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from store.chain import breaks
from store.clusters import Clusters
from store.domain import Evidence, Frozen, sha256
from store.errors import MrawatchError, StoreError
from store.exports.contents import recognition_row
from store.exports.manifest import MANIFEST, Publication, manifest_stands
from store.exports.versions import LATEST, versions
from store.feeds.atom import FILE, atom
from store.feeds.cursor import sealed
from store.projections import Projections
from store.registry import Registry
from store.rows import change_of, document_of, extraction_of
from store.spans import spans_in
from store.tables import ChangeRow, DocumentRow, ExtractionRow, metadata
from store.walking import UNREADABLE, changed, damage, walk

R = TypeVar("R")
T = TypeVar("T")


class Checked(Frozen):
    """What was checked, counted, and what is wrong, a line each."""

    changes: int = 0
    documents: int = 0
    quotes: int = 0
    files: int = 0
    faults: tuple[str, ...] = ()


def verify(session: Session, publications: Path | None = None) -> Checked:
    """Check every row of every table, the ledger, all quotes, and the folder of publications if one is named.

    Rows bear a checksum (`store.sums`), changes a seal, and bands follow from their documents' signatures, so that one
    changed byte of any column is named. What cannot be told: a row that was taken out whole, and a row changed together
    with its checksum by somebody who knows how it is made; for changes both can be told. A fault is a line, and nothing
    that is broken keeps the rest from being checked.
    """
    check = _Checking(session, [])
    check.stage("the database file", lambda: check.faults.extend(damage(session)))
    for table in metadata.sorted_tables:
        check.stage(f"table {table.name}", partial(check.rows, table))
    changes = check.stage("the ledger", check.ledger)
    check.stage("the kept states", check.states)
    check.stage("the bands", check.bands)
    documents = check.stage("the documents", check.documents)
    quotes = check.stage("quotes of the ledger", check.quotes_of_changes)
    quotes += check.stage("quotes of the readings", check.quotes_of_readings)
    files = 0
    if publications is not None:
        files = check.stage("the publications", lambda: _publications(session, publications, check.faults))
        check.stage("the feed", lambda: check.faults.extend(_feed(session, publications / FILE)))
    return Checked(changes=changes, documents=documents, quotes=quotes, files=files, faults=tuple(check.faults))


def bodies(session: Session) -> Iterator[tuple[str, str]]:
    """The raw bodies that documents were read from: document id and hash; what cannot be read is left to `verify`."""
    for row in walk(session, metadata.tables["documents"], lambda _: None):
        if row["body_sha256"] is not None:
            yield row["id"], row["body_sha256"]


@dataclass
class _Checking:
    """One check of a store, and the faults that it has found so far."""

    session: Session
    faults: list[str]

    def stage(self, name: str, run: Callable[[], int | None]) -> int:
        """What one part of the check has counted; a part that breaks off is a fault of its own."""
        try:
            return run() or 0
        except (MrawatchError, SQLAlchemyError, OSError, ValueError, TypeError, LookupError, AttributeError) as error:
            self.faults.append(f"{name}: cannot be checked to the end: {str(error).splitlines()[0]}")
            return 0

    def table(self, name: str, *, tell: bool = False) -> Iterator[dict[str, Any]]:
        """The rows of a table that can be read."""
        return walk(self.session, metadata.tables[name], self.faults.append if tell else lambda _: None)

    def rows(self, table: Table) -> None:
        for row in self.table(table.name, tell=True):
            self.faults += changed(table, row)

    def ledger(self) -> int:
        count = 0

        def sealed() -> Iterator[dict[str, Any]]:
            nonlocal count
            for row in self.table("changes"):
                count += 1
                yield row

        self.faults += breaks(sealed())
        return count

    def states(self) -> None:
        """The kept states against the ledger, unless they count for nothing."""
        if (kept := Projections(self.session)).current():
            self.faults += kept.faults(self.table("recognitions"))

    def bands(self) -> None:
        self.faults += Clusters(self.session).faults(self.table("clusters"), self.table("bands"))

    def documents(self) -> int:
        count = 0
        for row in self.table("documents"):
            count += 1
            self.read(document_of, DocumentRow, row)
        return count

    def quotes_of_changes(self) -> int:
        count = 0
        for row in self.table("changes"):
            change = self.read(change_of, ChangeRow, row)
            if change is not None and change.statement.evidence.document_id is not None:
                count += 1
                self.faults += _misquoted(self.session, change.seq, change.statement.evidence)
        return count

    def quotes_of_readings(self) -> int:
        """Of the latest reading of each document; earlier ones may be of another form."""
        latest = {row["document_id"]: row["seq"] for row in self.table("extractions")}
        count = 0
        for row in self.table("extractions"):
            if latest[row["document_id"]] != row["seq"]:
                continue
            extraction = self.read(extraction_of, ExtractionRow, row)
            if extraction is None:
                continue
            text = _text(self.session, extraction.document.id)
            for span in spans_in(extraction.model_dump(mode="json")):
                count += 1
                if text is None or text[span["start"] : span["end"]] != span["text"]:
                    quote = repr(span["text"][:40])
                    self.faults.append(f"extraction of {extraction.document.id}: {quote} does not stand in its text")
        return count

    def read(self, value_of: Callable[[R], T], kind: type[R], row: Mapping[str, Any]) -> T | None:
        """The value in a row of a kind; None, and a fault, where the row holds none."""
        try:
            return value_of(kind(**row))
        except StoreError as error:
            self.faults.append(error.message)
            return None


def _misquoted(session: Session, seq: int, evidence: Evidence) -> Iterator[str]:
    text = _text(session, evidence.document_id or "")
    if text is None:
        yield f"change {seq}: its document {evidence.document_id} is not in the store, or cannot be read"
    elif evidence.text_sha256 not in (None, sha256(text)):
        yield f"change {seq}: the text of {evidence.document_id} is not the one that was quoted"
    elif text[evidence.start : evidence.end] != evidence.quote:
        yield f"change {seq}: its quote does not stand in {evidence.document_id} where it says"


def _text(session: Session, document_id: str) -> str | None:
    try:
        return session.exec(select(DocumentRow.text).where(DocumentRow.id == document_id)).one_or_none()
    except UNREADABLE:
        return None


def _publications(session: Session, folder: Path, faults: list[str]) -> int:
    """The files of every version against its manifest, and the recognitions of the last one against the ledger."""
    files, last = 0, None
    for place in (folder / version for version in versions(folder)):
        if differs := not manifest_stands(place):
            faults.append(f"{place / MANIFEST}: is not the file that was published")
        try:
            made = Publication.read(place)
        except (OSError, ValueError) as error:
            if differs or list(place.glob(f"*/{MANIFEST}")):
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


def _feed(session: Session, file: Path) -> Iterator[str]:
    """Whether the Atom feed is what the ledger gives of the changes that it tells of."""
    if not file.exists():
        return
    content = file.read_bytes()
    seals = re.findall(rb"<id>urn:sha256:([0-9a-f]{64})</id>", content)
    told = sealed(session, col(ChangeRow.seal).in_([seal.decode() for seal in seals]))[::-1]
    if atom(told) != content:
        yield f"{file}: does not say what the ledger says; mrawatch feed writes it anew"
