"""The linker on ONNX Runtime: small, in float32, and the same beside any backend of the encoder."""

from collections.abc import Sequence

import numpy as np
from onnxruntime import InferenceSession

from nlp.backends import session
from nlp.decoding import Array
from nlp.nodes import Node, apart, places, reaches

AT_ONCE = 16
"""Anchors that are marked in one run: each looks at all nodes and pieces, and a table of amounts has many."""


class OnnxLinker:
    """Judges and links the anchors of a window; see `nlp.decoding.Linker`."""

    def __init__(self, graph: bytes) -> None:
        self._session: InferenceSession = session(graph)

    def __call__(self, states: Array, nodes: Sequence[Node], anchors: int) -> tuple[Array, Array, Array, Array]:
        """Raw scores of labels, flags, no link and links."""
        common = {
            "states": states,
            "pooled": np.stack([states[node.first : node.last].mean(axis=0) for node in nodes]),
            "types": np.array([node.type for node in nodes], dtype=np.int64),
            "near": reaches(nodes),
            "sentences": apart(nodes),
            "places": places(nodes, len(states)),
        }
        parts = [
            self._session.run(None, {**common, "marked": np.arange(first, min(first + AT_ONCE, anchors))})
            for first in range(0, anchors, AT_ONCE)
        ]
        values, flags, nothing, links = zip(*parts, strict=True)
        return np.concatenate(values), np.concatenate(flags), np.concatenate(nothing), np.concatenate(links, axis=1)
