"""The only door in: load the pipeline, and read documents into extraction records."""

import hashlib
import importlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config_from_str, load_model_from_config, registry

from nlp import annotations
from nlp.annotations import Context, sheet
from nlp.backends import Backend
from nlp.backends.rules import RuleBackend
from nlp.components.relevance import relevant
from nlp.components.tagger import Tagger
from nlp.readout import empty, readout
from store.domain import Document, Extraction, Extractor
from store.errors import ModelError, ReadingError

_COMPONENTS = ("relevance", "sentences", "tagger", "parties", "dates", "events", "figures", "counts")
_BATCH = 32

MOST_CHARACTERS = 500_000
"""The longest text that is read: some hundred times an announcement. Reading takes time in proportion."""


class Reader:
    """Reads documents: one extraction a document, in order, the same for the same text in any batch."""

    def __init__(self, nlp: Language, extractor: Extractor) -> None:
        self.nlp = nlp
        self.extractor = extractor

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """The records of documents, lazily: memory holds one batch at a time.

        Raises ReadingError for a text of more than MOST_CHARACTERS.
        """
        remaining = iter(documents)
        tagger = self.nlp.get_pipe("tagger")
        assert isinstance(tagger, Tagger)
        while batch := list(islice(remaining, _BATCH)):
            kept = [document for document in batch if relevant(document.title, document.text)]
            for language in {document.language for document in kept}:
                tagger.backend.prepare(language)
            with self.nlp.memory_zone():
                read = zip(kept, self.nlp.pipe(self._doc(document) for document in kept), strict=True)
                records = {id(document): readout(doc, document, self.extractor) for document, doc in read}
            for document in batch:
                yield records.get(id(document)) or empty(document, self.extractor)

    def _doc(self, document: Document) -> Doc:
        if len(document.text) > MOST_CHARACTERS:
            raise ReadingError(
                f"{document.id}: {len(document.text):,} characters are more than an announcement has",
                remedy=f"cut the text to what concerns AEO, at most {MOST_CHARACTERS:,} characters",
            )
        doc = self.nlp.make_doc(document.text)
        slot = sheet(doc)
        slot.context = Context(
            language=document.language,
            title=document.title,
            published=document.published,
        )
        return doc


def _rules() -> Callable[[Language], Backend]:
    return lambda nlp: RuleBackend(nlp.vocab)


@cache
def load() -> Reader:
    """The shipped pipeline. Raises ModelError where its config names what is not there."""
    annotations.register()
    importlib.import_module("nlp.tokenizer")
    for component in _COMPONENTS:
        importlib.import_module(f"nlp.components.{component}")
    registry.misc("mrawatch.RuleBackend.v1", func=_rules)
    text = files("nlp").joinpath("config.cfg").read_text("utf-8")
    try:
        nlp = load_model_from_config(load_config_from_str(text), auto_fill=True)
    except (ValueError, OSError) as error:
        raise ModelError(f"nlp/config.cfg: {error}", remedy="restore the file as it was shipped") from error
    nlp.max_length = MOST_CHARACTERS
    return Reader(nlp, _extractor())


def _extractor() -> Extractor:
    """Name and checksum of what reads: every file of the reader, and the names that it knows parties by."""
    digest = hashlib.sha256()
    for folder in (files("nlp"), files("store.authorities")):
        for name, content in sorted(_sources(folder)):
            digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return Extractor(version=version("mrawatch"), model="rules", model_sha256=digest.hexdigest())


def _sources(folder: Traversable, inside: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{inside}/{entry.name}"
        if entry.is_dir() and entry.name not in ("training", "__pycache__"):
            yield from _sources(entry, name)
        elif entry.name.endswith((".py", ".cfg", ".toml", ".csv")):
            yield name, entry.read_bytes()
