"""The model in torch: an encoder, a tagger over its pieces, and a linker from anchors to candidates."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from nlp.anchors import CLASSES, FLAGS, LABELS, RELATIONS
from nlp.training.base import Base

LINK = 128
"""Units in which anchors and candidates are compared."""

BUCKETS = 16
"""Classes of distance between anchor and candidate: see `bucket`."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The encoder's sizes; smaller ones make the toy model of the tests."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int


def bucket(distance: int) -> int:
    """The class of a signed distance in pieces: 0…7 behind the anchor (near to far), 8…15 before it."""
    size = min(7, max(0, abs(distance).bit_length() - 1))
    return size + (8 if distance < 0 else 0)


class Linker(nn.Module):
    """Scores links: bilinear in anchor and candidate, with each one's own weight and their distance."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        relations = len(RELATIONS)
        self.label = nn.Embedding(len(LABELS), hidden)
        self.anchor = nn.Linear(hidden, LINK)
        self.candidate = nn.Linear(hidden, LINK)
        self.bilinear = nn.Parameter(torch.randn(relations, LINK, LINK) * 0.02)
        self.by_anchor = nn.Linear(LINK, relations)
        self.by_candidate = nn.Linear(LINK, relations)
        self.distance = nn.Embedding(BUCKETS, relations)
        self.nothing = nn.Linear(LINK, relations)
        self.flags = nn.Linear(LINK, len(FLAGS))
        nn.init.normal_(self.label.weight, std=0.02)
        nn.init.zeros_(self.distance.weight)

    def anchors(self, states: Tensor, labels: Tensor) -> Tensor:
        """Anchors (n, LINK) from their mean states (n, hidden) and labels (n)."""
        return torch.nn.functional.gelu(self.anchor(states + self.label(labels)))

    def scores(self, anchors: Tensor, candidates: Tensor, buckets: Tensor) -> Tensor:
        """Scores (relations, anchors, candidates) of every link."""
        mentions = torch.nn.functional.gelu(self.candidate(candidates))
        both = torch.einsum("ad,rde,ce->rac", anchors, self.bilinear, mentions)
        alone = self.by_anchor(anchors).T[:, :, None] + self.by_candidate(mentions).T[:, None, :]
        scored: Tensor = both + alone + self.distance(buckets).permute(2, 0, 1)
        return scored


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
