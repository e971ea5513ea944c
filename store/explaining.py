"""Why something was decided as it was: the rule, those before it and why they did not apply, and what they saw."""

import re
from collections.abc import Sequence

from sqlmodel import Session

from store.deciding import audited_key
from store.documents import Documents
from store.domain import (
    Change,
    Confidence,
    DecidedBy,
    Evidence,
    Extraction,
    Frozen,
    Milestone,
    PartialDate,
    Review,
    Statement,
    Tier,
    Verdict,
)
from store.errors import InputError, NotFoundError
from store.extractions import Extractions
from store.judging import is_out, judge, recognitions_at, waiting_at
from store.reconcile.conflicts import overlap
from store.reconcile.policy import Weighed, passed_over_by
from store.reconcile.rulebook import rulebook
from store.registry import Registry
from store.reviews import Reviews

_SHAPE = re.compile(r"(?P<kind>review|change):(?P<number>\d{1,18})|(?P<document>.+)#(?P<event>\d{1,9})")


class Asked(Frozen):
    """A rule that was asked, what it means, whether it applied, and why or why not."""

    rule: str
    words: str
    applies: bool
    why: str


class Side(Frozen):
    """One side of a conflict: where it stands (`registry`, `text`), what it says, and the evidence for it."""

    where: str
    milestone: Milestone
    date: PartialDate | None
    evidence: tuple[Evidence, ...]


class Inputs(Frozen):
    """What the rules looked at.

    `confidence` is the statement's, `threshold` that from which its reader is right. `independent` counts the sources
    that state the step and agree in its date, this one and those in the registry included.
    """

    confidence: Confidence
    threshold: Confidence | None
    tier: Tier
    source: str | None
    issuer: str | None
    cluster: str | None
    independent: int
    known: PartialDate | None = None
    known_by: tuple[int, ...] = ()


class Explanation(Frozen):
    """What was decided of one event, and why.

    `rule` and `words` are those of the rule that decides by what was known then (`upto` is the last change of the
    ledger that counted); `recorded` is what was written down at the time, None where nothing was. `out`: the document
    was withdrawn, or a later version of its page was read.
    """

    subject: str
    document_id: str | None = None
    event: int | None = None
    statement: Statement | None = None
    verdict: Verdict | None = None
    decided_by: DecidedBy | None = None
    rule: str = ""
    words: str = ""
    reasons: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    inputs: Inputs | None = None
    conflicts: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    change: int | None = None
    review: int | None = None
    recorded: tuple[str, ...] | None = None
    upto: int | None = None
    out: bool = False


def explain(session: Session, name: str) -> Explanation:
    """Why policy decided as it did of an event: `DOCUMENT#N` (the N-th of its reading), `review:N` or `change:N`.

    InputError for a name of another shape; NotFoundError for what is not there, or what a later reading of the
    document no longer states.
    """
    found = _SHAPE.fullmatch(name.strip())
    if found is None:
        raise InputError(f"{name!r} names no event", remedy="write DOCUMENT#1, review:12 or change:390")
    if found["kind"] == "change":
        return _of_change(session, name, Registry(session).get(int(found["number"])))
    if found["kind"] == "review":
        return _of_review(session, name, Reviews(session).get(int(found["number"])))
    return _of_event(session, name, found["document"], int(found["event"]))


def _of_change(session: Session, name: str, change: Change) -> Explanation:
    document = change.statement.evidence.document_id
    key = audited_key(change.key)
    if document is None or change.withdraws or not key.startswith("read:"):
        return Explanation(
            subject=name,
            document_id=document,
            statement=change.statement,
            decided_by=change.decided_by,
            reasons=(change.reason,),
            change=change.seq,
            recorded=(change.reason,),
        )
    told = _explained(session, name, document, key, change)
    return told.model_copy(update={"recorded": (change.reason,), "decided_by": change.decided_by})


def _of_review(session: Session, name: str, review: Review) -> Explanation:
    key = audited_key(review.proposal.key)
    change = Registry(session).by_key(key)
    told = _explained(session, name, review.proposal.document_id, key, change)
    recorded = tuple(filter(None, (review.proposal.rule, *review.proposal.reasons)))
    return told.model_copy(update={"review": review.id, "recorded": recorded})


def _of_event(session: Session, name: str, document_id: str, number: int) -> Explanation:
    document, extraction = Documents(session).get(document_id), _reading(session, document_id)
    if not 1 <= number <= len(extraction.events):
        raise NotFoundError(
            f"{document_id} has {len(extraction.events)} events, not a number {number}",
            remedy=f"mrawatch policy explain '{document_id}#1' is the first",
        )
    event = extraction.events[number - 1]
    for passed, rule, reason in passed_over_by(extraction, document):
        if passed is event:
            words = next(one.words for one in rulebook().passed_over if one.id == rule)
            return Explanation(
                subject=name,
                document_id=document_id,
                event=number,
                verdict=Verdict.IGNORE,
                rule=rule,
                words=words,
                reasons=(reason,),
            )
    key = next(one.case.key for one in judge(session, document, extraction, {}, upto=0) if one.case.event is event)
    return _explained(session, name, document_id, key, Registry(session).by_key(key))


def _explained(session: Session, name: str, document_id: str, key: str, change: Change | None) -> Explanation:
    """The explanation of a statement, by what was known before its change, or is known now where it has none."""
    document, extraction = Documents(session).get(document_id), _reading(session, document_id)
    registry, reviews = Registry(session), Reviews(session)
    review = reviews.of(key)
    upto = change.seq - 1 if change else registry.head()[0]
    others = waiting_at(session, change.decided_at) if change else tuple(one.proposal for one in reviews.list())
    second = {rule.id for rule in rulebook().rules if rule.second_source}
    waiting = [one.statement for one in others if one.rule in second and one.document_id != document_id]
    weighed = judge(session, document, extraction, recognitions_at(session, upto), waiting=waiting, upto=upto)
    found = next((one for one in weighed if one.case.key == key), None)
    if found is None:
        raise NotFoundError(
            f"{name}: the document's latest reading does not state it any more",
            remedy=f"see what it states: mrawatch policy explain '{document_id}#1'",
        )
    number = next(place for place, told in enumerate(extraction.events, 1) if told is found.case.event)
    return _told(name, found, number, extraction, upto).model_copy(
        update={
            "change": change.seq if change else None,
            "decided_by": change.decided_by if change else None,
            "review": review.id if review else None,
            "recorded": (change.reason,) if change else review.proposal.reasons if review else None,
            "out": is_out(session, document_id),
        }
    )


def _told(name: str, one: Weighed, number: int, extraction: Extraction, upto: int) -> Explanation:
    case, (rule, finding) = one.case, one.findings[-1]
    evidence = case.statement.evidence
    match = case.match
    return Explanation(
        subject=name,
        document_id=evidence.document_id,
        event=number,
        statement=case.statement,
        verdict=rule.verdict,
        rule=rule.id,
        words=rule.words,
        reasons=one.proposal.reasons or (finding.why,),
        asked=tuple(
            Asked(rule=asked.id, words=asked.words, applies=found.applies, why=found.why)
            for asked, found in one.findings
        ),
        inputs=Inputs(
            confidence=case.statement.confidence,
            threshold=extraction.extractor.sure_from,
            tier=evidence.tier,
            source=evidence.source,
            issuer=evidence.issuer,
            cluster=evidence.cluster,
            independent=case.independent(match.evidence if match else ()),
            known=match.date if match else None,
            known_by=match.changes if match else (),
        ),
        conflicts=tuple(case.against),
        sides=_sides(one) if case.against else (),
        upto=upto,
    )


def _sides(one: Weighed) -> tuple[Side, ...]:
    said = one.case.statement
    mine = Side(where="text", milestone=said.milestone, date=said.date, evidence=(said.evidence,))
    theirs: Sequence[Side] = [
        Side(where="registry", milestone=state.milestone, date=state.date, evidence=state.evidence)
        for state in one.case.states
        if overlap(said, state) or any(f"has {state.milestone} on" in reason for reason in one.case.against)
    ]
    beside = [
        Side(where="same document", milestone=other.milestone, date=other.date, evidence=(other.evidence,))
        for other in one.case.beside
    ]
    return (mine, *theirs, *beside)


def _reading(session: Session, document_id: str) -> Extraction:
    extraction = Extractions(session).get(document_id)
    if extraction is None:
        Documents(session).get(document_id)
        raise NotFoundError(f"{document_id} has not been read", remedy="run mrawatch nightly")
    return extraction
