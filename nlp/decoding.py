"""From an encoder's states to anchors: classes decoded to stretches of text, links scored, all in numpy.

The heads are small and run in float32 beside any encoder, so that the ONNX and the torch backend decode alike.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.anchors import FLAGS, LABELS, RELATIONS, Anchor, Candidate
from nlp.encoding import Window

Array = npt.NDArray[np.float32]

THRESHOLD = 0.35
"""The probability of a label from which a stretch becomes an anchor; what is doubtful is kept and shown as such."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The linker's weights, by the names under which training saves them."""

    weights: Mapping[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.weights[name]


def gelu(x: Array) -> Array:
    """The exact Gaussian error linear unit."""
    erf = np.vectorize(math.erf, otypes=[np.float32])
    result: Array = x * 0.5 * (1.0 + erf(x / np.float32(math.sqrt(2.0))))
    return result


def softmax(x: Array) -> Array:
    """Probabilities along the last axis."""
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def sigmoid(x: Array) -> Array:
    """Probability of a score."""
    result = 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))
    return result.astype(np.float32)


def buckets(anchors: npt.NDArray[np.int64], candidates: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The classes of distance (anchors, candidates) between first pieces: 0…7 behind the anchor, 8…15 before it."""
    distance = candidates[None, :] - anchors[:, None]
    size = np.clip(np.floor(np.log2(np.maximum(np.abs(distance), 1))), 0, 7).astype(np.int64)
    classes: npt.NDArray[np.int64] = size + np.where(distance < 0, 8, 0)
    return classes


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: int
    last: int
    label: int
    score: float


def stretches(scores: Array, window: Window) -> list[_Stretch]:
    """The labelled stretches of a window from class scores (pieces, CLASSES), by the most probable label."""
    probabilities = softmax(scores)
    # Begin and inside are one label's; which of them it is decides only where one stretch ends and the next begins.
    labels = probabilities[:, 1::2] + probabilities[:, 2::2]
    found: list[_Stretch] = []
    position, stop = window.first, len(window.ids) - 1
    while position < stop:
        label = int(labels[position].argmax())
        if labels[position, label] < max(THRESHOLD, float(probabilities[position, 0]) * 0.6):
            position += 1
            continue
        last = position + 1
        while (
            last < stop
            and int(labels[last].argmax()) == label
            and labels[last, label] >= THRESHOLD
            and probabilities[last, 2 + 2 * label] >= probabilities[last, 1 + 2 * label]
        ):
            last += 1
        found.append(_Stretch(position, last, label, float(labels[position:last, label].max())))
        position = last
    return found


def anchors_of(
    window: Window,
    states: Array,
    scores: Array,
    candidates: Mapping[Candidate, Iterable[tuple[str, int, int]]],
    heads: Heads,
) -> list[Anchor]:
    """The anchors of a window, with their links; only those that stand in its core.

    states (pieces, hidden) and scores (pieces, CLASSES) are the encoder's; candidates are (key, start, end).
    """
    found = [s for s in stretches(scores, window) if window.core[0] <= window.offsets[s.first][0] < window.core[1]]
    if not found:
        return []
    pooled = np.stack([states[s.first : s.last].mean(axis=0) for s in found])
    labels = np.array([s.label for s in found])
    hidden = gelu((pooled + heads["label.weight"][labels]) @ heads["anchor.weight"].T + heads["anchor.bias"])
    flags = sigmoid(hidden @ heads["flags.weight"].T + heads["flags.bias"])
    nothing = hidden @ heads["nothing.weight"].T + heads["nothing.bias"]
    links: list[dict[str, list[tuple[str, float]]]] = [{} for _ in found]
    firsts = np.array([s.first for s in found])
    for group in Candidate:
        placed = [(key, window.pieces(start, end)) for key, start, end in candidates[group]]
        mentions = [(key, pieces) for key, pieces in placed if pieces is not None]
        if mentions:
            means = np.stack([states[a:b].mean(axis=0) for _, (a, b) in mentions])
            scored = _link_scores(hidden, means, buckets(firsts, np.array([a for _, (a, _) in mentions])), heads)
        else:
            scored = np.zeros((len(RELATIONS), len(found), 0), dtype=np.float32)
        keys = list(dict.fromkeys(key for key, _ in mentions))
        owner = np.array([keys.index(key) for key, _ in mentions], dtype=np.int64)
        for number, relation in enumerate(RELATIONS):
            if relation.candidate != group:
                continue
            for index, stretch in enumerate(found):
                if LABELS[stretch.label].split(":")[0] == relation.anchor:
                    links[index][relation.name] = _linked(
                        scored[number, index], owner, keys, float(nothing[index, number]), many=relation.many
                    )
    return [
        Anchor(
            start=window.offsets[s.first][0],
            end=window.offsets[s.last - 1][1],
            label=LABELS[s.label],
            score=s.score,
            flags={flag: float(flags[i, number]) for number, flag in enumerate(FLAGS)},
            links=links[i],
        )
        for i, s in enumerate(found)
        if window.offsets[s.last - 1][1] > window.offsets[s.first][0]
    ]


def _link_scores(anchors: Array, mentions: Array, distances: npt.NDArray[np.int64], heads: Heads) -> Array:
    compared = gelu(mentions @ heads["candidate.weight"].T + heads["candidate.bias"])
    both = np.einsum("ad,rde,ce->rac", anchors, heads["bilinear"], compared, optimize=True)
    by_anchor = anchors @ heads["by_anchor.weight"].T + heads["by_anchor.bias"]
    by_candidate = compared @ heads["by_candidate.weight"].T + heads["by_candidate.bias"]
    scored: Array = both + by_anchor.T[:, :, None] + by_candidate.T[:, None, :]
    return scored + heads["distance.weight"][distances].transpose(2, 0, 1)


def _linked(
    scores: Array, owner: npt.NDArray[np.int64], keys: list[str], nothing: float, *, many: bool
) -> list[tuple[str, float]]:
    """Keys with their probabilities, most probable first; a key's score is that of its best mention."""
    best = np.full(len(keys), -np.inf, dtype=np.float32)
    np.maximum.at(best, owner, scores)
    if many:
        probabilities = sigmoid(best)
    else:
        probabilities = softmax(np.concatenate([best, np.array([nothing], dtype=np.float32)]))[: len(keys)]
    return sorted(zip(keys, (float(p) for p in probabilities), strict=True), key=lambda pair: -pair[1])
