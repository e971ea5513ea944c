"""What a user hands in to be read: files, folders, pages and standard input, turned into documents one at a time."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from crawler.commands.streams import decoded, line_of, lines_of, whole
from crawler.languages import UNDETERMINED, bcp47
from crawler.printing import note
from nlp.languages import identify
from store.domain import Document, PartialDate
from store.errors import InputError, MrawatchError

SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl")
"""The files that are taken from a folder."""

STDIN = "-"
_SHOWN = 200  # characters of a name that an error repeats


class Given(BaseModel):
    """One document of a `.json` or `.jsonl` input; keys beyond these are left alone."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str | None = Field(default=None, min_length=1)
    url: str | None = None
    title: str | None = None
    text: str
    language: Annotated[str, AfterValidator(bcp47)] | None = None
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
            except OSError as error:  # a name that the system cannot even look up
                self.refuse(_unreadable(name, error))

    def _input(self, name: str) -> Iterator[Document]:
        if not name.strip():
            raise InputError(
                "an input without a name", remedy="name a file, a folder, an address, or - for standard input"
            )
        if name == STDIN:
            yield from self._standard_input()
        elif name.startswith(("http://", "https://")):
            from crawler.fetching import read_url  # what reads pages takes half a second to load

            yield self._document(read_url(name, contact=self.contact, tell=_noting(name)))
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
                        yield from self._json(name, whole(name, stream))
                    case ".html" | ".htm":
                        yield self._page(name, whole(name, stream))
                    case _:
                        yield self._text(name, whole(name, stream))
        except OSError as error:
            raise _unreadable(name, error) from error

    def _standard_input(self) -> Iterator[Document]:
        """Standard input: JSON Lines, one JSON document, a page or a text, told apart by how it begins."""
        stream = sys.stdin.buffer
        first = b""
        while not first.strip():
            line = line_of(STDIN, stream)
            if not line:
                break
            first += line
        start = first.lstrip()
        if start.startswith(b"{") and _is_json(first):
            yield from self._lines(STDIN, stream, first)
            return
        content = whole(STDIN, stream, first)
        if start.startswith((b"{", b"[")):
            yield from self._json(STDIN, content)
        elif start[:15].lower().startswith((b"<!doctype html", b"<html")):
            yield self._page(STDIN, content)
        else:
            yield self._text(STDIN, content)

    def _text(self, name: str, content: bytes) -> Document:
        return self._document(Document(id=name, text=decoded(name, content)))

    def _page(self, name: str, content: bytes) -> Document:
        from crawler.reading import read_html

        page = read_html(content, name, tell=_noting(name))
        return self._document(page.model_copy(update={"id": name, "url": None}))

    def _json(self, name: str, content: bytes) -> Iterator[Document]:
        data = _parsed(name, decoded(name, content))
        if not isinstance(data, list):
            yield self._given(name, data, name)
            return
        if not data:
            raise InputError(f"{name}: holds no documents", remedy='write [{"id": …, "text": …}, …]')
        for number, item in enumerate(data, 1):
            yield self._given(f"{name}, item {number}", item, f"{name}:{number}")

    def _lines(self, name: str, stream: BinaryIO, first: bytes = b"") -> Iterator[Document]:
        before = first.count(b"\n", 0, len(first.rstrip()))  # the empty lines ahead of the first one, read with it
        found = False
        for number, line in enumerate(lines_of(name, stream, first), before + 1):
            if not line.strip():
                continue
            found = True
            where = f"{name}, line {number}"
            try:
                yield self._given(where, _parsed(where, decoded(where, line.strip())), f"{name}:{number}")
            except MrawatchError as error:
                self.refuse(error)
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
                f"{where}: {field}: {first['msg'].removeprefix('Value error, ')}",
                remedy="id, text, title, language (a code such as en) and url are strings, published is YYYY-MM-DD, "
                "YYYY-MM or YYYY",
            ) from error
        document = Document(
            id=given.id or default_id,
            url=given.url,
            title=given.title or "",
            text=given.text,
            language=given.language or UNDETERMINED,
            published=given.published,
        )
        try:
            "".join((document.id, document.url or "", document.title, document.text)).encode()
        except UnicodeEncodeError as error:
            raise InputError(f"{where}: it holds half a character", remedy="write it again as UTF-8") from error
        return self._document(document, where)

    def _document(self, document: Document, where: str = "") -> Document:
        """The document with the options' date and language, and its language identified where nobody stated it."""
        if not document.text.strip():
            raise _empty(where or document.id)
        stated = document.language if document.language != UNDETERMINED else None
        language = self.language or stated or identify(document.text)
        return document.model_copy(update={"published": self.published or document.published, "language": language})


def _noting(name: str) -> Callable[[str], None]:
    """Notes on standard error what a reader of this input should know."""
    return lambda what: note(f"{name}: {what}")


def _empty(name: str) -> InputError:
    return InputError(f"{name}: there is no text in it", remedy="hand in the announcement's text")


def _unreadable(name: str, error: OSError) -> InputError:
    shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
    return InputError(f"{shown}: {error.strerror or error}", remedy="check the name and that you may read it")


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content, parse_int=str)  # whose length is looked at line by line
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(where: str, text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if "\n" in text else f"column {error.colno}"
        raise InputError(f"{where}: broken JSON at {place}: {error.msg}", remedy="correct it there") from error
    except ValueError as error:  # Python takes no integer of thousands of digits
        raise InputError(f"{where}: a number of too many digits", remedy="shorten it, or leave it out") from error
    except RecursionError as error:
        raise InputError(f"{where}: JSON nested too deep", remedy="hand in a flat object with a text") from error
