"""The only door in: load the pipeline, and read documents into extraction records."""

import hashlib
import importlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config_from_str, load_model_from_config
from thinc.api import Config

from nlp import annotations
from nlp.annotations import Context, sheet
from nlp.artefact import Artefact
from nlp.components.anchors import AnchorFinder
from nlp.components.candidates import CandidateMarker
from nlp.components.relevance import relevant
from nlp.lang import SUPPORTED
from nlp.readout import empty, readout
from store.domain import Document, Extraction, Extractor
from store.errors import ModelError, ReadingError

ONNX, TORCH = "mrawatch.OnnxBackend.v1", "mrawatch.TorchBackend.v1"
_BACKENDS = {ONNX: "onnx", TORCH: "torch"}
"""The backends that the config may name, and where they stand; what is not named is not imported."""

_FILES = {"dateline": "dates"}
"""Components that stand in another component's file."""
_CANDIDATES = ("relevance", "sentences", "candidates", "parties", "dates")
_BATCH = 128
"""Documents that are in memory at once: few of a night are relevant, and those are read beside one another."""

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
        marker = self.nlp.get_pipe("candidates")
        assert isinstance(marker, CandidateMarker)
        while batch := list(islice(remaining, _BATCH)):
            for document in batch:
                _check_length(document)
            kept = [document for document in batch if relevant(document.title, document.text)]
            for language in {document.language for document in kept}:
                marker.prepare(language)
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
        )
        return doc


def _check_length(document: Document) -> None:
    if len(document.text) > MOST_CHARACTERS:
        raise ReadingError(
            f"{document.id}: {len(document.text):,} characters are more than an announcement has",
            remedy=f"cut the text to what concerns AEO, at most {MOST_CHARACTERS:,} characters",
        )


def candidate_pipeline() -> Language:
    """The components that stand before the model: what a text offers it to choose among."""
    nlp = _built(lambda config: config["nlp"].update(pipeline=list(_CANDIDATES)))
    marker = nlp.get_pipe("candidates")
    assert isinstance(marker, CandidateMarker)
    for language in SUPPORTED:
        marker.prepare(language)
    return nlp


@cache
def load(folder: Path | None = None, backend: str = ONNX, threads: int = 0) -> Reader:
    """The pipeline with the shipped model, or with an artefact's folder, on a backend of the registry `misc`.

    `threads`: how many of the processor the shipped backend takes, 0 for all; fewer where several processes read.

    Raises ModelError where the config names what is not there, or the model is not the one that was made.
    """

    def chosen(config: Config) -> None:
        given: dict[str, object] = {"@misc": backend, "folder": folder and str(folder)}
        config["components"]["anchors"]["backend"].update(given | ({"threads": threads} if threads else {}))

    nlp = _built(chosen if folder or backend != ONNX or threads else lambda _: None)
    finder = nlp.get_pipe("anchors")
    assert isinstance(finder, AnchorFinder)
    return Reader(nlp, _extractor(finder.artefact))


def _built(change: Callable[[Config], None] = lambda _: None) -> Language:
    annotations.register()
    importlib.import_module("nlp.tokenizer")
    text = files("nlp").joinpath("config.cfg").read_text("utf-8")
    try:
        config = load_config_from_str(text)
        change(config)
        for component in config["nlp"]["pipeline"]:
            if component == "anchors":
                named = config["components"]["anchors"]["backend"]["@misc"]
                importlib.import_module(f"nlp.backends.{_BACKENDS[named]}")
            importlib.import_module(f"nlp.components.{_FILES.get(component, component)}")
        config["components"] = {name: config["components"][name] for name in config["nlp"]["pipeline"]}
        nlp = load_model_from_config(config, auto_fill=True)
    except ModuleNotFoundError as error:
        raise ModelError(
            f"nlp/config.cfg: {error.name} is not installed",
            remedy="install it, or name the backend mrawatch.OnnxBackend.v1",
        ) from error
    except (ValueError, OSError, KeyError) as error:
        raise ModelError(f"nlp/config.cfg: {error}", remedy="restore the file as it was shipped") from error
    nlp.max_length = MOST_CHARACTERS
    return nlp


def _extractor(artefact: Artefact) -> Extractor:
    """Name and checksum of what reads: the model, every file of the reader, and the names that it knows parties by."""
    digest = hashlib.sha256(artefact.sha256.encode())
    for folder in (files("nlp"), files("store.authorities")):
        for name, content in sorted(_sources(folder)):
            digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return Extractor(
        version=version("mrawatch"),
        model=artefact.name,
        model_sha256=digest.hexdigest(),
        sure_from=artefact.calibration.threshold,
    )


def _sources(folder: Traversable, inside: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{inside}/{entry.name}"
        if entry.is_dir() and entry.name not in ("training", "__pycache__"):
            yield from _sources(entry, name)
        elif entry.name.endswith((".py", ".cfg", ".toml", ".csv")):
            yield name, entry.read_bytes()
