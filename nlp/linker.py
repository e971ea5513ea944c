"""The linker on ONNX Runtime: small, in float32, and the same beside any backend of the encoder."""

from collections.abc import Sequence

import numpy as np
from onnxruntime import InferenceSession

from nlp.backends import session
from nlp.decoding import Array
from nlp.nodes import Node, apart, places, reaches


class OnnxLinker:
    """Judges and links the anchors of a window; see `nlp.decoding.Linker`."""

    def __init__(self, graph: bytes) -> None:
        self._session: InferenceSession = session(graph)

    def __call__(self, states: Array, nodes: Sequence[Node], anchors: int) -> tuple[Array, Array, Array, Array]:
        """Raw scores of labels, flags, no link and links."""
        values, flags, nothing, links = self._session.run(
            None,
            {
                "states": states,
                "pooled": np.stack([states[node.first : node.last].mean(axis=0) for node in nodes]),
                "types": np.array([node.type for node in nodes], dtype=np.int64),
                "near": reaches(nodes),
                "sentences": apart(nodes),
                "places": places(nodes, len(states)),
                "marked": np.arange(anchors, dtype=np.int64),
            },
        )
        return values, flags, nothing, links
