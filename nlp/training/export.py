"""Export: a trained model becomes the shipped artefact, int8 ONNX with embeddings, linker and tokenizer beside it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from nlp.training.model import Linker, ReaderModel, Tagger
from nlp.training.sealing import seal


class _Graph(nn.Module):
    """What goes into the encoder's graph: the encoder and the tagger, without dropout."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.encoder = tagger.encoder
        self.tag = tagger.tag

    def forward(self, embeddings: Tensor) -> tuple[Tensor, Tensor]:
        """States and class scores of one window without padding: with a mask of ones it would take a third longer."""
        states = self.encoder.embeddings(inputs_embeds=embeddings)
        layers: Iterable[Any] = self.encoder.encoder.layer
        for layer in layers:
            attended, _ = layer.attention(states)
            between = layer.intermediate.intermediate_act_fn(_by_rows(layer.intermediate.dense, attended))
            states = layer.output.LayerNorm(_by_rows(layer.output.dense, between) + attended)
        return states, self.tag(states)


def _by_rows(product: nn.Linear, x: Tensor) -> Tensor:
    """A product of rows of which each is brought to the same size before it: one scale in int8 then suits them all.

    A window is quantised with one scale for all pieces, and in the feed-forward layers a few of them are many times
    as large as the others. Of the pieces of training texts .005 get another class in int8 than in float32, with this
    .001.
    """
    size = x.abs().amax(-1, keepdim=True).clamp_min(1e-9)
    return functional.linear(x / size, product.weight) * size + product.bias


def export(model: ReaderModel, tokenizer: Tokenizer, folder: Path, name: str, calibration: dict[str, object]) -> None:
    """Write the artefact into a folder: the graph in int8, int8 embeddings with a scale a row, the linker, manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    whole = folder / "encoder.fp32.onnx"
    graph(model.tagger, whole)
    quantize_dynamic(
        whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
    )
    whole.unlink()
    table = model.tagger.encoder.embeddings.word_embeddings.weight.detach().numpy()
    scales = np.maximum(np.abs(table).max(axis=1), 1e-8).astype(np.float32) / 127
    rows = np.rint(table / scales[:, None]).astype(np.int8)
    np.savez_compressed(folder / "embeddings.npz", rows=rows, scales=scales)
    link_graph(model.link, folder / "linker.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "calibration.json").write_text(json.dumps(calibration, indent=1, sort_keys=True) + "\n", "utf-8")
    seal(folder, name, model.tagger.encoder.config.num_attention_heads)


def graph(tagger: Tagger, path: Path) -> None:
    """Write the float32 graph of encoder and tagger; its window length is free."""
    config = tagger.encoder.config
    example = (torch.randn(1, 16, config.hidden_size),)
    pieces = torch.export.Dim("pieces", min=2, max=config.max_position_embeddings)
    _write(_Graph(tagger), path, example, {"embeddings": {1: pieces}}, ["states", "scores"])


def link_graph(linker: Linker, path: Path) -> None:
    """Write the float32 graph of the linker; pieces, nodes and anchors are free in number."""
    hidden = linker.context.in_features
    pieces, nodes, anchors = 11, 7, 3
    example = (
        torch.randn(pieces, hidden),
        torch.randn(nodes, hidden),
        torch.zeros(nodes, dtype=torch.int64),
        torch.zeros(nodes, nodes, dtype=torch.int64),
        torch.zeros(nodes, nodes, dtype=torch.int64),
        torch.zeros(nodes, pieces, dtype=torch.int64),
        torch.arange(anchors),
    )
    p, n, a = (torch.export.Dim(name, min=1, max=4096) for name in ("pieces", "nodes", "anchors"))
    free = {
        "states": {0: p},
        "pooled": {0: n},
        "types": {0: n},
        "near": {0: n, 1: n},
        "sentences": {0: n, 1: n},
        "places": {0: n, 1: p},
        "marked": {0: a},
    }
    _write(linker, path, example, free, ["values", "flags", "nothing", "links"])


def _write(
    module: nn.Module, path: Path, example: tuple[Tensor, ...], free: dict[str, Any], outputs: list[str]
) -> None:
    torch.onnx.export(
        module.eval(),
        example,
        str(path),
        input_names=list(free),
        output_names=outputs,
        dynamic_shapes=free,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
