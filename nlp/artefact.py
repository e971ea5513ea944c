"""The shipped model: its files, verified against the manifest before anything is read from them."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from nlp.calibration import Calibration
from nlp.decoding import Array
from nlp.once import Once
from store.domain import sha256
from store.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FILES = ("encoder.onnx", "embeddings.npz", "linker.onnx", "tokenizer.json", "calibration.json")
"""The files of an artefact, each named with its checksum in `manifest.json`."""

FORMAT = 2
"""The layout of an artefact; a reader refuses another."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """A model as read: the encoder's graph, piece embeddings, the linker's graph, tokenizer and calibration.

    rows (pieces, hidden) in int8 with a scale for each row make the embeddings. sha256 is that of the manifest, which
    names the checksum of every file.
    """

    name: str
    sha256: str
    attention_heads: int
    graph: bytes
    rows: npt.NDArray[np.int8]
    scales: Array
    linker: bytes
    tokenizer: "Tokenizer"
    calibration: Calibration

    def embeddings(self, ids: list[int]) -> Array:
        """The embeddings (pieces, hidden) of pieces."""
        result: Array = self.rows[ids].astype(np.float32) * self.scales[ids, None]
        return result


def shipped() -> Traversable:
    """The folder of the model that comes with the package."""
    return files("nlp").joinpath("model")


def prepare() -> None:
    """Begin to open the shipped artefact, beside other preparations: it takes half a second."""
    import tokenizers  # noqa: F401

    _SHIPPED.begin()


@cache
def open_artefact(folder: Path | None = None) -> Artefact:
    """The shipped artefact, or that of a folder. ModelError names a file that is missing or changed."""
    return _SHIPPED.get() if folder is None else _opened(folder)


def _opened(place: Traversable) -> Artefact:
    content = _verified(place)
    from tokenizers import Tokenizer

    manifest = json.loads(content["manifest.json"])
    with np.load(io.BytesIO(content["embeddings.npz"])) as stored:
        rows, scales = stored["rows"], stored["scales"]
    return Artefact(
        name=manifest["name"],
        attention_heads=manifest["attention_heads"],
        sha256=sha256(content["manifest.json"]),
        graph=content["encoder.onnx"],
        rows=rows,
        scales=scales,
        linker=content["linker.onnx"],
        tokenizer=Tokenizer.from_str(content["tokenizer.json"].decode("utf-8")),
        calibration=Calibration.of(json.loads(content["calibration.json"])),
    )


_SHIPPED = Once(lambda: _opened(shipped()))


def _verified(place: Traversable) -> Mapping[str, bytes]:
    remedy = "install mrawatch anew, or name the folder of an artefact that `make train` wrote"
    try:
        manifest = place.joinpath("manifest.json").read_bytes()
        stated: dict[str, Any] = json.loads(manifest)
        content = {name: place.joinpath(name).read_bytes() for name in FILES}
    except (OSError, ValueError) as error:
        raise ModelError(f"{place}: no model: {error}", remedy=remedy) from error
    if stated.get("format") != FORMAT:
        raise ModelError(f"{place}: format {stated.get('format')!r} is not {FORMAT}", remedy=remedy)
    for name in FILES:
        if sha256(content[name]) != stated.get("files", {}).get(name):
            raise ModelError(f"{place}: {name} is not the file that was made", remedy=remedy)
    return {**content, "manifest.json": manifest}
