"""What a scope lets through: which milestones bear on one mode of transport, or on one tier."""

from collections.abc import Sequence

from store.domain import Milestone, MilestoneState, Mode, Scope
from store.reconcile.dates import agree


def bears_on(scope: Scope, mode: Mode | None, tier: str | None) -> bool:
    """Whether a scope covers a mode and a tier; None asks about any.

    A tier is meant by words of its name, whatever their case: `III`, and `type III`, but not `type I`.
    """
    return (mode is None or not scope.modes or mode in scope.modes) and (
        tier is None or scope.tier is None or {*tier.casefold().split()} <= {*scope.tier.casefold().split()}
    )


def narrowest(states: Sequence[MilestoneState]) -> list[MilestoneState]:
    """The milestones without those starts that are told again with their tier: less is said of them, not more."""
    tiered = [state for state in states if state.milestone is Milestone.IN_FORCE and state.scope.tier]
    return [
        state
        for state in states
        if state in tiered
        or state.milestone is not Milestone.IN_FORCE
        or not any(agree(state.date, other.date) for other in tiered)
    ]
