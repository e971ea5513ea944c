"""The only door in: load the pipeline, and read documents into extraction records."""

import importlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
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
from store.domain import Document, Extraction, Extractor, sha256
from store.errors import ModelError

_COMPONENTS = ("relevance", "sentences", "tagger", "parties", "dates", "events", "figures", "counts")
_BATCH = 32


class Reader:
    """Reads documents: one extraction a document, in order, the same for the same text in any batch."""

    def __init__(self, nlp: Language, extractor: Extractor) -> None:
        self.nlp = nlp
        self.extractor = extractor

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """The records of documents, lazily: memory holds one batch at a time."""
        remaining = iter(documents)
        tagger = self.nlp.get_pipe("tagger")
        assert isinstance(tagger, Tagger)
        while batch := list(islice(remaining, _BATCH)):
            kept = [document for document in batch if relevant(document.text)]
            for language in {document.language for document in kept}:
                tagger.backend.prepare(language)
            with self.nlp.memory_zone():
                read = zip(kept, self.nlp.pipe(self._doc(document) for document in kept), strict=True)
                records = {id(document): readout(doc, document, self.extractor) for document, doc in read}
            for document in batch:
                yield records.get(id(document)) or empty(document, self.extractor)

    def _doc(self, document: Document) -> Doc:
        doc = self.nlp.make_doc(document.text)
        slot = sheet(doc)
        slot.context = Context(
            language=document.language,
            title=document.title,
            published=document.published,
            source=document.source,
            tier=document.tier,
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
    return Reader(nlp, _extractor(text))


def _extractor(config: str) -> Extractor:
    """Name and checksum of what reads: the config and every rule that it stands on."""
    parts = [config]
    for folder in ("lang", "components", "normalise", "backends"):
        parts += [
            f.read_text("utf-8")
            for f in sorted(files("nlp").joinpath(folder).iterdir(), key=lambda f: f.name)
            if f.name.endswith(".py")
        ]
    return Extractor(version=version("mrawatch"), model="rules", model_sha256=sha256("\n".join(parts)))
