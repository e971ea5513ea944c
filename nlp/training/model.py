"""The model in torch: an encoder, a tagger over its pieces, and a linker that judges anchors and links candidates."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from nlp.anchors import CLASSES, FLAGS, LABELS, NODES, RELATIONS
from nlp.decoding import REACHES, SENTENCES
from nlp.training.base import Base

UNITS = 192
"""Units in which anchors and candidates are compared."""

LINK_LAYERS, LINK_HEADS, LINK_INNER, LINK_RANK = 2, 4, 384, 64
"""The linker's layers, attention heads, inner units, and the rank of a relation's comparison."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The encoder's sizes; smaller ones make the toy model of the tests."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int


class _Layer(nn.Module):
    """One round in which every node sees all others; how far two lie apart weighs in."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.before, self.between = nn.LayerNorm(units), nn.LayerNorm(units)
        self.ask, self.mix = nn.Linear(units, 3 * units), nn.Linear(units, units)
        self.up, self.down = nn.Linear(units, LINK_INNER), nn.Linear(LINK_INNER, units)
        self.reach, self.apart = nn.Embedding(REACHES, LINK_HEADS), nn.Embedding(SENTENCES, LINK_HEADS)
        self.drop = nn.Dropout(0.1)
        nn.init.zeros_(self.reach.weight)
        nn.init.zeros_(self.apart.weight)

    def forward(self, x: Tensor, near: Tensor, sentences: Tensor) -> Tensor:
        """Nodes (nodes, units) after one round; near and sentences are classes of distance (nodes, nodes)."""
        parts = self.ask(self.before(x)).view(len(x), 3, LINK_HEADS, -1).permute(1, 2, 0, 3)
        weight = parts[0] @ parts[1].transpose(1, 2) / math.sqrt(parts.shape[-1])
        weight = weight + self.reach(near).permute(2, 0, 1) + self.apart(sentences).permute(2, 0, 1)
        mixed = (weight.softmax(-1) @ parts[2]).transpose(0, 1).reshape(x.shape)
        x = x + self.drop(self.mix(mixed))
        return x + self.drop(self.down(torch.relu(self.up(self.between(x)))))


class Linker(nn.Module):
    """Judges anchors and links them: all anchors and candidates of a window look at one another, then are compared."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        relations = len(RELATIONS)
        self.kind = nn.Embedding(len(NODES), hidden)
        self.project = nn.Linear(hidden, UNITS)
        self.layers = nn.ModuleList(_Layer(UNITS) for _ in range(LINK_LAYERS))
        self.after = nn.LayerNorm(UNITS)
        self.value = nn.Linear(UNITS, len(LABELS) + 1)
        self.flags = nn.Linear(UNITS, len(FLAGS))
        self.nothing = nn.Linear(UNITS, relations)
        self.left = nn.Parameter(torch.randn(relations, UNITS, LINK_RANK) / math.sqrt(UNITS))
        self.right = nn.Parameter(torch.randn(relations, UNITS, LINK_RANK) / math.sqrt(UNITS))
        self.by_candidate = nn.Linear(UNITS, relations)
        self.reach, self.apart = nn.Embedding(REACHES, relations), nn.Embedding(SENTENCES, relations)
        nn.init.normal_(self.kind.weight, std=0.02)
        nn.init.zeros_(self.reach.weight)
        nn.init.zeros_(self.apart.weight)

    def together(self, pooled: Tensor, types: Tensor, near: Tensor, sentences: Tensor) -> Tensor:
        """Nodes (nodes, UNITS) from their mean states (nodes, hidden) and types (nodes)."""
        x = self.project(pooled + self.kind(types))
        for layer in self.layers:
            x = layer(x, near, sentences)
        after: Tensor = self.after(x)
        return after

    def scores(self, hidden: Tensor, near: Tensor, sentences: Tensor) -> Tensor:
        """Scores (relations, nodes, nodes) of every link: row is the anchor, column the candidate."""
        left = torch.einsum("nd,rde->rne", hidden, self.left)
        right = torch.einsum("nd,rde->rne", hidden, self.right)
        scored: Tensor = left @ right.transpose(1, 2) / math.sqrt(LINK_RANK)
        scored = scored + self.by_candidate(hidden).T[:, None, :]
        return scored + self.reach(near).permute(2, 0, 1) + self.apart(sentences).permute(2, 0, 1)


class ReaderModel(nn.Module):
    """The whole model. The embedding table is frozen: it is pruned and stored as it is."""

    def __init__(self, sizes: Sizes, pieces: int) -> None:
        super().__init__()
        self.encoder = BertModel(
            BertConfig(
                vocab_size=pieces,
                hidden_size=sizes.hidden,
                num_hidden_layers=sizes.layers,
                num_attention_heads=sizes.heads,
                intermediate_size=sizes.inner,
                max_position_embeddings=sizes.positions,
                layer_norm_eps=1e-12,
                attention_probs_dropout_prob=0.0,
                pad_token_id=1,
            ),
            add_pooling_layer=False,
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(sizes.hidden, CLASSES)
        self.link = Linker(sizes.hidden)

    def forward(self, embeddings: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States (batch, pieces, hidden) and class scores (batch, pieces, CLASSES) from piece embeddings."""
        states = self.encoder(inputs_embeds=embeddings, attention_mask=mask).last_hidden_state
        return states, self.tag(self.drop(states))


def from_base(base: Base, kept: Sequence[int], layers: Sequence[int]) -> ReaderModel:
    """A model with the base's weights: for the pieces `kept` and the encoder layers `layers`, by the base's numbers."""
    shape = base.shape
    model = ReaderModel(Sizes(shape.hidden, len(layers), shape.heads, shape.inner, shape.positions), len(kept))
    encoder, hidden = model.encoder, shape.hidden
    types = base.tensor("emb.type", -1, hidden)
    state = {
        "embeddings.word_embeddings.weight": base.tensor("emb.word", shape.pieces, hidden)[list(kept)],
        "embeddings.position_embeddings.weight": base.tensor("emb.pos", shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": types[[0, 0]],
        "embeddings.LayerNorm.weight": base.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": base.tensor("emb.ln.b", hidden),
    }
    names = {
        "q": ("attention.self.query", (hidden, hidden)),
        "k": ("attention.self.key", (hidden, hidden)),
        "v": ("attention.self.value", (hidden, hidden)),
        "ao": ("attention.output.dense", (hidden, hidden)),
        "fi": ("intermediate.dense", (shape.inner, hidden)),
        "fo": ("output.dense", (hidden, shape.inner)),
        "aln": ("attention.output.LayerNorm", (hidden,)),
        "oln": ("output.LayerNorm", (hidden,)),
    }
    for number, layer in enumerate(layers):
        for short, (name, size) in names.items():
            state[f"encoder.layer.{number}.{name}.weight"] = base.tensor(f"l{layer}.{short}.w", *size)
            state[f"encoder.layer.{number}.{name}.bias"] = base.tensor(f"l{layer}.{short}.b", size[0])
    missing, unexpected = encoder.load_state_dict(
        {k: torch.from_numpy(v.copy()) for k, v in state.items()}, strict=False
    )
    assert not unexpected, unexpected
    assert all("position_ids" in name or "token_type_ids" in name for name in missing), missing
    return model
