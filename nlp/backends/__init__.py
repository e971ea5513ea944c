"""Who marks the spans: rules here, trained models beside them, behind one interface."""

from typing import Protocol

from spacy.tokens import Doc


class Backend(Protocol):
    """Marks a Doc's span groups (see `nlp.annotations`); the same Doc gets the same spans, in any batch."""

    name: str

    def prepare(self, language: str) -> None:
        """Build what a language needs. Called outside any memory zone, before a Doc of that language is made."""

    def annotate(self, doc: Doc) -> None:
        """Fill the Doc's span groups."""
