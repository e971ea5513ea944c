"""Batches: examples of like length as tensors, some of their pieces hidden while the model learns."""

import math
import random
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from nlp.encoding import PAD, UNKNOWN
from nlp.training.examples import IGNORE, Example

EVEN = 32
"""Batches are as wide as a multiple of it: the kernels of a product are made anew for every new shape."""


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Examples in random order, those of like length together."""
    order = sorted(examples, key=lambda e: len(e.window.ids) + rng.random() * 60)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    yield from groups


def collate(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Piece ids, mask and classes of a batch, padded to its longest window and to a multiple of EVEN."""
    width = math.ceil(max(len(e.window.ids) for e in batch) / EVEN) * EVEN
    ids = torch.full((len(batch), width), PAD)
    mask = torch.zeros((len(batch), width), dtype=torch.long)
    classes = torch.full((len(batch), width), IGNORE)
    for row, example in enumerate(batch):
        length = len(example.window.ids)
        ids[row, :length] = torch.tensor(example.window.ids)
        mask[row, :length] = 1
        classes[row, :length] = torch.tensor(example.classes)
    return ids, mask, classes


def hide(ids: Tensor, share: float) -> Tensor:
    """Piece ids, a share of those that are no special ones made unknown."""
    gone = (torch.rand(ids.shape) < share) & (ids > UNKNOWN)
    return torch.where(gone, UNKNOWN, ids)
