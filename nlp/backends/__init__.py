"""What runs the encoder: ONNX Runtime as shipped, torch where there is a GPU; behind one interface."""

from typing import Protocol

from onnxruntime import InferenceSession, SessionOptions

from nlp.decoding import Array


class Backend(Protocol):
    """Runs the encoder over one window at a time, so that a text reads the same in any batch.

    `threads`: how many windows it takes at once, each on a thread of its own.
    """

    threads: int

    def encode(self, ids: list[int]) -> tuple[Array, Array]:
        """States (pieces, hidden) and class scores (pieces, CLASSES) of a window's piece ids; from any thread."""


def session(graph: bytes) -> InferenceSession:
    """A graph on one thread of the processor: two windows at once take less time than two threads on each in turn.

    Layer norms and activations stay apart from the sums before them: ONNX Runtime's kernels for both together take
    longer than the two by themselves, for layer norms seven times as long.
    """
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    slow = ["SkipLayerNormFusion", "BiasGeluFusion"]
    return InferenceSession(graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=slow)
