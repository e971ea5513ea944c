"""Which way a figure moved: the word of rise or decline that is nearest to a percentage."""

import re
from functools import cache

from nlp.lang.language import Language

_WITHIN = 60
"""Characters from a percentage within which its word stands."""

_BREAK = re.compile(r"(?<!\b\w)\.(?=\s|$)|[;\n](?=\s|$)|[。；]")
"""What parts statements; the point of a single letter is an abbreviation's ("i.e.", "2021 г.")."""


def falls(text: str, start: int, end: int, language: Language) -> bool | None:
    """Whether the percentage at these offsets is a decline; None where no word near it says so or otherwise."""
    before = _BREAK.split(text[max(0, start - _WITHIN) : start])[-1]
    after = _BREAK.split(text[end : end + _WITHIN])[0]
    found = [(len(before) - match.end(), match) for match in _pattern(language).finditer(before)]
    found += [(match.start(), match) for match in _pattern(language).finditer(after)]
    if not found:
        return None
    return min(found, key=lambda pair: pair[0])[1].lastgroup == "falls"


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    if not language.falls:
        return re.compile(r"(?!)")
    either = rf"(?:(?P<falls>{language.falls})|(?P<rises>{language.rises}))"
    return re.compile(rf"(?<!\w){either}(?!\w)" if language.spaced else either, re.IGNORECASE)
