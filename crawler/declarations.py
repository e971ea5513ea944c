"""Newsrooms as they are declared: one TOML file a newsroom, validated whole before anything is fetched."""

import codecs
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit, urlunsplit

from cssselect import HTMLTranslator, SelectorError
from pydantic import AfterValidator, Field, ValidationError, model_validator

from crawler.addresses import host_of, same_host
from store.authorities.administrations import is_party
from store.domain import Frozen, PartyCode, Tier
from store.errors import SourceError

SOURCES = Path(__file__).parent / "sources"
"""The folder of the newsrooms that are declared with the program."""

BODIES = ("APEC", "IMO", "UPU", "WCO", "WTO")
"""Bodies that have newsrooms and are no party of an arrangement."""

BUNDLED = "bundled:/"
"""How the address of a bundled newsroom begins: `bundled:/<site>/<path>`."""

BUNDLED_HOST = ".example"
"""The ending of a bundled newsroom's host name, from the top-level domain that RFC 2606 reserves for examples."""


def _check_css(value: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(value)
    except SelectorError as error:
        raise ValueError(f"{value!r} is no CSS selector: {error}") from error
    return value


def _check_regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is no regular expression: {error}") from error
    return value


def _check_party(value: str) -> str:
    if not is_party(value) and value not in BODIES:
        raise ValueError(f"{value!r} is the code of no party")
    return value


def _check_encoding(value: str) -> str:
    try:
        return codecs.lookup(value).name
    except LookupError:
        raise ValueError(f"{value!r} is no encoding that Python knows") from None


Party = Annotated[PartyCode, AfterValidator(_check_party)]
"""The code of a customs territory or a bloc, or of a body in which administrations meet."""

Css = Annotated[str, Field(min_length=1), AfterValidator(_check_css)]
"""A CSS selector."""

Regex = Annotated[str, Field(min_length=1), AfterValidator(_check_regex)]
"""A regular expression, searched for (not anchored)."""

Host = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
"""A host name, without scheme, port and path."""

Encoding = Annotated[str, AfterValidator(_check_encoding)]
"""The name of a character encoding."""


class DateRule(Frozen):
    """Where a page states its publication date, and how it is written.

    `select` names the element, or `within` says that the date stands in the page's address or text. `pattern` picks
    the date out of that (its first group, or the whole match). `format` is a `strptime` format; without it the date
    is read as the source's language writes dates, day first unless `day_first` is false.
    """

    select: Css | None = None
    within: Literal["url", "text"] | None = None
    pattern: Regex | None = None
    format: str | None = None
    day_first: bool = True

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.select is None) == (self.within is None):
            raise ValueError("name one place for the date: either select = (CSS) or within = 'url' | 'text'")
        if self.within is not None and self.pattern is None:
            raise ValueError(f"a date within the {self.within} needs a pattern")
        return self


class ItemRules(Frozen):
    """How announcements are found from the index.

    link: selects the links (or the elements around them) on a listing.
    hosts: where announcements may stand beside the index's own host, with or without `www.`.
    allow: what the path and query of an announcement's address look like; without it, any page on these hosts.
    next: selects the link to the listing's next page. follow: which part-sitemaps of a sitemap index are read.
    max_pages: how many listing pages or part-sitemaps a night reads. limit: how many announcements, newest first.
    """

    link: Css | None = None
    hosts: tuple[Host, ...] = ()
    allow: Regex | None = None
    next: Css | None = None
    follow: Regex | None = None
    max_pages: int = Field(default=1, ge=1, le=100)
    limit: int = Field(default=200, ge=1, le=5000)

    def fits(self, path: str) -> bool:
        """Whether a path with its query looks like an announcement's."""
        return self.allow is None or re.search(self.allow, path) is not None


class PageRules(Frozen):
    """How an announcement is read: where its text stands, what it is encoded in, where its date is."""

    content: Css | None = None
    encoding: Encoding | None = None
    date: DateRule | None = None


class Source(Frozen):
    """One newsroom. `party` is whose it is: an ISO 3166-1 code, or a body's own code.

    status: `bundled` (a replica served by the program itself), `unverified` (declared, never seen by a live crawl)
    or `verified`. `delay` is the pause between two requests in seconds, where the site asks for a longer one.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=1)
    party: Party | None = None
    url: str
    index: Literal["feed", "sitemap", "listing"]
    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")
    tier: Tier
    status: Literal["bundled", "unverified", "verified"]
    note: str = ""
    delay: float | None = Field(default=None, ge=1, le=300)
    items: ItemRules = ItemRules()
    page: PageRules = PageRules()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.status == "bundled") != self.url.startswith(BUNDLED):
            raise ValueError(f"status 'bundled' and an address that begins with {BUNDLED} go together")
        if not host_of(self.address):
            raise ValueError(f"url {self.url!r} is no http(s) address")
        if self.index == "listing" and self.items.link is None and self.items.allow is None:
            raise ValueError("a listing needs items.link (CSS) or items.allow (regular expression)")
        return self

    @property
    def address(self) -> str:
        """Where the index is asked for. A bundled newsroom has a reserved host name that resolves nowhere else."""
        if not self.url.startswith(BUNDLED):
            return self.url
        site, _, path = self.url.removeprefix(BUNDLED).partition("/")
        return f"http://{site}{BUNDLED_HOST}/{path}"

    @property
    def host(self) -> str:
        """The host name of the index."""
        return host_of(self.address) or ""

    def owns(self, url: str) -> bool:
        """Whether an address is on one of this newsroom's hosts, so that what stands there has its tier."""
        host = host_of(url)
        return host is not None and any(same_host(host, own) for own in (self.host, *self.items.hosts))

    def allows(self, url: str) -> bool:
        """Whether an address can be one of this newsroom's announcements."""
        return self.owns(url) and self.items.fits(urlunsplit(("", "", *urlsplit(url)[2:])))


def load_sources(folder: Path | None = None) -> tuple[Source, ...]:
    """Every newsroom declared in a folder's TOML files (without one, those that come with the program), by id.

    Raises SourceError, naming the file, the key and the remedy, where a file cannot be used or an id occurs twice.
    """
    folder = SOURCES if folder is None else folder
    if not folder.is_dir():
        raise SourceError(f"{folder} is no folder of newsrooms", remedy="name a folder that holds *.toml files")
    return _unique((path, read_source(path)) for path in sorted(folder.glob("*.toml")))


def read_source(path: Path) -> Source:
    """The newsroom that one file declares; SourceError where it is broken."""
    try:
        declared = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}", remedy="make it a readable UTF-8 file") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: is no TOML: {error}", remedy="correct the line that it names") from error
    try:
        return Source.model_validate(declared)
    except ValidationError as error:
        raise _source_error(path, error) from error


def _source_error(path: Path, error: ValidationError) -> SourceError:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"]) or "the whole file"
    others = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    message = f"{path}: {key}: {first['msg'].removeprefix('Value error, ')}{others}"
    return SourceError(message, remedy=_remedy(first["type"], first["loc"]))


_ALLOWED = {
    "id": "lower-case letters and digits, with single hyphens between them",
    "name": "a name in quotes",
    "party": f"an ISO 3166-1 alpha-2 code, EU, XK, the code of another bloc, or one of {', '.join(BODIES)}",
    "url": "https://host/path, or bundled:/site/path for a replica",
    "index": "feed, sitemap or listing",
    "language": "an ISO 639-1 code such as en, or zh-Hant",
    "tier": f"one of {', '.join(Tier)}",
    "status": "bundled, unverified or verified",
    "note": "a text in quotes",
    "delay": "a number of seconds from 1 to 300",
    "items": "a table [items]",
    "page": "a table [page]",
    "date": "a table [page.date] with either select, or within and pattern",
    "link": "a CSS selector in quotes",
    "next": "a CSS selector in quotes",
    "content": "a CSS selector in quotes",
    "select": "a CSS selector in quotes",
    "allow": "a regular expression in quotes",
    "follow": "a regular expression in quotes",
    "pattern": "a regular expression in quotes",
    "hosts": 'a list of host names such as ["press.example.org"], without scheme, port and path',
    "max_pages": "a whole number from 1 to 100",
    "limit": "a whole number from 1 to 5000",
    "encoding": "an encoding's name such as utf-8 or gb18030",
    "within": "url or text",
    "format": "a strptime format such as %d.%m.%Y",
    "day_first": "true or false",
}
"""What may stand at each key of a declaration, as a remedy says it."""


def _remedy(kind: str, location: tuple[int | str, ...]) -> str:
    key = next((str(part) for part in reversed(location) if isinstance(part, str)), "")
    if kind == "missing":
        return f"add {key} = …: {_ALLOWED[key]}"
    if kind == "extra_forbidden":
        return f"remove {key}, or use one of: {', '.join(_keys(location[:-1]))}"
    return f"correct {key}: {_ALLOWED[key]}" if key in _ALLOWED else "correct the keys that it names"


def _keys(location: tuple[int | str, ...]) -> Iterable[str]:
    model: Any = {"": Source, "items": ItemRules, "page": PageRules, "date": DateRule}.get(
        str(location[-1]) if location else "", Source
    )
    return tuple(model.model_fields)


def _unique(sources: Iterable[tuple[Path, Source]]) -> tuple[Source, ...]:
    found: dict[str, tuple[Path, Source]] = {}
    for path, source in sources:
        if source.id in found:
            other = found[source.id][0]
            raise SourceError(
                f"{path}: id: {source.id!r} is taken by {other.name}", remedy="give every newsroom an id of its own"
            )
        found[source.id] = (path, source)
    return tuple(found[key][1] for key in sorted(found))
