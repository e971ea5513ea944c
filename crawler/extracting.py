"""Reading documents with any reader: a batch at a time, and none lost to what another provokes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from store.domain import Document, Extraction, Extractor
from store.errors import MrawatchError, ReadingError

BATCH = 128
"""How many documents are in memory at once while they are read and reconciled."""


class Reader(Protocol):
    """What reads texts: see `nlp.pipeline`."""

    @property
    def extractor(self) -> Extractor:
        """Who reads."""
        ...

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in the documents' order."""
        ...


def read(reader: Reader, documents: Iterable[Document]) -> Iterator[tuple[Document, Extraction | MrawatchError]]:
    """Read documents a batch at a time, in their order; one that cannot be read gives an error in its place."""
    waiting = iter(documents)
    while batch := list(islice(waiting, BATCH)):
        try:
            extractions = list(reader.extract(batch))
        except Exception:  # whatever one text provokes must not take the others with it: find it by itself
            yield from ((document, _read_one(reader, document)) for document in batch)
        else:
            yield from zip(batch, extractions, strict=True)


def _read_one(reader: Reader, document: Document) -> Extraction | MrawatchError:
    try:
        return next(iter(reader.extract([document])))
    except MrawatchError as error:
        return error
    except Exception as error:  # reported with the document's name, by whoever asked
        return ReadingError(
            f"{document.id}: reading failed: {type(error).__name__}: {error}",
            remedy="report the text with this message; the others were read",
        )
