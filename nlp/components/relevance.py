"""The gate: whether a text can hold anything that is read at all, decided on the raw text before any other work.

A night brings little that is relevant, so that what is looked for is mostly plain words, in lower case: to look for a
hundred of them takes a tenth of the time of one expression that names them all. An expression is tried only where a
word of it is there.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import Reading, sheet
from nlp.lang import SUPPORTED, get
from nlp.lang.language import Gate, Terms
from store.authorities.names import NameKind, party_names


@dataclass(frozen=True, slots=True)
class _Subject:
    """Terms of every language: a text is gated before anybody knows whether it is in the language that it seems."""

    words: tuple[str, ...]
    patterns: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, terms: Iterable[Terms]) -> "_Subject":
        every = list(terms)
        words, patterns = (word for t in every for word in t.words), (said for t in every for said in t.patterns)
        return cls(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(patterns)))

    def named_in(self, text: str, folded: str) -> bool:
        """Whether a text, also given in lower case, names it."""
        return any(word in folded for word in self.words) or any(
            word in folded and _compiled(pattern).search(text) for word, pattern in self.patterns
        )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """An expression, compiled when it is first tried: most texts need few of them."""
    return re.compile(pattern, re.IGNORECASE)


def _subject(of: Callable[[Gate], Terms]) -> _Subject:
    return _Subject.of(of(get(code).gate) for code in SUPPORTED)


_AEO, _OPERATORS = _subject(lambda gate: gate.aeo), _subject(lambda gate: gate.operators)
_RECOGNITION, _RECOGNISED = _subject(lambda gate: gate.recognition), _subject(lambda gate: gate.recognised)
_TRADE, _CUSTOMS = _subject(lambda gate: gate.trade), _subject(lambda gate: gate.customs)
_AGREED = "|".join(filter(None, (get(code).gate.agreed for code in SUPPORTED)))
"""What recognition of operators is told with where neither customs nor any programme is named."""
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z][A-Z-]+[A-Z](?![A-Za-z])")


def _names(title: str, text: str, *subjects: _Subject) -> bool:
    """Whether a title or text names one of some subjects."""
    whole = f"{title}\n{text}"
    folded = whole.lower()
    return any(subject.named_in(whole, folded) for subject in subjects)


def about_customs(title: str, text: str) -> bool:
    """Whether a title or text names customs, an AEO programme or operators that are recognised: architects are not."""
    return _names(title, text, _AEO, _OPERATORS, _CUSTOMS)


def about_recognition(title: str, text: str) -> bool:
    """Whether a title or text names operators, a programme or recognition: customs sign much else.

    All of 129 announcements with events that are not the project's own texts do.
    """
    if _names(title, text, _AEO, _OPERATORS, _RECOGNITION, _RECOGNISED):
        return True
    return any(name in title or name in text for name in _programmes())


def relevant(title: str, text: str) -> bool:
    """Whether a title or text tells of recognition, AEO programmes, customs or trade flows, in any of the languages.

    Acronyms of administrations and programmes stand for what is not named otherwise: `SUNAT`, `STP`.
    """
    whole = f"{title}\n{text}"
    folded = whole.lower()
    if any(terms.named_in(whole, folded) for terms in (_AEO, _CUSTOMS, _TRADE, _RECOGNITION, _OPERATORS)):
        return True
    if _RECOGNISED.named_in(whole, folded) and _compiled(_AGREED).search(whole):
        return True
    return not _acronyms().isdisjoint(_CAPITALS.findall(whole))


@cache
def _programmes() -> frozenset[str]:
    return frozenset(name.text for name in party_names("en") if name.kind == NameKind.PROGRAMME)


@cache
def _acronyms() -> frozenset[str]:
    return _programmes() | {name.text for name in party_names("en") if name.kind == NameKind.ACRONYM}


@Language.component("relevance")
def relevance(doc: Doc) -> Doc:
    """Start the Doc's reading; what the gate turns away is passed over by every later component."""
    slot = sheet(doc)
    slot.reading = Reading(relevant=relevant(slot.context.title, slot.text))
    return doc
