"""The small notation of the language files, turned into patterns of spaCy's Matcher."""

import re
from itertools import product
from typing import Any

from nlp.tokenizer import pieces

Pattern = list[dict[str, Any]]

_BRACES = re.compile(r"\{([^{}]*)\}")
GAP = 4
"""How many words `…` may stand for."""
_STOPS = [",", ".", ";", ":", "、", "，", "。", "；", "؛", "،", "\n", "\n\n"]


def expand(phrase: str) -> list[str]:
    """`{a,b} c` → `a c`, `b c`. An empty alternative leaves the word out."""
    parts = _BRACES.split(phrase)
    choices = [[part] if i % 2 == 0 else part.split(",") for i, part in enumerate(parts)]
    return [" ".join("".join(choice).split()) for choice in product(*choices)]


def patterns(phrase: str) -> list[Pattern]:
    """The Matcher patterns of a phrase, one for each of its alternatives."""
    result = []
    for alternative in expand(phrase):
        pattern: Pattern = []
        for word in alternative.split():
            if word == "…":
                pattern.append({"TEXT": {"NOT_IN": _STOPS}, "OP": f"{{0,{GAP}}}"})
                continue
            stem = word.removesuffix("*")
            tokens = [piece.lower() for piece in pieces(stem)]
            pattern.extend({"LOWER": token} for token in tokens)
            if stem != word:
                pattern[-1] = {"LOWER": {"REGEX": f"^{re.escape(tokens[-1])}"}}
        if pattern:
            result.append(pattern)
    return result
