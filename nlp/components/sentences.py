"""Sentence starts, in every script, without a parser."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import language_of, sheet

_END = re.compile(
    r"[。！？!?؟]+[”’」』\"')）]*"  # always an end
    r"|\n+"
    r"|;\s|；"
    r"|[.](?:[”’\"')\]]*)(?=\s+[^\s\d]|\s*$)"  # an end unless an abbreviation stands before it
)
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_]|\b(?:No|Nos|Nr|Art|Mr|Mrs|Ms|Dr|Sr|Sra|Dra|St|vs|approx|ca|bzw|Mio|Mrd|Abs|Rs|Inc|Ltd|Co|Gen|Lic|"
    r"Ing|núm|art|pp|etc|млн|млрд|руб|долл|тыс|г|гг|т|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|i\.e|e\.g))\.$"
)

_STOPS = ".!?:;。！？：；؟…"
_HAN_OR_KANA = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_LONG_LINE, _WIDE_LINE = 60, 15
"""Characters from which a line that does not end a sentence was wrapped, in letters and in Han or kana."""
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")
"""As German writes a day or meeting: "am 7. Februar"."""


@Language.component("sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Mark each token that begins a sentence; an empty line always ends one, "No. 49" and "4.36" never do."""
    text = sheet(doc).text
    ordinals = language_of(doc).ordinal_stops
    ends = []
    for match in _END.finditer(text):
        if match[0] == "\n" and _wrapped(text, match.start()):
            continue
        if match[0].startswith(".") and (
            _ABBREVIATION.search(text, max(0, match.start() - 8), match.start() + 1)
            or _lower_follows(text, match.end())
            or (ordinals and _ORDINAL.search(text, max(0, match.start() - 3), match.start() + 1))
        ):
            continue
        ends.append(match.end())
    position = 0
    starting = True
    for token in doc:
        while position < len(ends) and ends[position] <= token.idx:
            position += 1
            starting = True
        token.is_sent_start = starting
        starting = starting and token.is_space
    return doc


def _wrapped(text: str, position: int) -> bool:
    """Whether a single line break only wraps a line: small letters follow, or a long line has not come to its end."""
    line = text[text.rfind("\n", 0, position) + 1 : position].rstrip()
    following = text[position + 1 : position + 2]
    if not line or not following.strip() or line[-1] in _STOPS:
        return False
    if following.islower():
        return True
    if _HAN_OR_KANA.match(line[-1]) and _HAN_OR_KANA.match(following):
        return len(line) >= _WIDE_LINE
    return len(line) >= _LONG_LINE and following.isalnum()


def _lower_follows(text: str, position: int) -> bool:
    following = text[position : position + 3].lstrip()
    return following[:1].islower()
