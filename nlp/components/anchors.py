"""Anchors: the model reads a text in windows, and says what is stated where and which candidates belong to it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor
from nlp.annotations import sheet
from nlp.artefact import Artefact
from nlp.backends import Backend
from nlp.decoding import anchors_of
from nlp.encoding import windows
from nlp.linker import OnnxLinker
from nlp.linking import candidates_of


class AnchorFinder:
    """Runs a backend over relevant Docs."""

    def __init__(self, artefact: Artefact, backend: Backend) -> None:
        self.artefact = artefact
        self.backend = backend
        self.linker = OnnxLinker(artefact.linker, backend.threads)

    def __call__(self, doc: Doc) -> Doc:
        """Fill the reading's anchors."""
        slot = sheet(doc)
        if slot.reading.relevant:
            anchors = tuple(self._anchors(doc))
            slot.reading = replace(slot.reading, anchors=anchors, calibration=self.artefact.calibration)
        return doc

    def _anchors(self, doc: Doc) -> Iterator[Anchor]:
        candidates = candidates_of(doc)
        for window in windows(self.artefact.tokenizer, doc.text, sheet(doc).context.title):
            states, scores = self.backend.encode(window.ids)
            found = anchors_of(window, states, scores, candidates, self.linker)
            yield from (whole_words(doc, anchor) for anchor in found)


def whole_words(doc: Doc, anchor: Anchor) -> Anchor:
    """An anchor that begins and ends where words do: pieces cut words, evidence must not."""
    span = doc.char_span(anchor.start, anchor.end, alignment_mode="expand")
    return anchor if span is None else replace(anchor, start=span.start_char, end=span.end_char)


@Language.factory("anchors")
def create_anchors(nlp: Language, name: str, backend: Callable[[], tuple[Artefact, Backend]]) -> AnchorFinder:
    """The factory; `backend` is named in the config under `@misc`."""
    del nlp, name
    return AnchorFinder(*backend())
