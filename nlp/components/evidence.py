"""Evidence: the sentence in which something is stated."""

from bisect import bisect_right

from spacy.tokens import Doc

from nlp.annotations import sheet
from store.domain import Span


class Sentences:
    """The sentences of a Doc, by position."""

    def __init__(self, doc: Doc) -> None:
        self._text = sheet(doc).text
        self._bounds = [(sent.start_char, sent.end_char) for sent in doc.sents]
        self._starts = [start for start, _ in self._bounds]

    def number(self, offset: int) -> int:
        """The number of the sentence in which an offset lies, from 0."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def bounds(self, number: int) -> tuple[int, int]:
        """Where a sentence begins and ends."""
        return self._bounds[number]

    def quote(self, start: int, end: int) -> Span:
        """The sentences from the one in which a stretch begins to the one in which it ends, without outer blanks."""
        first, last = self.number(start), self.number(max(start, end - 1))
        begin, stop = self._bounds[first][0], self._bounds[last][1]
        words = self._text[begin:stop]
        begin += len(words) - len(words.lstrip())
        stop -= len(words) - len(words.rstrip())
        return Span(text=self._text[begin:stop], start=begin, end=stop)
