"""Export: a trained model becomes the shipped artefact, int8 ONNX with embeddings, heads and tokenizer beside it."""

import json
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from nlp.training.model import ReaderModel
from nlp.training.sealing import seal


class _Graph(nn.Module):
    """What goes into the graph: the encoder and the tagger, without dropout."""

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.encoder = model.encoder
        self.tag = model.tag

    def forward(self, embeddings: Tensor) -> tuple[Tensor, Tensor]:
        """States and class scores of one window without padding."""
        mask = torch.ones(embeddings.shape[:2], dtype=torch.int64)
        states = self.encoder(inputs_embeds=embeddings, attention_mask=mask).last_hidden_state
        return states, self.tag(states)


def export(model: ReaderModel, tokenizer: Tokenizer, folder: Path, name: str, calibration: dict[str, object]) -> None:
    """Write the artefact into a folder: the graph in int8, int8 embeddings with a scale a row, heads, manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    whole = folder / "encoder.fp32.onnx"
    graph(model, whole)
    quantize_dynamic(
        whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
    )
    whole.unlink()
    table = model.encoder.embeddings.word_embeddings.weight.detach().numpy()
    scales = np.maximum(np.abs(table).max(axis=1), 1e-8).astype(np.float32) / 127
    rows = np.rint(table / scales[:, None]).astype(np.int8)
    np.savez_compressed(folder / "embeddings.npz", rows=rows, scales=scales)
    heads = {key: value.detach().numpy().astype(np.float16) for key, value in model.link.state_dict().items()}
    np.savez_compressed(folder / "heads.npz", **heads)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "calibration.json").write_text(json.dumps(calibration, indent=1, sort_keys=True) + "\n", "utf-8")
    seal(folder, name, model.encoder.config.num_attention_heads)


def graph(model: ReaderModel, path: Path) -> None:
    """Write the float32 graph of a model; its window length is free."""
    example = torch.randn(1, 16, model.encoder.config.hidden_size)
    pieces = torch.export.Dim("pieces", min=2, max=model.encoder.config.max_position_embeddings)
    torch.onnx.export(
        _Graph(model).eval(),
        (example,),
        str(path),
        input_names=["embeddings"],
        output_names=["states", "scores"],
        dynamic_shapes={"embeddings": {1: pieces}},
        dynamo=True,
        external_data=False,
        verbose=False,
    )
