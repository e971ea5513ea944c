"""Amounts of money and percentages: their expressions in a language, and their values."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.lang import get
from nlp.lang.language import Language
from nlp.normalise.currencies import LETTERS, names, settle, tender
from nlp.normalise.numbers import DIGITS, HAN_NUMBER, fold_digits, parse_han, parse_number

_WORD = "A-Za-z0-9À-ÿа-яА-ЯёЁ"
"""What may not stand before a currency word; Han and kana may, as in 逾港幣5億元."""


_LETTER = re.compile(rf"([{''.join(LETTERS).upper()}])(?=\s?\d)")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of a currency (ISO 4217, None where it is not stated)."""

    value: float
    currency: str | None


def _or(words: "dict[str, object] | list[str]") -> str:
    ordered = sorted(words, key=len, reverse=True)
    return (
        "|".join(re.escape(w) + (r"(?![^\W\d])" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered)
        or "(?!)"
    )


def _quantity(language: Language, *, scaled: bool = False) -> str:
    """A number with its scale words; `scaled` asks for at least one of a thousand or more."""
    han = rf"|{HAN_NUMBER}" if language.han_numbers else ""
    number = rf"(?:{DIGITS}{han})"
    large = [word for word, value in language.scales.items() if value >= 1_000]
    if not large:
        return "" if scaled else number
    scale = rf"(?:[\s\u00a0-]?(?:{_or(list(language.scales))})\.?)"
    further = rf"(?:\s?{number}{scale}+)*"
    thousands = rf"{_thousands(language)}{scale}*{further}|" if language.thousand else ""
    if scaled:
        large_scale = rf"(?:[\s\u00a0-]?(?:{_or(large)})\.?)"
        return rf"(?:{thousands}{number}{large_scale}{scale}*{further})"
    return rf"(?:{thousands}{number}{scale}+{further}|{number})"


def _thousands(language: Language) -> str:
    """Thousands as a word, with the rest in digits or of millions: "dos mil 269", "mil 500", "mil millones"."""
    head = rf"(?:(?<![\d.,])(?:\d{{1,3}}|{_or(list(language.numbers))})\s)?"
    millions = [word for word, value in language.scales.items() if value >= 1_000_000]
    return rf"{head}(?<!\w){language.thousand}\s(?:\d{{1,3}}(?!\d|[.,]\d)|(?=(?:{_or(millions)})))"


@cache
def amount_pattern(language: Language) -> re.Pattern[str]:
    """An amount with its currency before or after the number, or with none where a scale word makes it one.

    A currency that is dropped the second time ("3.1 billion, and imports of 2.4 billion") is the one named before.
    """
    codes = "|".join(sorted(tender()))
    words = _or([name for name in names(language) if name.upper() not in tender()])
    currency = rf"(?:{words}|(?-i:{codes})(?![A-Za-z]))"
    quantity, scaled = _quantity(language), _quantity(language, scaled=True)
    blank = r"[\s\u00a0]?"
    tail = rf"{blank}(?:de |d'|d’|of |in )?{blank}"
    behind = rf"{scaled}{tail}{currency}|{quantity}{blank}{currency}" if scaled else rf"{quantity}{tail}{currency}"
    return re.compile(
        rf"(?<![{_WORD}.]){currency}\s?{quantity}(?:{tail}{currency})?|(?<![\d.,])(?:{behind})"
        + (rf"|(?<![{_WORD}.])(?-i:{_LETTER.pattern})\s?{scaled}|(?<![\d.,]){scaled}" if scaled else ""),
        re.IGNORECASE,
    )


PERCENT_WORDS = (
    r"%|％|٪|per cent|percent|pct|pc(?![\w.])|por ciento|por cento|pour cent|Prozent|процент\w*|percentage points"
    r"|퍼센트|パーセント|في المئة|في المائة|بالمئة|بالمائة"
)
"""A regular expression of the signs and words for percent in any of the languages."""
PERCENT = re.compile(
    rf"(?:(?<![\dA-Za-z.,%])(?:[-−△▼+]\s?|–))?(?<![\d.,])(?:بنسبة\s)?{DIGITS}\s?(?:{PERCENT_WORDS})"
    rf"|百分之(?:{HAN_NUMBER}(?:点{HAN_NUMBER})?|{DIGITS})|[%٪]\s?{DIGITS}",
    re.IGNORECASE,
)
"""A percentage in any of the languages, with the sign that stands before it."""


@cache
def number_pattern(language: Language) -> re.Pattern[str]:
    """A number in digits with its scale, or a number word or ordinal word of the language."""
    words = _or([*language.numbers, *language.ordinals])
    han = rf"|第?{HAN_NUMBER}" if language.han_numbers else ""
    spelt = rf"(?:{words})(?:[-\s]?(?:{words}))*"
    ending = r"(?:st|nd|rd|th|º|ª|°|er|ème|e|-й|-я|-е)?(?!\w)" if language.spaced else ""
    return re.compile(rf"第?{_quantity(language)}{ending}|{spelt}{han}", re.IGNORECASE)


def parse_money(text: str, code: str, own: str | None = None) -> Money | None:
    """The value of an amount as `amount_pattern` finds it; `own` is the party whose bare "$" or "dirham" it is."""
    language = get(code)
    letter = _LETTER.match(text)
    lowered = fold_digits(text[letter.end() :] if letter else text).lower()
    known = names(language)
    found = list(_currency_pattern(language).finditer(lowered))
    named = max((match[0] for match in found), key=len, default=None)
    sign = known[named] if named else LETTERS[letter[1].lower()] if letter else None
    rest = _currency_pattern(language).sub(" ", lowered)
    rest = re.sub(r"d['’]|\b(?:de|of|in|d)\b", " ", rest).strip(" .")
    value = parse_number(rest, language.numbers, language.scales, decimal_comma=language.decimal_comma)
    if value is None:
        return None
    return Money(round(value, 2), settle(sign, own) if sign else None)


@cache
def _currency_pattern(language: Language) -> re.Pattern[str]:
    words = _or(list(names(language)))
    signs = _or([name for name in names(language) if not name[0].isalnum()])
    return re.compile(rf"(?<![{_WORD}])(?:{words})|(?<=\d)(?:{words})|{signs}")


def parse_percent(text: str, code: str) -> float | None:
    """The number of percent, negative after a minus sign, also a dash for one, or a triangle (accounting's minus)."""
    language = get(code)
    folded = fold_digits(text).replace("百分之", "")
    negative = re.match(r"[-−–△▼]", folded) is not None
    if match := re.search(DIGITS, folded):
        value = parse_number(match[0], {}, {}, decimal_comma=language.decimal_comma)
    elif match := re.search(HAN_NUMBER, folded):
        whole, _, part = folded[match.start() :].partition("点")
        value = parse_number(whole, {}, {})
        if value is not None and part:
            value = float(f"{value:.0f}.{''.join(str(parse_han(c) or 0) for c in part)}")
    else:
        return None
    return None if value is None else -value if negative else value
