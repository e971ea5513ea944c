"""Training: from the marked texts and the base weights to a model, its validation split by text family."""

import hashlib
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from nlp.anchors import ANCHORED, CLASSES, LABELS, NODES, RELATIONS, Candidate, Kind
from nlp.decoding import named, placed, stretches
from nlp.nodes import Node, apart, places, reaches
from nlp.training.batches import batches, collate, hide
from nlp.training.corpus import Text
from nlp.training.examples import IGNORE, NOTHING, Example, Target
from nlp.training.model import ReaderModel

Tensors = tuple[Tensor, ...] | list[Tensor]

TAG_WEIGHT = 2.0
"""What the tagger's loss weighs against the linker's."""

MISTAKEN = 0.05
"""The probability of a label from which the tagger's mistakes are shown to the second judgement."""

MOST_MISTAKES = 8
"""Mistakes of one example that are shown, the most probable first: an untrained tagger mistakes everything."""


def fast_in_bfloat16() -> bool:
    """Whether this machine multiplies in bfloat16; where it does not, such products take fifty times as long."""
    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


@dataclass(frozen=True, slots=True)
class Plan:
    """One sitting: epochs over all examples, examples of a step, peak learning rates of encoder and heads, seed."""

    epochs: float = 1.5
    """Where it is no whole number, a part of the last one."""
    first: int = 0
    """The number of the first epoch; every epoch has variants of its own."""
    batch: int = 4
    rate: float = 1.5e-4
    head_rate: float = 2e-3
    warm_up: float = 0.05
    cooling: float = 1 / 3
    """The share of the steps, at the end, in which the rates fall."""
    left: float = 0.04
    """What is left of the rates at the end."""
    averaging: float = 0.999
    """What is kept of the averaged weights at each step: a thousand steps back weigh a third. They are the result."""
    hidden: float = 0.08
    """The share of pieces that the model does not see while it learns, so that it rests on no word alone."""
    none_weight: float = 0.7
    """What a piece that belongs to no anchor weighs in the loss: nine in ten do, and they would drown the others."""
    seed: int = 0
    bfloat16: bool = field(default_factory=fast_in_bfloat16)

    def of_epoch(self, epoch: int, batches: int) -> int:
        """How many of an epoch's batches are learned from."""
        return math.ceil(batches * min(1.0, self.epochs - epoch))


FROM_BASE = Plan()
"""From the base weights, in some 100 minutes on two cores."""

TRAINED_ON = Plan(epochs=1, first=2, rate=1e-4, head_rate=1.33e-3, warm_up=0.03, cooling=0.97, hidden=0.12, seed=3)
"""On from an artefact, as the shipped weights were in their last sittings."""


def held_out(text: Text, share: float = 0.1) -> bool:
    """Whether a text is for validation: decided by its family's name, so that variants never part."""
    digest = hashlib.sha256(text.family.encode()).digest()
    return digest[0] / 256 < share


@dataclass(slots=True)
class Losses:
    """Summed losses of the linker, and over how many decisions."""

    total: Tensor
    decisions: int = 0

    def add(self, loss: Tensor, decisions: int) -> None:
        """Add a summed loss."""
        self.total = self.total + loss
        self.decisions += decisions


def mistaken(scores: Tensor, example: Example) -> list[Target]:
    """What the tagger takes for anchors and is none: learned as such by the second judgement."""
    taken = [target.node for target in example.targets]
    names = named(example.mentions)
    found: list[Target] = []
    probable = sorted(stretches(scores.detach().numpy(), example.window, MISTAKEN), key=lambda s: -s.score)
    for stretch in probable:
        if len(found) == MOST_MISTAKES:
            break
        kind = LABELS[stretch.label].split(":")[0]
        offset = example.window.offsets[stretch.first][0]
        if kind not in ANCHORED or not example.window.core[0] <= offset < example.window.core[1]:
            continue
        sentence = example.candidates.sentence(offset)
        node = placed(Node(NODES.index(kind), stretch.first, stretch.last, sentence), names)
        if not any(node.touches(other.first, other.last) for other in taken):
            taken.append(node)
            found.append(Target(node, NOTHING, {}, {}))
    acts = {target.node.sentence for target in found if target.node.kind == Kind.EVENT}
    beside = [name for name in names if name.sentence in acts and name not in taken]
    return [*found, *(Target(name, NOTHING, {}, {}) for name in beside[:MOST_MISTAKES])]


def link_loss(model: ReaderModel, states: Tensor, scores: Tensor, example: Example, losses: Losses) -> None:
    """Add the loss of an example's judgements, flags and links."""
    targets = [*example.targets, *mistaken(scores, example)]
    if not targets:
        return
    asked = {target.node for target in targets}
    nodes = [*(target.node for target in targets), *(m for m in example.mentions if m not in asked)]
    pooled = torch.stack([states[node.first : node.last].mean(0) for node in nodes])
    judged, flags, nothing, scored = (
        part.float()
        for part in model.link(
            states,
            pooled,
            torch.tensor([node.type for node in nodes]),
            torch.from_numpy(reaches(nodes)),
            torch.from_numpy(apart(nodes)),
            torch.from_numpy(places(nodes, len(states))),
            torch.arange(len(targets)),
        )
    )
    judged = judged + torch.from_numpy(np.stack([_MASKS[t.node.kind] for t in targets]))
    wanted = torch.tensor([target.label for target in targets])
    losses.add(functional.cross_entropy(judged, wanted, reduction="sum"), len(targets))
    flagged = [(i, n, yes) for i, t in enumerate(targets) for n, yes in t.flags.items()]
    if flagged:
        said = flags[[i for i, _, _ in flagged], [n for _, n, _ in flagged]]
        truth = torch.tensor([float(yes) for _, _, yes in flagged])
        losses.add(functional.binary_cross_entropy_with_logits(said, truth, reduction="sum"), len(flagged))
    for group in Candidate:
        type_ = NODES.index(group)
        mentions = [(i, node.key) for i, node in enumerate(nodes) if node.type == type_]
        keys = list(dict.fromkeys(key for _, key in mentions))
        numbers = [n for n, relation in enumerate(RELATIONS) if relation.candidate == group]
        if not any(n in target.links for target in targets for n in numbers):
            continue
        rows: Tensor = scored.new_zeros((len(RELATIONS), len(targets), 0))
        if keys:
            owners = [[i for i, key_ in mentions if key_ == key] for key in keys]
            rows = torch.stack([scored[..., own].amax(-1) for own in owners], dim=-1)
        for index, target in enumerate(targets):
            for number in numbers:
                if number not in target.links:
                    continue
                keyed, row = target.links[number], rows[number, index]
                if RELATIONS[number].many:
                    if keys:
                        truth = torch.tensor([float(key in keyed) for key in keys])
                        losses.add(functional.binary_cross_entropy_with_logits(row, truth, reduction="sum"), 1)
                else:
                    choices = torch.cat([row, nothing[index, number : number + 1]])
                    right = keys.index(next(iter(keyed))) if keyed else len(keys)
                    losses.add(functional.cross_entropy(choices[None], torch.tensor([right])), 1)


def _mask(kind: str) -> npt.NDArray[np.float32]:
    own = [label.split(":")[0] == kind for label in LABELS]
    return np.where([*own, True], 0, -1e9).astype(np.float32)


_MASKS: dict[str, npt.NDArray[np.float32]] = {kind: _mask(kind) for kind in ANCHORED}
"""For each kind of anchor what is added to the scores of labels that it cannot have."""


def train(
    model: ReaderModel,
    variants: Sequence[Sequence[Example]],
    plan: Plan,
    log: "Log",
    watched: Sequence[Example] = (),
) -> None:
    """Fit a model in place. The same seed, data and library versions give the same weights on one machine.

    variants: the examples of an epoch, taken in turn. watched: held-out examples whose losses are
    told after each epoch.
    """
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    heads = [*model.tagger.tag.parameters(), *model.link.parameters()]
    body = [p for p in model.tagger.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01, fused=True
    )
    epochs = range(math.ceil(plan.epochs))
    wanted = [plan.of_epoch(n, math.ceil(len(variants[n % len(variants)]) / plan.batch)) for n in epochs]
    steps = sum(wanted)
    warm, cooling = max(1, int(steps * plan.warm_up)), max(1, int(steps * plan.cooling))

    def rate(done: int) -> float:
        """Up in a straight line, steady, then down in one to what is left."""
        return min((done + 1) / warm, 1 - (1 - plan.left) * max(0, done - (steps - cooling)) / cooling)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)

    def average(held: Tensors, now: Tensors, done: Tensor | int) -> None:
        """Towards the present weights: soon at first, when there is little to average."""
        kept = min(plan.averaging, (1 + int(done)) / (10 + int(done)))
        torch._foreach_lerp_(held, now, 1 - kept)

    averaged = AveragedModel(model, multi_avg_fn=average)
    settled = averaged.module
    assert isinstance(settled, ReaderModel)
    encoder, attention = model.tagger.encoder, model.tagger.encoder.config._attn_implementation
    encoder.set_attn_implementation("eager")  # on a CPU its backward pass is faster than the fused one's
    began = time.monotonic()
    for epoch in epochs:
        model.train()
        told: list[tuple[float, float]] = []
        for batch in islice(batches(variants[epoch % len(variants)], plan.batch, rng), wanted[epoch]):
            tag, link = _losses(model, batch, plan)
            optimiser.zero_grad()
            (TAG_WEIGHT * tag + link).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            averaged.update_parameters(model)
            told.append((tag.item(), link.item()))
        means = "; ".join(
            f"{name}: {_means(_watched(seen, watched, plan))}"
            for name, seen in (("held out", model), ("averaged", settled))
        )
        done = f"{min(epoch + 1, plan.epochs):g}/{plan.epochs:g} epochs, {sum(wanted[: epoch + 1])} steps"
        log(f"{done}: {_means(told)}; {means}; {time.monotonic() - began:.0f} s")
    model.load_state_dict(settled.state_dict())
    encoder.set_attn_implementation(attention)
    model.eval()


def _watched(model: ReaderModel, watched: Sequence[Example], plan: Plan) -> list[tuple[float, float]]:
    model.eval()
    with torch.no_grad():
        losses = (_losses(model, watched[i : i + plan.batch], plan) for i in range(0, len(watched), plan.batch))
        return [(tag.item(), link.item()) for tag, link in losses]


def _losses(model: ReaderModel, batch: Sequence[Example], plan: Plan) -> tuple[Tensor, Tensor]:
    """The mean loss of the tagger over a batch's pieces, and of the linker over its decisions."""
    ids, mask, classes = collate(batch)
    if model.training:
        ids = hide(ids, plan.hidden)
    weights = torch.ones(CLASSES)
    weights[0] = plan.none_weight
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bfloat16):
        states, scores = model.tagger(model.tagger.encoder.embeddings.word_embeddings(ids), mask)
    states, scores = states.float(), scores.float()
    tag = functional.cross_entropy(scores.flatten(0, 1), classes.flatten(), weight=weights, ignore_index=IGNORE)
    losses = Losses(scores.new_zeros(()))
    for row, example in enumerate(batch):
        length = len(example.window.ids)
        link_loss(model, states[row, :length], scores[row, :length], example, losses)
    return tag, losses.total / max(1, losses.decisions)


def _means(losses: Sequence[tuple[float, ...]]) -> str:
    if not losses:
        return "none"
    tag, link = (sum(loss[i] for loss in losses) / len(losses) for i in (0, 1))
    return f"tag {tag:.4f} link {link:.4f}"


class Log:
    """Where training tells how far it is."""

    def __call__(self, line: str) -> None:
        """Print one line at once."""
        print(line, flush=True)  # noqa: T201
