"""Amounts of money and percentages: their expressions in a language, and their values."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.lang import get
from nlp.lang.language import Language
from nlp.normalise.numbers import DIGITS, HAN_NUMBER, fold_digits, parse_han, parse_number

SYMBOLS = {
    "us$": "USD", "usd": "USD", "u.s.$": "USD", "us $": "USD", "hk$": "HKD", "a$": "AUD", "au$": "AUD",
    "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "nz$": "NZD", "s$": "SGD", "nt$": "TWD", "r$": "BRL",
    "mex$": "MXN", "mop$": "MOP", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "₩": "KRW", "krw": "KRW",
    "₹": "INR", "inr": "INR", "rs.": "INR", "rs": "INR", "₽": "RUB", "cny": "CNY", "rmb": "CNY", "jpy": "JPY",
    "hkd": "HKD", "aud": "AUD", "nzd": "NZD", "sgd": "SGD", "chf": "CHF", "mxn": "MXN", "brl": "BRL",
    "twd": "TWD", "mop": "MOP", "cad": "CAD", "thb": "THB", "¥": "¥", "￥": "¥", "$": "$", "$us": "USD",
    "s/": "PEN", "q": "GTQ",
}  # fmt: skip
"""Signs and ISO 4217 codes before or after a number, lower case. `$` and `¥` are settled by the text's own party."""

_WORD = "A-Za-z0-9À-ÿа-яА-ЯёЁ"
"""What may not stand before a currency word; Han and kana may, as in 逾港幣5億元."""

BARE_DOLLAR = {
    "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN", "CL": "CLP", "CO": "COP",
}  # fmt: skip
"""Whose "$" is not the United States dollar."""

BARE_YEN = {"CN": "CNY", "JP": "JPY"}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of a currency (ISO 4217, None where it is not stated)."""

    value: float
    currency: str | None


def _or(words: "dict[str, object] | list[str]") -> str:
    ordered = sorted(words, key=len, reverse=True)
    return (
        "|".join(re.escape(w) + (r"(?!\w)" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered) or "(?!)"
    )


def _quantity(language: Language) -> str:
    han = rf"|{HAN_NUMBER}" if language.code in ("zh", "ja") else ""
    number = rf"(?:{DIGITS}{han})"
    if not language.scales:
        return number
    scale = rf"(?:[\s\u00a0-]?(?:{_or(list(language.scales))})\.?)"
    return rf"{number}{scale}*(?:\s?{number}{scale}+)*"


@cache
def amount_pattern(language: Language) -> re.Pattern[str]:
    """An amount with its currency, before or after the number."""
    symbols, words = _or(list(SYMBOLS)), _or([*language.currencies, *SYMBOLS])
    quantity = _quantity(language)
    tail = r"\s?(?:de |d'|d’|of |in )?\s?"
    return re.compile(
        rf"(?<![{_WORD}.])(?:{symbols})\s?{quantity}(?:{tail}(?:{words}))?|(?<![{_WORD}.,])(?:{words})\s?{quantity}"
        rf"|(?<![\d.,]){quantity}{tail}(?:{words})",
        re.IGNORECASE,
    )


_PERCENT_WORDS = (
    r"%|％|٪|per cent|percent|pct|por ciento|por cento|pour cent|Prozent|процент\w*|percentage points"
    r"|퍼센트|パーセント|في المئة|في المائة|بالمئة|بالمائة"
)
PERCENT = re.compile(
    rf"(?:[-−–△▼+]\s?)?(?<![\d.,])(?:بنسبة\s)?{DIGITS}\s?(?:{_PERCENT_WORDS})"
    rf"|百分之(?:{HAN_NUMBER}(?:点{HAN_NUMBER})?|{DIGITS})|[%٪]\s?{DIGITS}",
    re.IGNORECASE,
)
"""A percentage in any of the languages, with the sign that stands before it."""


@cache
def number_pattern(language: Language) -> re.Pattern[str]:
    """A number in digits with its scale, or a number word or ordinal word of the language."""
    words = _or([*language.numbers, *language.ordinals])
    han = rf"|第?{HAN_NUMBER}" if language.code in ("zh", "ja") else ""
    spelt = rf"(?:{words})(?:[-\s]?(?:{words}))*"
    ending = "" if language.code in ("zh", "ja", "ko") else r"(?:st|nd|rd|th|º|ª|°|er|ème|e|-й|-я|-е)?(?!\w)"
    return re.compile(rf"第?{_quantity(language)}{ending}|{spelt}{han}", re.IGNORECASE)


def parse_money(text: str, code: str, own: str | None = None) -> Money | None:
    """The value of an amount as `amount_pattern` finds it; `own` is the party whose bare "$" or "¥" it is."""
    language = get(code)
    lowered = fold_digits(text).lower()
    names = {**language.currencies, **SYMBOLS}
    currency, rest = None, lowered
    for word in sorted(names, key=len, reverse=True):
        position = rest.find(word)
        if position < 0:
            continue
        joined = word.isascii() and word.isalpha()
        before, after = rest[:position], rest[position + len(word) :]
        if joined and (before[-1:].isalpha() or after[:1].isalpha()):
            continue
        currency, rest = names[word], f"{before} {after}"
        break
    rest = re.sub(rf"(?<![{_WORD}])(?:{_or(list(names))})", " ", rest)
    rest = re.sub(r"d['’]|\b(?:de|of|in|d)\b", " ", rest).strip(" .")
    value = parse_number(rest, language.numbers, language.scales, decimal_comma=language.decimal_comma)
    if value is None:
        return None
    if currency == "$":
        currency = BARE_DOLLAR.get(own or "", "USD")
    elif currency == "¥":
        currency = BARE_YEN.get(own or "", "CNY" if language.code == "zh" else "JPY")
    return Money(round(value, 2), currency)


def parse_percent(text: str, code: str) -> float | None:
    """The number of percent, negative after a minus sign or a white triangle (accounting's minus)."""
    language = get(code)
    folded = fold_digits(text).replace("百分之", "")
    negative = re.match(r"\s*[-−△▼]", folded) is not None
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
