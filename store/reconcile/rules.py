"""The rules of the policy, one function each: whether a rule applies to a statement, and why or why not.

`policy.toml` states their order, what becomes of a statement that one applies to, and every figure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from store.domain import Change, DecidedBy, Event, Evidence, Milestone, MilestoneState, ReportedAs, Statement
from store.reconcile.conflicts import REPEATABLE, same_slot
from store.reconcile.dates import agree, finer
from store.reconcile.independence import sources
from store.reconcile.rulebook import Rulebook
from store.reconcile.state import LADDER, STOPS, rung


@dataclass(frozen=True, slots=True)
class Case:
    """A statement before the policy, with all that the rules may look at; `key` is its proposal's.

    `states` are the milestones that its recognition is known to have reached, without what an earlier version of the
    same page stated: that is `own`. `match` is the known milestone that it speaks of and agrees with, `beside` what the
    same document states of the recognition, `against` what contradicts it, `waiting` what other documents state that
    waits for a second source.
    """

    key: str
    event: Event
    statement: Statement
    question: str
    sure_from: float | None
    states: Sequence[MilestoneState]
    match: MilestoneState | None
    against: Sequence[str]
    beside: Sequence[Statement]
    own: Sequence[Change]
    waiting: Sequence[Statement]
    book: Rulebook

    @property
    def told(self) -> str:
        """What is stated, in short."""
        return f"{self.statement.milestone} {self.statement.date or 'without a date'}"

    @property
    def repeated(self) -> Change | None:
        """What an earlier version of the page stated of the same step, with an agreeing date."""
        return next((change for change in self.own if _repeats(self.statement, change.statement)), None)

    @property
    def backed_by(self) -> tuple[Statement, ...]:
        """What waits, states the same step and agrees in its date; finer than the known date, where there is one."""
        known = self.match.date if self.match else None
        return tuple(
            other
            for other in self._same_step()
            if agree(other.date, self.statement.date) and (self.match is None or finer(other.date, known))
        )

    @property
    def disagreeing(self) -> tuple[Statement, ...]:
        """What waits and dates the same step otherwise, than this statement or than what backs it."""
        if self.statement.milestone in REPEATABLE:
            return ()
        together = (self.statement, *self.backed_by)
        return tuple(other for other in self._same_step() if any(not agree(other.date, one.date) for one in together))

    def independent(self, known: Iterable[Evidence] = ()) -> int:
        """How many independent sources state the step and agree in its date: this one, those that wait, those known."""
        return len(sources([*(one.evidence for one in (self.statement, *self.backed_by)), *known]))

    @property
    def alone(self) -> str:
        """Why this source alone does not do; empty where it does."""
        tier = self.statement.evidence.tier
        if tier not in self.book.tiers.announce:
            return f"a source of tier {tier} alone does not change the registry"
        if (
            self.match is None
            and tier not in self.book.tiers.recall
            and self.event.reported_as is ReportedAs.BACKGROUND
        ):
            return f"a source of tier {tier} recalls it, and no authority has announced it"
        return ""

    def _same_step(self) -> Iterable[Statement]:
        mine = self.statement
        return (
            other
            for other in self.waiting
            if other.date and other.recognition == mine.recognition and same_slot(other, mine)
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a rule applies, and why or why not, in words."""

    applies: bool
    why: str


def _question(case: Case) -> Finding:
    return Finding(bool(case.question), case.question or "its parties name one recognition")


def _agrees(case: Case) -> Finding:
    known = [state.date for state in (case.match,) if state]
    known += [change.statement.date for change in (case.repeated,) if change]
    if not known:
        return Finding(False, "no known milestone agrees with it")
    finest = max(known, key=lambda date: len(date or ""))
    if finer(case.statement.date, finest):
        return Finding(False, f"it is finer than what is known, {finest or 'no date'}")
    return Finding(True, f"{case.told} agrees with what is known")


def _conflict(case: Case) -> Finding:
    return Finding(bool(case.against), case.against[0] if case.against else "nothing speaks against it")


def _stop(case: Case) -> Finding:
    if case.statement.milestone in STOPS:
        return Finding(True, f"{case.told}: a suspension or an end is confirmed by a person")
    return Finding(False, f"{case.statement.milestone} is neither a suspension nor an end")


def _lower_rung(case: Case) -> Finding:
    if case.match is not None or case.statement.date is not None:
        return Finding(False, "it is dated" if case.statement.date else "its milestone is known")
    if _below(case.statement.milestone, case.states):
        return Finding(True, f"{case.told}: a higher rung is known already")
    return Finding(False, "no higher rung is known")


def _analyst_date(case: Case) -> Finding:
    match = case.match
    if match and match.date and match.decided_by is DecidedBy.ANALYST:
        return Finding(True, f"{case.told} is finer than {match.date}, which an analyst decided")
    return Finding(False, "no analyst has decided its date")


def _never_sure(case: Case) -> Finding:
    if case.sure_from is None:
        return Finding(True, f"{case.told}: its reader states no confidence from which it is right")
    return Finding(False, f"its reader is right from {case.sure_from:.4g}")


def _unsure(case: Case) -> Finding:
    confidence, threshold = case.statement.confidence, case.sure_from or 0.0
    if confidence < threshold:
        why = f"its confidence {confidence:.4g} is below {threshold:.4g}, from which its reader is right"
        return Finding(True, f"{case.told}: {why}")
    return Finding(False, f"its confidence {confidence:.4g} is not below {threshold:.4g}")


def _many_parties(case: Case) -> Finding:
    number = len(case.statement.parties)
    if case.states:
        return Finding(False, "its recognition is known")
    if number >= case.book.parties.many:
        return Finding(True, f"{case.told}: a recognition of {number} parties is new to the registry")
    return Finding(False, f"it is between {number} parties")


def _undated(case: Case) -> Finding:
    if case.match is None and case.statement.date is None:
        return Finding(True, f"{case.told}: no date is stated, and nothing known agrees with it")
    return Finding(False, "it is dated" if case.statement.date else "its milestone is known")


def _sources_disagree(case: Case) -> Finding:
    if not case.alone:
        return Finding(False, "its source does not need a second one")
    if others := case.disagreeing:
        sides = "; ".join(dict.fromkeys(f"{_who(other)} has {other.date}" for other in others))
        return Finding(True, f"{case.told} waits for a second source, and those that wait disagree: {sides}")
    return Finding(False, "nothing that waits disagrees")


def _second_source(case: Case) -> Finding:
    if not case.alone:
        return Finding(False, "its source does not need a second one")
    enough, number = case.book.sources.enough, case.independent()
    if enough and number >= enough:
        names = ", ".join(dict.fromkeys(map(_who, (case.statement, *case.backed_by))))
        return Finding(True, f"{case.told} is stated by {number} independent sources: {names}")
    return Finding(False, f"{number} independent source states it" if number == 1 else f"{number} sources state it")


def _lone_source(case: Case) -> Finding:
    tier = case.statement.evidence.tier
    if tier not in case.book.tiers.announce:
        return Finding(True, f"{case.told}: {case.alone}")
    return Finding(False, f"a source of tier {tier} may change the registry")


def _recalled(case: Case) -> Finding:
    if case.alone:
        return Finding(True, f"{case.told}: {case.alone}")
    return Finding(
        False, "it is announced" if case.event.reported_as is ReportedAs.MAIN else "its source may recall it"
    )


def _finer(case: Case) -> Finding:
    if case.match:
        return Finding(True, f"{case.told} is finer than {case.match.date or 'no date'}")
    return Finding(False, "its milestone is not known")


def _new(case: Case) -> Finding:
    return Finding(True, f"{case.told} from {case.statement.evidence.tier.replace('_', ' ')} is new")


RULES: Mapping[str, Callable[[Case], Finding]] = MappingProxyType(
    {
        "question": _question,
        "agrees": _agrees,
        "conflict": _conflict,
        "stop": _stop,
        "lower_rung": _lower_rung,
        "analyst_date": _analyst_date,
        "never_sure": _never_sure,
        "unsure": _unsure,
        "many_parties": _many_parties,
        "undated": _undated,
        "sources_disagree": _sources_disagree,
        "second_source": _second_source,
        "lone_source": _lone_source,
        "recalled": _recalled,
        "finer": _finer,
        "new": _new,
    }
)
"""The rules by their ids, in the order of `policy.toml`: the last one always applies. A test holds both together."""


def _who(statement: Statement) -> str:
    evidence = statement.evidence
    return evidence.source or evidence.document_id or "the opening balance"


def _repeats(one: Statement, other: Statement) -> bool:
    return one.recognition == other.recognition and same_slot(one, other) and agree(one.date, other.date)


def _below(milestone: Milestone, states: Iterable[MilestoneState]) -> bool:
    return milestone in LADDER and any(
        state.milestone in LADDER and rung(state.milestone) > rung(milestone) for state in states
    )
