"""A text as the encoder sees it: pieces with their offsets, in windows that overlap where it is long."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

START, PAD, END, UNKNOWN = 0, 1, 2, 3
"""Ids of the special pieces."""

WINDOW = 448
"""Pieces of a window, the title and special pieces not counted; most announcements fit into one."""

OVERLAP = 128
"""Pieces that neighbouring windows share; an anchor is taken from the window in whose middle it stands."""

TITLE = 40
"""Pieces of the title that are put before each window."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of a text with the title before them.

    ids: piece ids, special pieces included. offsets: for each piece the stretch of the text it stands for; (0, 0) for
    special pieces and the title. first: index of the first piece of the text. core: the stretch of the text whose
    anchors are taken from this window. titled: for each piece of the title the stretch of the title it stands for.
    """

    ids: list[int]
    offsets: list[tuple[int, int]]
    first: int
    core: tuple[int, int]
    titled: list[tuple[int, int]]

    def pieces(self, start: int, end: int) -> tuple[int, int] | None:
        """The pieces (first, one past the last) that a stretch of the text touches; None where it lies outside."""
        return _touched(self.offsets, self.first, len(self.ids) - 1, start, end)

    def title_pieces(self, start: int, end: int) -> tuple[int, int] | None:
        """The pieces that a stretch of the title touches; None where the title was cut before it."""
        return _touched([(0, 0), *self.titled], 1, len(self.titled) + 1, start, end)


def windows(tokenizer: "Tokenizer", text: str, title: str) -> Iterator[Window]:
    """The windows of a text; one for most texts, none for a text without pieces."""
    headline = tokenizer.encode(title, add_special_tokens=False)
    head, titled = headline.ids[:TITLE], [_trimmed(title, *span) for span in headline.offsets[:TITLE]]
    encoded = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = encoded.ids, [_trimmed(text, *span) for span in encoded.offsets]
    position = 0
    while position < len(ids):
        last = position + WINDOW >= len(ids)
        stop = len(ids) if last else position + WINDOW
        prefix = [START, *head, END]
        core = (
            offsets[position + OVERLAP // 2][0] if position else 0,
            len(text) if last else offsets[stop - OVERLAP // 2][0],
        )
        yield Window(
            ids=[*prefix, *ids[position:stop], END],
            offsets=[(0, 0)] * len(prefix) + offsets[position:stop] + [(0, 0)],
            first=len(prefix),
            core=core,
            titled=titled,
        )
        if last:
            return
        position = stop - OVERLAP


_START_OF, _END_OF = itemgetter(0), itemgetter(1)


def _touched(offsets: list[tuple[int, int]], first: int, last: int, start: int, end: int) -> tuple[int, int] | None:
    begin = bisect_right(offsets, start, first, last, key=_END_OF)
    stop = bisect_left(offsets, end, begin, last, key=_START_OF)
    inside = [i for i in range(begin, stop) if offsets[i][0] < offsets[i][1]]
    return (inside[0], inside[-1] + 1) if inside and start < end else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece's stretch without the white space that the tokenizer counts to it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
