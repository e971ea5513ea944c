"""Where the tokens of a Doc stand: those that a stretch of its text begins and ends with, looked up at once.

`Doc.char_span` goes through every token of the Doc each time that it is asked.
"""

from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Span


class Tokens:
    """The tokens of a Doc, by position."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        table = doc.to_array(["IDX", "LENGTH"]).astype(int)
        self._starts: list[int] = table[:, 0].tolist()
        self._ends: list[int] = table.sum(axis=1).tolist()

    def span(self, start: int, end: int, label: str = "") -> Span | None:
        """The tokens that make up a stretch of the text; None where it begins or ends within one, or in a blank."""
        first, last = bisect_left(self._starts, start), bisect_left(self._ends, end)
        whole = start < end and first <= last < len(self._ends)
        if not whole or self._starts[first] != start or self._ends[last] != end:
            return None
        return Span(self._doc, first, last + 1, label=label)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens that a stretch of the text touches begin and end."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        return (self._starts[first], self._ends[last]) if first <= last else (start, end)
