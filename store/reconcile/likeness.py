"""How alike two texts are: shingles of their words, a MinHash of these, and the bands by which candidates are found.

Translations of one release share no shingles and are never found alike: they stand as texts of their own. Of one
newsroom they still count once, for the newsroom is the same source (see `independence`).
"""

import re
import unicodedata
from collections.abc import Sequence

from rensa import RMinHash

from store.domain import sha256

WORDS, CHARACTERS = 5, 8
"""The length of a shingle, in words; in letters where words are not parted by blanks. Five words in a row are rarely
the same by chance; eight letters of Chinese or Japanese are about as many words."""

VALUES = 128
"""The length of a signature: the estimate's standard error is at most 0.044 (√(j(1-j)/128) at j = 0.5)."""

ROWS = 3
"""The values in one band: of two texts alike by j, one of the 42 bands is shared with the probability 1-(1-j³)^42,
which is 0.996 at 0.5 and 0.001 at 0.03."""

ALIKE = 0.5
"""The estimated likeness from which two texts are one: more is shared than not. Measured on the bundled newsrooms,
copies of a wire story are alike by 0.97 or more, different texts by 0.04 at most, notices of one form in one newsroom
included; a copy that is cut or rewritten to two thirds of its wording still lies above 0.5."""

_SEED = 2001
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


def shingles(text: str) -> frozenset[str]:
    """What a text is made of, without regard to case, width and punctuation; empty for a text without letters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = re.sub(r"[\W_]+", "", plain)
    if 2 * len(_UNSPACED.findall(letters)) > len(letters):
        return _runs(letters, CHARACTERS, "")
    return _runs(re.findall(r"[^\W_]+", plain), WORDS, " ")


def signature(text: str) -> tuple[int, ...]:
    """The MinHash of a text's shingles; empty for a text without letters, which is like no other."""
    found = shingles(text)
    if not found:
        return ()
    sketch = RMinHash(VALUES, _SEED)
    sketch.update(sorted(found))
    return tuple(sketch.digest())


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated Jaccard likeness of two signed texts, 0 to 1: the share of shingles that both have."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def bands(signed: Sequence[int]) -> tuple[str, ...]:
    """The bands of a signature. Texts alike share one almost surely; signatures of another making never do."""
    making = f"{RMinHash.ALGORITHM_VERSION}/{VALUES}/{ROWS}/{WORDS}/{CHARACTERS}/{_SEED}"
    return tuple(
        sha256(f"{making}\n{start}\n{','.join(map(str, signed[start : start + ROWS]))}")[:16]
        for start in range(0, len(signed) - ROWS + 1, ROWS)
    )


def _runs(parts: Sequence[str], length: int, joint: str) -> frozenset[str]:
    """Every run of so many parts; all of them together where there are fewer."""
    if not parts:
        return frozenset()
    return frozenset(joint.join(parts[at : at + length]) for at in range(max(1, len(parts) - length + 1)))
