"""The tagger: has a backend mark the spans that everything after it reads."""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import sheet
from nlp.backends import Backend


class Tagger:
    """Marks relevant Docs by its backend."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    def __call__(self, doc: Doc) -> Doc:
        """Fill the span groups of a relevant Doc."""
        if sheet(doc).reading.relevant:
            self.backend.annotate(doc)
        return doc


@Language.factory("tagger_of_spans")
def create_tagger(nlp: Language, name: str, backend: Callable[[Language], Backend]) -> Tagger:
    """The factory; `backend` is named in the config under `@misc`."""
    del name
    return Tagger(backend(nlp))
