"""Is A recognised by B on a day? Recognised, not recognised or not known, with what the answer rests on."""

from collections.abc import Iterable
from datetime import date, datetime

from store.authorities.administrations import is_party
from store.authorities.blocs import bloc_codes, members
from store.authorities.names import display_name
from store.domain import Answer, AnswerKind, Milestone, Mode, Recognition
from store.errors import InputError
from store.reconcile.confirmation import edge, who_told
from store.reconcile.identity import UNION, covers, side
from store.reconcile.state import rank
from store.reconcile.weighing import ORDER, Finding, Question, weigh


def ask(
    recognitions: Iterable[Recognition],
    one: str,
    other: str,
    on: date,
    known_on: datetime,
    *,
    mode: Mode | None = None,
    tier: str | None = None,
) -> Answer:
    """Whether `one`'s AEOs are recognised by `other` on the day `on`, as known at `known_on`.

    `recognitions` carry all their milestones: projected at `known_on` without a day, since a start that is still to
    come is what makes an answer *not recognised*. A start without a date had happened by the day on which it was first
    decided that it had.

    *Recognised*: in force on that day between the two, or between their blocs, and for a bloc's members by their own
    starts. *Not recognised*: the start, or the signing, is dated later, or the recognition is suspended or ended.
    *Not known*: anything else, such as a signing without a stated start, or a day within a month that is all that is
    known of the start. Where starts or suspensions are limited to modes of transport, the answer is *recognised* if it
    is for any mode, and its scope names those for which it is.

    `mode` asks about one mode of transport: where starts are stated for others alone, that is *not known*, since phases
    are announced one by one. `tier` asks about one tier of `one`'s programme, by words of the name that the
    registry has: where the two have agreed on other tiers alone, it is *not recognised*.

    Raises InputError for an unknown code, and for two codes that are not two parties.
    """
    _check(one, other, on)
    question = Question(one, other, on, known_on, mode, tier)
    found = [
        (weigh(question, recognition), recognition)
        for recognition in recognitions
        if covers(recognition.parties, one, other, on)
    ]
    if not found:
        return Answer(
            answer=AnswerKind.NOT_KNOWN,
            parties=(one, other),
            on=on,
            known_on=known_on,
            mode=mode,
            tier=tier,
            reason=_nothing_known(question),
        )
    finding, recognition = min(found, key=lambda pair: _preference(question, *pair))
    told = edge(recognition, one, other, on)
    stands = told if told and finding.state and told.milestone is finding.state.milestone else None
    return Answer(
        answer=finding.kind,
        parties=(one, other),
        on=on,
        known_on=known_on,
        mode=mode,
        tier=tier,
        recognition=recognition.id,
        milestone=finding.state.milestone if finding.state else None,
        milestone_date=finding.state.date if finding.state else None,
        scope=finding.state.scope.model_copy(update={"modes": finding.modes}) if finding.state else None,
        reason=_sentence(question, finding, recognition),
        evidence=finding.state.evidence if finding.state else (),
        **who_told(stands),
    )


def _check(one: str, other: str, on: date) -> None:
    for code in (one, other):
        if not is_party(code):
            raise InputError(
                f"{code!r} is no party's code", remedy="use an ISO 3166-1 code such as CN, or a bloc's such as EU"
            )
    if one == other:
        raise InputError(f"{one} is named twice", remedy="name two different parties")
    for bloc, code in ((one, other), (other, one)):
        if bloc in bloc_codes() and code in members(bloc, on):
            raise InputError(f"{code} is a member of {bloc}", remedy="name two parties, or two members of one bloc")


def _preference(question: Question, finding: Finding, recognition: Recognition) -> tuple[int, bool, int, str]:
    """Which of several recognitions between the two answers: one in force, one that may be, one that is not.

    One that was never signed tells nothing where another tells something. A direct one goes before a bloc's.
    """
    signed = any(rank(state.milestone) >= rank(Milestone.SIGNED) for state in recognition.milestones)
    weight = ORDER.index(finding.kind) if signed else len(ORDER)
    direct = {question.one, question.other} <= set(recognition.parties)
    return weight, not direct, -rank(recognition.status), recognition.id


def _sentence(question: Question, finding: Finding, recognition: Recognition) -> str:
    one, other = display_name(question.one), display_name(question.other)
    start = {
        AnswerKind.RECOGNISED: f"{other} recognises the AEOs of {one} on {question.on}",
        AnswerKind.NOT_RECOGNISED: f"{other} does not recognise the AEOs of {one} on {question.on}",
        AnswerKind.NOT_KNOWN: f"Whether {other} recognises the AEOs of {one} on {question.on} is not known",
    }[finding.kind]
    through = [
        f"{display_name(code)} through {bloc}"
        for code in (question.one, question.other)
        if (bloc := side(recognition.parties, code, question.on)) and bloc != code
    ]
    part = f" ({' and '.join(through)})" if through else ""
    unstated = "; no tier is stated" if question.tier and finding.state and not finding.state.scope.tier else ""
    return f"{start}: under {recognition.id}{part}, {finding.why}{unstated}."


def _nothing_known(question: Question) -> str:
    one, other = display_name(question.one), display_name(question.other)
    if {question.one, question.other} <= members(UNION, question.on):
        return f"{one} and {other} are both members of {display_name(UNION)}: no recognition between them is recorded."
    return f"No recognition between {one} and {other} is known."
