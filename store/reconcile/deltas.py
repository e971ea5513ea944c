"""What differs between two readings of the registry: two days in the world, two times of knowledge, or both."""

from collections.abc import Iterable, Iterator
from typing import Literal

from store.domain import Frozen, Milestone, MilestoneState, PartialDate, PartyCode, Recognition, Scope

Slot = tuple[Milestone, str, tuple[str, ...]]


class Difference(Frozen):
    """One milestone of one recognition that was not there before, is there no longer, or bears another date.

    `scope` and `acceding` say whose part of the recognition it is. `before` and `after` are the dates.
    """

    recognition: str
    milestone: Milestone
    scope: Scope
    acceding: tuple[PartyCode, ...]
    kind: Literal["reached", "gone", "redated"]
    before: PartialDate | None = None
    after: PartialDate | None = None


def differences(before: Iterable[Recognition], after: Iterable[Recognition]) -> Iterator[Difference]:
    """What became of every milestone from one reading to the other, by recognition and in the field's order.

    A milestone that is reached several times is compared occasion by occasion, in the order of their dates.
    """
    old, new = ({found.id: found for found in side} for side in (before, after))
    for id in sorted(old.keys() | new.keys()):
        slots = [_slots(side.get(id)) for side in (old, new)]
        for slot in dict.fromkeys([*slots[0], *slots[1]]):
            yield from _compared(id, slots[0].get(slot, []), slots[1].get(slot, []))


def _slots(recognition: Recognition | None) -> dict[Slot, list[MilestoneState]]:
    slots: dict[Slot, list[MilestoneState]] = {}
    for state in recognition.milestones if recognition else ():
        slots.setdefault((state.milestone, state.scope.model_dump_json(), state.acceding), []).append(state)
    return slots


def _compared(id: str, before: list[MilestoneState], after: list[MilestoneState]) -> Iterator[Difference]:
    for place in range(max(len(before), len(after))):
        one = before[place] if place < len(before) else None
        other = after[place] if place < len(after) else None
        state = other or one
        assert state is not None
        if one is not None and other is not None and one.date == other.date:
            continue
        yield Difference(
            recognition=id,
            milestone=state.milestone,
            scope=state.scope,
            acceding=state.acceding,
            kind="reached" if one is None else "gone" if other is None else "redated",
            before=one.date if one else None,
            after=other.date if other else None,
        )
