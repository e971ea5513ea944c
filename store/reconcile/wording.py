"""The parts of a sentence about a milestone: its day, and whose, which tier's and which modes' it is."""

from collections.abc import Iterable

from store.authorities.names import display_name
from store.domain import MilestoneState, Mode


def day_of(state: MilestoneState) -> str:
    """The day of a milestone, or that it is not stated."""
    return state.date or "a day that is not stated"


def for_whom(state: MilestoneState) -> str:
    """The members whose own act it is, and the tier; empty where it is everybody's."""
    whose = f" for {', '.join(display_name(code) for code in state.acceding)}" if state.acceding else ""
    return whose + for_tier(state)


def for_tier(state: MilestoneState) -> str:
    """The tier that it is limited to; empty where it is not."""
    return f", for {state.scope.tier}" if state.scope.tier else ""


def for_modes(modes: Iterable[Mode]) -> str:
    """The modes of transport that something is for."""
    return f"for {', '.join(modes)}"
