"""What is kept of what the model found: an act by what else its sentence and text tell, the rest by its score.

All thresholds were measured on held-out texts: see EXPERIMENTS.md.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind, in_order
from nlp.annotations import sheet
from nlp.components.evidence import Sentences
from nlp.components.links import signatories
from store.domain import Action

_FIRST = 0.65
"""The score from which an act makes a text one that tells of acts."""

_HEADLINED = 0.5
"""The same of an announced act whose parties the title names."""

_BESIDE = 0.45
"""The score from which further acts of such a text are kept: of those below it fewer than two in five are right."""

_PLAN, _PARTNERS, _OTHER = 0.5, 0.4, 0.6
"""The scores from which plans, partner lists and all other anchors are kept."""


@Language.component("kept")
def kept(doc: Doc) -> Doc:
    """Drop the anchors that too little speaks for."""
    slot = sheet(doc)
    if slot.reading.anchors:
        acts = list(_together(doc, [a for a in slot.reading.anchors if a.kind == Kind.EVENT]))
        titled = {code for party in slot.reading.titled for code in party.codes}
        tells = any(_tells(a, titled) for a in acts)
        least = _BESIDE if tells else _FIRST
        anchors = [a for a in acts if a.score >= (_PLAN if a.value == Action.PLANNED else least)]
        others = (a for a in slot.reading.anchors if a.kind != Kind.EVENT)
        anchors += [a for a in others if a.score >= (_PARTNERS if a.kind == Kind.PARTNERS else _OTHER)]
        slot.reading = replace(slot.reading, anchors=in_order(anchors))
    return doc


def _tells(act: Anchor, titled: set[str]) -> bool:
    """Whether an act is sure enough to make a text one that tells of acts."""
    parties = signatories(act)
    headlined = not act.recalled and titled.issuperset(parties)
    return len(parties) > 1 and act.value != Action.PLANNED and act.score >= (_HEADLINED if headlined else _FIRST)


def _together(doc: Doc, acts: Sequence[Anchor]) -> Iterator[Anchor]:
    """Acts, the surest of those that a sentence may tell of the same parties with the chance that one of them is right.

    In "had reached a first agreement with New Zealand" verb, noun and name may each tell the act, and none is sure.
    """
    sentences = Sentences(doc)
    alike: dict[tuple[str, frozenset[str], int], list[Anchor]] = defaultdict(list)
    for act in acts:
        alike[act.value, frozenset(signatories(act)), sentences.number(act.start)].append(act)
    for group in alike.values():
        surest = max(group, key=lambda act: act.score)
        if surest.score < _FIRST:
            surest = replace(surest, score=1.0 - prod(1.0 - act.score for act in group))
        yield surest
