"""From an encoder's states to anchors: classes decoded to stretches of text, which the linker judges and links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from nlp.anchors import ANCHORED, FLAGS, LABELS, NODES, RELATIONS, Anchor, Candidate, Kind, in_order
from nlp.encoding import Window
from nlp.linking import Candidates
from nlp.nodes import Node, Whole

Array = npt.NDArray[np.float32]

STRETCH = 0.2
"""The probability of a label from which a stretch of text is looked at again; the second judgement decides."""

POSSIBLE = 0.1
"""The score from which an anchor is told at all; what else its text tells decides whether it is kept."""

NAMED = 0.02
"""The tagger's probability of an act from which a name is judged as one in a sentence that tells no act otherwise."""

_KIND_OF_LABEL = np.array([NODES.index(k) if (k := label.split(":")[0]) in ANCHORED else -1 for label in LABELS])


def softmax(x: Array) -> Array:
    """Probabilities along the last axis."""
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def sigmoid(x: Array) -> Array:
    """Probability of a score."""
    result = 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))
    return result.astype(np.float32)


class Linker(Protocol):
    """What judges and links the anchors of a window: label scores, flags, scores of no link, scores of links."""

    def __call__(self, states: Array, nodes: Sequence[Node], anchors: int) -> tuple[Array, Array, Array, Array]:
        """(anchors, labels + 1), (anchors, FLAGS), (anchors, relations), (relations, anchors, nodes) as raw scores.

        The first `anchors` of the nodes are judged as anchors; what is linked are those that are candidates.
        """


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces that the tagger labels alike: first, one past the last, the label's number, its highest probability."""

    first: int
    last: int
    label: int
    score: float


def stretches(scores: Array, window: Window, threshold: float = STRETCH) -> list[Stretch]:
    """The labelled stretches of a window from class scores (pieces, CLASSES), by the most probable label."""
    probabilities = softmax(scores)
    # Begin and inside are one label's; which of them it is decides only where one stretch ends and the next begins.
    labels = probabilities[:, 1::2] + probabilities[:, 2::2]
    best = labels.argmax(axis=1)
    top = labels[np.arange(len(best)), best]
    found: list[Stretch] = []
    position, stop = window.first, len(window.ids) - 1
    while position < stop:
        if top[position] < threshold:
            position += 1
            continue
        label = int(best[position])
        last = position + 1
        while (
            last < stop
            and best[last] == label
            and top[last] >= threshold
            and probabilities[last, 2 + 2 * label] >= probabilities[last, 1 + 2 * label]
        ):
            last += 1
        found.append(Stretch(position, last, label, float(top[position:last].max())))
        position = last
    return found


def mentions_of(window: Window, candidates: Candidates) -> Iterator[Node]:
    """The candidates that lie in a window or in the title before it, as nodes; the title is sentence 0."""
    for key, start, end in candidates.titled:
        pieces = window.title_pieces(start, end)
        if pieces is not None:
            yield Node(NODES.index(Candidate.PARTY), *pieces, 0, key)
    for group in Candidate:
        for key, start, end in candidates.spans[group]:
            pieces = window.pieces(start, end)
            if pieces is not None:
                yield Node(NODES.index(group), *pieces, candidates.sentence(start), key)


def amounts_of(window: Window, candidates: Candidates) -> Iterator[Node]:
    """The amounts that lie in a window, as anchors that may be figures."""
    for start, end in candidates.amounts:
        pieces = window.pieces(start, end)
        if pieces is not None:
            yield Node(NODES.index(Kind.FIGURE), *pieces, candidates.sentence(start))


def named(mentions: Sequence[Node]) -> list[Node]:
    """The names of parties in the text itself, each once: one that stands for several parties is several mentions."""
    party = NODES.index(Candidate.PARTY)
    names = {(m.first, m.last): m for m in reversed(mentions) if m.type == party and m.sentence}
    return list(reversed(names.values()))


def placed(anchor: Node, names: Sequence[Node]) -> Node:
    """Where an anchor is judged: an act at the first name that it touches, everything else where it stands."""
    if anchor.kind != Kind.EVENT:
        return anchor
    return next((name for name in names if name.touches(anchor.first, anchor.last)), anchor)


def anchors_of(window: Window, states: Array, scores: Array, candidates: Candidates, linker: Linker) -> list[Anchor]:
    """The anchors of a window, with their links; only those that stand in its core.

    states (pieces, hidden) and scores (pieces, CLASSES) are the encoder's.
    """
    found = stretches(scores, window)
    plain = [s for s in found if _KIND_OF_LABEL[s.label] < 0 and s.score >= POSSIBLE]
    anchors = [_plain(window, s) for s in plain]
    labels = softmax(scores)
    labels = labels[:, 1::2] + labels[:, 2::2]
    mentions = list(mentions_of(window, candidates))
    # An amount is judged whether the tagger took it for a figure or not; what is no amount is no figure.
    staged = [
        Node(int(_KIND_OF_LABEL[s.label]), s.first, s.last, candidates.sentence(window.offsets[s.first][0]))
        for s in found
        if _KIND_OF_LABEL[s.label] >= 0 and not LABELS[s.label].startswith(Kind.FIGURE)
    ]
    acts = {node.sentence for node in staged if node.kind == Kind.EVENT}
    probable = labels[:, NODES.index(Kind.EVENT) == _KIND_OF_LABEL].sum(axis=1)
    names = [
        name for name in named(mentions) if name.sentence in acts or probable[name.first : name.last].max() >= NAMED
    ]
    nodes = [node for node in staged if placed(node, names) is node]
    nodes += [*amounts_of(window, candidates), *names]
    if nodes:
        tagged = np.stack([labels[node.first : node.last].max(axis=0) for node in nodes])
        asked = set(names)
        others = [mention for mention in mentions if mention not in asked]
        anchors += _judged(window, states, nodes, others, tagged, linker)
    return list(in_order(a for a in anchors if window.core[0] <= a.start < window.core[1]))


def _plain(window: Window, s: Stretch) -> Anchor:
    return Anchor(window.offsets[s.first][0], window.offsets[s.last - 1][1], LABELS[s.label], s.score)


def _judged(
    window: Window, states: Array, anchors: list[Node], others: list[Node], tagged: Array, linker: Linker
) -> Iterator[Anchor]:
    nodes = [*anchors, *others]
    values, said, nothing, linked = linker(states, nodes, len(anchors))
    flags = sigmoid(said)
    rows = {group: [i for i, node in enumerate(nodes) if node.type == NODES.index(group)] for group in Candidate}
    keys = {group: list(dict.fromkeys(nodes[i].key for i in rows[group])) for group in Candidate}
    owners = {group: np.array([keys[group].index(nodes[i].key) for i in rows[group]], dtype=np.int64) for group in rows}
    for index, node in enumerate(anchors):
        own = np.flatnonzero(NODES.index(node.kind) == _KIND_OF_LABEL)
        judged = softmax(values[index, [*own, len(LABELS)]])[:-1]
        best = int((np.log(judged + 1e-9) + np.log(tagged[index, own] + 1e-3)).argmax())
        # Where tagger and linker disagree about the rung of an act, neither is to be sure of it.
        trusted = own[best : best + 1] if node.kind == Kind.EVENT else own
        score = float(np.sqrt(judged[best] * max(float(judged[best]) / 2, float(tagged[index, trusted].sum()))))
        if score < POSSIBLE:
            continue
        links = {}
        for number, relation in enumerate(RELATIONS):
            if relation.anchor != node.kind:
                continue
            group = relation.candidate
            scores = linked[number, index, rows[group]]
            links[relation.name] = _linked(
                scores, owners[group], keys[group], float(nothing[index, number]), many=relation.many
            )
        yield Anchor(
            start=window.offsets[node.first][0],
            end=window.offsets[node.last - 1][1],
            label=LABELS[own[best]],
            score=min(score, 1.0),
            flags={flag: float(flags[index, number]) for number, flag in enumerate(FLAGS)},
            links=links,
        )


def _linked(scores: Array, owner: Whole, keys: list[str], nothing: float, *, many: bool) -> list[tuple[str, float]]:
    """Keys with their probabilities, most probable first; a key's score is that of its best mention."""
    best = np.full(len(keys), -np.inf, dtype=np.float32)
    np.maximum.at(best, owner, scores)
    if many:
        probabilities = sigmoid(best)
    else:
        probabilities = softmax(np.concatenate([best, np.array([nothing], dtype=np.float32)]))[: len(keys)]
    return sorted(zip(keys, (float(p) for p in probabilities), strict=True), key=lambda pair: -pair[1])
