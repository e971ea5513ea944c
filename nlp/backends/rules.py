"""The rule backend: cues and benefits by the language files' phrases, beside the candidates."""

from functools import cache

from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from nlp import annotations
from nlp.annotations import sheet
from nlp.candidates import CandidateFinder
from nlp.lang import get
from nlp.phrases import patterns


class RuleBackend:
    """Marks spans by phrases of the language files and names of the authorities."""

    name = "rules"

    def __init__(self, vocab: Vocab) -> None:
        self._tagger = cache(lambda code: _LanguageTagger(vocab, code))

    def prepare(self, language: str) -> None:
        """Build the matchers of a language, whose strings must outlive any memory zone."""
        self._tagger(language)

    def annotate(self, doc: Doc) -> None:
        """Fill the Doc's span groups."""
        self._tagger(sheet(doc).context.language).annotate(doc)


class _LanguageTagger:
    def __init__(self, vocab: Vocab, code: str) -> None:
        language = get(code)
        self._cues = _matcher(vocab, {str(cue): phrases for cue, phrases in language.cues.items()})
        self._benefits = _matcher(vocab, dict(language.benefits))
        self._candidates = CandidateFinder(vocab, code)

    def annotate(self, doc: Doc) -> None:
        doc.spans[annotations.CUES] = _spans(self._cues, doc)
        doc.spans[annotations.BENEFITS] = filter_spans(_spans(self._benefits, doc))
        self._candidates.annotate(doc)


def _matcher(vocab: Vocab, phrases: dict[str, tuple[str, ...]]) -> Matcher:
    matcher = Matcher(vocab)
    for label, group in phrases.items():
        found = [pattern for phrase in group for pattern in patterns(phrase)]
        if found:
            matcher.add(label, found, greedy="LONGEST")
    return matcher


def _spans(matcher: Matcher, doc: Doc) -> list[Span]:
    found = matcher(doc, as_spans=True) if len(matcher) else []
    return sorted(found, key=lambda span: (span.start, -span.end, span.label_))
