"""A page's text as its reader sees it: paragraphs of the announcement, without the page's dress."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import lxml.html
import trafilatura
from cssselect import HTMLTranslator
from lxml import etree

SEPARATOR = "\n\n"
"""What stands between two paragraphs of a text."""

_SKIPPED = frozenset({"script", "style", "noscript", "template", "nav", "form", "button", "iframe", "svg", "graphic"})
_BREAKS = frozenset({"br", "lb"})
_CELLS = frozenset({"td", "th", "cell"})
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "hi", "i", "ins"}
    | {"kbd", "label", "mark", "q", "ref", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"}
    | {"tt", "u", "var", "wbr"}
)
"""Elements (HTML's, and those of trafilatura's trees) that do not end a paragraph."""

_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u202f\u2007]+")
_SPACES_ON_A_LINE = re.compile(r"[ \t\f\v\u00a0]+")
_AROUND_BREAK = re.compile(r"[ \u3000]*\n[ \u3000]*")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def normalise(text: str) -> str:
    """A text in the one form in which it is kept: NFC, line feeds as the only line ends, no invisible characters.

    Offsets of everything that is read refer to this form; it is applied once, on the way in.
    """
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def parse(html: str) -> Any:
    """The element tree of a page, however broken; None where there is no element in it."""
    try:
        return lxml.html.fromstring(html.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def select(tree: Any, css: str) -> list[Any]:
    """The elements that a CSS selector finds, in the page's order."""
    found: list[Any] = tree.xpath(HTMLTranslator().css_to_xpath(css))
    return found


def paragraphs(element: Any) -> list[str]:
    """The paragraphs below an element. Line breaks within a paragraph are kept, a table's row is one paragraph."""
    found: list[str] = []
    line: list[str] = []

    def end_paragraph() -> None:
        text = _AROUND_BREAK.sub("\n", _SPACES_ON_A_LINE.sub(" ", "".join(line))).strip()
        line.clear()
        if text:
            found.append(normalise(text))

    def add(text: str | None) -> None:
        if text:
            line.append(_SPACES.sub(" ", text))

    def walk(node: Any) -> None:
        if not isinstance(node.tag, str) or node.tag in _SKIPPED:
            return
        is_block = node.tag not in _INLINE and node.tag not in _BREAKS and node.tag not in _CELLS
        if is_block:
            end_paragraph()
        elif node.tag in _BREAKS:
            line.append("\n")
        elif node.tag in _CELLS and "".join(line).strip():
            line.append(" | ")
        add(node.text)
        for child in node:
            walk(child)
            add(child.tail)
        if is_block:
            end_paragraph()

    walk(element)
    end_paragraph()
    return found


def body_of(tree: Any, *, content: str | None, title: str) -> str:
    """The announcement's text: what stands in the source's `content` elements, else what trafilatura takes for it.

    A first paragraph that only repeats the title is left out.
    """
    chosen = select(tree, content) if content is not None else []
    found = [text for element in chosen for text in paragraphs(element)] or _main_text(tree)
    if found and title and _same(found[0], title):
        found = found[1:]
    return SEPARATOR.join(found)


def _main_text(tree: Any) -> list[str]:
    document: Any = trafilatura.bare_extraction(tree, include_comments=False)
    found = [] if document is None or document.body is None else paragraphs(document.body)
    if len(found) == 1:
        # of a very short page trafilatura takes everything as one paragraph
        whole = paragraphs_of(select(tree, "body") or [tree])
        if "".join("".join(whole).split()) == "".join(found[0].split()):
            return whole
    return found


def title_of(tree: Any, hint: str = "") -> str:
    """The page's title: its only `h1`, else the heading that its `title` repeats, else the hint, else `title`."""
    top = select(tree, "h1")
    if len(top) == 1 and (text := line_of(top)):
        return text
    named = " ".join(paragraphs_of(select(tree, "head > title")))
    for heading in select(tree, "h1, h2, h3"):
        text = line_of([heading])
        if len(text) > 3 and text in named:
            return text
    return normalise(hint).strip() or named


def paragraphs_of(elements: Sequence[Any]) -> list[str]:
    """The paragraphs below several elements, one after the other."""
    return [text for element in elements for text in paragraphs(element)]


def line_of(elements: Sequence[Any]) -> str:
    """The text below several elements as one line."""
    return " ".join(" ".join(paragraphs_of(elements)).split())


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
