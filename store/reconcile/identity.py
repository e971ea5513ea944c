"""Which recognition a set of parties means: one normal form, whatever names a text uses for them.

A bloc that is named and its members listed in full are the same parties. Where a bloc acts among its own members, the
recognition is between those members; where it acts with others, the bloc itself is the party.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from store.authorities.blocs import bloc_codes, bound_members, canonical_parties, members

UNION = "EU"
"""The one bloc that always acts as one in AEO matters: a status granted by a member holds in the whole Union (Union
Customs Code, article 38), and its arrangements are decisions of joint committees."""

LATE_JOINERS: Mapping[str, frozenset[str]] = MappingProxyType({"EAC": frozenset({"CD", "SO", "SS"})})
"""States that joined a bloc after its AEO programme was made, and that texts list with it: beside the whole bloc they
add no party (East African Community: South Sudan 2016, DR Congo 2022, Somalia 2024)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A recognition's parties in alphabetical order, and whose own act under it this is.

    `acceding`: members of a party bloc that act for themselves; empty where all parties act.
    `question`: why somebody has to confirm that this recognition is meant; empty where it is plain.
    """

    parties: tuple[str, ...]
    acceding: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Parties that make no recognition, and why."""

    reason: str


def normal_form(codes: Iterable[str]) -> tuple[str, ...]:
    """The parties of the recognition between `codes`, in alphabetical order; fewer than two where there is none.

    Depends only on the states that the codes stand for: `GCC`, and its six members, give the six members; the four
    states of MERCOSUR with those of the Pacific Alliance give the two blocs; a larger circle of administrations, some
    of which happen to be a whole bloc, stays a circle of administrations.
    """
    states = frozenset(state for code in codes for state in _states(code))
    acting = canonical_parties(states)
    acting -= {late for bloc in acting & LATE_JOINERS.keys() for late in LATE_JOINERS[bloc]}
    if len(acting) == 1:
        return tuple(sorted(state for code in acting for state in _states(code)))
    if len(acting - bloc_codes()) <= 1:
        return tuple(sorted(acting))
    return tuple(sorted(states - members(UNION) | {UNION} if members(UNION) <= states else states))


def identify(codes: Iterable[str], on: date | None = None) -> Identity | Unplaced:
    """The recognition that an event between `codes` belongs to; memberships are those of the day `on`."""
    named = frozenset(codes)
    blocs = named & bloc_codes()
    if UNION in named:
        named -= members(UNION, on)
    own = frozenset(code for bloc in blocs for code in named & members(bloc, on))
    parties = normal_form(named - own)
    if len(parties) < 2:
        return Unplaced(f"only {', '.join(sorted(named)) or UNION} is named: a recognition needs two parties")
    whole = any(members(bloc, on) <= own for bloc in blocs)
    inside = sorted(named & members(UNION, on))
    if inside == list(parties):
        return Unplaced(f"{' and '.join(inside)} are members of {UNION}, where one AEO status holds throughout")
    question = f"{inside[0]} is a member of {UNION}, which recognises AEOs as one" if inside else ""
    return Identity(parties, () if whole else tuple(sorted(own)), question)


def side(parties: Iterable[str], code: str, on: date | None = None) -> str | None:
    """The party through which `code` takes part in a recognition on the day `on`: itself, its bloc, or None.

    A bloc takes part where all its members are parties.
    """
    known = frozenset(parties)
    if code in known:
        return code
    if code in bloc_codes():
        return code if members(code, on) <= known else None
    return next((bloc for bloc in sorted(known & bloc_codes()) if code in bound_members(bloc, on)), None)


def covers(parties: Iterable[str], one: str, other: str, on: date | None = None) -> bool:
    """Whether a recognition between `parties` lies between `one` and `other`, directly or through their blocs."""
    known = tuple(parties)
    sides = side(known, one, on), side(known, other, on)
    return None not in sides and sides[0] != sides[1]


def sides_of(code: str, on: date | None = None) -> frozenset[str]:
    """Every code by which `code` can be told to take part in a recognition: itself, its blocs, a bloc's members."""
    blocs = {bloc for bloc in bloc_codes() if code in bound_members(bloc, on)}
    return frozenset({code, *blocs}) | (members(code, on) if code in bloc_codes() else frozenset())


def binds(acceding: Iterable[str], parties: Iterable[str], code: str, on: date | None = None) -> bool:
    """Whether the act of the `acceding` under a recognition between `parties` is `code`'s too.

    It is where all parties act, where `code` is one of the acceding, and where these are members of one party and
    `code` is the other.
    """
    own, known = frozenset(acceding), frozenset(parties)
    if not own or code in own:
        return True
    return not own & known and code in known and not (code in bloc_codes() and own & members(code, on))


def _states(code: str) -> frozenset[str]:
    return members(code) if code in bloc_codes() - {UNION} else frozenset({code})
