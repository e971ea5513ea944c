"""The model in torch: an encoder, a tagger over its pieces, and a linker that judges anchors and links candidates."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from nlp.anchors import CLASSES, FLAGS, LABELS, NODES, RELATIONS
from nlp.nodes import REACHES, SENTENCES
from nlp.training.base import Base

UNITS = 192
"""Units in which anchors and candidates are compared."""

LINK_HEADS, LINK_INNER = 4, 384
"""The linker's attention heads and inner units."""

SHARED, MARKED = 1, 2
"""Rounds of the linker before an anchor is marked, and after: the later ones are run once for each anchor."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The encoder's sizes; smaller ones make the toy model of the tests."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int


class _Round(nn.Module):
    """One round in which every node sees all others and the text's pieces; how far these lie apart weighs in."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.before, self.between = nn.LayerNorm(units), nn.LayerNorm(units)
        self.ask, self.read, self.mix = (
            nn.Linear(units, 3 * units),
            nn.Linear(units, 2 * units),
            nn.Linear(units, units),
        )
        self.up, self.down = nn.Linear(units, LINK_INNER), nn.Linear(LINK_INNER, units)
        self.reach, self.apart = nn.Embedding(REACHES, LINK_HEADS), nn.Embedding(SENTENCES, LINK_HEADS)
        self.place = nn.Embedding(REACHES, LINK_HEADS)
        self.drop = nn.Dropout(0.1)
        for bias in (self.reach, self.apart, self.place):
            nn.init.zeros_(bias.weight)

    def forward(self, x: Tensor, text: Tensor, near: Tensor, sentences: Tensor, places: Tensor) -> Tensor:
        """Nodes (anchors, nodes, units) after one round.

        text: the pieces (pieces, units). near, sentences (nodes, nodes), places (nodes, pieces): classes of distance.
        """
        width = x.shape[-1] // LINK_HEADS
        asked = self.ask(self.before(x)).unflatten(-1, (3, LINK_HEADS, width)).permute(2, 0, 3, 1, 4)
        read = self.read(text).unflatten(-1, (2, LINK_HEADS, width)).permute(1, 2, 0, 3)
        others = asked[0] @ asked[1].transpose(2, 3) / math.sqrt(width)
        others = others + self.reach(near).permute(2, 0, 1) + self.apart(sentences).permute(2, 0, 1)
        words = asked[0] @ read[0].transpose(1, 2) / math.sqrt(width) + self.place(places).permute(2, 0, 1)
        weight = torch.cat([others, words], dim=-1).softmax(-1)
        nodes = x.shape[1]
        mixed = weight[..., :nodes] @ asked[2] + weight[..., nodes:] @ read[1]
        x = x + self.drop(self.mix(mixed.transpose(1, 2).flatten(2)))
        return x + self.drop(self.down(torch.relu(self.up(self.between(x)))))


class Linker(nn.Module):
    """Judges anchors and links them.

    All anchors and candidates of a window look at one another and at the text; then, for each anchor by itself, that
    anchor is marked and they look again: who belongs to it, given who else does.
    """

    def __init__(self, hidden: int) -> None:
        super().__init__()
        relations = len(RELATIONS)
        self.kind = nn.Embedding(len(NODES), hidden)
        self.project, self.context = nn.Linear(hidden, UNITS), nn.Linear(hidden, UNITS)
        self.shared = nn.ModuleList(_Round(UNITS) for _ in range(SHARED))
        self.marked = nn.ModuleList(_Round(UNITS) for _ in range(MARKED))
        self.mark = nn.Parameter(torch.randn(UNITS) * 0.5)
        self.reach, self.apart = nn.Embedding(REACHES, UNITS), nn.Embedding(SENTENCES, UNITS)
        self.after = nn.LayerNorm(UNITS)
        self.value = nn.Linear(UNITS, len(LABELS) + 1)
        self.flags = nn.Linear(UNITS, len(FLAGS))
        self.nothing = nn.Linear(UNITS, relations)
        self.link = nn.Linear(UNITS, relations)
        for embedding in (self.kind, self.reach, self.apart):
            nn.init.normal_(embedding.weight, std=0.02)

    def forward(
        self,
        states: Tensor,
        pooled: Tensor,
        types: Tensor,
        near: Tensor,
        sentences: Tensor,
        places: Tensor,
        marked: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """For each marked anchor: label scores, flags, scores of no link, and scores of each node by relation.

        states: the window's (pieces, hidden). pooled (nodes, hidden) and types (nodes): each node's mean state and
        number in NODES. near, sentences (nodes, nodes) and places (nodes, pieces): classes of distance.
        marked (anchors): the numbers of the nodes that are anchors. Links are (relations, anchors, nodes).
        """
        text = self.context(states)
        x = self.project(pooled + self.kind(types))[None]
        for layer in self.shared:
            x = layer(x, text, near, sentences, places)
        own = (marked[:, None] == torch.arange(near.shape[0])[None, :])[..., None]
        x = x + self.reach(near[marked]) + self.apart(sentences[marked]) + own * self.mark
        for layer in self.marked:
            x = layer(x, text, near, sentences, places)
        x = self.after(x)
        anchors = (x * own).sum(1)
        return self.value(anchors), self.flags(anchors), self.nothing(anchors), self.link(x).permute(2, 0, 1)


class Tagger(nn.Module):
    """The encoder, and the classes of its pieces. The embedding table is frozen: it is pruned and stored as it is."""

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

    def forward(self, embeddings: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States (batch, pieces, hidden) and class scores (batch, pieces, CLASSES) from piece embeddings."""
        states = self.encoder(inputs_embeds=embeddings, attention_mask=mask).last_hidden_state
        return states, self.tag(self.drop(states))


class ReaderModel(nn.Module):
    """The whole model: what labels pieces, and what judges and links the anchors that they make."""

    def __init__(self, sizes: Sizes, pieces: int) -> None:
        super().__init__()
        self.tagger = Tagger(sizes, pieces)
        self.link = Linker(sizes.hidden)


def from_base(base: Base, kept: Sequence[int], layers: Sequence[int]) -> ReaderModel:
    """A model with the base's weights: for the pieces `kept` and the encoder layers `layers`, by the base's numbers."""
    shape = base.shape
    model = ReaderModel(Sizes(shape.hidden, len(layers), shape.heads, shape.inner, shape.positions), len(kept))
    encoder, hidden = model.tagger.encoder, shape.hidden
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
