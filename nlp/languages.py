"""Which language a text is in, and in which script Chinese is written."""

import re
from copy import copy
from functools import cache
from typing import Any

from nlp.once import Once

_TRADITIONAL = frozenset("與國關協區經會發實對業東門灣認證間簽訂雙進貿優這為於個們來時開總後臺聯產價廣應網歲導據")
_SIMPLIFIED = frozenset("与国关协区经会发实对业东门湾认证间签订双进贸优这为于个们来时开总后台联产价广应网岁导据")
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0621-\u064a]")),
)
_LETTER = re.compile(r"[^\W\d_]")
READ = 4_000
"""How many characters of a text decide its language."""

SHORT = 120
"""Letters below which a text is short."""

SERVED = ["en", "es", "fr", "pt", "de", "ru", "ar"]
OTHERS = (
    "az be bg bn ca cs da el et fa fi he hi hr hu hy id it ka kk ky lt lv mk ms nl no pl ro sk sl sq sr sv sw ta th tr "
    "uk ur uz vi"
).split()
"""Languages that are told apart: those of the administrations whose newsrooms are watched."""


def prepare() -> None:
    """Begin to load what tells languages apart, beside other preparations: it takes a third of a second."""
    import py3langid.langid  # noqa: F401

    _MODEL.begin()


def identify(text: str) -> str:
    """The language of a text: `en`, `zh`, `zh-Hant`, another ISO 639-1 code, or `und` where there are no letters.

    Korean, Japanese, Chinese and Arabic are told by their script; the others by py3langid's n-grams.
    """
    sample = text[:READ]
    letters = len(_LETTER.findall(sample))
    if not letters:
        return "und"
    counts = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPTS}
    if counts["ko"] > 0.2 * letters:
        return "ko"
    if counts["ja"] > 0.1 * letters:
        return "ja"
    if counts["zh"] > 0.3 * letters:
        traditional = sum(c in _TRADITIONAL for c in sample)
        simplified = sum(c in _SIMPLIFIED for c in sample)
        return "zh-Hant" if traditional > simplified else "zh"
    code, _ = _identifier(letters < SHORT).classify(sample)
    if counts["ar"] > 0.3 * letters:
        return code if code in ("fa", "ur", "ps", "ug") else "ar"
    return str(code)


@cache
def _identifier(short: bool) -> Any:
    """Of a short text only the languages served and their neighbours are thought of: n-grams of few words mislead."""
    identifier = copy(_MODEL.get())
    identifier.set_languages(SERVED if short else [*SERVED, *OTHERS])
    return identifier


def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


_MODEL = Once(_model)
