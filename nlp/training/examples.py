"""From a marked text to what the model learns: pieces with classes, anchors with roles and links to candidates."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language as Pipeline
from tokenizers import Tokenizer

from nlp.anchors import FLAGS, LABELS, RELATIONS, Candidate, Kind
from nlp.annotations import Context, sheet
from nlp.encoding import Window, windows
from nlp.linking import Spans, candidates_of
from nlp.training.corpus import Mark, Text
from store.domain import first_day, last_day

IGNORE = -100
"""The class of pieces that the loss passes over."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A candidate in a window: what it is called in links, and its pieces."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Target:
    """An anchor to learn: its pieces, label, flags and linked keys.

    `flags` holds the flags that are known of it, by their number in FLAGS. `links` holds for each relation that applies
    the keys to link, empty for none; a relation that is missing is not learned from this anchor.
    """

    first: int
    last: int
    label: int
    flags: dict[int, bool]
    links: dict[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """One window of one text, ready to learn from."""

    text: str
    family: str
    language: str
    window: Window
    classes: list[int]
    mentions: dict[Candidate, list[Mention]]
    targets: list[Target]


def examples(pipeline: Pipeline, tokenizer: Tokenizer, text: Text) -> Iterator[Example]:
    """The examples of a text; `pipeline` finds the candidates as it does when reading."""
    doc = pipeline.make_doc(text.text)
    sheet(doc).context = Context(language=text.language, title=text.title, published=text.published)
    for _, component in pipeline.pipeline:
        doc = component(doc)
    found = candidates_of(doc)
    for window in windows(tokenizer, text.text, text.title):
        mentions = {group: _mentions(window, spans) for group, spans in found.items()}
        yield Example(
            text=text.id,
            family=text.family,
            language=text.language,
            window=window,
            classes=_classes(window, text),
            mentions=mentions,
            targets=list(_targets(window, text, mentions, sheet(doc).reading.dateline or text.published)),
        )


def _mentions(window: Window, spans: Spans) -> list[Mention]:
    found = ((key, window.pieces(start, end)) for key, start, end in spans)
    return [Mention(key, *pieces) for key, pieces in found if pieces is not None]


def label_of(mark: Mark) -> str | None:
    """The label that a mark teaches, or None where it teaches none."""
    match mark.kind:
        case "event":
            return f"event:{mark.values[0]}" if mark.values[1] in ("main", "background") else None
        case "figure":
            return f"figure:{mark.values[0]}"
        case "count":
            return f"count:{mark.values[0]}"
        case "partners":
            return f"partners:{mark.values[1]}"
        case "benefit":
            return f"benefit:{mark.values[0]}"
        case "inst" | "place":
            return mark.kind
    return None


def _classes(window: Window, text: Text) -> list[int]:
    classes = [IGNORE if a == b else 0 for a, b in window.offsets]
    for mark in text.marks:
        label = label_of(mark)
        pieces = window.pieces(mark.start, mark.end) if label else None
        if label is None or pieces is None:
            continue
        number = LABELS.index(label)
        for position in range(*pieces):
            if classes[position] != IGNORE:
                classes[position] = 1 + 2 * number + (position > pieces[0])
    return classes


def _flags(text: Text, mark: Mark, anchor_day: str | None) -> dict[int, bool]:
    """The flags that a mark settles: an act's direction in time only where the text's own day is known."""
    flags = {}
    if mark.kind == Kind.EVENT:
        flags[FLAGS.index("background")] = mark.values[1] == "background"
        date = text.linked(mark, "date")
        if date is not None and anchor_day is not None and date.values[1] != "null":
            flags[FLAGS.index("ahead")] = first_day(date.values[1]) > last_day(anchor_day)
    change = text.linked(mark, "change")
    if change is not None:
        flags[FLAGS.index("falls")] = float(change.values[1]) < 0
    return flags


def _targets(
    window: Window, text: Text, mentions: dict[Candidate, list[Mention]], anchor_day: str | None
) -> Iterator[Target]:
    for mark in text.marks:
        label = label_of(mark)
        pieces = window.pieces(mark.start, mark.end) if label else None
        if label is None or pieces is None or not window.core[0] <= mark.start < window.core[1]:
            continue
        kind = label.split(":")[0]
        if kind not in {relation.anchor for relation in RELATIONS}:
            continue
        links = {}
        for number, relation in enumerate(RELATIONS):
            if relation.anchor != kind:
                continue
            keys = _keys(text, mark, relation.name, window, mentions)
            if keys is not None:
                present = {mention.key for mention in mentions[relation.candidate]}
                if keys <= present or relation.many:
                    links[number] = frozenset(keys & present)
        yield Target(*pieces, LABELS.index(label), _flags(text, mark, anchor_day), links)


def _keys(
    text: Text, mark: Mark, relation: str, window: Window, mentions: dict[Candidate, list[Mention]]
) -> set[str] | None:
    """The keys that a mark links by a relation; None where the mark says nothing of it."""
    match relation:
        case "event_party" | "list_partner" | "figure_party":
            return set(mark.codes)
        case "list_holder":
            return {mark.values[0]}
        case "count_holder":
            return {mark.links["holder"]} if "holder" in mark.links else None
        case "figure_exporter":
            return {mark.codes[0]} if mark.values[0] in ("export", "import") and len(mark.codes) == 2 else None
        case "event_date":
            return _touching(text.linked(mark, "date"), "date" in mark.links, window, mentions[Candidate.DATE])
        case "figure_period":
            linked = text.linked(mark, "period")
            if linked is None and "period" in mark.links:
                return None
            return _touching(linked, "period" in mark.links, window, mentions[Candidate.DATE])
        case "figure_change":
            return _touching(text.linked(mark, "change"), "change" in mark.links, window, mentions[Candidate.PERCENT])
    raise AssertionError(f"unknown relation {relation!r}")


def _touching(linked: Mark | None, stated: bool, window: Window, mentions: list[Mention]) -> set[str] | None:
    """The candidate that a linked mark touches; empty where nothing is linked, None where no candidate was found."""
    if linked is None:
        return None if stated else set()
    pieces = window.pieces(linked.start, linked.end)
    if pieces is None:
        return None
    touching = [m for m in mentions if m.first < pieces[1] and m.last > pieces[0]]
    return {touching[0].key} if touching else None
