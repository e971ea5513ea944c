"""Two-sided confirmation: whether both sides, one or neither have themselves announced what the registry holds.

An announcement is a side's own where it stands in that party's newsroom, or on its administration's site. A party that
announces a start confirms the signing before it; a signing confirms no start. Of the opening balance, a start without
a date is inferred from age and lists: that row's sources confirm its signing alone. A bloc is confirmed by itself
alone: a member speaks for the member.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from store.authorities.blocs import bloc_codes, members
from store.authorities.hosts import issuer_of
from store.domain import (
    Confirmed,
    Evidence,
    Frozen,
    Milestone,
    MilestoneState,
    PartialDate,
    PartyCode,
    Recognition,
    Scope,
)
from store.reconcile.conflicts import overlap
from store.reconcile.identity import binds, side
from store.reconcile.state import stands_on

CONFIRMABLE = (Milestone.SIGNED, Milestone.IN_FORCE)
"""The milestones that both sides are asked about, lowest first: what is binding, and what works."""


class Confirmation(Frozen):
    """Who has announced one milestone of a recognition, or of an edge of it, themselves.

    `confirmed_by` are the parties, `members` those that belong to a party bloc and speak for themselves, `silent` the
    sides of which no announcement is known.
    """

    milestone: Milestone
    date: PartialDate | None
    scope: Scope
    acceding: tuple[PartyCode, ...]
    confirmed: Confirmed
    confirmed_by: tuple[PartyCode, ...]
    members: tuple[PartyCode, ...] = ()
    silent: tuple[PartyCode, ...]


class ConfirmedMilestone(MilestoneState):
    """A milestone, and who has announced it themselves; null where both sides are not asked about it."""

    confirmed: Confirmed | None = None
    confirmed_by: tuple[PartyCode, ...] = ()


class ConfirmedRecognition(Recognition):
    """A recognition, and who has announced the highest of its signing and start themselves."""

    milestones: tuple[ConfirmedMilestone, ...]
    confirmed: Confirmed | None = None
    confirmed_by: tuple[PartyCode, ...] = ()


def issuers(evidence: Iterable[Evidence], *, sources: bool = True) -> frozenset[str]:
    """The parties whose own announcements are among the evidence: by newsroom, or by the site of an address.

    `sources` says whether the addresses count that the opening balance names for a whole row.
    """
    found = {
        one.issuer or issuer_of(url)
        for one in evidence
        for url in (one.url or "", *(one.sources if sources else ()))
        if one.issuer or url
    }
    return frozenset(code for code in found if code)


def by_milestone(recognition: Recognition) -> tuple[Confirmation | None, ...]:
    """Who has announced each milestone of a recognition, in its order; None for neither signing nor start."""
    return tuple(
        _confirmation(recognition, state, recognition.parties) if state.milestone in CONFIRMABLE else None
        for state in recognition.milestones
    )


def confirmations(recognition: Recognition) -> tuple[Confirmation, ...]:
    """The signings and starts of a recognition, in its order, each with who has announced it."""
    return tuple(found for found in by_milestone(recognition) if found)


def confirmation(recognition: Recognition) -> Confirmation | None:
    """Who has announced the highest of signing and start that a recognition has reached; None where it has neither."""
    for milestone in reversed(CONFIRMABLE):
        if state := stands_on(recognition, milestone):
            return _confirmation(recognition, state, recognition.parties)
    return None


def edge(recognition: Recognition, one: str, other: str, on: date | None = None) -> Confirmation | None:
    """The same for the edge between two of a recognition's parties; None where it does not lie between them.

    A member of a party bloc stands for itself if it has announced it, else the bloc does.
    """
    sides = side(recognition.parties, one, on), side(recognition.parties, other, on)
    if None in sides or sides[0] == sides[1]:
        return None
    for milestone in reversed(CONFIRMABLE):
        if (state := _between(recognition, milestone, one, other, on)) is None:
            continue
        told = _issuers(recognition, state)
        ends = [code if code in told else str(bloc) for code, bloc in zip((one, other), sides, strict=True)]
        own = tuple(code for code in state.acceding if code in ends)
        return _confirmation(recognition, state.model_copy(update={"acceding": own}), ends)
    return None


def _between(
    recognition: Recognition, milestone: Milestone, one: str, other: str, on: date | None
) -> MilestoneState | None:
    """The state of a milestone that an edge stands on: of members' own starts the later of the two."""
    parts = [
        state
        for state in recognition.milestones
        if state.milestone is milestone
        and state.acceding
        and any(binds(state.acceding, recognition.parties, code, on) for code in (one, other))
    ]
    return max(parts, key=lambda state: state.date or "", default=None) or stands_on(recognition, milestone)


def described(recognition: Recognition) -> ConfirmedRecognition:
    """A recognition that tells who has announced it: of the whole, and of each signing and start."""
    milestones = tuple(
        ConfirmedMilestone(**dict(state), **who_told(found))
        for state, found in zip(recognition.milestones, by_milestone(recognition), strict=True)
    )
    return ConfirmedRecognition(
        **{**dict(recognition), "milestones": milestones}, **who_told(confirmation(recognition))
    )


def who_told(found: Confirmation | None) -> dict[str, Any]:
    """The fields `confirmed` and `confirmed_by` of what bears them: parties, and members that spoke for themselves."""
    if found is None:
        return {}
    return {"confirmed": found.confirmed, "confirmed_by": (*found.confirmed_by, *found.members)}


def _confirmation(recognition: Recognition, state: MilestoneState, parties: Sequence[str]) -> Confirmation:
    told = _issuers(recognition, state)
    sides = _sides(state, parties)
    spoken = [bool(told & {*codes}) for codes in sides]
    level = Confirmed.BOTH if all(spoken) else Confirmed.ONE if any(spoken) else Confirmed.NONE
    within = {code for party in recognition.parties if party in bloc_codes() for code in members(party)}
    return Confirmation(
        milestone=state.milestone,
        date=state.date,
        scope=state.scope,
        acceding=state.acceding,
        confirmed=level,
        confirmed_by=tuple(sorted(told & {*parties, *state.acceding})),
        members=tuple(sorted(told & within - {*parties, *state.acceding})),
        silent=tuple(code for codes, heard in zip(sides, spoken, strict=True) if not heard for code in codes),
    )


def _sides(state: MilestoneState, parties: Sequence[str]) -> list[tuple[str, ...]]:
    """The sides of a milestone: each party; where members act for themselves, each of them and anyone else's word."""
    if not state.acceding:
        return [(party,) for party in parties]
    others = tuple(
        party
        for party in parties
        if party not in state.acceding and not (party in bloc_codes() and {*state.acceding} & members(party))
    )
    return [*((code,) for code in state.acceding), *([others] if others else [])]


def _issuers(recognition: Recognition, state: MilestoneState) -> frozenset[str]:
    """Who has announced a milestone, or a start that comes after it."""
    higher = [
        other
        for other in recognition.milestones
        if state.milestone is Milestone.SIGNED
        and other.milestone is Milestone.IN_FORCE
        and overlap(other.model_copy(update={"milestone": Milestone.SIGNED}), state)
    ]
    return frozenset(
        code
        for reached in (state, *higher)
        for code in issuers(reached.evidence, sources=state.milestone is Milestone.SIGNED or reached.date is not None)
    )
