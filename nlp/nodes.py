"""Nodes: the anchors and candidates of a window as the linker compares them, and how far apart they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.anchors import NODES, Candidate, Kind

Whole = npt.NDArray[np.int64]

REACHES, SENTENCES = 16, 11
"""Classes of distance in pieces and in sentences between two nodes."""


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

    @property
    def kind(self) -> str:
        """The kind of anchor that the node is, or would be: a party's name may tell an act by itself.

        "Signed with Japan in 2011 and the United States in 2012" has one verb and two signings.
        """
        return Kind.EVENT if NODES[self.type] == Candidate.PARTY else NODES[self.type]

    def touches(self, first: int, last: int) -> bool:
        """Whether the node shares a piece with those from `first` to before `last`."""
        return self.first < last and first < self.last


def reaches(nodes: Sequence[Node]) -> Whole:
    """Classes of distance (nodes, nodes) between first pieces: 0…7 behind the row's node, 8…15 before it."""
    places = np.array([node.first for node in nodes])
    return _classes(places[None, :] - places[:, None])


def places(nodes: Sequence[Node], pieces: int) -> Whole:
    """Classes of distance (nodes, pieces) from nodes to the pieces of their window, as those of `reaches`."""
    return _classes(np.arange(pieces)[None, :] - np.array([node.first for node in nodes])[:, None])


def apart(nodes: Sequence[Node]) -> Whole:
    """Classes of distance (nodes, nodes) in sentences, from five or more before (0) to five or more behind (10)."""
    places = np.array([node.sentence for node in nodes])
    classes: Whole = np.clip(places[None, :] - places[:, None], -5, 5) + 5
    return classes


def _classes(distance: Whole) -> Whole:
    size = np.clip(np.floor(np.log2(np.maximum(np.abs(distance), 1))), 0, 7).astype(np.int64)
    classes: Whole = size + np.where(distance < 0, 8, 0)
    return classes
