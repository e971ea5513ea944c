"""A page's bytes as characters: what the source says, else what the page declares, checked against the bytes."""

from charset_normalizer import from_bytes
from w3lib.encoding import html_to_unicode

from store.errors import ReadingError

REPLACEMENT = "\ufffd"
"""What stands for bytes that an encoding does not have."""

MISREAD = 0.01
"""The share of replacement characters from which a text counts as misread."""

_GUESSED_FROM = 200_000
"""How many bytes an undeclared encoding is guessed from."""

_ONE_BYTE = frozenset({"cp1252", "iso8859-1", "iso8859-15", "latin-1", "ascii"})
"""Encodings in which any bytes make sense, so that a wrong declaration does not show."""


def decode(body: bytes, *, content_type: str = "", encoding: str | None = None, url: str = "") -> str:
    """A page's characters.

    `encoding` is the source's own word and is believed. Else a byte order mark, the Content-Type header and the
    page's own declaration are asked in that order, and a declaration that does not fit the bytes gives way to what
    does: UTF-8 where the bytes are valid UTF-8, or a guess from their statistics. Raises ReadingError, naming the
    page, where more than one character in a hundred stays unreadable.
    """
    if encoding is not None:
        text = body.decode(encoding, "replace")
    else:
        declared, text = html_to_unicode(content_type or None, body, auto_detect_fun=guess)
        if _is_utf8(body) and (declared in _ONE_BYTE or REPLACEMENT in text):
            text = body.decode("utf-8-sig")
        elif _misread(text):
            text = body.decode(guess(body) or "utf-8", "replace")
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
    """The encoding that undeclared bytes look like: UTF-8 where they are valid, else by their statistics."""
    if _is_utf8(body) or body.isascii():
        return "utf-8"
    best = from_bytes(body[:_GUESSED_FROM]).best()
    return best.encoding if best else None
