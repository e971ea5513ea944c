"""A page's bytes as characters: what the source says, else what the page declares, checked against the bytes."""

import re
from collections.abc import Callable

from charset_normalizer import from_bytes
from w3lib.encoding import html_to_unicode

from nlp.languages import identify
from store.errors import ReadingError

REPLACEMENT = "\ufffd"
"""What stands for bytes that an encoding does not have."""

MISREAD = 0.01
"""The share of replacement characters from which a text counts as misread."""

_GUESSED_FROM = 200_000
"""How many bytes an undeclared encoding is guessed from."""

_ONE_BYTE = frozenset({"cp1252", "iso8859-1", "iso8859-15", "latin-1", "ascii"})
"""Encodings in which any bytes make sense, so that a wrong declaration does not show."""

_WESTERN = ("cp1252",)
_CODEPAGES = {
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl"), ("cp1250", "iso8859_2")),
    **dict.fromkeys(("et", "lt", "lv"), ("cp1257", "iso8859_13")),
    **dict.fromkeys(("az", "tr"), ("cp1254", "iso8859_9")),
    "vi": ("cp1258",),
}
"""What texts in these languages are written in, by the alphabets that Windows' and ISO 8859's code pages are made for;
those of other languages in Latin letters are Western."""

_LATIN = frozenset(
    {f"cp{number}" for number in (437, 775, 850, 852, 858, 860, 861, 863, 865, 1250, 1252, 1254, 1257, 1258)}
    | {f"iso8859_{part}" for part in (2, 3, 4, 9, 10, 13, 14, 15, 16)}
    | {"latin_1", "hp_roman8", "mac_roman", "mac_latin2", "mac_turkish", "mac_iceland"}
)
"""Encodings of one byte a character that differ in their accented letters alone: statistics confuse them."""

_MARKUP = re.compile(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>")

Tell = Callable[[str], None]
"""Told of what a reader of the page should know: in what it was read, that it is cut short."""


def silence(_: str) -> None:
    """Tells nobody."""


def decode(
    body: bytes, *, content_type: str = "", encoding: str | None = None, url: str = "", tell: Tell = silence
) -> str:
    """A page's characters.

    `encoding` is the source's own word and is believed. Else a byte order mark, the Content-Type header and the
    page's own declaration are asked in that order, and a declaration that does not fit the bytes gives way to what
    does: UTF-8 where the bytes are valid UTF-8, or a guess from their statistics, which `tell` is told of. Raises
    ReadingError, naming the page, where more than one character in a hundred stays unreadable.
    """

    def guessed(content: bytes) -> str | None:
        found = guess(content)
        if found not in (None, "utf-8"):
            tell(f"not UTF-8, read as {found}")
        return found

    if encoding is not None:
        text = body.decode(encoding, "replace")
    else:
        declared, text = html_to_unicode(content_type or None, body, auto_detect_fun=guessed)
        if _is_utf8(body) and (declared in _ONE_BYTE or REPLACEMENT in text):
            text = body.decode("utf-8-sig")
        elif _misread(text):
            text = body.decode(guessed(body) or "utf-8", "replace")
    if _misread(text):
        raise ReadingError(
            f"{url or 'the page'}: the encoding cannot be told", remedy="set page.encoding in the source's declaration"
        )
    return text


def _misread(text: str) -> bool:
    return text.count(REPLACEMENT) > MISREAD * len(text)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not body.isascii()


def guess(body: bytes) -> str | None:
    """The encoding that undeclared bytes look like: UTF-8 where they are valid, else by their statistics.

    Which of the Latin code pages it is, the text's language decides.
    """
    if _is_utf8(body) or body.isascii():
        return "utf-8"
    matches = [match.encoding for match in from_bytes(body[:_GUESSED_FROM])]
    if not matches or matches[0] not in _LATIN:
        return matches[0] if matches else None
    language = identify(_MARKUP.sub(" ", body[:_GUESSED_FROM].decode("cp1252", "replace")))
    usual = _CODEPAGES.get(language, _WESTERN)
    return next((name for name in (*(n for n in matches if n in usual), usual[0]) if _fits(body, name)), matches[0])


def _fits(body: bytes, encoding: str) -> bool:
    try:
        body.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
