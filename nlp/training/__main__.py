"""Training from the command line: `python -m nlp.training FOLDER` makes the artefact of texts and base weights."""

import argparse
import math
import os
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import torch

from nlp.artefact import open_artefact
from nlp.training.base import open_base
from nlp.training.calibrate import calibrate
from nlp.training.corpus import TEXTS, Text, read_corpus
from nlp.training.export import export
from nlp.training.model import from_base
from nlp.training.substitution import made
from nlp.training.train import FROM_BASE, TRAINED_ON, Log, held_out, train
from nlp.training.vocabulary import choose, prune
from nlp.training.weights import average, reader_of

NAME = "mrawatch-reader-1"
"""The model's name, as records state it."""

LAYERS = tuple(range(12))
"""The base's layers that are kept: all of them."""


def main() -> None:
    """Train, and write weights and artefact."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument("folder", type=Path, help="where weights.pt and the artefact are written")
    parser.add_argument("--texts", type=Path, default=TEXTS, help="the folder of marked texts")
    parser.add_argument("--epochs", type=float, help="so many instead of the sitting's own number")
    parser.add_argument(
        "--on", type=Path, help="go on from the artefact of this folder instead of the base; averaged with its weights"
    )
    parser.add_argument(
        "--share", type=float, default=1.0, help="train on a share of the families, for learning curves"
    )
    parser.add_argument("--layers", type=lambda text: tuple(int(n) for n in text.split(",")), help="of the base; all")
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192")  # products are compiled for each shape, once
    if options.threads:
        torch.set_num_threads(options.threads)
    if options.on and options.layers:
        parser.error("--layers: an artefact that is trained on from keeps its layers; leave out --layers or --on")
    log, plan = Log(), TRAINED_ON if options.on else FROM_BASE
    if options.epochs is not None:
        if not 0 < options.epochs < math.inf:
            parser.error(f"--epochs {options.epochs:g}: name a number above 0, such as 0.5 or 2")
        plan = replace(plan, epochs=options.epochs)
    texts = read_corpus(options.texts)
    held = [t for t in texts if held_out(t)]
    learned = [t for t in texts if not held_out(t) and fraction(t) < options.share]
    torch.manual_seed(plan.seed)
    before = open_artefact(options.on) if options.on else None
    if before:
        tokenizer, model = before.tokenizer, reader_of(before)
    else:
        base = open_base()
        kept = choose(base.pieces, (f"{text.title} {text.text}" for text in texts))
        tokenizer, model = prune(base.pieces, kept), from_base(base, kept, options.layers or LAYERS)
    numbers = [plan.first + epoch for epoch in range(math.ceil(plan.epochs))]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        watched, *variants = processes.map(
            made, [held, *repeat(learned, len(numbers))], repeat(tokenizer), [0, *numbers]
        )
    pieces = tokenizer.get_vocab_size()
    log(f"{len(learned)} texts to learn from, {len(texts) - len(learned)} others, {pieces} pieces")
    options.folder.mkdir(parents=True, exist_ok=True)
    train(model, variants, plan, log, watched)
    if before:
        model.load_state_dict(average(reader_of(before).state_dict(), model.state_dict()))
    torch.save(model.state_dict(), options.folder / "weights.pt")
    artefact = options.folder / "artefact"
    export(model, tokenizer, artefact, NAME, {})
    made_of = calibrate(artefact, held)
    log(f"sure from {made_of.threshold}, which covers {made_of.coverage:.1%} of the events told of held-out texts")
    log(f"copy the files of {artefact} to nlp/model to ship them")


def fraction(text: Text) -> float:
    """A number from 0 to 1 that a text's family always has."""
    return random.Random(text.family).random()


if __name__ == "__main__":
    main()
