"""An input's bytes: read whole or line by line, within limits of size, and made into characters."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from crawler.decoding import guess
from crawler.guards import MAX_BYTES, binary_kind
from crawler.printing import note
from store.errors import InputError

_CHUNK = 262_144
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\x1b")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8"} | _WIDE


def whole(name: str, stream: BinaryIO, first: bytes = b"") -> bytes:
    """All that a stream holds, `first` being what was read before; InputError above 20 MB."""
    content = first + stream.read(MAX_BYTES + 1 - len(first))
    if len(content) > MAX_BYTES:
        raise _too_large(name)
    return content


def line_of(name: str, stream: BinaryIO) -> bytes:
    """A stream's next line, empty at its end; InputError above 20 MB."""
    line = stream.readline(MAX_BYTES + 1)
    if len(line) > MAX_BYTES:
        raise _too_large(name)
    return line


def lines_of(name: str, stream: BinaryIO, first: bytes) -> Iterator[bytes]:
    """A stream's lines in turn, `first` being those that were read before; lines in UTF-16 as UTF-8."""
    line = first or line_of(name, stream)
    if (encoding := _WIDE.get(line[:2])) is not None:
        yield from _wide_lines(name, stream, line[2:], encoding)
        return
    while line:
        yield line
        line = line_of(name, stream)


def _wide_lines(name: str, stream: BinaryIO, rest: bytes, encoding: str) -> Iterator[bytes]:
    """The lines of UTF-16, of which `rest` was read as if its line feed were one byte."""
    decoder = codecs.getincrementaldecoder(encoding)()
    text = ""
    while True:
        chunk = rest or stream.read(_CHUNK)
        rest = b""
        try:
            text += decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raise _undecodable(name) from error
        *complete, text = text.split("\n")
        if len(text) > MAX_BYTES:
            raise _too_large(name)
        yield from (line.encode() for line in complete)
        if not chunk:
            break
    if text:
        yield text.encode()


def decoded(name: str, content: bytes) -> str:
    """The text of bytes: by its byte order mark, else as UTF-8, else as what its characters look like, with a note.

    Nothing but a byte order mark is taken off, so that offsets hold for the file's own text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            try:
                return content.removeprefix(mark).decode(encoding)
            except UnicodeDecodeError as error:
                raise _undecodable(name) from error
    if (what := binary_kind(content)) is not None:
        raise _binary(name, what)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        guessed = guess(content)
        if guessed is None:
            raise _undecodable(name) from error
        text = content.decode(guessed, "replace")
        note(f"{name}: not UTF-8, read as {guessed}")
    if sum(character in _CONTROLS for character in text) > len(text) // 100:
        raise _binary(name, "binary data")
    return text


def _too_large(name: str) -> InputError:
    return InputError(
        f"{name}: larger than {MAX_BYTES // 1_000_000} MB",
        remedy="hand in one announcement a file, or many as lines of a .jsonl",
    )


def _binary(name: str, what: str) -> InputError:
    return InputError(f"{name}: this is {what}, not a text", remedy="save the announcement as text or HTML")


def _undecodable(name: str) -> InputError:
    return InputError(f"{name}: its character encoding cannot be told", remedy="save it as UTF-8")
