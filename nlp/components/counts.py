"""Counts: stated numbers of arrangements, economies, countries, companies, measures; ordinals, ranks and shares."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind
from nlp.annotations import NUMBERS, language_of, sheet
from nlp.components.evidence import Sentences
from nlp.components.links import chosen
from nlp.lang import SUPPORTED, get
from nlp.lang.language import Language as Words
from nlp.normalise.numbers import fold_digits, parse_han, parse_number
from nlp.normalise.shares import parse_share
from store.domain import Count, CountKind

_ORDINAL_DIGITS = re.compile(
    r"(?:第|제|n[o.º°]*\s*)?(\d+)\s?(?:st|nd|rd|th|[º°ª]|er|ère|ème|e|\.|-?[йяеоим]{1,3}|番目|번째|位|个|個|위)?"
)


@Language.component("counts")
def counts(doc: Doc) -> Doc:
    """Read the counts of a relevant Doc."""
    slot = sheet(doc)
    if slot.reading.anchors:
        found: dict[tuple[CountKind, float, str | None], Count] = {}
        for count in _counts(doc):
            found.setdefault((count.kind, count.value, count.holder), count)
        slot.reading = replace(slot.reading, counts=tuple(found.values()))
    return doc


def _counts(doc: Doc) -> Iterator[Count]:
    reading, sentences, words = sheet(doc).reading, Sentences(doc), language_of(doc)
    for anchor in reading.anchors:
        if anchor.kind != Kind.COUNT:
            continue
        kind = CountKind(anchor.value)
        value = value_of(doc, anchor, kind, words)
        if value is None:
            continue
        holder, sure = chosen(anchor, "count_holder")
        quote = sentences.quote(anchor.start, anchor.end)
        yield Count(
            what=sheet(doc).text[anchor.start : anchor.end],
            kind=kind,
            value=value,
            basis="Belt and Road" if kind == CountKind.COUNTRIES and _belt_and_road().search(quote.text) else None,
            holder=holder or reading.own,
            confidence=reading.calibration.probability("count", anchor.score * sure),
            evidence=quote,
        )


@cache
def _belt_and_road() -> re.Pattern[str]:
    """The initiative in any language: its name is quoted in others."""
    return re.compile("|".join(get(code).belt_and_road for code in SUPPORTED), re.IGNORECASE)


def value_of(doc: Doc, anchor: Anchor, kind: CountKind, words: Words) -> float | None:
    """The number that an anchor states."""
    inside = (s.text for s in doc.spans.get(NUMBERS, ()) if s.start_char < anchor.end and anchor.start < s.end_char)
    return value_in(sheet(doc).text[anchor.start : anchor.end], inside, kind, words)


def value_in(text: str, numbers: Iterable[str], kind: CountKind, words: Words) -> float | None:
    """The number that words state, else the first that one of the numbers in them does; None where none does.

    A rank without a number is the first: that of a superlative.
    """
    if kind == CountKind.SHARE:
        return _positive(parse_share(text, words))
    ordinal = kind in (CountKind.ORDINAL, CountKind.RANK)
    for stated in (text, *numbers):
        bare = _without_proclitic(stated, words)
        value = (_ordinal(bare, words) if ordinal else None) or _number(bare, words)
        if value is not None:
            return _positive(value)
    return 1.0 if kind == CountKind.RANK else None


def _without_proclitic(text: str, words: Words) -> str:
    """A number without the particle that is written onto it: Arabic "and 88", "for three"."""
    if text[:1] in words.proclitics and _reads(text[1:].lstrip("ـ"), words):
        return text[1:].lstrip("ـ")
    return text


def _reads(text: str, words: Words) -> bool:
    return text.lower() in words.ordinals or _number(text, words) is not None


def _positive(value: float | None) -> float | None:
    return float(value) if value is not None and value > 0 else None


def _number(text: str, words: Words) -> float | None:
    return parse_number(text, words.numbers, words.scales, decimal_comma=words.decimal_comma)


def _ordinal(text: str, words: Words) -> int | None:
    """The number of an ordinal in words or digits: the longest ordinal word that the text holds, or its digits."""
    folded = fold_digits(text).lower().strip()
    if folded in words.ordinals:
        return words.ordinals[folded]
    match = _ORDINAL_DIGITS.fullmatch(folded)
    if match:
        return int(match[1])
    if folded[:1] in "第" and (han := re.match(r"第([〇零一二三四五六七八九十百]+)", folded)):
        return parse_han(han[1])
    if found := _ordinal_words(words).search(folded):
        value = words.ordinals[found[0]]
        tens = words.numbers.get(folded[: found.start()].rstrip(" -").rpartition(" ")[2], 0)
        return value + tens if value < 10 and tens in range(20, 100, 10) else value
    found_digits = re.search(r"\d+", folded)
    return int(found_digits[0]) if found_digits else None


@cache
def _ordinal_words(words: Words) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(words.ordinals, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if either else "(?!)")
