"""Dates: expressions found, and the anchors that relative ones are counted from."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind
from nlp.annotations import PartySpan, language_of, sheet
from nlp.components.links import without
from nlp.lang.language import Language as Words
from nlp.normalise.datelines import dateline_of
from nlp.normalise.dates import DateReader
from nlp.normalise.mentions import Anchors, DateMention
from nlp.normalise.resolution import resolve
from nlp.normalise.spans import FISCAL_START
from nlp.normalise.told import RULES as COUNTED
from nlp.tokens import Tokens

_STATED = ("calendar", "era", "range")
"""Forms of dates that may state their year."""
_FISCAL_PARTY_WITHIN = 3
"""Characters between a party's name and the fiscal year that is its own: "India's fiscal year 2022-23"."""


@cache
def _reader(language: Words) -> DateReader:
    return DateReader(language)


@Language.component("dates")
def dates(doc: Doc) -> Doc:
    """Find the date expressions of a relevant Doc."""
    slot = sheet(doc)
    if not slot.reading.relevant:
        return doc
    found, tokens = _reader(language_of(doc)).find(slot.text), Tokens(doc)
    mentions = tuple(_with_party(m, slot.reading.parties) for m in found if tokens.span(m.start, m.end) is not None)
    slot.reading = replace(slot.reading, dates=mentions)
    return doc


@Language.component("dateline")
def dateline(doc: Doc) -> Doc:
    """Find the dateline of a relevant Doc: a date at its head that is not that of an act told before it.

    Where it stands apart no act takes it for its own day, which the text then leaves unsaid.
    """
    slot = sheet(doc)
    if slot.reading.relevant:
        reading = slot.reading
        acts = [anchor.start for anchor in reading.anchors if anchor.kind == Kind.EVENT]
        found = dateline_of(slot.text, reading.dates, slot.context.published, acts)
        if found is not None:
            slot.reading = replace(reading, dateline=found.day, anchors=_without_day(found.apart, reading.anchors))
    return doc


def _without_day(apart: DateMention | None, anchors: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
    """The anchors, none of them on the day of the page itself."""
    return anchors if apart is None else tuple(without(a, "event_date", str(apart.start)) for a in anchors)


def _with_party(mention: DateMention, parties: Sequence[PartySpan]) -> DateMention:
    """A fiscal year as that of the party named in or just before its words."""
    if mention.party is not None or not (mention.fiscal or mention.form == "fiscal"):
        return mention
    named = [p for p in parties if len(p.codes) == 1 and p.codes[0] in FISCAL_START and p.start < mention.end]
    if named and named[-1].end >= mention.start - _FISCAL_PARTY_WITHIN:
        return replace(mention, party=named[-1].codes[0])
    return mention


def anchors_of(doc: Doc, mention: DateMention) -> Anchors:
    """What a mention of this Doc is counted from: dateline, page date, or a date that title or text states."""
    slot = sheet(doc)
    anchors = _anchors(doc, mention)
    if mention.form not in COUNTED and not mention.same_year:
        return anchors
    told: tuple[str, ...] = ()
    for earlier in slot.reading.dates:
        if earlier.start >= mention.start:
            break
        value = resolve(earlier, replace(_anchors(doc, earlier), told=told)).value
        told += (value,) if value else ()
    return replace(anchors, told=told)


def _anchors(doc: Doc, mention: DateMention) -> Anchors:
    slot = sheet(doc)
    anchors = Anchors(published=slot.context.published, dateline=slot.reading.dateline)
    if anchors.day is not None:
        return anchors
    stated = _stated(slot.reading.dates, mention)
    if anchors.precision == 0:
        return replace(anchors, text=_title_date(slot.context.title, language_of(doc)) or stated)
    if stated is not None and stated.startswith(slot.context.published or ""):
        return replace(anchors, text=stated)
    return anchors


def _stated(mentions: Sequence[DateMention], mention: DateMention) -> str | None:
    """The date stated with its year that a mention leans on: the last before it, else the first month or day after it.

    Words like "yesterday" and "this year" lean on the first day, else month, in the text; never on a bare year, which
    is more often that of a figure or a foundation.
    """
    stated = [
        (m.start, value)
        for m in mentions
        if m.year is not None and m.form in _STATED and (value := resolve(m, Anchors()).value)
    ]
    if mention.form not in _STATED:
        fine = [value for _, value in stated if len(value) >= 7]
        return next((value for value in fine if len(value) == 10), fine[0] if fine else None)
    earlier = [value for start, value in stated if start < mention.start]
    later = [value for start, value in stated if start > mention.start and len(value) >= 7]
    return earlier[-1] if earlier else later[0] if later else None


@lru_cache(maxsize=256)
def _title_date(title: str, language: Words) -> str | None:
    """The date that a title names with its year: "Customs Digest, April 2019"."""
    values = [resolve(m, Anchors()).value for m in _reader(language).find(title) if m.year is not None]
    return next((value for value in values if value), None)
