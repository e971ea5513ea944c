"""The shipped backend: the encoder in int8 on ONNX Runtime."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from spacy.util import registry

from nlp.artefact import Artefact, open_artefact
from nlp.backends import session
from nlp.decoding import Array


class OnnxBackend:
    """Runs the graph on the processor. Threads: one a core that this process may use, or as many as asked for."""

    def __init__(self, artefact: Artefact, threads: int = 0) -> None:
        self._artefact, self.threads = artefact, threads or len(os.sched_getaffinity(0))
        self._session = session(artefact.graph)

    def encode(self, ids: list[int]) -> tuple[Array, Array]:
        """States and class scores of a window."""
        states, scores = self._session.run(None, {"embeddings": self._artefact.embeddings(ids)[None]})
        return np.asarray(states[0]), np.asarray(scores[0])


def onnx_backend(folder: str | None = None, threads: int = 0) -> Callable[[], tuple[Artefact, OnnxBackend]]:
    """The backend for the config: of the shipped model, or of an artefact's folder."""

    def opened() -> tuple[Artefact, OnnxBackend]:
        artefact = open_artefact(Path(folder) if folder else None)
        return artefact, OnnxBackend(artefact, threads)

    return opened


registry.misc("mrawatch.OnnxBackend.v1", func=onnx_backend)
