"""The second backend: the same weights in torch, for GPUs and large archives. Needs the extra `train`."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from spacy.util import registry

from nlp.artefact import Artefact, open_artefact
from nlp.decoding import Array
from nlp.training.weights import tagger_of


class TorchBackend:
    """Runs the encoder with torch, on the GPU where there is one; its weights are those of the artefact's graph."""

    def __init__(self, artefact: Artefact) -> None:
        self._artefact = artefact
        self.threads = 1  # torch spreads each product over the processor by itself
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model = tagger_of(artefact).to(self.device).eval()

    def encode(self, ids: list[int]) -> tuple[Array, Array]:
        """States and class scores of a window."""
        embeddings = torch.from_numpy(self._artefact.embeddings(ids)[None]).to(self.device)
        mask = torch.ones(embeddings.shape[:2], dtype=torch.long, device=self.device)
        with torch.inference_mode():
            states, scores = self._model(embeddings, mask)
        return np.asarray(states[0].float().cpu()), np.asarray(scores[0].float().cpu())


def torch_backend(folder: str | None = None) -> Callable[[], tuple[Artefact, TorchBackend]]:
    """The backend for the config: of the shipped model, or of an artefact's folder."""

    def opened() -> tuple[Artefact, TorchBackend]:
        artefact = open_artefact(Path(folder) if folder else None)
        return artefact, TorchBackend(artefact)

    return opened


registry.misc("mrawatch.TorchBackend.v1", func=torch_backend)
