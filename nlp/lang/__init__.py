"""What differs from language to language, one file each; `get` is the way in."""

from functools import cache
from importlib import import_module

from nlp.lang.language import Language

SUPPORTED = ("en", "zh", "zh-Hant", "es", "fr", "pt", "ko", "ja", "ru", "ar", "de")
"""The languages that are read with rules of their own; `zh` serves both ways of writing Chinese."""


@cache
def get(code: str) -> Language:
    """The language of a BCP 47 code; one that is not supported is read with what all languages share."""
    primary = code.split("-")[0]
    if primary not in {supported.split("-")[0] for supported in SUPPORTED}:
        return Language(code=primary)
    language = import_module(f"nlp.lang.{primary}").LANGUAGE
    assert isinstance(language, Language)
    return language
