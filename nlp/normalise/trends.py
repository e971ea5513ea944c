"""What a percentage of change says: which way a figure moved, and whether on the year or on the month before."""

import re
from functools import cache

from nlp.lang.language import Language
from nlp.normalise.dates import month_names

_WITHIN = 60
"""Characters from a percentage within which its word stands."""

_BEFORE = 200
"""Characters before a percentage within which its word stands where none is near: said once for several figures."""

_BREAK = re.compile(r"(?<!\b\w)(?<!\b(?:Mr|Bi|Mi)[do])(?<!\bмлн)(?<!\bмлрд)\.(?=\s|$)|[;\n](?=\s|$)|[。；]")
"""What parts statements; the point of a single letter ("i.e.", "2021 г.") or scale ("Mrd.") is an abbreviation's."""

_CLAUSE = re.compile(
    rf"{_BREAK.pattern}|,\s|[，、()（）|]|%|％|٪|(?<!\w)(?:and|but|und|et|y|e|и|per ?cent|percent|pc)(?!\w)",
    re.IGNORECASE,
)
"""What parts what is said of one percentage from what is said of the next."""


def falls(text: str, start: int, end: int, language: Language) -> bool | None:
    """Whether the percentage at these offsets is a decline; None where no word near it says so or otherwise."""
    before = _BREAK.split(text[max(0, start - _WITHIN) : start])[-1]
    after = _BREAK.split(text[end : end + _WITHIN])[0]
    found = [(len(before) - match.end(), match) for match in _pattern(language).finditer(before)]
    found += [(match.start(), match) for match in _pattern(language).finditer(after)]
    if not found:
        said = list(_pattern(language).finditer(_BREAK.split(text[max(0, start - _BEFORE) : start])[-1]))
        return said[-1].lastgroup == "falls" if said else None
    return min(found, key=lambda pair: pair[0])[1].lastgroup == "falls"


def sequential(text: str, start: int, end: int, language: Language) -> bool:
    """Whether the percentage at these offsets is a change on the month or quarter before, and none on the year."""
    before = _CLAUSE.split(text[max(0, start - _WITHIN) : start])[-1]
    after = _CLAUSE.split(text[end : end + _WITHIN])[0]
    return any(_sequential(language).search(beside) for beside in (before, after))


@cache
def _sequential(language: Language) -> re.Pattern[str]:
    if not language.sequential:
        return re.compile(r"(?!)")
    months = "|".join(map(re.escape, sorted(month_names(language), key=len, reverse=True)))
    pattern = language.sequential.replace("<month>", rf"(?:{months})(?!\w)")
    return re.compile(rf"(?<!\w)(?:{pattern})" if language.spaced else pattern, re.IGNORECASE)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    if not language.falls:
        return re.compile(r"(?!)")
    either = rf"(?:(?P<falls>{language.falls})|(?P<rises>{language.rises}))"
    return re.compile(rf"(?<!\w){either}(?!\w)" if language.spaced else either, re.IGNORECASE)
