"""Acts told of a list of parties: one act of all of them, or one with each.

The model judges each party of an act, and each name that may tell one, by itself; a list says that they go together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import mean

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind, in_order
from nlp.annotations import Sheet, sheet
from nlp.components.evidence import Sentences
from nlp.components.links import TAKEN, signatories
from nlp.components.lists import CLOSE, Spot, are_ends, once, runs
from store.authorities.blocs import bloc_codes, members
from store.domain import Action

_OF_PAIRS = (
    Action.NEGOTIATION_STARTED,
    Action.ACTION_PLAN_SIGNED,
    Action.NEGOTIATION_CONCLUDED,
    Action.SIGNED,
    Action.PILOT,
    Action.IN_FORCE,
    Action.PLANNED,
)
"""Acts that are told of several partners at once, and are one with each."""

_MANY = 3
"""The least number of parties whose list is taken or left as one."""

_LIKELY = 0.96
"""The probability of a party that an act takes since it takes its list."""

_LEAST_OF_ALL, _LEAST_WITH_EACH, _LEAST_OF_BLOC = 0.1, 0.02, 0.2
"""The probability below which a list makes nobody a party: of one act of all, of an act with each, of a bloc's."""


@Language.component("listed")
def listed(doc: Doc) -> Doc:
    """Give acts the whole lists whose parties they take, and each party of a list that is passed over its own act."""
    slot = sheet(doc)
    if any(anchor.kind == Kind.EVENT for anchor in slot.reading.anchors):
        lists, sentences = list(_lists(slot)), Sentences(doc)
        anchors = [_with_lists(a, lists, sentences) if a.kind == Kind.EVENT else a for a in slot.reading.anchors]
        anchors += _passed_over([a for a in anchors if a.kind == Kind.EVENT], lists, sentences)
        slot.reading = replace(slot.reading, anchors=in_order(anchors))
    return doc


def _lists(slot: Sheet) -> Iterator[Sequence[Spot]]:
    """The lists of different parties in a text."""
    for run in runs(slot.text, once(slot.reading.parties), CLOSE):
        if len({code for *_, code in run}) == len(run) and not are_ends(slot.text, run):
            yield run


def _with_lists(act: Anchor, lists: Sequence[Sequence[Spot]], sentences: Sentences) -> Anchor:
    """An act with all of a list of which it takes most, and with a bloc whose members stand listed beside it."""
    probable = dict(act.links.get("event_party", []))
    for run in lists:
        if sentences.number(run[0][0]) != sentences.number(act.start):
            continue
        each = [probable.get(code, 0.0) for *_, code in run]
        if len(run) >= _MANY and min(each) >= _LEAST_OF_ALL and mean(each) >= TAKEN:
            probable |= {code: max(probable[code], _LIKELY) for *_, code in run}
        for bloc in bloc_codes().intersection(probable):
            inside = members(bloc)
            if inside.issubset(code for *_, code in run) and probable[bloc] >= _LEAST_OF_BLOC:
                said_so = mean(probable.get(code, 0.0) for code in inside)
                probable[bloc] = 1.0 - (1.0 - probable[bloc]) * (1.0 - said_so)
    parties = sorted(probable.items(), key=lambda pair: -pair[1])
    return replace(act, links={**act.links, "event_party": parties})


def _passed_over(acts: Sequence[Anchor], lists: Sequence[Sequence[Spot]], sentences: Sentences) -> Iterator[Anchor]:
    """The acts with those of a list that the model passed over: "has signed with A, B and C" is one with each."""
    told = {(act.value, frozenset(signatories(act))) for act in acts}
    for act in acts:
        parties, number = signatories(act), sentences.number(act.start)
        if act.value not in _OF_PAIRS or len(parties) != 2 or bloc_codes().intersection(parties):
            continue
        beside = {code for a in acts if a is not act and sentences.number(a.start) == number for code in signatories(a)}
        probable = dict(act.links["event_party"])
        for run in lists:
            inside = [code for *_, code in run if code in parties]
            if sentences.number(run[0][0]) != number or len(inside) != 1:
                continue
            (holder,) = set(parties) - set(inside)
            for start, end, code in run:
                pair = (act.value, frozenset((holder, code)))
                unlikely = probable.get(code, 0.0) < _LEAST_WITH_EACH
                if code in beside or code in bloc_codes() or pair in told or unlikely:
                    continue
                told.add(pair)
                linked = [(holder, probable[holder]), (code, max(probable[code], _LIKELY))]
                yield replace(act, start=start, end=end, links={**act.links, "event_party": linked})
