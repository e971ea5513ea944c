"""The registry's state as a reading of the ledger: which changes stand, what each milestone's date is, the status.

A milestone's date is that of its strongest evidence, made finer by the strongest evidence that agrees with it; a date
that an analyst decided is made finer by an analyst alone.
Strength: an analyst's decision (the latest first), the source's tier, the score, the place in the ledger.

What is said for the hundredth time is in the ledger and changes no state: a state is read from the weightiest changes,
so that it is as quick to read after a million of them, and can be carried on from change to change.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from store.domain import MUTUAL, Change, DecidedBy, Milestone, MilestoneState, Recognition, Tier, precision_of
from store.reconcile.conflicts import REPEATABLE
from store.reconcile.dates import agree, by_then, certainly_before, finer, kind_of
from store.reconcile.independence import sources

LADDER = (
    Milestone.TALKS,
    Milestone.ACTION_PLAN,
    Milestone.JOINT_VALIDATION,
    Milestone.TEXT_AGREED,
    Milestone.SIGNED,
    Milestone.PILOT,
    Milestone.IN_FORCE,
)
"""The rungs, lowest first. The other milestones stand beside the ladder."""

STOPS = frozenset({Milestone.SUSPENDED, Milestone.TERMINATED})
"""The milestones that end a recognition's effect, for a time or for good."""

KEPT = 8
"""How many changes that say the same of a milestone are shown as its evidence: the strongest ones."""

_ORDER = tuple(Milestone)
_TIERS = tuple(Tier)


def rung(milestone: Milestone) -> int:
    """The height of a milestone on the ladder, 0 for talks; ValueError for one that stands beside it."""
    return LADDER.index(milestone)


def standing(changes: Iterable[Change], known_on: datetime | None = None) -> tuple[Change, ...]:
    """The changes that stand, by seq, as decided by `known_on` (now, where it is None).

    What a standing change supersedes does not stand. A withdrawal states nothing itself, and what its target had
    superseded stands again.
    """
    return tuple(change for change in in_effect(changes, known_on) if not change.withdraws)


def in_effect(changes: Iterable[Change], known_on: datetime | None = None) -> tuple[Change, ...]:
    """The changes that stand and the withdrawals that nobody has taken back, by seq, as decided by `known_on`."""
    decided = sorted(
        (change for change in changes if known_on is None or change.decided_at <= known_on),
        key=lambda change: change.seq,
        reverse=True,
    )
    replaced: set[int] = set()
    effective = []
    for change in decided:
        if change.seq in replaced:
            continue
        if change.supersedes is not None:
            replaced.add(change.supersedes)
        effective.append(change)
    return tuple(reversed(effective))


def project(
    changes: Iterable[Change], on: date | None = None, known_on: datetime | None = None
) -> tuple[Recognition, ...]:
    """The recognitions, by id, as they were on the day `on`, as known at `known_on`.

    Without `on`, every milestone counts, a start that is still to come included. With it, a milestone counts from the
    last day that its date can mean: 2023-02 from 28 February. One without a date counts from the day on which it was
    first decided that it had been reached, for by then it had. Recognitions without a milestone are left out.
    The order in which the changes come does not matter.
    """
    ledgers: defaultdict[str, list[Change]] = defaultdict(list)
    for change in standing(changes, known_on):
        ledgers[change.statement.recognition].append(change)
    read = (_recognition(key, weighty(ledger)) for key, ledger in sorted(ledgers.items()))
    return tuple(recognition for recognition in read if recognition) if on is None else as_of(read, on)


def weighty(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Those of the standing changes of one recognition that its state is read from, by seq.

    Of the changes that state the same date of the same milestone and part: the KEPT strongest, the first, the one
    with the best score, and for each note the strongest. The state read from these is that read from all; and with a
    new change added, those that weigh are among the ones that weighed before and the new one.
    """
    groups: defaultdict[tuple[object, ...], list[Change]] = defaultdict(list)
    for change in sorted(changes, key=_strength):
        groups[_slot(change), change.statement.date].append(change)
    kept: dict[int, Change] = {}
    for group in groups.values():
        best = max(group, key=lambda change: (change.statement.confidence, -change.seq))
        noted = {change.statement.note: change for change in reversed(group) if change.statement.note}
        earliest = min(group, key=lambda change: (change.decided_at, change.seq))
        kept |= {change.seq: change for change in (*group[:KEPT], best, earliest, *noted.values())}
    return tuple(change for _, change in sorted(kept.items()))


def as_of(recognitions: Iterable[Recognition | None], on: date) -> tuple[Recognition, ...]:
    """Recognitions, projected without a day, as they stood on a day; those without a milestone by then are left out."""
    found = []
    for recognition in recognitions:
        reached = tuple(state for state in recognition.milestones if _reached(state, on)) if recognition else ()
        if recognition and reached:
            found.append(recognition.model_copy(update={"milestones": reached, "status": status_of(reached)}))
    return tuple(found)


def status_of(milestones: Sequence[MilestoneState]) -> Milestone:
    """The highest rung that is reached, unless the whole recognition was suspended or ended and has not started since.

    `milestones` must not be empty. A recognition of which only steps beside the ladder are known has the last of them.
    """
    starts = [state for state in milestones if state.milestone is Milestone.IN_FORCE]
    stops = [state for state in milestones if state.milestone in STOPS and not state.acceding]
    for stop in sorted(stops, key=lambda state: (state.date or "9999", rank(state.milestone)), reverse=True):
        if stop.scope.recogniser or not _stops_every_mode(stop, starts):
            continue
        if not any(certainly_before(stop.date, start.date) for start in starts):
            return stop.milestone
        break
    return max(milestones, key=lambda state: (state.milestone in LADDER, rank(state.milestone))).milestone


def stands_on(recognition: Recognition, milestone: Milestone) -> MilestoneState | None:
    """The one state of a milestone that a recognition stands on; None if it has not reached it.

    That of the whole recognition, the last where there are several: after a suspension, the new start. Else that of
    the first of its parts, a dated one before one whose date is not known.
    """
    reached = [state for state in recognition.milestones if state.milestone is milestone]
    if whole := [state for state in reached if state.scope == MUTUAL and not state.acceding]:
        return whole[-1]
    return min(reached, key=lambda state: state.date or "9999", default=None)


def _stops_every_mode(stop: MilestoneState, starts: Sequence[MilestoneState]) -> bool:
    """Whether no start is for a mode that a suspension or an end leaves alone."""
    if not stop.scope.modes:
        return True
    return bool(starts) and all(start.scope.modes and {*start.scope.modes} <= {*stop.scope.modes} for start in starts)


def rank(milestone: Milestone) -> int:
    """The place of a milestone in the field's own order, for sorting."""
    return _ORDER.index(milestone)


def _recognition(key: str, ledger: Sequence[Change]) -> Recognition | None:
    slots: defaultdict[tuple[object, ...], list[Change]] = defaultdict(list)
    for change in sorted(ledger, key=_strength):
        slots[_slot(change)].append(change)
    stops = [
        _state(slot).date for slot in slots.values() if slot[0].statement.milestone in STOPS and not _part_of(slot[0])
    ]
    dated = [stop for stop in stops if stop]
    states = [_state(occasion) for slot in slots.values() for occasion in _occasions(slot, dated)]
    if not states:
        return None
    states.sort(key=lambda state: (rank(state.milestone), state.date or "", state.changes))
    return Recognition(id=key, parties=ledger[0].statement.parties, status=status_of(states), milestones=tuple(states))


def _occasions(slot: Sequence[Change], stops: Sequence[str]) -> list[list[Change]]:
    """The changes of one slot, apart where the milestone was reached several times."""
    milestone = slot[0].statement.milestone
    occasions: list[list[Change]] = []
    for change in slot:
        stated = change.statement.date
        for occasion in occasions:
            first = occasion[0].statement.date
            together = (
                agree(stated, first)
                if milestone in REPEATABLE
                else milestone is not Milestone.IN_FORCE
                or _stopped_before(stated, stops) == _stopped_before(first, stops)
            )
            if together:
                occasion.append(change)
                break
        else:
            occasions.append([change])
    return occasions


def _stopped_before(stated: str | None, stops: Sequence[str]) -> int:
    """How many suspensions or ends lie before a start: starts that one parts are different starts."""
    return sum(certainly_before(stop, stated) for stop in stops)


def _state(slot: Sequence[Change]) -> MilestoneState:
    """One milestone out of the changes that state it, strongest first."""
    stated: str | None = None
    for change in slot:
        if change.decided_by is not DecidedBy.ANALYST and stated and slot[0].decided_by is DecidedBy.ANALYST:
            break
        if agree(change.statement.date, stated) and finer(change.statement.date, stated):
            stated = change.statement.date
    agreeing = sorted(
        (change for change in slot if agree(change.statement.date, stated)),
        key=lambda change: change.statement.date != stated,
    )
    notes = [change.statement.note for change in agreeing if change.statement.note]
    notes += [
        f"change {change.seq} says {change.statement.date}"
        for change in slot
        if not agree(change.statement.date, stated) or finer(change.statement.date, stated)
    ]
    first = agreeing[0].statement
    evidence = tuple(change.statement.evidence for change in agreeing[:KEPT])
    return MilestoneState(
        milestone=first.milestone,
        date=stated,
        scope=first.scope,
        acceding=first.acceding,
        confidence=max(change.statement.confidence for change in agreeing),
        decided_by=agreeing[0].decided_by,
        known_since=min(change.decided_at for change in slot),
        changes=tuple(change.seq for change in agreeing[:KEPT]),
        evidence=evidence,
        note="; ".join(dict.fromkeys(notes)),
        independent=len(sources(evidence)),
        date_kind=kind_of(first) if stated else None,
        date_precision=precision_of(stated) if stated else None,
        date_rule=first.date_rule if stated else "",
    )


def _reached(state: MilestoneState, on: date) -> bool:
    return state.known_since.date() <= on if state.date is None else by_then(state.date, on) is True


def _slot(change: Change) -> tuple[object, ...]:
    return change.statement.milestone, change.statement.scope, change.statement.acceding


def _part_of(change: Change) -> bool:
    return bool(change.statement.acceding or change.statement.scope.modes or change.statement.scope.recogniser)


def _strength(change: Change) -> tuple[float, ...]:
    if change.decided_by is DecidedBy.ANALYST:
        return (0, -change.seq, 0, 0)
    return (1, _TIERS.index(change.statement.evidence.tier), -change.statement.confidence, change.seq)
