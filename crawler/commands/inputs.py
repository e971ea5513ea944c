"""What a user hands in to be read: files, folders, pages and standard input, turned into documents one at a time."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from charset_normalizer import from_bytes
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crawler.fetching import read_url
from crawler.guards import MAX_BYTES, binary_kind
from crawler.printing import note
from crawler.reading import read_html
from nlp.languages import identify
from store.domain import Document, PartialDate
from store.errors import InputError, MrawatchError

SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl")
"""The files that are taken from a folder."""

STDIN = "-"
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\x1b")
_GUESSED_FROM = 200_000  # how many bytes an encoding is guessed from
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Given(BaseModel):
    """One document of a `.json` or `.jsonl` input; keys beyond these are left alone."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str | None = Field(default=None, min_length=1)
    url: str | None = None
    title: str | None = None
    text: str
    language: str | None = None
    published: PartialDate | None = None


@dataclass(frozen=True)
class Inputs:
    """Reads inputs into documents, in their order.

    `published` and `language` stand in for what a document says of itself. A bad input, or a bad line of one, goes to
    `refuse` and the others are read on. `contact` is what the user agent names when a page is fetched.
    """

    refuse: Callable[[MrawatchError], None]
    published: PartialDate | None = None
    language: str | None = None
    contact: str | None = None

    def documents(self, names: list[str]) -> Iterator[Document]:
        """The documents of all inputs; only one is held in memory at a time."""
        for name in names:
            try:
                yield from self._input(name)
            except MrawatchError as error:
                self.refuse(error)

    def _input(self, name: str) -> Iterator[Document]:
        if name == STDIN:
            yield from self._standard_input()
        elif name.startswith(("http://", "https://")):
            yield self._document(read_url(name, contact=self.contact))
        elif "://" in name:
            raise InputError(
                f"{name}: this kind of address is not read", remedy="name an http or https page, or a file"
            )
        elif (path := Path(name)).is_dir():
            files = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
            if not files:
                raise InputError(
                    f"{name}: nothing in this folder can be read", remedy=f"put in {' '.join(SUFFIXES)} files"
                )
            yield from self.documents([str(file) for file in files])
        else:
            yield from self._file(path)

    def _file(self, path: Path) -> Iterator[Document]:
        name = str(path)
        try:
            with path.open("rb") as stream:
                match path.suffix.lower():
                    case ".jsonl":
                        yield from self._lines(name, stream)
                    case ".json":
                        yield from self._json(name, _whole(name, stream))
                    case ".html" | ".htm":
                        yield self._page(name, _whole(name, stream))
                    case _:
                        yield self._text(name, _whole(name, stream))
        except OSError as error:
            raise InputError(f"{name}: {error.strerror}", remedy="check the name and that you may read it") from error

    def _standard_input(self) -> Iterator[Document]:
        """Standard input: JSON Lines, one JSON document, a page or a text, told apart by how it begins."""
        stream = sys.stdin.buffer
        first = b""
        while not first.strip():
            line = _line(STDIN, stream)
            if not line:
                break
            first += line
        start = first.lstrip()
        if start.startswith(b"{") and _is_json(first):
            yield from self._lines(STDIN, stream, first)
            return
        content = _whole(STDIN, stream, first)
        if start.startswith((b"{", b"[")):
            yield from self._json(STDIN, content)
        elif start[:15].lower().startswith((b"<!doctype html", b"<html")):
            yield self._page(STDIN, content)
        else:
            yield self._text(STDIN, content)

    def _text(self, name: str, content: bytes) -> Document:
        return self._document(Document(id=name, text=_decoded(name, content)))

    def _page(self, name: str, content: bytes) -> Document:
        return self._document(read_html(content, name).model_copy(update={"id": name, "url": None}))

    def _json(self, name: str, content: bytes) -> Iterator[Document]:
        data = _parsed(name, _decoded(name, content))
        if not isinstance(data, list):
            yield self._given(name, data, name)
            return
        for number, item in enumerate(data, 1):
            yield self._given(f"{name}, item {number}", item, f"{name}:{number}")

    def _lines(self, name: str, stream: BinaryIO, first: bytes = b"") -> Iterator[Document]:
        number = first.count(b"\n", 0, len(first.rstrip()))
        line = first or _line(name, stream)
        found = False
        while line:
            number += 1
            if line.strip():
                found = True
                where = f"{name}, line {number}"
                try:
                    yield self._given(where, _parsed(where, _decoded(where, line.strip())), f"{name}:{number}")
                except MrawatchError as error:
                    self.refuse(error)
            line = _line(name, stream)
        if not found:
            raise _empty(name)

    def _given(self, where: str, data: object, default_id: str) -> Document:
        if not isinstance(data, dict):
            raise InputError(f"{where}: this is no JSON object", remedy='write {"id": …, "text": …}')
        try:
            given = Given.model_validate(data)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"]))
            raise InputError(
                f"{where}: {field}: {first['msg']}",
                remedy="id, text, title, language and url are strings, published is YYYY-MM-DD, YYYY-MM or YYYY",
            ) from error
        document = Document(
            id=given.id or default_id,
            url=given.url,
            title=given.title or "",
            text=given.text,
            language=given.language or "und",
            published=given.published,
        )
        try:
            document.text_sha256  # noqa: B018 - the property is where a text that UTF-8 cannot write shows itself
        except UnicodeEncodeError as error:
            raise InputError(f"{where}: the text holds half a character", remedy="write it again as UTF-8") from error
        return self._document(document, where)

    def _document(self, document: Document, where: str = "") -> Document:
        """The document with the options' date and language, and its language identified where nobody stated it."""
        if not document.text.strip():
            raise _empty(where or document.id)
        stated = document.language if document.language != "und" else None
        language = self.language or stated or identify(document.text)
        return document.model_copy(update={"published": self.published or document.published, "language": language})


def _empty(name: str) -> InputError:
    return InputError(f"{name}: there is no text in it", remedy="hand in the announcement's text")


def _too_large(name: str) -> InputError:
    return InputError(
        f"{name}: larger than {MAX_BYTES // 1_000_000} MB",
        remedy="hand in one announcement a file, or many as lines of a .jsonl",
    )


def _whole(name: str, stream: BinaryIO, first: bytes = b"") -> bytes:
    content = first + stream.read(MAX_BYTES + 1 - len(first))
    if len(content) > MAX_BYTES:
        raise _too_large(name)
    return content


def _line(name: str, stream: BinaryIO) -> bytes:
    line = stream.readline(MAX_BYTES + 1)
    if len(line) > MAX_BYTES:
        raise _too_large(name)
    return line


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def _parsed(where: str, text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if "\n" in text else f"column {error.colno}"
        raise InputError(f"{where}: broken JSON at {place}: {error.msg}", remedy="correct it there") from error
    except RecursionError as error:
        raise InputError(f"{where}: JSON nested too deep", remedy="hand in a flat object with a text") from error


def _decoded(name: str, content: bytes) -> str:
    """The text of bytes: by its byte order mark, else as UTF-8, else as what its characters look like, with a note.

    Nothing but a byte order mark is taken off, so that offsets hold for the file's own text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            try:
                return content.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                raise _undecodable(name) from error
    if (what := binary_kind(content)) is not None:
        raise _binary(name, what)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        best = from_bytes(content[:_GUESSED_FROM]).best()
        if best is None:
            raise _undecodable(name) from error
        text = content.decode(best.encoding, "replace")
        note(f"{name}: not UTF-8, read as {best.encoding}")
    if sum(character in _CONTROLS for character in text) > len(text) // 100:
        raise _binary(name, "binary data")
    return text


def _binary(name: str, what: str) -> InputError:
    return InputError(f"{name}: this is {what}, not a text", remedy="save the announcement as text or HTML")


def _undecodable(name: str) -> InputError:
    return InputError(f"{name}: its character encoding cannot be told", remedy="save it as UTF-8")
