"""What one recognition says of a question: in force between the two, not in force, or not to be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from store.authorities.names import display_name
from store.domain import AnswerKind, Milestone, MilestoneState, Mode, Recognition, first_day
from store.reconcile.dates import by_then, certainly_before
from store.reconcile.identity import binds, side
from store.reconcile.scopes import bears_on, narrowest
from store.reconcile.state import STOPS, rank
from store.reconcile.wording import day_of, for_modes, for_tier, for_whom

ORDER = (AnswerKind.RECOGNISED, AnswerKind.NOT_KNOWN, AnswerKind.NOT_RECOGNISED)
"""Which answer prevails where several recognitions, or several modes of transport, give different ones."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one recognition says: an answer, the milestone it rests on, and the rest of the sentence that gives it.

    `modes` are the modes of transport that it is limited to; empty where it holds for all.
    """

    kind: AnswerKind
    why: str
    state: MilestoneState | None = None
    modes: tuple[Mode, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What `ask` is asked: whether `other` recognises `one`'s operators on a day, as known at a time."""

    one: str
    other: str
    on: date
    known_on: datetime
    mode: Mode | None = None
    tier: str | None = None

    def begun(self, state: MilestoneState, recognition: Recognition) -> bool | None:
        """Whether a milestone had been reached by the day; None where its date does not tell.

        One without a date had been reached by the day on which that was first decided, and not before the signing.
        """
        if state.date is not None:
            return by_then(state.date, self.on)
        if state.known_since.date() <= self.on:
            return True
        signed = [other.date for other in recognition.milestones if other.milestone is Milestone.SIGNED and other.date]
        return False if any(self.on < first_day(value) for value in signed) else None


def weigh(question: Question, recognition: Recognition) -> Finding:
    """What a recognition that lies between the two says of the day: for all modes of transport at once, or for some."""
    directed = narrowest([state for state in recognition.milestones if _directed(state, question, recognition)])
    states = [state for state in directed if bears_on(state.scope, question.mode, question.tier)]
    if outside := _outside(question, recognition, directed, states):
        return outside
    if not any(state.scope.modes for state in states):
        return _weigh_one(question, recognition, states)
    spoken_of = {
        mode for state in states if state.milestone is Milestone.IN_FORCE for mode in state.scope.modes or Mode
    }
    findings = {
        mode: _weigh_one(question, recognition, [state for state in states if mode in (state.scope.modes or Mode)])
        for mode in Mode
        if (mode in spoken_of or not spoken_of) and question.mode in (None, mode)
    }
    kinds = {finding.kind for finding in findings.values()}
    kind = next(kind for kind in ORDER if kind in kinds)
    chosen = {mode: finding for mode, finding in findings.items() if finding.kind is kind}
    first = min(chosen.values(), key=_earliest)
    modes = () if len(chosen) == len(Mode) else tuple(chosen)
    why = f"{first.why}, {for_modes(modes)}" if modes else first.why
    stopped = [mode for mode, finding in findings.items() if finding.state and finding.state.milestone in STOPS]
    for stop in dict.fromkeys(findings[mode].why for mode in stopped if mode not in chosen):
        why += f"; {for_modes(mode for mode in stopped if findings[mode].why == stop)} {stop}"
    return replace(first, why=why, modes=modes)


def _outside(
    question: Question,
    recognition: Recognition,
    directed: Sequence[MilestoneState],
    states: Sequence[MilestoneState],
) -> Finding | None:
    """What follows where every start is for other tiers or modes than are asked about; None where one is not."""
    others = [state for state in directed if state.milestone is Milestone.IN_FORCE]
    if not others or any(state.milestone is Milestone.IN_FORCE for state in states):
        return None
    first = min(others, key=_earliest)
    tiers = dict.fromkeys(state.scope.tier for state in others if state.scope.tier)
    if question.tier and tiers and not any(bears_on(state.scope, None, question.tier) for state in others):
        why = f"it is for {', '.join(tiers)} alone, not for {question.tier}"
        return Finding(AnswerKind.NOT_RECOGNISED, why, first, first.scope.modes)
    finding = _weigh_one(question, recognition, states)
    if finding.kind is AnswerKind.NOT_RECOGNISED:  # not signed by then, or ended
        return finding
    modes = tuple(mode for mode in Mode if any(mode in state.scope.modes for state in others))
    why = f"starts are stated {for_modes(modes)} alone, none for {question.mode}"
    return Finding(AnswerKind.NOT_KNOWN, why, first, modes)


def _earliest(told: Finding | MilestoneState) -> tuple[bool, str]:
    state = told.state if isinstance(told, Finding) else told
    return bool(state and state.scope.modes), (state and state.date) or "9999"


def _weigh_one(question: Question, recognition: Recognition, states: Sequence[MilestoneState]) -> Finding:
    """What milestones that all hold for the mode of transport in question say of the day."""
    if stop := _stopped(question, recognition, states):
        return stop
    findings = [_start(question, code, recognition, states) for code in (question.one, question.other)]
    for kind in (AnswerKind.NOT_RECOGNISED, AnswerKind.NOT_KNOWN):
        for finding in findings:
            if finding.kind is kind:
                return finding
    return max(findings, key=lambda finding: (finding.state and finding.state.date) or "")


def _start(question: Question, code: str, recognition: Recognition, states: Sequence[MilestoneState]) -> Finding:
    """Whether the recognition had started for one of the two."""
    starts = [
        (question.begun(state, recognition), state)
        for state in sorted(states, key=lambda state: (bool(state.scope.modes), state.date or "9999"))
        if state.milestone is Milestone.IN_FORCE and binds(state.acceding, recognition.parties, code, question.on)
    ]
    begun = [state for answer, state in starts if answer]
    if begun:
        stops = [
            stop
            for stop in states
            if stop.milestone in STOPS and (not stop.acceding or code in stop.acceding)
            if question.begun(stop, recognition)
        ]
        since = [state for state in begun if not any(certainly_before(state.date, stop.date) for stop in stops)]
        begun = since or begun
        return Finding(AnswerKind.RECOGNISED, f"it is in force since {day_of(begun[0])}{for_tier(begun[0])}", begun[0])
    if state := next((state for answer, state in starts if answer is None), None):
        known = f"its start is known only as {state.date}" if state.date else "it came into force on a day not stated"
        return Finding(AnswerKind.NOT_KNOWN, f"{known}{for_whom(state)}", state)
    if state := next((state for _, state in starts if state.date), None):
        return Finding(AnswerKind.NOT_RECOGNISED, f"it starts only on {day_of(state)}{for_whom(state)}", state)
    return _unstarted(question, code, recognition, states)


def _unstarted(question: Question, code: str, recognition: Recognition, states: Sequence[MilestoneState]) -> Finding:
    """What is known where no dated start is stated for one of the two."""
    own = [state for state in states if binds(state.acceding, recognition.parties, code, question.on)]
    reached = sorted(own, key=lambda state: rank(state.milestone), reverse=True)
    signed = next((state for state in reached if state.milestone is Milestone.SIGNED), None)
    if signed and signed.date and question.on < first_day(signed.date):
        return Finding(AnswerKind.NOT_RECOGNISED, f"it is signed only on {day_of(signed)}", signed)
    others = [state for state in recognition.milestones if state.milestone is Milestone.IN_FORCE]
    whose = f" for {display_name(code)}" if others else ""
    if signed:
        return Finding(AnswerKind.NOT_KNOWN, f"it is signed, and no start is stated{whose}", signed)
    best = reached[0] if reached else None
    stage = f"no more than {best.milestone.replace('_', ' ')} is known" if best else "no milestone is known"
    return Finding(AnswerKind.NOT_KNOWN, f"{stage}{whose}", best)


def _stopped(question: Question, recognition: Recognition, states: Sequence[MilestoneState]) -> Finding | None:
    """The suspension or end that holds on the day, or may hold; None where nothing stops the recognition."""
    starts = [state for state in states if state.milestone is Milestone.IN_FORCE and question.begun(state, recognition)]
    for stop in states:
        if stop.milestone not in STOPS or any(certainly_before(stop.date, start.date) for start in starts):
            continue
        if stop.acceding and not {question.one, question.other} & set(stop.acceding):
            continue
        begun = question.begun(stop, recognition)
        if begun:
            return Finding(
                AnswerKind.NOT_RECOGNISED, f"it is {stop.milestone} since {day_of(stop)}{for_whom(stop)}", stop
            )
        if begun is None:
            return Finding(
                AnswerKind.NOT_KNOWN, f"the day on which it is {stop.milestone} is known only as {day_of(stop)}", stop
            )
    return None


def _directed(state: MilestoneState, question: Question, recognition: Recognition) -> bool:
    """Whether a milestone covers the direction asked for: `other` recognising `one`."""
    sides = (
        (state.scope.recognised, question.one),
        (state.scope.recogniser, question.other),
    )
    return all(
        stated is None or stated in (code, side(recognition.parties, code, question.on)) for stated, code in sides
    )
