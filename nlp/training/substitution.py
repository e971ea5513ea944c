"""Variants of a text: other parties under the same words, and without some of the surroundings.

A model that has seen few pairs of parties would learn the pairs. Names are replaced by names of the same kind, in
languages whose grammar bears it; what is tied to its party (a bloc's member, a fiscal year, an ambiguous name) stays.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from spacy.language import Language as Pipeline
from tokenizers import Tokenizer

from nlp.annotations import sheet
from nlp.normalise.spans import FISCAL_START
from nlp.pipeline import candidate_pipeline
from nlp.training.corpus import Mark, Text
from nlp.training.examples import Example, examples, with_candidates
from store.authorities.blocs import bloc_codes
from store.authorities.names import NameKind, party_names

LANGUAGES = ("en", "zh", "zh-Hant", "ja", "ko")
"""Languages whose words around a name do not change with it."""

SUBSTITUTED, DROPPED, UNTITLED = 0.6, 0.12, 0.1
"""Shares of variants with other parties, of unmarked paragraphs left out, and of variants without a title."""

_FREE = (NameKind.COUNTRY, NameKind.DEMONYM, NameKind.CAPITAL, NameKind.ADMINISTRATION, NameKind.ACRONYM)

Replacement = tuple[int, int, str]
"""Start, end, and what stands there instead."""


def variant(pipeline: Pipeline, text: Text, rng: random.Random) -> Text:
    """A variant of a text, decided by `rng`."""
    if text.language in LANGUAGES and rng.random() < SUBSTITUTED:
        text = _with_other_parties(pipeline, text, rng)
    text = _thinned(text, rng)
    return replace(text, title="") if rng.random() < UNTITLED else text


@cache
def _names(language: str) -> Mapping[tuple[NameKind, str], list[str]]:
    names: dict[tuple[NameKind, str], list[str]] = defaultdict(list)
    for name in party_names(language):
        if (len(name.codes) == 1 and not name.text.isupper()) or name.kind == NameKind.ACRONYM:
            names[name.kind, name.codes[0]].append(name.text)
    return names


def _with_other_parties(pipeline: Pipeline, text: Text, rng: random.Random) -> Text:
    found, fiscal = _named(pipeline, text, text.text)
    titled, _ = _named(pipeline, text, text.title)
    kinds: dict[str, set[NameKind]] = defaultdict(set)
    fixed = set(FISCAL_START) if fiscal else set()
    tied = {code for _, _, _, codes in [*found, *titled] if len(codes) > 1 for code in codes}
    for _, _, kind, codes in [*found, *titled]:
        for code in codes:
            kinds[code].add(kind)
    blocs = any(code in bloc_codes() for code in kinds)
    names = _names(text.language)
    pool = sorted({code for kind, code in names if kind == NameKind.COUNTRY} - set(kinds) - fixed)
    chosen: dict[str, str] = {}
    for code in sorted(kinds):
        if code in tied or code in fixed or len(code) != 2 or blocs or not kinds[code] <= set(_FREE):
            continue
        fitting = [c for c in pool if c not in chosen.values() and all((kind, c) in names for kind in kinds[code])]
        if fitting:
            chosen[code] = rng.choice(fitting)
    if not chosen:
        return text
    return _replaced(
        replace(
            text,
            title=_apply(text.title, _swaps(titled, chosen, names, text.title, rng)),
            marks=tuple(_recoded(mark, chosen) for mark in text.marks),
        ),
        _swaps(found, chosen, names, text.text, rng),
    )


Named = tuple[int, int, NameKind, tuple[str, ...]]
"""Start and end of a name, its kind, the codes it stands for."""


def _named(pipeline: Pipeline, text: Text, words: str) -> tuple[list[Named], bool]:
    """The names of parties in some words, and whether these speak of fiscal years."""
    reading = sheet(with_candidates(pipeline, text, words)).reading
    fiscal = any(date.fiscal or date.form == "fiscal" for date in reading.dates)
    return [(p.start, p.end, NameKind(p.kind), p.codes) for p in reading.parties], fiscal


def _swaps(
    found: Iterable[Named],
    chosen: Mapping[str, str],
    names: Mapping[tuple[NameKind, str], list[str]],
    words: str,
    rng: random.Random,
) -> list[Replacement]:
    swaps = []
    once: dict[tuple[NameKind, str], str] = {}
    for start, end, kind, codes in found:
        if codes[0] not in chosen:
            continue
        key = (kind, chosen[codes[0]])
        name = once.setdefault(key, rng.choice(names[key]))
        written = words[start:end]
        if written.isupper() and len(written) > 4 and written.isascii():
            name = name.upper()
        elif kind != NameKind.ACRONYM and written[:1].isupper():
            name = name[:1].upper() + name[1:]
        swaps.append((start, end, name))
    return swaps


def _recoded(mark: Mark, chosen: Mapping[str, str]) -> Mark:
    place = {"event": 2, "figure": 1, "partners": 2, "party": 0, "person": 1}.get(mark.kind)
    values = list(mark.values)
    if place is not None and len(values) > place:
        values[place] = ",".join(chosen.get(code, code) for code in values[place].split(","))
    if mark.kind == "partners":
        values[0] = chosen.get(values[0], values[0])
    links = {link: chosen.get(to, to) if link == "holder" else to for link, to in mark.links.items()}
    return replace(mark, values=tuple(values), links=links)


def _thinned(text: Text, rng: random.Random) -> Text:
    """Without some of the paragraphs that hold no mark."""
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+\n*", text.text)]
    gone = [
        (start, end, "")
        for start, end in paragraphs[1:]
        if rng.random() < DROPPED and not any(mark.start < end and start < mark.end for mark in text.marks)
    ]
    return _replaced(text, gone) if gone else text


def _apply(words: str, swaps: Iterable[Replacement]) -> str:
    for start, end, instead in sorted(swaps, reverse=True):
        words = words[:start] + instead + words[end:]
    return words


def _replaced(text: Text, swaps: list[Replacement]) -> Text:
    """The text with some stretches replaced, its marks moved along and holding what stands there now."""
    words = _apply(text.text, swaps)

    def moved(position: int, *, end: bool) -> int:
        shift = 0
        for start, stop, instead in swaps:
            if stop <= position if end else stop <= position and start < position:
                shift += len(instead) - (stop - start)
        return position + shift

    marks = []
    for mark in text.marks:
        cut = any(start < mark.start < stop or start < mark.end < stop for start, stop, _ in swaps)
        if cut:
            return text
        start, end = moved(mark.start, end=False), moved(mark.end, end=True)
        marks.append(replace(mark, start=start, end=end, words=words[start:end]))
    return replace(text, text=words, marks=tuple(marks))


def made(texts: list[Text], tokenizer: Tokenizer, seed: int) -> list[Example]:
    """The examples of one epoch: the texts as they are (seed 0), or a variant of each."""
    pipeline = candidate_pipeline()
    changed = texts if seed == 0 else [variant(pipeline, t, random.Random(f"{seed} {t.id}")) for t in texts]
    return [example for text in changed for example in examples(pipeline, tokenizer, text)]
