"""When a page was published: by the source's own rule, by its index, by what the page states, or not at all."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import dateparser
from htmldate import find_date

from crawler.declarations import DateRule
from crawler.paragraphs import paragraphs_of, select

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


def stated(rule: DateRule, *, tree: Any, text: str, url: str, language: str) -> str | None:
    """The date that a source's rule finds, as `YYYY-MM-DD`; None where the page has none."""
    match rule.within:
        case "url":
            words = url
        case "text":
            words = text
        case None:
            words = " ".join(paragraphs_of(select(tree, rule.select or "")))
    if rule.pattern is not None:
        found = re.search(rule.pattern, words)
        words = (found[1] if found.re.groups else found[0]) if found else ""
    return read_date(words, language=language, format=rule.format, day_first=rule.day_first)


def read_date(words: str, *, language: str, format: str | None = None, day_first: bool = True) -> str | None:
    """A written date as `YYYY-MM-DD`, month names in the language or in English; None where it is no whole date."""
    words = " ".join(words.split())
    if not words:
        return None
    if format is None and (iso := _ISO.match(words)):
        return _valid(iso[0])
    parsed = dateparser.parse(
        words,
        languages=list(dict.fromkeys((language, "en"))),
        date_formats=[format] if format else None,
        settings={
            "DATE_ORDER": "DMY" if day_first else "MDY",
            "PREFER_LOCALE_DATE_ORDER": False,
            "STRICT_PARSING": True,
            "PARSERS": ["custom-formats"] if format else ["absolute-time"],
        },
    )
    return None if parsed is None else parsed.date().isoformat()


def from_markup(html: str, url: str) -> str | None:
    """The original date that a page's metadata, address or markup states (by htmldate), never a guess from its text."""
    latest = datetime.now(UTC) + timedelta(days=1)
    found: str | None = find_date(
        html, original_date=True, extensive_search=False, url=url or None, max_date=latest.date().isoformat()
    )
    return found


def _valid(iso: str) -> str | None:
    try:
        return datetime.fromisoformat(iso).date().isoformat()
    except ValueError:
        return None
