"""Anchors: the model reads a text in windows, and says what is stated where and which candidates belong to it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor
from nlp.annotations import sheet
from nlp.artefact import Artefact
from nlp.backends import Backend
from nlp.decoding import anchors_of
from nlp.encoding import Window, windows
from nlp.linker import OnnxLinker
from nlp.linking import Candidates, candidates_of
from nlp.tokens import Tokens


class AnchorFinder:
    """Runs a backend over relevant Docs, as many windows at once as the backend has threads."""

    def __init__(self, artefact: Artefact, backend: Backend) -> None:
        self.artefact = artefact
        self.backend = backend
        self.linker = OnnxLinker(artefact.linker)

    def __call__(self, doc: Doc) -> Doc:
        """Fill the reading's anchors."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Fill the readings' anchors, in order; while a Doc is waited for, those behind it are read already."""
        del batch_size
        if self.backend.threads == 1:
            yield from (self._filled(doc, map(self._read, *self._windows(doc))) for doc in docs)
            return
        with ThreadPoolExecutor(self.backend.threads) as pool:
            ahead: deque[tuple[Doc, Iterator[list[Anchor]]]] = deque()
            for doc in docs:
                ahead.append((doc, pool.map(self._read, *self._windows(doc))))
                if len(ahead) > 2 * self.backend.threads:
                    yield self._filled(*ahead.popleft())
            yield from (self._filled(*one) for one in ahead)

    def _windows(self, doc: Doc) -> tuple[Iterable[Window], Iterable[Candidates]]:
        """The windows of a relevant Doc, each with the candidates of the whole text; none of another."""
        slot = sheet(doc)
        if not slot.reading.relevant:
            return (), ()
        return windows(self.artefact.tokenizer, slot.text, slot.context.title), repeat(candidates_of(doc))

    def _read(self, window: Window, candidates: Candidates) -> list[Anchor]:
        states, scores = self.backend.encode(window.ids)
        return anchors_of(window, states, scores, candidates, self.linker)

    def _filled(self, doc: Doc, found: Iterator[list[Anchor]]) -> Doc:
        slot, tokens = sheet(doc), Tokens(doc)
        anchors = tuple(whole_words(tokens, anchor) for window in found for anchor in window)
        if slot.reading.relevant:
            slot.reading = replace(slot.reading, anchors=anchors, calibration=self.artefact.calibration)
        return doc


def whole_words(tokens: Tokens, anchor: Anchor) -> Anchor:
    """An anchor that begins and ends where words do: pieces cut words, evidence must not."""
    start, end = tokens.around(anchor.start, anchor.end)
    return replace(anchor, start=start, end=end)


@Language.factory("anchors")
def create_anchors(nlp: Language, name: str, backend: Callable[[], tuple[Artefact, Backend]]) -> AnchorFinder:
    """The factory; `backend` is named in the config under `@misc`."""
    del nlp, name
    return AnchorFinder(*backend())
