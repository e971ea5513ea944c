"""The statement that an amount stands in: the words before and behind it that are about it and no other amount."""

import re
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc

from nlp.anchors import Anchor
from nlp.annotations import AMOUNTS, sheet

_BEFORE, _BEHIND = 120, 45
"""Characters before and behind an amount within which its words stand."""

_BREAK = re.compile(r"(?:(?<!\b\w)|(?<=['’]\w))[.;](?=\s|$)|[。；;\n]")
"""What parts statements: a full stop, but not that of one letter, as in "S. Lee" and "2023 г."."""

_CLAUSE = re.compile(r"[.,;:()（），。；、،؛\n]")
"""What ends the words behind an amount."""


class Statements:
    """The statements of a text's amounts."""

    def __init__(self, doc: Doc) -> None:
        self._text = sheet(doc).text
        amounts = doc.spans.get(AMOUNTS, ())
        self._starts, self._ends = sorted(s.start_char for s in amounts), sorted(s.end_char for s in amounts)

    def start(self, amount: Anchor) -> int:
        """Where the words of an amount begin: behind the amount or the statement before it."""
        number = bisect_right(self._ends, amount.start)
        before = self._ends[max(0, number - 1) : number]
        start = max([0, amount.start - _BEFORE, *before])
        breaks = [match.end() for match in _BREAK.finditer(self._text, start, amount.start)]
        return breaks[-1] if breaks else start

    def end(self, amount: Anchor) -> int:
        """Where the words behind an amount end: at a comma, before the next amount, or where it ends a sentence."""
        if self._text[amount.end - 1] in ".。":
            return amount.end
        number = bisect_left(self._starts, amount.end)
        following = self._starts[number : number + 1]
        end = min([len(self._text), amount.end + _BEHIND, *following])
        comma = _CLAUSE.search(self._text, amount.end, end)
        return comma.start() if comma else end
