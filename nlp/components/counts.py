"""Counts: stated numbers of arrangements, economies, countries, companies, measures; ordinals, ranks and shares."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import language_of, sheet
from nlp.components.view import Mark, Sentence, distance, view
from nlp.lang.language import Cue
from nlp.lang.language import Language as Words
from nlp.normalise.money import parse_percent
from nlp.normalise.numbers import fold_digits, parse_han, parse_number
from store.domain import Count, CountKind

_NOUNS = {
    Cue.ARRANGEMENTS: CountKind.ARRANGEMENTS,
    Cue.ECONOMIES: CountKind.ECONOMIES,
    Cue.COUNTRIES: CountKind.COUNTRIES,
    Cue.COMPANIES: CountKind.COMPANIES,
    Cue.MEASURES: CountKind.MEASURES,
}
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th|[º°ª]|er|ème|e|-[йяе])")
_NOUN_WITHIN = 28
_ORDINAL_WITHIN = 60
_SUM_WITHIN = 16
_HOLDER_WITHIN = 40


@Language.component("counts")
def counts(doc: Doc) -> Doc:
    """Read the counts of a relevant Doc. Ordinals are read where an arrangement or partner is what they number."""
    slot = sheet(doc)
    if slot.reading.relevant:
        words = language_of(doc)
        found: dict[tuple[CountKind, float, str], Count] = {}
        for sentence in view(doc):
            for count in (*_numbers(sentence, words, slot.reading.own), *_ranks(sentence, words, slot.reading.own)):
                found.setdefault((count.kind, count.value, count.what), count)
        slot.reading = replace(slot.reading, counts=tuple(found.values()))
    return doc


def _numbers(sentence: Sentence, words: Words, own: str | None) -> Iterator[Count]:
    about = sentence.has(Cue.ARRANGEMENT, Cue.PROGRAMME, Cue.PARTNERS, Cue.INSTRUMENT)
    taken = [*sentence.amounts, *sentence.percents]
    for number in sentence.numbers:
        if any(number.start < t.end and t.start < number.end for t in taken):
            continue
        if any(number.start < d.end and d.start < number.end for d in sentence.dates):
            continue
        ordinal = _ordinal(number.text, words)
        if ordinal is not None:
            noun = _after(
                sentence, number, (Cue.ARRANGEMENT, Cue.ARRANGEMENTS, Cue.COUNTRIES, Cue.ECONOMIES), _ORDINAL_WITHIN
            )
            if noun and about:
                yield _count(sentence, CountKind.ORDINAL, ordinal, noun, number, own)
            continue
        value = parse_number(number.text, words.numbers, words.scales, decimal_comma=words.decimal_comma)
        noun = _after(sentence, number, tuple(_NOUNS), _NOUN_WITHIN) or _before(sentence, number)
        if value is None or noun is None or value != int(value) or value < 1:
            continue
        kind = _NOUNS[Cue(noun.label)]
        if kind in (CountKind.ARRANGEMENTS, CountKind.ECONOMIES, CountKind.COUNTRIES):
            if not (about or sentence.has(Cue.BELT_AND_ROAD)) or (value < 3 and kind != CountKind.ARRANGEMENTS):
                continue
            if value > 250:
                continue
        if kind == CountKind.COMPANIES and (value < 2 or not about):
            continue
        yield _count(sentence, kind, value, noun, number, own)


def _ordinal(text: str, words: Words) -> int | None:
    folded = fold_digits(text).lower().strip()
    if folded in words.ordinals:
        return words.ordinals[folded]
    if folded.startswith("第"):
        digits = folded[1:]
        return int(digits) if digits.isdigit() else parse_han(digits)
    match = _ORDINAL_DIGITS.fullmatch(folded)
    return int(match[1]) if match else None


def _after(sentence: Sentence, number: Mark, cues: tuple[Cue, ...], within: int) -> Mark | None:
    """The nearest noun that a number counts, behind it and before another number."""
    marks = [m for m in sentence.marks(*cues) if m.end > number.end and m.start - number.end <= within]
    others = [n for n in sentence.numbers if n.start >= number.end]
    marks = [m for m in marks if not any(o.end <= m.start for o in others)]
    return min(marks, key=lambda m: m.start) if marks else None


def _before(sentence: Sentence, number: Mark) -> Mark | None:
    """The noun that a sum counts, said before it: "the number of economies … has risen to 35"."""
    if not any(m.end <= number.start and number.start - m.end <= _SUM_WITHIN for m in sentence.marks(Cue.UP)):
        return None
    if number.end < len(sentence.text) + sentence.start and sentence.text[number.end - sentence.start :][:1].isalnum():
        return None
    nouns = [m for m in sentence.marks(Cue.ARRANGEMENTS, Cue.ECONOMIES, Cue.COUNTRIES) if m.end <= number.start]
    return min(nouns, key=lambda m: m.start) if nouns else None


def _ranks(sentence: Sentence, words: Words, own: str | None) -> Iterator[Count]:
    for mark in sentence.marks(Cue.RANK):
        before = [
            n for n in sentence.numbers if mark.start - 15 <= n.start < mark.end and _ordinal(n.text, words) is not None
        ]
        rank = _ordinal(before[-1].text, words) if before else None
        for noun in _ranked_by(sentence, mark):
            yield _count(sentence, CountKind.RANK, rank or 1, noun, mark, own)
    for percent in sentence.percents:
        share = [m for m in sentence.marks(Cue.SHARE) if distance(m, percent) <= 40]
        value = parse_percent(percent.text, words.code)
        if share and value is not None and value > 0:
            yield _count(sentence, CountKind.SHARE, value, share[0], percent, own)


def _ranked_by(sentence: Sentence, mark: Mark) -> list[Mark]:
    """By what a rank is held: "agreements signed and countries covered rank first" is two ranks."""
    nouns = [m for m in sentence.marks(Cue.ARRANGEMENTS, Cue.COUNTRIES, Cue.ECONOMIES) if m.end <= mark.start]
    kinds: dict[str, Mark] = {}
    for noun in nouns:
        kinds.setdefault(noun.label, noun)
    return list(kinds.values()) if len(kinds) > 1 else [mark]


def _holder(sentence: Sentence, kind: CountKind, noun: Mark, number: Mark, own: str | None) -> str | None:
    """The party a number is said of: "first partner of X" names it behind, otherwise the last one named before."""
    if kind == CountKind.MEASURES:
        return own
    before = [p for p in sentence.parties if p.end <= number.start]
    behind = [p for p in sentence.parties if noun.end <= p.start <= noun.end + _HOLDER_WITHIN]
    if kind == CountKind.ORDINAL and behind:
        return behind[0].codes[0]
    return before[-1].codes[0] if before else own


def _count(sentence: Sentence, kind: CountKind, value: float, noun: Mark, number: Mark, own: str | None) -> Count:
    start, end = min(number.start, noun.start), max(number.end, noun.end)
    quote = sentence.text[start - sentence.start : end - sentence.start]
    return Count(
        what=quote,
        kind=kind,
        value=value,
        basis="Belt and Road" if kind == CountKind.COUNTRIES and sentence.has(Cue.BELT_AND_ROAD) else None,
        holder=_holder(sentence, kind, noun, number, own),
        confidence=0.8,
        evidence=sentence.quote,
    )
