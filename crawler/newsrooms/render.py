"""The bundled newsrooms' pages: announcements and templates made into the bytes that a site sends."""

import gzip
import posixpath
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Literal, Self

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from pydantic import Field, ValidationError, model_validator

from store.domain import Frozen
from store.errors import SourceError

SITES = Path(__file__).parent / "sites"
"""The folder of the bundled newsrooms, one folder a site."""

ROBOTS = "User-agent: *\nDisallow: /print/\n"
"""What every replica asks of robots: its print versions are not to be read."""

NO_TEXT = bytes(range(256)) * 8
"""What stands behind a link whose page is no text: every byte there is."""


class Page(Frozen):
    """What a site answers at one path. `cut` sends fewer bytes than announced, as a broken connection does."""

    body: bytes
    content_type: str = "text/html"
    modified: datetime | None = None
    status: int = 200
    location: str | None = None
    cut: bool = False


class Announcement(Frozen):
    """One announcement as it is written: title, date and paragraphs, without a site's dress."""

    slug: str
    title: str
    published: date | None = None
    undated: bool = False
    listed: date | None = None
    category: str = ""
    body: str

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.published is None and self.listed is None:
            raise ValueError("give published, or undated = true and listed")
        return self

    @property
    def day(self) -> date:
        """The day that orders the announcement among others."""
        day = self.published or self.listed
        assert day is not None
        return day

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs, each possibly of several lines."""
        return tuple(paragraph.strip() for paragraph in self.body.split("\n\n") if paragraph.strip())

    @property
    def text(self) -> str:
        """What a reader of the page sees as its text."""
        return "\n\n".join(self.paragraphs)


class Index(Frozen):
    """A page that lists announcements. `further` is the path of its page n, counted from `first_further`."""

    path: str
    template: str
    content_type: str = "text/html"
    per_page: int = Field(default=1000, ge=1)
    further: str | None = None
    first_further: int = 2
    gzip: bool = False


class Broken(Frozen):
    """A link on the index that leads nowhere good, as every newsroom has one."""

    path: str
    title: str
    kind: Literal["missing", "binary", "empty"]


class Site(Frozen):
    """How a site is made: its paths, its encoding and where that is declared, how it writes dates."""

    id: str
    name: str
    language: str
    locale: str
    charset: str = "utf-8"
    declared: Literal["header", "meta", "both", "nowhere"] = "both"
    page: str
    date: str
    utc_offset: int = 0
    index: tuple[Index, ...]
    broken: Broken

    @property
    def base(self) -> str:
        """The address that the site's pages give themselves."""
        return f"http://{self.id}.example"

    def content_type(self, kind: str) -> str:
        """The Content-Type header of a page of that kind."""
        declares = self.declared in ("header", "both") and kind.startswith("text/")
        return f"{kind}; charset={self.charset}" if declares else kind


class Entry(Frozen):
    """An announcement as an index names it; `day` is null where the page shows none."""

    path: str
    title: str
    category: str = ""
    summary: str = ""
    day: date | None = None
    modified: datetime


def read_announcements(folder: Path) -> tuple[Announcement, ...]:
    """The announcements of a folder's TOML files, newest first; SourceError names a file that is broken."""
    found = []
    for path in folder.glob("*.toml"):
        try:
            found.append(Announcement(slug=path.stem, **tomllib.loads(path.read_text(encoding="utf-8"))))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
            raise SourceError(f"{path}: is no announcement: {error}", remedy="correct the file") from error
    return tuple(sorted(found, key=lambda item: (item.day, item.slug), reverse=True))


def read_site(folder: Path) -> Site:
    """How the site in a folder is made."""
    return Site.model_validate({"id": folder.name} | tomllib.loads((folder / "site.toml").read_text(encoding="utf-8")))


def page_path(site: Site, item: Announcement) -> str:
    """The path of an announcement on its site."""
    return site.page.format(slug=item.slug, day=item.day)


def render_site(folder: Path) -> dict[str, Page]:
    """Everything that a site answers, path (with query) to page."""
    site, items = read_site(folder), read_announcements(folder / "announcements")
    templates = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {
        "lines": lambda text: Markup("<br>\n").join(escape(line) for line in text.split("\n")),
        "local": lambda day: format_date(day, format=site.date, locale=site.locale),
        "rfc822": format_datetime,
    }
    entries = [_entry(site, item) for item in items]
    pages = {page_path(site, item): _announcement(site, templates, item, entries) for item in items}
    for index in site.index:
        pages |= _index(site, templates, index, _with_broken(site, entries))
    pages |= _broken(site.broken)
    pages["/robots.txt"] = Page(body=ROBOTS.encode(), content_type="text/plain")
    return pages


def render(folder: Path = SITES) -> dict[str, Mapping[str, Page]]:
    """Every bundled site, host name to its pages."""
    return {f"{path.parent.name}.example": render_site(path.parent) for path in sorted(folder.glob("*/site.toml"))}


def _moment(site: Site, day: date) -> datetime:
    return datetime.combine(day, time(9), timezone(timedelta(hours=site.utc_offset)))


def _entry(site: Site, item: Announcement) -> Entry:
    day = None if item.undated else item.published
    words = item.paragraphs[0].replace("\n", " ")
    return Entry(
        path=page_path(site, item),
        title=item.title,
        category=item.category,
        summary=words if len(words) < 120 else words[:110].rsplit(" ", 1)[0] + " [...]",
        day=day,
        modified=_moment(site, item.day),
    )


def _with_broken(site: Site, entries: Sequence[Entry]) -> list[Entry]:
    """The index's entries with the broken link among the first few, as old as the one before it."""
    place = min(3, len(entries))
    modified = entries[place - 1].modified if entries else datetime(2020, 1, 1, tzinfo=UTC)
    entry = Entry(path=site.broken.path, title=site.broken.title, day=modified.date(), modified=modified)
    return [*entries[:place], entry, *entries[place:]]


def _link_from(path: str) -> Callable[[str], str]:
    """Links as a page at that path writes them: relative, so that a site can be served at any address."""
    folder = posixpath.dirname(path.partition("?")[0]) or "/"

    def link(target: str) -> str:
        bare, mark, query = target.partition("?")
        relative = posixpath.relpath(bare, folder) + ("/" if bare.endswith("/") and bare != folder else "")
        return ("./" if bare.endswith("/") and relative == "." else relative) + mark + query

    return link


def _make(site: Site, templates: Environment, template: str, path: str, **values: object) -> bytes:
    text = templates.get_template(template).render(
        site=site,
        base=site.base,
        path=path,
        link=_link_from(path),
        meta_charset=site.charset if site.declared in ("meta", "both") else None,
        **values,
    )
    return text.encode(site.charset, "xmlcharrefreplace")


def _announcement(site: Site, templates: Environment, item: Announcement, entries: Sequence[Entry]) -> Page:
    path = page_path(site, item)
    related = [entry for entry in entries if entry.path != path][:4]
    body = _make(site, templates, "announcement.html", path, item=item, related=related)
    return Page(body=body, content_type=site.content_type("text/html"), modified=_moment(site, item.day))


def _index(site: Site, templates: Environment, index: Index, entries: Sequence[Entry]) -> dict[str, Page]:
    chunks = [entries[start : start + index.per_page] for start in range(0, len(entries), index.per_page)] or [[]]
    further = range(index.first_further, index.first_further + len(chunks) - 1)
    paths = [index.path, *((index.further or index.path).format(n=n) for n in further)]
    pages = {}
    for number, (path, chunk) in enumerate(zip(paths, chunks, strict=True)):
        following = paths[number + 1] if number + 1 < len(paths) else None
        body = _make(site, templates, index.template, path, entries=chunk, paths=paths, following=following)
        pages[path] = Page(
            body=gzip.compress(body, mtime=0) if index.gzip else body,
            content_type=index.content_type if index.gzip else site.content_type(index.content_type),
            modified=max((entry.modified for entry in entries), default=None),
        )
    return pages


def _broken(broken: Broken) -> dict[str, Page]:
    match broken.kind:
        case "missing":
            return {}
        case "binary":
            return {broken.path: Page(body=NO_TEXT)}
        case "empty":
            return {broken.path: Page(body=b"")}
