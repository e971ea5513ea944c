"""What runs the encoder: ONNX Runtime as shipped, torch where there is a GPU; behind one interface."""

from typing import Protocol

from nlp.decoding import Array


class Backend(Protocol):
    """Runs the encoder over one window at a time, so that a text reads the same in any batch."""

    def encode(self, ids: list[int]) -> tuple[Array, Array]:
        """States (pieces, hidden) and class scores (pieces, CLASSES) of a window's piece ids."""
