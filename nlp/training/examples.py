"""From a marked text to what the model learns: pieces with classes, anchors with roles and links to candidates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.language import Language as Pipeline
from spacy.tokens import Doc
from tokenizers import Tokenizer

from nlp.anchors import ANCHORED, FLAGS, LABELS, NODES, RELATIONS, Kind
from nlp.annotations import Context, sheet
from nlp.components.dates import anchors_of
from nlp.decoding import mentions_of, named, placed
from nlp.encoding import Window, windows
from nlp.linking import Candidates, candidates_of
from nlp.nodes import Node
from nlp.normalise.datelines import dateline_of
from nlp.normalise.resolution import resolve
from nlp.training.corpus import Mark, Text
from store.domain import first_day, last_day

IGNORE = -100
"""The class of pieces that the loss passes over."""


NOTHING = len(LABELS)
"""The label of an anchor that is none: a denied act, an amount that is no figure."""


@dataclass(frozen=True, slots=True)
class Target:
    """An anchor to learn: its node, label, flags and linked keys.

    `label` is NOTHING for what only looks like an anchor. `flags` holds the flags that are known of it, by their number
    in FLAGS. `links` holds for each relation that applies the keys to link, empty for none; a relation that is missing
    is not learned from this anchor.
    """

    node: Node
    label: int
    flags: dict[int, bool]
    links: dict[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """One window of one text, ready to learn from."""

    window: Window
    classes: list[int]
    mentions: list[Node]
    targets: list[Target]
    candidates: Candidates


def with_candidates(pipeline: Pipeline, text: Text, words: str) -> Doc:
    """Words of a text (its body, its title) as a Doc with candidates."""
    doc = pipeline.make_doc(words)
    sheet(doc).context = Context(language=text.language, title=text.title, published=text.published)
    for _, component in pipeline.pipeline:
        doc = component(doc)
    return doc


def examples(pipeline: Pipeline, tokenizer: Tokenizer, text: Text) -> Iterator[Example]:
    """The examples of a text; `pipeline` finds the candidates as it does when reading."""
    doc = with_candidates(pipeline, text, text.text)
    found = candidates_of(doc)
    acts = [mark.start for mark in text.of("event")]
    reading = sheet(doc).reading
    dateline = dateline_of(text.text, reading.dates, text.published, acts)
    day = dateline.day if dateline else None
    sheet(doc).reading = replace(reading, dateline=day)
    ahead = {mark.start: _ahead(doc, text, mark, day or text.published) for mark in text.of("event")}
    for window in windows(tokenizer, text.text, text.title):
        mentions = list(mentions_of(window, found))
        yield Example(
            window=window,
            classes=_classes(window, text),
            mentions=mentions,
            targets=list(_targets(window, text, found, mentions, ahead)),
            candidates=found,
        )


def label_of(mark: Mark) -> str | None:
    """The label that a mark teaches, or None where it teaches none."""
    match mark.kind:
        case "event":
            return f"event:{mark.values[0]}" if mark.asserted else None
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


def _ahead(doc: Doc, text: Text, mark: Mark, anchor_day: str | None) -> bool | None:
    """Whether an act's date has to be read as one ahead of the text; None where that is unknown."""
    date = text.linked(mark, "date")
    if date is None or date.values[1] == "null":
        return None
    for mention in sheet(doc).reading.dates:
        if mention.start < date.end and date.start < mention.end:
            anchors = anchors_of(doc, mention)
            behind, ahead = (
                resolve(mention, anchors, future=future).value == date.values[1] for future in (False, True)
            )
            if behind != ahead:
                return ahead
    return None if anchor_day is None else first_day(date.values[1]) > last_day(anchor_day)


def _flags(text: Text, mark: Mark, ahead: bool | None) -> dict[int, bool]:
    """The flags that a mark settles."""
    flags = {}
    if mark.kind == Kind.EVENT:
        flags[FLAGS.index("background")] = mark.values[1] == "background"
        if ahead is not None:
            flags[FLAGS.index("ahead")] = ahead
    change = text.linked(mark, "change")
    if change is not None:
        flags[FLAGS.index("falls")] = float(change.values[1]) < 0
    return flags


def _targets(
    window: Window, text: Text, found: Candidates, mentions: list[Node], ahead: Mapping[int, bool | None]
) -> Iterator[Target]:
    """The marked anchors of a window, then what is none: denied and conditional acts, amounts that are no figures.

    An act that is told by a party's name is learned where the name stands; the other names beside acts are none.
    """
    marked: list[tuple[int, int]] = []
    names, told = named(mentions), set[Node]()
    for mark in text.marks:
        label = label_of(mark)
        pieces = window.pieces(mark.start, mark.end)
        kind = mark.kind if label is None else label.split(":")[0]
        if pieces is None or kind not in ANCHORED or not window.core[0] <= mark.start < window.core[1]:
            continue
        marked.append((mark.start, mark.end))
        node = placed(Node(NODES.index(kind), *pieces, found.sentence(mark.start)), names)
        if node in told:
            continue
        told.add(node)
        if label is None:
            yield Target(node, NOTHING, {}, {})
            continue
        links = {}
        for number, relation in enumerate(RELATIONS):
            if relation.anchor != kind:
                continue
            group = [m for m in mentions if m.type == NODES.index(relation.candidate)]
            keys = _keys(text, mark, relation.name, window, group)
            if keys is not None:
                present = {mention.key for mention in group}
                if keys <= present or relation.many:
                    links[number] = frozenset(keys & present)
        yield Target(node, LABELS.index(label), _flags(text, mark, ahead.get(mark.start)), links)
    acts = {node.sentence for node in told if node.kind == Kind.EVENT}
    for name in names:
        if name.sentence in acts and name not in told:
            yield Target(name, NOTHING, {}, {})
    for start, end in found.amounts:
        pieces = window.pieces(start, end)
        if pieces is not None and not any(a < end and start < b for a, b in marked):
            yield Target(Node(NODES.index(Kind.FIGURE), *pieces, found.sentence(start)), NOTHING, {}, {})


def _keys(text: Text, mark: Mark, relation: str, window: Window, mentions: list[Node]) -> set[str] | None:
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
            return _touching(text.linked(mark, "date"), "date" in mark.links, window, mentions)
        case "figure_period":
            linked = text.linked(mark, "period")
            if linked is None and "period" in mark.links:
                return None
            return _touching(linked, "period" in mark.links, window, mentions)
        case "figure_change":
            return _touching(text.linked(mark, "change"), "change" in mark.links, window, mentions)
    raise AssertionError(f"unknown relation {relation!r}")


def _touching(linked: Mark | None, stated: bool, window: Window, mentions: list[Node]) -> set[str] | None:
    """The candidate that a linked mark touches; empty where nothing is linked, None where no candidate was found."""
    if linked is None:
        return None if stated else set()
    pieces = window.pieces(linked.start, linked.end)
    if pieces is None:
        return None
    touching = [m for m in mentions if m.first < pieces[1] and m.last > pieces[0]]
    return {touching[0].key} if touching else None
