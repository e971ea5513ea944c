"""A pipeline to build Docs with, and a way to read a text as the product does."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from nlp.anchors import Anchor
from nlp.annotations import Context, Reading, sheet
from nlp.calibration import Calibration
from nlp.components.candidates import CandidateMarker
from nlp.components.dates import dateline, dates
from nlp.components.parties import parties
from nlp.components.sentences import sentences
from nlp.pipeline import Reader, load
from nlp.tokenizer import ScriptTokenizer
from store.domain import Document, Extraction

sys.path.append(str(Path(__file__).parent))  # the test folders are no packages; the package language_cases lies here


Links = Mapping[str, Mapping[str, float]]
Flags = Mapping[str, float]
MadeAnchor = tuple[str, str, Links, Flags] | tuple[str, str, Links, Flags, float]


@pytest.fixture(scope="session")
def made() -> Callable[..., Doc]:
    """A Doc with candidates; `anchors` are (words, label, links, flags) and a score, if it is not .9."""
    pipeline = spacy.blank("xx")
    marker, tokenizer = CandidateMarker(pipeline), ScriptTokenizer(pipeline.vocab)

    def make(text: str, *anchors: MadeAnchor, published: str | None = None, language: str = "en") -> Doc:
        doc = tokenizer(text)
        sheet(doc).context = Context(language=language, published=published)
        sheet(doc).reading = Reading(relevant=True)
        for component in (sentences, marker, parties, dates):
            doc = component(doc)
        placed = []
        for words, label, links, flags, *score in anchors:
            start = text.index(words)
            keyed = {
                relation: [(key if key.isupper() else str(text.index(key)), p) for key, p in chances.items()]
                for relation, chances in links.items()
            }
            placed.append(Anchor(start, start + len(words), label, score[0] if score else 0.9, dict(flags), keyed))
        reading = sheet(doc).reading
        sheet(doc).reading = Reading(
            relevant=True,
            parties=reading.parties,
            own=reading.own,
            dates=reading.dates,
            anchors=tuple(placed),
            calibration=Calibration({"event": [(0.0, 0.1), (1.0, 0.6)], "planned": [(0.0, 0.0), (1.0, 0.2)]}),
        )
        return dateline(doc)

    return make


@pytest.fixture(scope="session")
def reader() -> Reader:
    return load()


@pytest.fixture(scope="session")
def extract(reader: Reader) -> Callable[..., Extraction]:
    def read(text: str, language: str = "en", published: str | None = None, title: str = "") -> Extraction:
        document = Document(id="test", text=text, language=language, published=published, title=title)
        return next(reader.extract([document]))

    return read


@pytest.fixture(scope="session")
def tagged() -> Callable[..., Doc]:
    pipeline = spacy.blank("xx")
    marker = CandidateMarker(pipeline)

    def tag(text: str, language: str = "en") -> Doc:
        doc = ScriptTokenizer(pipeline.vocab)(text)
        sheet(doc).context = Context(language=language)
        return marker(doc)

    return tag
