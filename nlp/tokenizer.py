"""One tokenizer for every script, fine enough that an exact span can always be made.

Letters run together, digits run together, every other sign stands alone. Scripts without spaces (Han, kana, Hangul,
Thai) give one token a character, so that 미국과 or 在北京 never joins a name to its neighbour. Arabic conjunctions and
prepositions that are glued to a word become tokens of their own.
"""

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

_CHARACTER_SCRIPTS = (
    "\u0e00-\u0e7f\u1100-\u11ff\u3005-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_ARABIC = "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f"
_TOKEN = re.compile(
    rf"(?P<character>[{_CHARACTER_SCRIPTS}])"
    rf"|(?P<arabic>[{_ARABIC}]*[\u0621-\u064a\u066e-\u06d3][{_ARABIC}]*)"
    r"|(?P<digits>\d+)"
    rf"|(?P<letters>[^\W\d_{_CHARACTER_SCRIPTS}{_ARABIC}](?:[^\W\d_{_CHARACTER_SCRIPTS}{_ARABIC}]|[\u0300-\u036f])*)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
# و (and) before any word; ف, ب, ك before the article; ل + ال, written لل.
_CLITIC = re.compile("(?:و(?=..)|[فبك](?=ال)|ل(?=ل..))")


def pieces(text: str) -> Iterator[str]:
    """The tokens of a text as strings, white space included; joined they are the text."""
    for match in _TOKEN.finditer(text):
        word = match[0]
        if match.lastgroup == "arabic":
            while clitic := _CLITIC.match(word):
                yield clitic[0]
                word = word[clitic.end() :]
        yield word


class ScriptTokenizer:
    """Text to Doc. `Doc.text` equals the text, whatever it holds."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokens of `text`; a single space is kept as its predecessor's, other white space is a token."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in pieces(text):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            elif piece[0] == " " and piece.isspace() and len(piece) > 1 and words and not spaces[-1]:
                spaces[-1] = True
                words.append(piece[1:])
                spaces.append(False)
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to store: the rules are in the code."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> "ScriptTokenizer":
        """Nothing to read: the rules are in the code."""
        return self

    def to_disk(self, _: object, **__: object) -> None:
        """Nothing to store: the rules are in the code."""

    def from_disk(self, _: object, **__: object) -> "ScriptTokenizer":
        """Nothing to read: the rules are in the code."""
        return self


@registry.tokenizers("mrawatch.ScriptTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], ScriptTokenizer]:
    """The factory that the pipeline's config names."""

    def make(nlp: Language) -> ScriptTokenizer:
        return ScriptTokenizer(nlp.vocab)

    return make
