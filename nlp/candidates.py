"""Candidates: names of parties, amounts, percentages and numbers, found by tables and expressions in any backend.

What a candidate means is settled by normalisation; which act or figure it belongs to, by the backend.
"""

import re

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from nlp import annotations
from nlp.lang import get
from nlp.normalise.money import PERCENT, amount_pattern, number_pattern
from nlp.tokenizer import ScriptTokenizer
from nlp.tokens import Tokens
from store.authorities.names import NameKind, decoys, party_names

_HANGUL, _KATAKANA = re.compile("[\uac00-\ud7af]"), re.compile("[\u30a1-\u30fa\u30fc-\u30ff]")


class CandidateFinder:
    """Finds the candidates of one language."""

    def __init__(self, vocab: Vocab, code: str) -> None:
        language = get(code)
        self._any_case = PhraseMatcher(vocab, attr="LOWER")
        self._as_written = PhraseMatcher(vocab, attr="ORTH")
        make = self._make = ScriptTokenizer(vocab)
        self._surfaces: set[str] = set()
        for name in party_names(code):
            matcher = self._as_written if name.cased else self._any_case
            forms = {name.text}
            if language.joined_article is not None:
                article, left = language.joined_article
                if name.text.startswith(article):
                    forms.add(left + name.text.removeprefix(article))  # للصين once its ل stands apart
            for form in forms:
                self._surfaces.add(folded(form))
                matcher.add(f"{name.kind}:{'+'.join(name.codes)}", [make(form)])
        for decoy in decoys(code):
            self._surfaces.add(folded(decoy))
            self._any_case.add("decoy", [make(decoy)])
        self._amount = amount_pattern(language)
        self._number = number_pattern(language)

    def annotate(self, doc: Doc) -> None:
        """Fill the Doc's span groups of candidates. The label of a party span is its kind and codes."""
        text, tokens = annotations.sheet(doc).text, Tokens(doc)
        for group, pattern in (
            (annotations.AMOUNTS, self._amount),
            (annotations.PERCENTS, PERCENT),
            (annotations.NUMBERS, self._number),
        ):
            spans = (tokens.span(match.start(), match.end(), group) for match in pattern.finditer(text))
            doc.spans[group] = [span for span in spans if span is not None]
        # The US of "US$4 billion" names a currency, not a party.
        money = [(span.start, span.end) for span in doc.spans[annotations.AMOUNTS]]
        doc.spans[annotations.PARTIES] = [
            span for span in self._parties(doc) if not any(start <= span.start < end for start, end in money)
        ]

    def named(self, words: str) -> list[Span]:
        """The names of parties in words that are no part of a Doc, such as a title."""
        return self._parties(self._make(words))

    def _parties(self, doc: Doc) -> list[Span]:
        """Names of parties, the longest where they overlap, ambiguous ones last; decoys and what they cover dropped."""
        spans = [
            Span(doc, start, end, label=doc.vocab.strings[key])
            for matcher in (self._any_case, self._as_written)
            for key, start, end in matcher(doc)
        ]
        text = doc.text
        spans = [s for s in spans if folded(s.text) in self._surfaces and not _within_word(text, s)]
        doubtful = [span for span in spans if span.label_.startswith(NameKind.AMBIGUOUS)]
        certain = filter_spans([span for span in spans if not span.label_.startswith(NameKind.AMBIGUOUS)])
        beside = [d for d in filter_spans(doubtful) if not any(d.start < c.end and c.start < d.end for c in certain)]
        return sorted((span for span in [*certain, *beside] if span.label_ != "decoy"), key=lambda span: span.start)


def folded(text: str) -> str:
    """Lower case, single blanks: where a token is a character, 체결한 국가 must not read as 한국."""
    return " ".join(text.lower().split())


def _within_word(text: str, span: Span) -> bool:
    """Whether a name only stands inside a longer word of Hangul (behind its first syllable) or katakana."""
    start, end = span.start_char, span.end_char
    before, name, after = text[start - 1 : start], text[start:end], text[end : end + 1]
    if _HANGUL.match(name):
        return _HANGUL.match(before) is not None
    edges = ((name[0], before), (name[-1], after))
    return any(_KATAKANA.match(inner) and _KATAKANA.match(outer) for inner, outer in edges)
