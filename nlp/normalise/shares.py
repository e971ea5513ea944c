"""Shares of a whole: percentages in figures and words, tenths, fractions, and so many of so many."""

import re

from nlp.lang.language import Language
from nlp.normalise.money import PERCENT, PERCENT_WORDS, parse_percent
from nlp.normalise.numbers import fold_digits, parse_han, parse_number

_HAN = "一二两兩三四五六七八九十"
_TENTHS = re.compile(rf"(?P<tenths>\d|[{_HAN}])\s?[割成](?:(?P<rest>\d|[{_HAN}])分?)?")
"""Chinese and Japanese tenths, and hundredths behind them: 五成二, 5割8分."""
_PARTS = re.compile(
    r"(?P<whole>\d+|[一二三四五六七八九十]+)\s?(?:分の|分之|분의)\s?(?P<parts>\d+|[一二三四五六七八九十]+)"
)
"""The whole before its parts: 4分の1, 三分之一, 4분의 1."""
_OF = re.compile(
    r"(?P<parts>[\w-]+)\s(?:in|of|out of|de|em|sur|von|из|من)\s"
    r"(?:(?:each|every|cada|chaque|je|каждых|كل)\s)?(?P<whole>[\w-]+)"
)
"""So many of so many: "6 of each 10", "8 de cada 10", "one in four"."""
_IN_WORDS = re.compile(rf"(?P<number>[^\W\d].*?)\s*(?:{PERCENT_WORDS})", re.IGNORECASE)


def parse_share(text: str, language: Language) -> float | None:
    """The percentage that words state, a third as 33.3; None where they state none."""
    folded = fold_digits(text).lower()
    if PERCENT.search(text):
        return parse_percent(text, language.code)
    if match := _TENTHS.search(folded):
        return 10.0 * _whole(match["tenths"]) + _whole(match["rest"] or "")
    if match := _PARTS.search(folded):
        return _ratio(_whole(match["parts"]), _whole(match["whole"]))
    if match := _IN_WORDS.search(folded):
        return _number(match["number"], language)
    if (match := _OF.search(folded)) and (whole := _number(match["whole"], language)):
        parts = _number(match["parts"], language)
        if parts is not None and parts < whole:
            return _ratio(parts, whole)
    return _fraction(folded, language) or parse_percent(text, language.code)


def _whole(written: str) -> float:
    han = parse_han(written) if written else 0
    return float(han if han is not None else written)


def _ratio(parts: float, whole: float) -> float | None:
    return round(100 * parts / whole, 1) if 0 < parts <= whole else None


def _number(words: str, language: Language) -> float | None:
    return parse_number(words, language.numbers, language.scales, decimal_comma=language.decimal_comma)


def _fraction(words: str, language: Language) -> float | None:
    """The longest fraction named, times the number before it: "two fifths"."""
    for name in sorted(language.fractions, key=len, reverse=True):
        edge = r"(?<!\w)" if language.spaced else ""
        if match := re.search(rf"(?:(?P<times>\w+)\s)?{edge}{re.escape(name)}" + (r"(?!\w)" if edge else ""), words):
            times = _number(match["times"], language) if match["times"] else None
            share = 100 * (times or 1) / language.fractions[name]
            return round(share, 1) if share <= 100 else None
    return None
