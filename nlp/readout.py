"""The only door out: a Doc that the pipeline has read becomes an extraction record."""

from spacy.tokens import Doc

from nlp.annotations import sheet
from nlp.lang import SUPPORTED
from store.domain import Document, DocumentHead, Extraction, Extractor


def readout(doc: Doc, document: Document, extractor: Extractor) -> Extraction:
    """The record of a document that was read as `doc`."""
    reading = sheet(doc).reading
    return Extraction(
        extractor=extractor,
        document=DocumentHead.of(document),
        relevant=reading.relevant,
        language_supported=supported(document.language),
        events=reading.events,
        partner_lists=reading.partner_lists,
        trade_figures=reading.figures,
        counts=reading.counts,
    )


def empty(document: Document, extractor: Extractor) -> Extraction:
    """The record of a document that the gate turned away."""
    return Extraction(
        extractor=extractor,
        document=DocumentHead.of(document),
        relevant=False,
        language_supported=supported(document.language),
    )


def supported(language: str) -> bool:
    """Whether a language is read with rules of its own."""
    return language.split("-")[0] in {code.split("-")[0] for code in SUPPORTED}
