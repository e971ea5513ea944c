"""A pipeline to build Docs with, and a way to read a text as the product does."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from nlp.annotations import Context, sheet
from nlp.components.candidates import CandidateMarker
from nlp.pipeline import Reader, load
from nlp.tokenizer import ScriptTokenizer
from store.domain import Document, Extraction

sys.path.append(str(Path(__file__).parent))  # the test folders are no packages; the package language_cases lies here


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
