"""Dates: expressions found, and the dateline that relative ones are counted from."""

import re
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import CUES, sheet
from nlp.backends.rules import language_of
from nlp.components.acts import TRIGGERS
from nlp.normalise.dates import Anchors, DateMention, DateReader, resolve

_DATELINE_WITHIN = 110
_AFTER_DATELINE = re.compile(r"[\s)）\]】]*(?:[-–—:：.。|/]|电|電|讯|訊|消息|[(（]|\n|$|,?\s*\(?[A-Z]{2,}\)?\s*[-–—])")
_BEFORE_DATELINE = re.compile(r"^[^.。!?]{0,90}$", re.DOTALL)


@cache
def _reader(code: str) -> DateReader:
    from nlp.lang import get

    return DateReader(get(code))


@Language.component("dates")
def dates(doc: Doc) -> Doc:
    """Find the date expressions and the dateline of a relevant Doc."""
    slot = sheet(doc)
    if not slot.reading.relevant:
        return doc
    mentions = tuple(_reader(language_of(doc).code).find(doc.text))
    mentions = tuple(m for m in mentions if doc.char_span(m.start, m.end) is not None)
    told_from = min((s.start_char for s in doc.spans.get(CUES, ()) if s.label_ in TRIGGERS), default=len(doc.text))
    dateline, end = _dateline(doc.text, mentions, slot.context.published, told_from)
    slot.reading = replace(slot.reading, dates=mentions, dateline=dateline, dateline_end=end)
    return doc


def _dateline(
    text: str, mentions: tuple[DateMention, ...], published: str | None, told_from: int
) -> tuple[str | None, int]:
    """The day that the text is dated, and where that ends: a date at the beginning, before any act is told."""
    for mention in mentions:
        if mention.start > _DATELINE_WITHIN:
            return None, 0
        if mention.form != "calendar" or mention.day is None or mention.month is None:
            continue
        if told_from <= mention.start or not _BEFORE_DATELINE.match(text[: mention.start]):
            return None, 0
        if not _AFTER_DATELINE.match(text, mention.end):
            continue
        context = next((m.year for m in mentions if m.year is not None), None)
        resolved = resolve(mention, Anchors(published=published, context_year=context))
        return resolved.value, mention.end
    return None, 0


def anchors_of(doc: Doc, mention: DateMention) -> Anchors:
    """What a mention of this Doc is counted from: dateline, page date, or the last year stated before it."""
    slot = sheet(doc)
    earlier = [m.year for m in slot.reading.dates if m.year is not None and m.start < mention.start]
    later = [m.year for m in slot.reading.dates if m.year is not None]
    context = earlier[-1] if earlier else later[0] if later else None
    return Anchors(published=slot.context.published, dateline=slot.reading.dateline, context_year=context)
