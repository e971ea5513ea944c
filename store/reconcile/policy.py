"""What happens to a reading: applied, put before an analyst, kept as further evidence, or ignored, and why.

`policy.toml` holds the rules, in the order in which they are asked, and every figure; `rules` what each looks at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.domain import (
    MUTUAL,
    Change,
    Document,
    Event,
    Extraction,
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
from store.reconcile.conflicts import REPEATABLE, contradictions, covered, overlap, same_slot
from store.reconcile.dates import agree, finer
from store.reconcile.effects import date_of, milestone_of, statement_of
from store.reconcile.identity import Unplaced, identify
from store.reconcile.rulebook import Rule, Rulebook, rulebook
from store.reconcile.rules import RULES, Case, Finding


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement, every rule that it was held against, and what came of it: the last rule is the one that applies."""

    case: Case
    findings: tuple[tuple[Rule, Finding], ...]
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event at its recognition."""

    event: Event
    statement: Statement
    question: str

    @property
    def strength(self) -> tuple[int, bool, float]:
        """Which of two readings of one step to keep: the finer date, then the announced one, then the better score."""
        return (
            len(self.statement.date or ""),
            self.event.reported_as is ReportedAs.MAIN,
            self.statement.confidence,
        )


def propose(
    extraction: Extraction,
    document: Document,
    known: Mapping[str, Recognition],
    *,
    own: Sequence[Change] = (),
    waiting: Sequence[Statement] = (),
    cluster: str | None = None,
) -> tuple[Proposal, ...]:
    """What the events of one reading would change, in the text's order.

    `known` are the recognitions by id, with all their milestones (projected without a day), but without what `own`
    says: the changes that stand by an earlier version of the same page, which this one supersedes. `waiting` is what
    other documents state that waits for a second source. `cluster` is that of the document's text.

    A proposal's key depends on the text and on what is stated, not on the verdict: the same reading, or the same text
    on another site, gives the same keys, and the ledger takes each key once. Events that give no proposal are told by
    `passed_over`.
    """
    return tuple(one.proposal for one in weigh(extraction, document, known, own=own, waiting=waiting, cluster=cluster))


def weigh(
    extraction: Extraction,
    document: Document,
    known: Mapping[str, Recognition],
    *,
    own: Sequence[Change] = (),
    waiting: Sequence[Statement] = (),
    cluster: str | None = None,
) -> Iterator[Weighed]:
    """The same as `propose`, with every rule that was asked and what it found."""
    book = rulebook()
    placed, _ = _sort(extraction, document, cluster)
    for step in placed:
        beside = [other.statement for other in placed if other is not step]
        case = _case(step, beside, document, known, own, waiting, extraction.extractor.sure_from, book)
        yield _weighed(case)


def turn(document: Document) -> tuple[int, bool, str, str]:
    """What decides when a document is judged: the closest to the act first, then the earliest, the undated last."""
    return list(Tier).index(document.tier), document.published is None, document.published or "", document.id


def passed_over(extraction: Extraction, document: Document) -> tuple[tuple[Event, str], ...]:
    """The events of a reading that give no proposal, each with the reason."""
    return tuple((event, reason) for event, _, reason in passed_over_by(extraction, document))


def passed_over_by(extraction: Extraction, document: Document) -> tuple[tuple[Event, str, str], ...]:
    """The events of a reading that give no proposal, each with the rule's id and the reason."""
    return tuple(_sort(extraction, document, None)[1])


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


def _words(id: str) -> str:
    return next(rule.words for rule in rulebook().passed_over if rule.id == id)


def _sort(
    extraction: Extraction, document: Document, cluster: str | None
) -> tuple[list[_Placed], list[tuple[Event, str, str]]]:
    placed: list[_Placed] = []
    over: list[tuple[Event, str, str]] = []
    for event in extraction.events:
        step = _place(event, document, cluster)
        if isinstance(step, tuple):
            over.append((event, *step))
            continue
        twin = next((other for other in placed if _says_the_same(step.statement, other.statement)), None)
        if twin is None:
            placed.append(step)
            continue
        if step.strength > twin.strength:
            placed[placed.index(twin)], step = step, twin
        over.append((step.event, "said_better", _words("said_better")))
    return placed, over


def _place(event: Event, document: Document, cluster: str | None) -> _Placed | tuple[str, str]:
    """The event at its recognition, or the id of what keeps it from one, with the reason."""
    milestone, stated = milestone_of(event.action), date_of(event)
    if milestone is None:
        return "intention", _words("intention")
    if stated is None and event.reported_as is ReportedAs.BACKGROUND:
        return "recalled_undated", _words("recalled_undated")
    identity = identify(event.codes, first_day(stated) if stated else None)
    if isinstance(identity, Unplaced):
        return "no_recognition", identity.reason
    return _Placed(event, statement_of(event, milestone, identity, document, cluster), identity.question)


def _says_the_same(one: Statement, other: Statement) -> bool:
    return one.recognition == other.recognition and same_slot(one, other) and agree(one.date, other.date)


def _case(
    step: _Placed,
    beside: Sequence[Statement],
    document: Document,
    known: Mapping[str, Recognition],
    own: Sequence[Change],
    waiting: Sequence[Statement],
    sure_from: float | None,
    book: Rulebook,
) -> Case:
    recognition = known.get(step.statement.recognition)
    states = recognition.milestones if recognition else ()
    match = _match(step.statement, states)
    statement = _narrowed(step.statement, match) if match else step.statement
    here = [other for other in beside if other.recognition == statement.recognition]
    return Case(
        key=proposal_key(step.statement),
        event=step.event,
        statement=statement,
        question=step.question,
        sure_from=sure_from,
        states=states,
        match=match,
        against=contradictions(statement, states, here, document.published),
        beside=here,
        own=[change for change in own if change.statement.recognition == statement.recognition],
        waiting=waiting,
        book=book,
    )


def _weighed(case: Case) -> Weighed:
    findings: list[tuple[Rule, Finding]] = []
    for rule in case.book.rules:
        findings.append((rule, RULES[rule.id](case)))
        if findings[-1][1].applies:
            break
    rule, finding = findings[-1]
    more = case.against if rule.verdict is Verdict.QUEUE else ()
    proposal = Proposal(
        key=case.key,
        document_id=case.statement.evidence.document_id or "",
        statement=case.statement,
        verdict=rule.verdict,
        reasons=(finding.why, *(reason for reason in more if reason != finding.why)),
        supersedes=_superseded(case, rule),
        rule=rule.id,
    )
    return Weighed(case, tuple(findings), proposal)


def _superseded(case: Case, rule: Rule) -> int | None:
    """The change whose place a statement takes: an analyst's coarser one, or what the page stated before.

    A coarser date never takes the place of a finer one: it stands beside it.
    """
    if rule.id == "analyst_date" and case.match:
        return case.match.changes[0]
    for change in case.own:
        before = change.statement
        if not same_slot(before, case.statement):
            continue
        if before.date == case.statement.date:
            return change.seq
        if rule.verdict is not Verdict.CORROBORATES and (
            case.statement.milestone not in REPEATABLE or agree(before.date, case.statement.date)
        ):
            return change.seq
    return None


def _match(statement: Statement, states: Sequence[MilestoneState]) -> MilestoneState | None:
    """The known milestone that a statement speaks of and agrees with: the same part of it first, then one that it adds
    nothing to.

    A part that is known only in part is not known. A milestone known from this very text is matched by its own
    statement alone: a text is no evidence for itself.
    """
    text = statement.evidence.text_sha256
    agreeing = [
        state
        for state in states
        if overlap(statement, state)
        and (covered(statement, state) or _whole(statement))
        and agree(statement.date, state.date)
        and (
            (same_slot(statement, state) and statement.date == state.date)
            or any(evidence.text_sha256 != text for evidence in state.evidence)
        )
    ]
    agreeing.sort(key=lambda state: (not same_slot(statement, state), finer(statement.date, state.date)))
    if statement.milestone in REPEATABLE:
        agreeing = [state for state in agreeing if state.date and statement.date]
    return agreeing[0] if agreeing else None


def _narrowed(statement: Statement, match: MilestoneState) -> Statement:
    """A statement said of the part that it agrees with: one of the whole, or of what that covers, with no finer date.

    A finer date of a part stays the part's own.
    """
    if finer(statement.date, match.date) and not _whole(statement):
        return statement
    return statement.model_copy(update={"scope": match.scope, "acceding": match.acceding})


def _whole(statement: Statement) -> bool:
    return statement.scope == MUTUAL and not statement.acceding
