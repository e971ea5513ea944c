"""What happens to a reading: applied, put before an analyst, kept as further evidence, or ignored, and why.

The rules, in the order in which they are asked of a statement:

1. Parties that may mean another recognition are queued.
2. A milestone that is known, with an agreeing date that is no finer: further evidence, whatever the source or score.
3. What contradicts the registry or the same document (see `conflicts`) is queued, with both sides.
4. A suspension and an end are queued: rare and grave, a person confirms them.
5. A lower rung than the known ones, without a date, changes nothing and is ignored.
6. A finer date than the known one is applied beside it, from a state agency or better, and read as the milestone's
   date (see `state`). Nothing that somebody decided is superseded unseen, and a date that an analyst decided is made
   finer by an analyst alone: it is queued.
7. What is read with less confidence than the reader itself calls sure (`Extractor.sure_from`) is queued. A new
   milestone is applied from an authority, and from a state agency where that announces it, if it is dated.
   What only the press has, what a state agency merely recalls, and what bears no date, is queued.
8. A recognition of three or more parties that the registry does not hold is queued: "with A and with B" is easily
   read as one arrangement, and a wrong one would speak for every pair in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.domain import (
    OFFICIAL,
    DecidedBy,
    Document,
    Event,
    Extraction,
    Milestone,
    MilestoneState,
    Proposal,
    Recognition,
    ReportedAs,
    Statement,
    Tier,
    Verdict,
    first_day,
    sha256,
)
from store.reconcile.conflicts import REPEATABLE, contradictions, overlap, same_slot
from store.reconcile.dates import agree, finer
from store.reconcile.effects import date_of, milestone_of, statement_of
from store.reconcile.identity import Unplaced, identify
from store.reconcile.state import LADDER, STOPS, rung

TRUSTED = OFFICIAL | {Tier.STATE_AGENCY}
"""Sources that may make a known date finer."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event at its recognition."""

    event: Event
    statement: Statement
    question: str
    sure_from: float | None

    @property
    def strength(self) -> tuple[int, bool, float]:
        """Which of two readings of one step to keep: the finer date, then the announced one, then the better score."""
        return (
            len(self.statement.date or ""),
            self.event.reported_as is ReportedAs.MAIN,
            self.statement.confidence,
        )


@dataclass(frozen=True, slots=True)
class _Ruling:
    verdict: Verdict
    reason: str
    supersedes: int | None = None


def propose(extraction: Extraction, document: Document, known: Mapping[str, Recognition]) -> tuple[Proposal, ...]:
    """What the events of one reading would change, in the text's order.

    `known` are the recognitions by id, with all their milestones (projected without a day). A proposal's key depends
    on the text and on what is stated, not on the verdict: the same reading, or the same text on another site, gives
    the same keys, and the ledger takes each key once. Events that give no proposal are told by `passed_over`.
    """
    placed, _ = _sort(extraction, document)
    return tuple(_proposal(step, [other for other in placed if other is not step], document, known) for step in placed)


def passed_over(extraction: Extraction, document: Document) -> tuple[tuple[Event, str], ...]:
    """The events of a reading that give no proposal, each with the reason."""
    return tuple(_sort(extraction, document)[1])


def proposal_key(statement: Statement) -> str:
    """The stable key of a statement read in a text: equal for the same text, recognition, milestone, part and date."""
    parts = (
        statement.evidence.text_sha256 or "",
        statement.milestone,
        statement.recognition,
        ",".join(statement.acceding),
        statement.date or "",
        statement.scope.model_dump_json(),
    )
    return "read:" + sha256("\n".join(parts))[:32]


def _sort(extraction: Extraction, document: Document) -> tuple[list[_Placed], list[tuple[Event, str]]]:
    placed: list[_Placed] = []
    over: list[tuple[Event, str]] = []
    for event in extraction.events:
        step = _place(event, document, extraction.extractor.sure_from)
        if isinstance(step, str):
            over.append((event, step))
            continue
        twin = next((other for other in placed if _says_the_same(step.statement, other.statement)), None)
        if twin is None:
            placed.append(step)
            continue
        if step.strength > twin.strength:
            placed[placed.index(twin)], step = step, twin
        over.append((step.event, "the same document states this step more precisely or more plainly"))
    return placed, over


def _place(event: Event, document: Document, sure_from: float | None) -> _Placed | str:
    milestone, stated = milestone_of(event.action), date_of(event)
    if milestone is None:
        return "an intention changes nothing"
    if stated is None and event.reported_as is ReportedAs.BACKGROUND:
        return "a step recalled without a date says no more than a list of partners"
    identity = identify(event.codes, first_day(stated) if stated else None)
    if isinstance(identity, Unplaced):
        return identity.reason
    return _Placed(event, statement_of(event, milestone, identity, document), identity.question, sure_from)


def _says_the_same(one: Statement, other: Statement) -> bool:
    return one.recognition == other.recognition and same_slot(one, other) and agree(one.date, other.date)


def _proposal(
    step: _Placed, beside: Sequence[_Placed], document: Document, known: Mapping[str, Recognition]
) -> Proposal:
    recognition = known.get(step.statement.recognition)
    states = recognition.milestones if recognition else ()
    match = _match(step.statement, states)
    statement = _narrowed(step.statement, match) if match else step.statement
    against = contradictions(
        statement,
        states,
        [other.statement for other in beside if other.statement.recognition == statement.recognition],
        document.published,
    )
    ruling = _rule(step, statement, match, states, against)
    more = against if ruling.verdict is Verdict.QUEUE else ()
    return Proposal(
        key=proposal_key(step.statement),
        document_id=document.id,
        statement=statement,
        verdict=ruling.verdict,
        reasons=(ruling.reason, *(reason for reason in more if reason != ruling.reason)),
        supersedes=ruling.supersedes,
    )


def _rule(
    step: _Placed,
    statement: Statement,
    match: MilestoneState | None,
    states: Sequence[MilestoneState],
    against: Sequence[str],
) -> _Ruling:
    told = f"{statement.milestone} {statement.date or 'without a date'}"
    if step.question:
        return _Ruling(Verdict.QUEUE, step.question)
    if match and not finer(statement.date, match.date):
        return _Ruling(Verdict.CORROBORATES, f"{told} agrees with what is known")
    if against:
        return _Ruling(Verdict.QUEUE, against[0])
    if statement.milestone in STOPS:
        return _Ruling(Verdict.QUEUE, f"{told}: a suspension or an end is confirmed by a person")
    if match is None and statement.date is None and _below(statement.milestone, states):
        return _Ruling(Verdict.IGNORE, f"{told}: a higher rung is known already")
    if match and match.date and match.decided_by is DecidedBy.ANALYST:
        reason = f"{told} is finer than {match.date}, which an analyst decided"
        return _Ruling(Verdict.QUEUE, reason, supersedes=match.changes[0])
    if doubt := _doubt(step, statement, match, opens=not states):
        return _Ruling(Verdict.QUEUE, f"{told}: {doubt}")
    if match:
        return _Ruling(Verdict.APPLY, f"{told} is finer than {match.date or 'no date'}")
    return _Ruling(Verdict.APPLY, f"{told} from {statement.evidence.tier.replace('_', ' ')} is new")


def _doubt(step: _Placed, statement: Statement, match: MilestoneState | None, *, opens: bool) -> str:
    """Why a new or finer statement is not applied unseen; empty where it is."""
    tier = statement.evidence.tier
    if step.sure_from is None:
        return "its reader states no confidence from which it is right"
    if statement.confidence < step.sure_from:
        return (
            f"its confidence {statement.confidence:.2f} is below {step.sure_from:.2f}, from which its reader is right"
        )
    if opens and len(statement.parties) > 2:
        return f"a recognition of {len(statement.parties)} parties is new to the registry"
    if tier not in TRUSTED:
        return f"a source of tier {tier} alone does not change the registry"
    if match is None and statement.date is None:
        return "no date is stated, and nothing known agrees with it"
    if match is None and tier not in OFFICIAL and step.event.reported_as is ReportedAs.BACKGROUND:
        return "a state agency recalls it, and no authority has announced it"
    return ""


def _match(statement: Statement, states: Sequence[MilestoneState]) -> MilestoneState | None:
    """The known milestone that a statement speaks of and agrees with: the same part of it first.

    A milestone known from this very text is matched by its own statement alone: a text is no evidence for itself.
    """
    text = statement.evidence.text_sha256
    agreeing = [
        state
        for state in states
        if overlap(statement, state)
        and agree(statement.date, state.date)
        and (
            (same_slot(statement, state) and statement.date == state.date)
            or any(evidence.text_sha256 != text for evidence in state.evidence)
        )
    ]
    agreeing.sort(key=lambda state: not same_slot(statement, state))
    if statement.milestone in REPEATABLE:
        agreeing = [state for state in agreeing if state.date and statement.date]
    return agreeing[0] if agreeing else None


def _narrowed(statement: Statement, match: MilestoneState) -> Statement:
    """A statement that a text makes of the whole, said of the part that it agrees with."""
    if statement.acceding or same_slot(statement, match):
        return statement
    return statement.model_copy(update={"scope": match.scope, "acceding": match.acceding})


def _below(milestone: Milestone, states: Iterable[MilestoneState]) -> bool:
    return milestone in LADDER and any(
        state.milestone in LADDER and rung(state.milestone) > rung(milestone) for state in states
    )
