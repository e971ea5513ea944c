"""The way back: an artefact's weights as a torch model, so that one set of weights serves both backends."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from nlp.anchors import CLASSES
from nlp.artefact import Artefact
from nlp.decoding import Array
from nlp.training.model import Linker, ReaderModel, Sizes, Tagger

_IN_LAYER = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The products of an encoder layer, in the order in which the graph computes them."""


_IN_ROUND = ("ask", "mix", "up", "down")
"""The products of a round of the linker whose weights its graph holds without a name, in the graph's order."""


def reader_of(artefact: Artefact) -> ReaderModel:
    """The whole model of an artefact in float32, to train on from."""
    tagger = tagger_of(artefact)
    config = tagger.encoder.config
    sizes = Sizes(
        hidden=config.hidden_size,
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        inner=config.intermediate_size,
        positions=config.max_position_embeddings,
    )
    model = ReaderModel(sizes, config.vocab_size)
    model.tagger.load_state_dict(tagger.state_dict())
    model.link.load_state_dict(_linker_state(model.link, artefact.linker))
    return model


def average(one: Mapping[str, torch.Tensor], other: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The plain average of the weights of two models, one of which was trained on from the other."""
    return {
        name: torch.lerp(value, other[name], 0.5) if value.is_floating_point() else value for name, value in one.items()
    }


def _linker_state(linker: Linker, content: bytes) -> dict[str, torch.Tensor]:
    """The weights of a linker's graph by their names in the module."""
    graph = onnx.load_from_string(content).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    products = [stored[node.input[1]].T for node in graph.node if node.op_type == "MatMul" and node.input[1] in stored]
    rounds = [f"shared.{n}" for n in range(len(linker.shared))] + [f"marked.{n}" for n in range(len(linker.marked))]
    unnamed = [*(f"{one}.{part}.weight" for one in rounds for part in _IN_ROUND), "link.weight"]
    stored |= dict(zip(unnamed, products, strict=True))
    return {name: torch.from_numpy(np.array(stored[name])) for name in linker.state_dict()}


def tagger_of(artefact: Artefact) -> Tagger:
    """Encoder and tagger of an artefact in float32: what the graph holds in int8 is multiplied out."""
    graph = onnx.load_from_string(artefact.graph).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name: value for name, value in stored.items() if name.startswith(("encoder.", "tag."))}
    products = list(_products(graph, stored))
    layers, rest = divmod(len(products) - 1, len(_IN_LAYER))
    assert not rest, f"{len(products)} products are not those of an encoder and a tagger"
    for number, weight in enumerate(products[:-1]):
        layer, place = divmod(number, len(_IN_LAYER))
        state[f"encoder.encoder.layer.{layer}.{_IN_LAYER[place]}.weight"] = weight.T
    state["tag.weight"] = products[-1].T
    assert state["tag.weight"].shape[0] == CLASSES
    rows = artefact.rows.astype(np.float32) * artefact.scales[:, None]
    state["encoder.embeddings.word_embeddings.weight"] = rows
    inner, hidden = state["encoder.encoder.layer.0.intermediate.dense.weight"].shape
    positions = len(state["encoder.embeddings.position_embeddings.weight"])
    model = Tagger(Sizes(hidden, layers, artefact.attention_heads, inner, positions), len(rows))
    missing, unexpected = model.load_state_dict(
        {name: torch.from_numpy(np.array(value)) for name, value in state.items()}, strict=False
    )
    assert not set(unexpected) - {"encoder.embeddings.position_ids"}, unexpected
    assert all(name.endswith(("position_ids", "token_type_ids")) for name in missing), missing
    return model


def _products(graph: onnx.GraphProto, stored: Mapping[str, npt.NDArray[Any]]) -> Iterator[Array]:
    """The weights of the graph's products with constants, in its order, as float32."""
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in stored:
            name = node.input[1].removesuffix("_quantized")
            zero = stored[f"{name}_zero_point"].astype(np.float32)
            yield (stored[node.input[1]].astype(np.float32) - zero) * stored[f"{name}_scale"]
