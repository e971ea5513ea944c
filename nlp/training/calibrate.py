"""Calibration: what the raw scores of a trained model mean, learned on held-out texts."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from nlp.artefact import open_artefact
from nlp.calibration import Calibration, isotonic
from nlp.judging import judgements
from nlp.pipeline import load
from nlp.training.corpus import Text
from nlp.training.gold import gold_of
from nlp.training.sealing import seal
from store.domain import Document, Extraction, Flow

PRECISION = 0.99
"""The share of right events above the threshold on which the registry's policy rests."""


def calibrate(folder: Path, texts: Iterable[Text]) -> Calibration:
    """Make the calibration of an artefact, write it beside the model, and seal the folder anew.

    The one that is there is taken away first: tables are made of raw scores.
    """
    held = list(texts)
    _write(folder, {})
    reader = load(folder)
    records = dict(zip((t.id for t in held), reader.extract(_document(t) for t in held), strict=True))
    own = {t.id: _own(records[t.id]) for t in held}
    judged = judgements([gold_of(t, own[t.id]) for t in held], records)
    tables = {name: isotonic(pairs) for name, pairs in judged.items() if pairs}
    made = Calibration(tables)
    scored = sorted(((made.probability("event", raw), right) for raw, right in judged["event"]), reverse=True)
    threshold, coverage = threshold_of(scored)
    content = {"tables": tables, "threshold": threshold, "coverage": coverage}
    _write(folder, content)
    return Calibration(tables, threshold, coverage)


def _write(folder: Path, content: Mapping[str, object]) -> None:
    """Write a calibration and seal the artefact with it."""
    artefact = open_artefact(folder)
    (folder / "calibration.json").write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", "utf-8")
    seal(folder, artefact.name, artefact.attention_heads)
    load.cache_clear()
    open_artefact.cache_clear()


def threshold_of(scored: list[tuple[float, bool]]) -> tuple[float | None, float]:
    """The lowest probability from which PRECISION of the events are right, and the share of events that it covers.

    scored: probabilities with whether they were right, highest first.
    """
    right, best = 0, 0
    for number, (probability, correct) in enumerate(scored, 1):
        right += correct
        last_of_its_score = number == len(scored) or scored[number][0] < probability
        if last_of_its_score and right / number >= PRECISION:
            best = number
    return (scored[best - 1][0], round(best / len(scored), 4)) if best else (None, 0.0)


def _document(text: Text) -> Document:
    return Document(id=text.id, text=text.text, title=text.title, language=text.language, published=text.published)


def _own(record: Extraction) -> str | None:
    """The party whose bare "$" a text's is: that of a figure of one party alone, else the exporter or importer told."""
    figures = sorted(record.trade_figures, key=lambda figure: len(figure.between))
    return next((f.between[-1] if f.flow == Flow.IMPORT else f.between[0] for f in figures), None)
