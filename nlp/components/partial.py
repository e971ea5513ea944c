"""Amounts that are no flow of a period gone by: of a day, of authorised operators alone, or of years to come.

The contract takes none of them for a trade figure, and the model, which sees the same words around flows, some. In the
training texts 97 of 99 amounts told so are no figures.
"""

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind
from nlp.annotations import language_of, sheet
from nlp.components.statements import Statements

_COMMA = re.compile(r"[,，،、]\s")


@Language.component("partial")
def partial(doc: Doc) -> Doc:
    """Drop the figures whose statement says that they are no flow of a period gone by."""
    slot = sheet(doc)
    if any(anchor.kind == Kind.FIGURE for anchor in slot.reading.anchors):
        told = _Told(doc)
        kept = tuple(a for a in slot.reading.anchors if a.kind != Kind.FIGURE or not told.partial(a))
        slot.reading = replace(slot.reading, anchors=kept)
    return doc


class _Told:
    """A text, and the words that say which of its amounts are partial."""

    def __init__(self, doc: Doc) -> None:
        self._text, self._parties, self._statements = sheet(doc).text, sheet(doc).reading.parties, Statements(doc)
        words = language_of(doc)
        self._day, self._ahead, self._operators = (
            re.compile(pattern or "(?!)", re.IGNORECASE) for pattern in (words.a_day, words.to_come, words.operators)
        )

    def partial(self, amount: Anchor) -> bool:
        """Whether an amount is that of a day, of years to come, or of operators who no other party is named behind."""
        start, end = self._statements.start(amount), self._statements.end(amount)
        before, behind = self._text[start : amount.start], self._text[amount.end : end]
        near = _COMMA.split(before)[-1]
        if any(self._day.search(part) for part in (near, behind)):
            return True
        if any(self._ahead.search(part) for part in (before, behind)):
            return True
        operators = [start + match.end() for match in self._operators.finditer(before)]
        return bool(operators) and not any(operators[-1] <= p.start < amount.start for p in self._parties)
