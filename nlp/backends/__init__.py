"""What runs the encoder: ONNX Runtime as shipped, torch where there is a GPU; behind one interface."""

from typing import Protocol

from onnxruntime import InferenceSession, SessionOptions

from nlp.decoding import Array


class Backend(Protocol):
    """Runs the encoder over one window at a time, so that a text reads the same in any batch.

    `threads` is how many threads of the processor it takes, 0 for all.
    """

    threads: int

    def encode(self, ids: list[int]) -> tuple[Array, Array]:
        """States (pieces, hidden) and class scores (pieces, CLASSES) of a window's piece ids."""


def session(graph: bytes, threads: int = 0) -> InferenceSession:
    """A graph on the processor. Threads: all of them, or as many as asked for."""
    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # an idle night must not burn a core
    options.log_severity_level = 3
    return InferenceSession(graph, options, providers=["CPUExecutionProvider"])
