"""Numbers as announcements write them: digits of any script, separators, number words, scales."""

import re
import unicodedata
from collections.abc import Mapping

_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
    "壹": 1,
    "貳": 2,
    "廿": 20,
    "卅": 30,
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}

DIGITS = (
    r"\d(?:[\d٫٬]|[.,\uff0c\uff0e·'’](?=\d)"
    r"|(?<!\d{4})[\u00a0\u202f\u2009 ](?=\d{3}(?!\d))){0,24}"
)
"""A number in digits with its separators; a space separates groups of three only, never behind four digits. Longer rows
are no number."""

HAN_NUMBER = r"[〇○零一二三四五六七八九十百千两兩廿卅]++"
"""A number in Chinese numerals below ten thousand, never a part of one."""


MOST_DIGITS = 18
"""Digits of the longest number that is read as one: a row of more is a reference or a table."""

_DIGITS, _HAN = re.compile(DIGITS), re.compile(HAN_NUMBER)


_SEPARATORS = {"\uff0c": ",", "\uff0e": ".", "٫": ".", "٬": ",", "·": "."}


def fold_digits(text: str) -> str:
    """Digits of any script as ASCII digits, full-width and Arabic separators as `.` and `,`; same length."""
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else _SEPARATORS.get(c, c) for c in text)


def parse_digits(text: str, *, decimal_comma: bool | None = False) -> float | None:
    """The value of a number in digits, or None where it is none.

    Where both `.` and `,` occur the last one is the decimal sign; one that occurs twice groups thousands; one that
    occurs once and is followed by exactly three digits groups thousands unless the language writes it as decimal.
    """
    digits = re.sub(r"[\s\u00a0\u202f\u2009'’]", "", fold_digits(text))
    if not re.fullmatch(r"\d[\d.,]*", digits) or sum(c.isdigit() for c in digits) > MOST_DIGITS:
        return None
    digits = digits.rstrip(".,")
    dot, comma = digits.rfind("."), digits.rfind(",")
    if dot >= 0 and comma >= 0:
        decimal = "." if dot > comma else ","
        grouping = "," if decimal == "." else "."
        if digits.count(decimal) > 1:
            return None
        return float(digits.replace(grouping, "").replace(decimal, "."))
    sign = "." if dot >= 0 else ","
    if sign not in digits:
        return float(digits)
    head, *groups = digits.split(sign)
    groups_of_three = all(len(group) == 3 for group in groups) and 0 < len(head) <= 3
    is_decimal_sign = (sign == ",") == decimal_comma
    if len(groups) > 1:
        # Indian grouping (1,43,000) counts as grouping too.
        return float(digits.replace(sign, ""))
    if groups_of_three and head != "0" and not is_decimal_sign:
        return float(head + groups[0])
    return float(f"{head}.{groups[0]}")


def parse_han(text: str) -> int | None:
    """The value of Chinese numerals (三十五, 二〇二三, 百二十), or None."""
    if not text or any(c not in _HAN_DIGITS and c not in _HAN_UNITS for c in text):
        return None
    if not any(c in _HAN_UNITS or c in "廿卅" for c in text):
        return int("".join(str(_HAN_DIGITS[c]) for c in text))
    total = current = 0
    for c in text:
        if c in _HAN_UNITS:
            total += (current or 1) * _HAN_UNITS[c]
            current = 0
        elif c in "廿卅":
            total += _HAN_DIGITS[c]
        else:
            current = _HAN_DIGITS[c]
    return total + current


def parse_number(
    text: str, words: Mapping[str, int], scales: Mapping[str, float], *, decimal_comma: bool | None = False
) -> float | None:
    """The value of a number with its scale words: `4.36 billion`, `43.6亿`, `1조 2천억`, `thirty-five`, or None.

    `words` are the language's number words, `scales` its multipliers, both in lower case.
    """
    rest = fold_digits(text).strip().lower()
    scale_words = sorted(scales, key=len, reverse=True)
    word_list = sorted(words, key=len, reverse=True)
    parts: list[float] = []
    raw = False  # whether the last part is a bare number, still open to number words
    position = 0
    while position < len(rest):
        if rest[position] in " \u00a0-–‐\u202f":
            position += 1
            continue
        if match := _DIGITS.match(rest, position):
            value = parse_digits(match[0], decimal_comma=decimal_comma)
            if value is None or raw:
                return None
            parts.append(value)
            raw, position = True, match.end()
            continue
        scale = next((s for s in scale_words if rest.startswith(s, position)), None)
        word = next((w for w in word_list if rest.startswith(w, position)), None)
        han = _HAN.match(rest, position)
        if han is not None and len(han[0]) > max(len(scale or ""), len(word or "")):
            value = parse_han(han[0])
            if value is None or raw:
                return None
            parts.append(float(value))
            raw, position = True, han.end()
        elif scale is not None and (word is None or len(scale) >= len(word)):
            _multiply(parts, scales[scale], raw)
            raw, position = False, position + len(scale)
        elif word is not None:
            if raw:
                parts[-1] += words[word]
            else:
                parts.append(words[word])
            raw, position = True, position + len(word)
        else:
            return None
    return sum(parts) if parts else None


def _multiply(parts: list[float], scale: float, raw: bool) -> None:
    """Scale the trailing parts that are smaller: `2.85 lakh crore`, but `1조 2천억` keeps its 조 apart."""
    group = parts.pop() if raw else 0.0
    while parts and parts[-1] < scale:
        group += parts.pop()
    if not group and parts:
        parts[-1] *= scale  # 4,360백만: a scale right behind another multiplies
    else:
        parts.append((group or 1.0) * scale)
