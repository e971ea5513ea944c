"""Training: from the marked texts and the base weights to a model, its validation split by text family."""

import hashlib
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from nlp.anchors import CLASSES, RELATIONS, Candidate
from nlp.decoding import buckets
from nlp.encoding import PAD
from nlp.training.corpus import Text
from nlp.training.examples import IGNORE, Example
from nlp.training.model import ReaderModel


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: epochs over all examples, examples of a step, peak learning rates of encoder and heads, seed."""

    epochs: int = 10
    batch: int = 12
    rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    none_weight: float = 0.4
    """What a piece that belongs to no anchor weighs in the loss: nine in ten do, and they would drown the others."""
    seed: int = 0
    bfloat16: bool = True


def held_out(text: Text, share: float = 0.1) -> bool:
    """Whether a text is for validation: decided by its family's name, so that variants never part."""
    digest = hashlib.sha256(text.family.encode()).digest()
    return digest[0] / 256 < share


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Examples in random order, those of like length together."""
    order = sorted(examples, key=lambda e: len(e.window.ids) + rng.random() * 60)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    yield from groups


def collate(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Piece ids, mask and classes of a batch, padded to its longest window."""
    width = max(len(e.window.ids) for e in batch)
    ids = torch.full((len(batch), width), PAD)
    mask = torch.zeros((len(batch), width), dtype=torch.long)
    classes = torch.full((len(batch), width), IGNORE)
    for row, example in enumerate(batch):
        length = len(example.window.ids)
        ids[row, :length] = torch.tensor(example.window.ids)
        mask[row, :length] = 1
        classes[row, :length] = torch.tensor(example.classes)
    return ids, mask, classes


def link_loss(model: ReaderModel, states: Tensor, example: Example) -> tuple[Tensor, int]:
    """The summed loss of an example's roles and links, and over how many decisions."""
    total, decisions = states.new_zeros(()), 0
    targets = example.targets
    if not targets:
        return total, 0
    pooled = torch.stack([states[t.first : t.last].mean(0) for t in targets])
    anchors = model.link.anchors(pooled, torch.tensor([t.label for t in targets]))
    flagged = [(i, n, yes) for i, t in enumerate(targets) for n, yes in t.flags.items()]
    if flagged:
        scored = model.link.flags(anchors)[[i for i, _, _ in flagged], [n for _, n, _ in flagged]]
        wanted = torch.tensor([float(yes) for _, _, yes in flagged])
        total = total + functional.binary_cross_entropy_with_logits(scored, wanted, reduction="sum")
        decisions += len(flagged)
    nothing = model.link.nothing(anchors)
    firsts = np.array([t.first for t in targets])
    for group in Candidate:
        mentions = example.mentions[group]
        keys = list(dict.fromkeys(m.key for m in mentions))
        scored = states.new_zeros((len(RELATIONS), len(targets), 0))
        if mentions:
            means = torch.stack([states[m.first : m.last].mean(0) for m in mentions])
            distance = torch.from_numpy(buckets(firsts, np.array([m.first for m in mentions])))
            by_mention = model.link.scores(anchors, means, distance)
            owners = [[i for i, m in enumerate(mentions) if m.key == key] for key in keys]
            scored = torch.stack([by_mention[:, :, own].amax(-1) for own in owners], dim=-1)
        for index, target in enumerate(targets):
            for number, wanted_keys in target.links.items():
                relation = RELATIONS[number]
                if relation.candidate != group:
                    continue
                row = scored[number, index]
                if relation.many:
                    if not keys:
                        continue
                    truth = torch.tensor([float(key in wanted_keys) for key in keys])
                    total = total + functional.binary_cross_entropy_with_logits(row, truth, reduction="sum")
                else:
                    choices = torch.cat([row, nothing[index, number : number + 1]])
                    right = keys.index(next(iter(wanted_keys))) if wanted_keys else len(keys)
                    total = total + functional.cross_entropy(choices[None], torch.tensor([right]))
                decisions += 1
    return total, decisions


def train(model: ReaderModel, examples: Sequence[Example], plan: Plan, log: "Log") -> None:
    """Fit a model in place. The same seed, data and library versions give the same weights on one machine."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    heads = [*model.tag.parameters(), *model.link.parameters()]
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01
    )
    steps = plan.epochs * math.ceil(len(examples) / plan.batch)
    warm = max(1, int(steps * plan.warm_up))

    def rate(done: int) -> float:
        """Up in a straight line, then down in one to a fiftieth."""
        return (done + 1) / warm if done < warm else max(0.02, (steps - done) / max(1, steps - warm))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    model.train()
    weights = torch.ones(CLASSES)
    weights[0] = plan.none_weight
    began = time.monotonic()
    for epoch in range(plan.epochs):
        tags: list[float] = []
        links: list[float] = []
        for batch in batches(examples, plan.batch, rng):
            ids, mask, classes = collate(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bfloat16):
                states, scores = model(model.encoder.embeddings.word_embeddings(ids), mask)
            states, scores = states.float(), scores.float()
            tag = functional.cross_entropy(scores.flatten(0, 1), classes.flatten(), weight=weights, ignore_index=IGNORE)
            linked = [link_loss(model, states[row], example) for row, example in enumerate(batch)]
            decisions = max(1, sum(n for _, n in linked))
            link = torch.stack([loss for loss, _ in linked]).sum() / decisions
            loss = 4.0 * tag + link
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            tags.append(tag.item())
            links.append(link.item())
        means = f"tag {sum(tags) / len(tags):.4f} link {sum(links) / len(links):.4f}"
        log(f"epoch {epoch + 1}/{plan.epochs}: {means} after {time.monotonic() - began:.0f} s")
    model.eval()


class Log:
    """Where training tells how far it is."""

    def __call__(self, line: str) -> None:
        """Print one line at once."""
        print(line, flush=True)  # noqa: T201
