"""Blocs of states that act as one party, their members by date, and the canonical form of a set of parties."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from store.errors import AuthoritiesError


@dataclass(frozen=True, slots=True)
class Membership:
    """One state's time in a bloc: first and last day, either open.

    `bound_until` is the last day on which the bloc's arrangements bind it, where that is later than its own last.
    """

    code: str
    joined: date | None = None
    left: date | None = None
    bound_until: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether the state is a member on the day `on`; None asks for the list in use today."""
        if on is None:
            return self.left is None
        return (self.joined is None or self.joined <= on) and (self.left is None or on <= self.left)


@dataclass(frozen=True, slots=True)
class Bloc:
    """A bloc of states: its code in the registry, its English name, its memberships past and present."""

    code: str
    name: str
    memberships: tuple[Membership, ...]


def _bloc(code: str, table: dict[str, Any]) -> Bloc:
    memberships = (
        Membership(member, bounds.get("from"), bounds.get("until"), bounds.get("bound_until"))
        for member, bounds in table["members"].items()
    )
    return Bloc(code, table["name"], tuple(memberships))


@cache
def blocs() -> MappingProxyType[str, Bloc]:
    """All blocs by code, in the order in which `canonical_parties` tries them."""
    text = files("store.authorities").joinpath("blocs.toml").read_text("utf-8")
    return MappingProxyType({code: _bloc(code, table) for code, table in tomllib.loads(text).items()})


@cache
def bloc_codes() -> frozenset[str]:
    """The codes of all blocs, such as EU and ASEAN."""
    return frozenset(blocs())


def bloc_name(code: str) -> str:
    """The English name of a bloc; AuthoritiesError for a code that is none."""
    return _known(code).name


@cache
def members(bloc: str, on: date | None = None) -> frozenset[str]:
    """ISO 3166-1 codes of a bloc's members on the day `on`, or as commonly listed today.

    Raises AuthoritiesError for a code that is no bloc.
    """
    return frozenset(membership.code for membership in _known(bloc).memberships if membership.holds(on))


@cache
def bound_members(bloc: str, on: date | None = None) -> frozenset[str]:
    """The members on the day `on`, and those that have left whom the bloc's arrangements still bind."""
    return members(bloc, on) | {
        one.code
        for one in _known(bloc).memberships
        if on and one.left and one.bound_until and one.left < on <= one.bound_until
    }


def canonical_parties(codes: Iterable[str]) -> frozenset[str]:
    """The parties with every full list of a bloc's members replaced by the bloc's own code.

    A member beside its bloc stays: its own act under the bloc's arrangement names both.
    """
    parties = frozenset(codes)
    for bloc in blocs():
        if members(bloc) <= parties:
            parties = (parties - members(bloc)) | {bloc}
    return parties


def _known(code: str) -> Bloc:
    try:
        return blocs()[code]
    except KeyError:
        raise AuthoritiesError(f"{code!r} is no bloc", remedy=f"use one of {', '.join(blocs())}") from None
