"""Which pieces of the base vocabulary are kept: those that the languages served need."""

import unicodedata
from collections.abc import Iterable

from tokenizers import Tokenizer

from nlp.training.base import SPECIAL, make_tokenizer

PIECES = 80_000
"""How many pieces are kept: 31 MB of embeddings in int8."""

_SCRIPTS = ("LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "CYRILLIC", "ARABIC", "DIGIT", "FULLWIDTH")


def choose(pieces: list[tuple[str, float]], texts: Iterable[str], limit: int = PIECES) -> list[int]:
    """Ids of the pieces to keep, in the base's order.

    Kept are the special ones, those that `texts` use, every single character of the served scripts, then the most
    frequent in these scripts: the base orders its pieces by score.
    """
    full = make_tokenizer(pieces)
    kept = set(range(len(SPECIAL)))
    for text in texts:
        kept.update(full.encode(text, add_special_tokens=False).ids)
    served = [i for i, (piece, _) in enumerate(pieces) if i not in kept and piece != "<mask>" and _served(piece)]
    served.sort(key=lambda i: (len(pieces[i][0].lstrip("▁")) > 1, i))
    for i in served:
        if len(kept) >= limit:
            break
        kept.add(i)
    return sorted(kept)


def prune(pieces: list[tuple[str, float]], kept: list[int]) -> Tokenizer:
    """The tokenizer over the kept pieces; its ids are positions in `kept`."""
    return make_tokenizer([pieces[i] for i in kept])


def _served(piece: str) -> bool:
    letters = [c for c in piece if c.isalpha()]
    return all(unicodedata.name(c, "").startswith(_SCRIPTS) for c in letters)
