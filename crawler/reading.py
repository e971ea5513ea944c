"""A page's bytes made into a document: decoded, cleaned, dated, its language told."""

import re
from datetime import UTC, datetime

from crawler.dates import from_markup, stated
from crawler.declarations import PageRules, Source
from crawler.decoding import Tell, decode, silence
from crawler.guards import check_page
from crawler.paragraphs import body_of, parse, title_of
from nlp.languages import identify
from store.documents import document_id
from store.domain import OFFICIAL, Document, PartialDate, Tier, sha256
from store.errors import ReadingError

SHORT = 80
"""Below this many characters a text is too short to tell its language from its source's."""

_CLOSED = tuple(
    (f"</{element}>", re.compile(rf"<{element}[\s>]", re.IGNORECASE), re.compile(rf"</{element}\s*>", re.IGNORECASE))
    for element in ("html", "body")
)


def read_page(
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    source: Source | None = None,
    title: str = "",
    announced: PartialDate | None = None,
    fetched_at: datetime | None = None,
    tell: Tell = silence,
) -> Document:
    """The document that a fetched page holds.

    `source` brings its own rules for text, date and encoding. `title` and `announced` are the title and the
    publication date that the index gave, used where the page itself states none. `tell` is told of an encoding that
    had to be guessed and of a page that is cut short. Raises ReadingError, naming the page and the remedy, for an
    empty page, one without text, and one that is no page.
    """
    rules = PageRules() if source is None else source.page
    check_page(body, url=url, content_type=content_type)
    html = decode(body, content_type=content_type, encoding=rules.encoding, url=url, tell=tell)
    if (missing := _cut_before(html)) is not None:
        tell(f"the page ends before {missing}; what came was read")
    tree = parse(html)
    if tree is None:
        raise ReadingError(f"{url}: there is no text on the page", remedy="open it in a browser; it may need a script")
    heading = title_of(tree, title)
    language = source.language if source is not None else "en"
    published = (
        stated(rules.date, tree=tree, text=tree.text_content(), url=url, language=language) if rules.date else None
    )
    published = published or announced or from_markup(html, url)
    text = body_of(tree, content=rules.content, title=heading)
    if not text:
        raise ReadingError(f"{url}: there is no text on the page", remedy="open it in a browser; it may need a script")
    return Document(
        id=document_id(url, text),
        url=url,
        title=heading,
        text=text,
        language=source.language if source is not None and len(text) < SHORT else identify(text),
        published=published,
        source=None if source is None else source.id,
        issuer=source.party if source is not None and source.tier in OFFICIAL else None,
        tier=Tier.OTHER if source is None else source.tier,
        fetched_at=fetched_at,
        body_sha256=sha256(body),
    )


def read_html(body: bytes, url: str, *, content_type: str = "", tell: Tell = silence) -> Document:
    """The document that a page's bytes hold, without a source's rules; `url` names the page (any name will do)."""
    return read_page(body, url=url, content_type=content_type, fetched_at=datetime.now(UTC), tell=tell)


def _cut_before(html: str) -> str | None:
    """The end tag that a page lacks although it opens the element; None where it is whole."""
    return next((tag for tag, start, end in _CLOSED if start.search(html) and not end.search(html)), None)
