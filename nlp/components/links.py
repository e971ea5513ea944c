"""What an anchor's links say: which candidates it takes, and how sure that is."""

from collections.abc import Sequence
from dataclasses import replace

from nlp.anchors import Anchor
from store.authorities.blocs import bloc_codes, members
from store.authorities.names import AREAS

TAKEN = 0.5
"""The probability from which a party that may be one of many belongs to an anchor."""

THIRD = 0.95
"""The probability from which a third party belongs to an act: measured on held-out texts (see EXPERIMENTS.md)."""

LEAST = 0.15
"""The probability below which a party is not taken even where one is missing."""

RULED_OUT = 0.03
"""The probability of a link that lists or words rule out."""

_SIGNING = ("event_party", "list_partner")
"""The relations whose candidates must be able to sign: an area of statistics is none."""


def taken(anchor: Anchor, relation: str, least: int = 0) -> list[str]:
    """The keys of a relation that takes many, most probable first; the next ones too while fewer than `least`."""
    linked = anchor.links.get(relation, [])
    if relation in _SIGNING:
        linked = [(key, probability) for key, probability in linked if key not in AREAS]
    keys = [key for key, probability in linked if probability >= TAKEN]
    spare = [key for key, probability in linked if LEAST <= probability < TAKEN]
    return [*keys, *spare[: max(0, least - len(keys))]]


def signatories(anchor: Anchor) -> list[str]:
    """The parties of an act: most arrangements have two, so a third is taken only where it is all but certain.

    A bloc may stand alone or beside any number of members and others.
    """
    codes = taken(anchor, "event_party")
    if any(code in bloc_codes() for code in codes):
        return codes
    codes = taken(anchor, "event_party", 2)
    sure = dict(anchor.links.get("event_party", []))
    return [*codes[:2], *(code for code in codes[2:] if sure[code] >= THIRD)]


def without_members(codes: Sequence[str]) -> list[str]:
    """The parties but for the members of blocs that stand among them: the bloc speaks for them."""
    inside = {member for bloc in bloc_codes().intersection(codes) for member in members(bloc)}
    return [code for code in codes if code not in inside]


def may_stand_alone(codes: Sequence[str]) -> bool:
    """Whether no other party is needed: members of a bloc recognise one another, but the EU's have one programme."""
    return any(code in bloc_codes() and code != "EU" for code in codes)


def each_arrangement(codes: Sequence[str]) -> list[list[str]]:
    """The parties of each arrangement that an act of these is about: a bloc has one with each that is no member of it.

    Of 1,520 acts of a bloc with others in the training texts 1,515 are of one other party.
    """
    told = bloc_codes().intersection(codes)
    inside = {member for bloc in told for member in members(bloc)}
    others = [code for code in codes if code not in told and code not in inside]
    if len(told) != 1 or len(others) < 2 or inside.intersection(codes):
        return [list(codes)]
    return [[*told, other] for other in others]


def sureness(anchor: Anchor, relation: str, keys: Sequence[str]) -> float:
    """The probability that exactly these keys belong to an anchor, were each decided by itself."""
    sure = 1.0
    for key, probability in anchor.links.get(relation, []):
        sure *= probability if key in keys else 1.0 - probability
    return sure


def without(anchor: Anchor, relation: str, key: str) -> Anchor:
    """An anchor whose relation, which takes at most one, is not of a key."""
    linked = anchor.links.get(relation, [])
    if key not in dict(linked):
        return anchor
    rest = max(1.0 - dict(linked)[key], 1e-6)
    others = [(other, probability / rest) for other, probability in linked if other != key]
    return replace(anchor, links={**anchor.links, relation: others})


def chosen(anchor: Anchor, relation: str) -> tuple[str | None, float]:
    """The key of a relation that takes at most one, or None where none is more probable; and how sure either is."""
    linked = anchor.links.get(relation, [])
    if not linked:
        return None, 1.0
    key, probability = linked[0]
    nothing = max(0.0, 1.0 - sum(p for _, p in linked))
    return (key, probability) if probability > nothing else (None, nothing)
