"""What speaks against a statement: other dates for the same milestone, an impossible order, an impossible day."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Protocol

from store.domain import Milestone, Scope, Statement, first_day, last_day
from store.reconcile.dates import EFFECTS, FIRST_PROGRAMME, agree, certainly_before

REPEATABLE = frozenset({Milestone.JOINT_VALIDATION, Milestone.EXPANDED})
"""Milestones that a recognition can reach several times: another date is another occasion, not a contradiction."""

FORESEEN = EFFECTS
"""Milestones that are announced before their day; every other is an act that a text can only report."""

PRECEDES: Mapping[Milestone, frozenset[Milestone]] = MappingProxyType(
    {
        Milestone.SIGNED: frozenset({Milestone.TALKS, Milestone.ACTION_PLAN, Milestone.TEXT_AGREED}),
        Milestone.IN_FORCE: frozenset(
            {Milestone.TALKS, Milestone.ACTION_PLAN, Milestone.TEXT_AGREED, Milestone.SIGNED, Milestone.PILOT}
        ),
        Milestone.SUSPENDED: frozenset({Milestone.SIGNED}),
        Milestone.TERMINATED: frozenset({Milestone.SIGNED}),
    }
)
"""Which milestones cannot come after one (WCO MRA Strategy Guide). A pilot may precede the signing, talks an action
plan or follow it, and validations are repeated: none of these is held to an order."""


class Dated(Protocol):
    """What a statement and a milestone's state share."""

    @property
    def milestone(self) -> Milestone:
        """The milestone that it is about."""

    @property
    def date(self) -> str | None:
        """Its date, or None."""

    @property
    def scope(self) -> Scope:
        """The directions and modes that it is limited to."""

    @property
    def acceding(self) -> tuple[str, ...]:
        """The members whose own act it is; empty for all parties."""


def same_slot(one: Dated, other: Dated) -> bool:
    """Whether both speak of the same milestone of the same directions, modes and members."""
    return (one.milestone, one.scope, one.acceding) == (other.milestone, other.scope, other.acceding)


def overlap(one: Dated, other: Dated) -> bool:
    """Whether both speak of the same milestone, and of some direction, mode and member in common."""
    a, b = one.scope, other.scope
    common = (
        _meet(one.acceding, other.acceding),
        _meet(a.modes, b.modes),
        *(None in pair or pair[0] == pair[1] for pair in zip(_sides(a), _sides(b), strict=True)),
    )
    return one.milestone is other.milestone and all(common)


def covered(one: Dated, by: Dated) -> bool:
    """Whether all that one speaks of, directions, modes and members, is spoken of by the other too."""
    pairs = ((one.acceding, by.acceding), (one.scope.modes, by.scope.modes))
    return overlap(one, by) and all(not whole or (bool(part) and {*part} <= {*whole}) for part, whole in pairs)


def contradictions(
    statement: Statement, known: Iterable[Dated], beside: Iterable[Dated], published: str | None
) -> tuple[str, ...]:
    """Reasons against a statement, each a sentence that names both sides; empty where nothing speaks against it.

    `known` are the recognition's milestones, `beside` what the same document states of the same recognition,
    `published` the document's own date.
    """
    reasons = [*_impossible(statement, published)]
    for others, where in ((tuple(known), "the registry"), (tuple(beside), "the same document")):
        reasons += _other_dates(statement, others, where)
        reasons += (reason for other in others for reason in _order(statement, other, where))
    return tuple(reasons)


def _impossible(statement: Statement, published: str | None) -> Iterable[str]:
    stated = statement.date
    if stated is None:
        return
    if last_day(stated) < FIRST_PROGRAMME:
        yield f"{statement.milestone} is dated {stated}, before any AEO programme existed"
    # A day's grace: a text published in the evening west of the place is dated a day before the act.
    if published and statement.milestone not in FORESEEN and first_day(stated) > last_day(published) + timedelta(1):
        yield f"{statement.milestone} is dated {stated}, after the text that reports it ({published})"


def _other_dates(statement: Statement, others: Iterable[Dated], where: str) -> Iterable[str]:
    same = [other for other in others if overlap(statement, other)]
    if statement.milestone in REPEATABLE or any(agree(statement.date, other.date) for other in same):
        return
    for other in same:
        yield f"{statement.milestone} is stated for {statement.date}, while {where} has {other.date}{_part(other)}"


def _order(statement: Statement, other: Dated, where: str) -> Iterable[str]:
    for later, earlier in ((statement, other), (other, statement)):
        if earlier.milestone in PRECEDES.get(later.milestone, ()) and certainly_before(later.date, earlier.date):
            yield (
                f"{statement.milestone} is stated for {statement.date}, while {where} has {other.milestone} on "
                f"{other.date}: {later.milestone} cannot come before {earlier.milestone}"
            )


def _part(state: Dated) -> str:
    part = [*state.acceding, *state.scope.modes]
    return f" for {', '.join(part)}" if part else ""


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _sides(scope: Scope) -> tuple[str | None, ...]:
    return scope.recogniser, scope.recognised, scope.programme, scope.tier
