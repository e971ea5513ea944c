"""From an encoder's states to anchors: classes decoded to stretches of text, then judged and linked, all in numpy.

The heads are small and run in float32 beside any encoder, so that the ONNX and the torch backend decode alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.anchors import ANCHORED, FLAGS, LABELS, NODES, RELATIONS, Anchor, Candidate, Kind
from nlp.encoding import Window
from nlp.linking import Candidates

Array = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

STRETCH = 0.2
"""The probability of a label from which a stretch of text is looked at again; the second judgement decides."""

KEPT = 0.5
"""The score from which an anchor is kept; what is doubtful is kept and shown as such."""

REACHES, SENTENCES = 16, 11
"""Classes of distance in pieces and in sentences between two nodes."""

_KIND_OF_LABEL = np.array([NODES.index(k) if (k := label.split(":")[0]) in ANCHORED else -1 for label in LABELS])


@dataclass(frozen=True, slots=True)
class Heads:
    """The linker's weights, by the names under which training saves them."""

    weights: Mapping[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.weights[name]

    def linear(self, name: str, x: Array) -> Array:
        """A linear layer."""
        result: Array = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return result

    def norm(self, name: str, x: Array) -> Array:
        """A layer's normalisation."""
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        result: Array = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return result


@dataclass(frozen=True, slots=True)
class Node:
    """An anchor or candidate among others of its window: its number in NODES, its pieces, its sentence.

    key: a candidate's key; empty for an anchor.
    """

    type: int
    first: int
    last: int
    sentence: int
    key: str = ""


def softmax(x: Array) -> Array:
    """Probabilities along the last axis."""
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def sigmoid(x: Array) -> Array:
    """Probability of a score."""
    result = 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))
    return result.astype(np.float32)


def relu(x: Array) -> Array:
    """What is above zero."""
    result: Array = np.maximum(x, 0)
    return result


def reaches(nodes: Sequence[Node]) -> Whole:
    """Classes of distance (nodes, nodes) between first pieces: 0…7 behind the row's node, 8…15 before it."""
    places = np.array([node.first for node in nodes])
    distance = places[None, :] - places[:, None]
    size = np.clip(np.floor(np.log2(np.maximum(np.abs(distance), 1))), 0, 7).astype(np.int64)
    classes: Whole = size + np.where(distance < 0, 8, 0)
    return classes


def apart(nodes: Sequence[Node]) -> Whole:
    """Classes of distance (nodes, nodes) in sentences, from five or more before (0) to five or more behind (10)."""
    places = np.array([node.sentence for node in nodes])
    classes: Whole = np.clip(places[None, :] - places[:, None], -5, 5) + 5
    return classes


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
    """The candidates that lie in a window, as nodes."""
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


def anchors_of(window: Window, states: Array, scores: Array, candidates: Candidates, heads: Heads) -> list[Anchor]:
    """The anchors of a window, with their links; only those that stand in its core.

    states (pieces, hidden) and scores (pieces, CLASSES) are the encoder's.
    """
    found = stretches(scores, window)
    plain = [s for s in found if _KIND_OF_LABEL[s.label] < 0 and s.score >= KEPT]
    anchors = [_plain(window, s) for s in plain]
    # An amount is judged whether the tagger took it for a figure or not; what is no amount is no figure.
    staged = [s for s in found if _KIND_OF_LABEL[s.label] >= 0 and not LABELS[s.label].startswith(Kind.FIGURE)]
    labels = softmax(scores)
    labels = labels[:, 1::2] + labels[:, 2::2]
    nodes = [
        Node(int(_KIND_OF_LABEL[s.label]), s.first, s.last, candidates.sentence(window.offsets[s.first][0]))
        for s in staged
    ]
    nodes += amounts_of(window, candidates)
    if nodes:
        tagged = np.stack([labels[node.first : node.last].max(axis=0) for node in nodes])
        anchors += _judged(window, states, nodes, list(mentions_of(window, candidates)), tagged, heads)
    return sorted((a for a in anchors if window.core[0] <= a.start < window.core[1]), key=lambda a: (a.start, a.end))


def _plain(window: Window, s: Stretch) -> Anchor:
    return Anchor(window.offsets[s.first][0], window.offsets[s.last - 1][1], LABELS[s.label], s.score)


def _judged(
    window: Window, states: Array, anchors: list[Node], mentions: list[Node], tagged: Array, heads: Heads
) -> Iterator[Anchor]:
    nodes = [*anchors, *mentions]
    near, sentences = reaches(nodes), apart(nodes)
    hidden = together(states, nodes, near, sentences, heads)
    count = len(anchors)
    values = heads.linear("value", hidden[:count])
    flags = sigmoid(heads.linear("flags", hidden[:count]))
    nothing = heads.linear("nothing", hidden[:count])
    keys = [list(dict.fromkeys(m.key for m in mentions if m.type == NODES.index(group))) for group in Candidate]
    linked = link_scores(hidden, near, sentences, heads)
    for index, node in enumerate(anchors):
        own = np.flatnonzero(node.type == _KIND_OF_LABEL)
        judged = softmax(values[index, [*own, len(LABELS)]])[:-1]
        best = int((np.log(judged + 1e-9) + np.log(tagged[index, own] + 1e-3)).argmax())
        score = float(np.sqrt(judged[best] * max(float(judged[best]) / 2, float(tagged[index, own].sum()))))
        if score < KEPT:
            continue
        links = {}
        for number, relation in enumerate(RELATIONS):
            if relation.anchor != NODES[node.type]:
                continue
            group = list(Candidate).index(relation.candidate)
            rows = [count + i for i, m in enumerate(mentions) if m.type == NODES.index(relation.candidate)]
            owner = np.array([keys[group].index(nodes[i].key) for i in rows], dtype=np.int64)
            links[relation.name] = _linked(
                linked[number, index, rows], owner, keys[group], float(nothing[index, number]), many=relation.many
            )
        yield Anchor(
            start=window.offsets[node.first][0],
            end=window.offsets[node.last - 1][1],
            label=LABELS[own[best]],
            score=min(score, 1.0),
            flags={flag: float(flags[index, number]) for number, flag in enumerate(FLAGS)},
            links=links,
        )


def together(states: Array, nodes: Sequence[Node], near: Whole, sentences: Whole, heads: Heads) -> Array:
    """Nodes (nodes, units) after each has seen all others; near and sentences are their `reaches` and `apart`."""
    pooled = np.stack([states[node.first : node.last].mean(axis=0) for node in nodes])
    x = heads.linear("project", pooled + heads["kind.weight"][[node.type for node in nodes]])
    layer = 0
    while f"layers.{layer}.ask.weight" in heads.weights:
        name = f"layers.{layer}"
        asked = heads.norm(f"{name}.before", x)
        q, k, v = (_split(part, heads, name) for part in np.split(heads.linear(f"{name}.ask", asked), 3, axis=-1))
        weight = q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(q.shape[-1]))
        weight += heads[f"{name}.reach.weight"][near].transpose(2, 0, 1)
        weight += heads[f"{name}.apart.weight"][sentences].transpose(2, 0, 1)
        mixed = (softmax(weight) @ v).transpose(1, 0, 2).reshape(x.shape)
        x = x + heads.linear(f"{name}.mix", mixed)
        inner = relu(heads.linear(f"{name}.up", heads.norm(f"{name}.between", x)))
        x = x + heads.linear(f"{name}.down", inner)
        layer += 1
    return heads.norm("after", x)


def _split(part: Array, heads: Heads, name: str) -> Array:
    """(nodes, units) to (heads, nodes, units of a head)."""
    number = heads[f"{name}.reach.weight"].shape[1]
    split: Array = part.reshape(len(part), number, -1).transpose(1, 0, 2)
    return split


def link_scores(hidden: Array, near: Whole, sentences: Whole, heads: Heads) -> Array:
    """Scores (relations, nodes, nodes): row is the anchor, column the candidate."""
    left = np.einsum("nd,rde->rne", hidden, heads["left"], optimize=True)
    right = np.einsum("nd,rde->rne", hidden, heads["right"], optimize=True)
    scored: Array = left @ right.transpose(0, 2, 1) / np.float32(np.sqrt(left.shape[-1]))
    scored = scored + heads.linear("by_candidate", hidden).T[:, None, :]
    scored = scored + heads["reach.weight"][near].transpose(2, 0, 1)
    return scored + heads["apart.weight"][sentences].transpose(2, 0, 1)


def _linked(scores: Array, owner: Whole, keys: list[str], nothing: float, *, many: bool) -> list[tuple[str, float]]:
    """Keys with their probabilities, most probable first; a key's score is that of its best mention."""
    best = np.full(len(keys), -np.inf, dtype=np.float32)
    np.maximum.at(best, owner, scores)
    if many:
        probabilities = sigmoid(best)
    else:
        probabilities = softmax(np.concatenate([best, np.array([nothing], dtype=np.float32)]))[: len(keys)]
    return sorted(zip(keys, (float(p) for p in probabilities), strict=True), key=lambda pair: -pair[1])
