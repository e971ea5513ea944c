"""Who may be behind a number that the registry does not reach: partners known otherwise, each with a reason."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import IntEnum

from store.authorities.blocs import bloc_codes, members
from store.domain import (
    Candidate,
    Claim,
    Document,
    Extraction,
    Frozen,
    Milestone,
    MilestoneState,
    PartialDate,
    PartyCode,
    Recognition,
    Review,
    ReviewStatus,
    first_day,
)
from store.reconcile.dates import by_then
from store.reconcile.effects import date_of, milestone_of
from store.reconcile.identity import UNION, binds, normal_form, side
from store.reconcile.policy import passed_over
from store.reconcile.state import LADDER, rung

STAGES = {"signed": Milestone.SIGNED, "in_force": Milestone.IN_FORCE}
"""The stages by which partners are counted."""

EVEN = 0.5
"""The confidence from which a reading is rather right than wrong: confidences are calibrated."""


class Grade(IntEnum):
    """How much speaks for a partner, most first. Our own order: an authority's own words before what is inferred."""

    LISTED = 0
    LISTED_BY_PARTNER = 1
    IN_QUESTION = 2
    NEXT_RUNG = 3
    LISTED_LATER = 4
    LOWER_RUNG = 5
    LATER_DATE = 6
    MENTIONED = 7


class Hint(Frozen):
    """What a text or the queue says of parties, without the registry saying so: a list, an open review, a mention.

    `holder` is whose list it is, None for the rest. `date` is the act's, `told_on` the day on which it was said, in the
    document `document_id`. `acceding` are the members whose own act it is, empty for all parties. `doubtful`: it is
    rather misread than not.
    """

    parties: tuple[PartyCode, ...]
    milestone: Milestone | None
    reason: str
    holder: PartyCode | None = None
    date: PartialDate | None = None
    told_on: PartialDate | None = None
    document_id: str = ""
    acceding: tuple[PartyCode, ...] = ()
    doubtful: bool = False


def hints_of_lists(claims: Iterable[Claim]) -> Iterator[Hint]:
    """What partner lists say: each names its holder's partners at a stage."""
    for claim in claims:
        for partner in claim.partners if claim.holder else ():
            yield Hint(
                parties=normal_form((str(claim.holder), partner)),
                milestone=STAGES.get(claim.basis or "", Milestone.SIGNED),
                reason=f"a list of {claim.holder}'s partners{_told(claim.stated_on)} names it ({claim.document_id})",
                holder=claim.holder,
                told_on=claim.stated_on,
                document_id=claim.document_id,
            )


def hints_of_reviews(reviews: Iterable[Review]) -> Iterator[Hint]:
    """What waits for a person: steps that policy would not decide."""
    for review in reviews:
        statement = review.proposal.statement
        if review.status is ReviewStatus.OPEN and statement.milestone in LADDER:
            step = f"{_words(statement.milestone)} {statement.date or 'without a date'}"
            whose = f" for {', '.join(statement.acceding)}" if statement.acceding else ""
            doubtful = statement.confidence < EVEN
            doubt = f", read with a confidence of {statement.confidence:.2f} alone" if doubtful else ""
            yield Hint(
                parties=statement.parties,
                milestone=statement.milestone,
                reason=f"review {review.id} is open: {step}{whose}{doubt}",
                date=statement.date,
                document_id=review.proposal.document_id,
                acceding=statement.acceding,
                doubtful=doubtful,
            )


def hints_of_reading(extraction: Extraction, document: Document) -> Iterator[Hint]:
    """What a reading mentions and the registry cannot take up: recalled without a date, or only intended."""
    for event, _ in passed_over(extraction, document):
        milestone, parties = milestone_of(event.action), normal_form(event.codes)
        if len(parties) < 2 or not (milestone is None or milestone in LADDER):
            continue
        yield Hint(
            parties=parties,
            milestone=milestone,
            reason=f"{document.id} has it as {_words(milestone) if milestone else 'planned'}",
            date=date_of(event),
            told_on=document.published,
            document_id=document.id,
        )


def candidates(
    holder: str,
    on: date,
    stage: Milestone,
    recognitions: Iterable[Recognition],
    counted: Collection[str],
    hints: Iterable[Hint] = (),
) -> tuple[Candidate, ...]:
    """The partners that a number of `holder`'s stated on the day `on` may count beside the `counted`, likeliest first.

    `recognitions` are the holder's, with all their milestones; `counted` the partners that the number holds already, a
    union with its members. What a party is named for more than once is joined into one reason.
    """
    known = {*counted, *(members(UNION, on) if UNION in counted else ())}
    reasons: defaultdict[str, list[_Graded]] = defaultdict(list)
    for recognition in recognitions:
        for party in partners(recognition.parties, holder, on):
            if party not in known and (found := _graded(recognition, holder, party, on, stage)):
                reasons[party].append(found)
    for hint in hints:
        for party in partners(hint.parties, holder, on):
            bound = all(binds(hint.acceding, hint.parties, code, on) for code in (holder, party))
            if bound and party not in known and (found := _weighed(hint, holder, on, stage)):
                reasons[party].append(found)
    ordered = sorted((sorted(found), party) for party, found in reasons.items())
    return tuple(
        Candidate(party=party, reason="; ".join(dict.fromkeys(reason for _, reason in found[:3])))
        for found, party in ordered
    )


def partners(parties: Iterable[str], holder: str, on: date) -> tuple[str, ...]:
    """The parties other than the holder's side, blocs but the Union as their members of the day; none without it."""
    known = tuple(parties)
    own = side(known, holder, on)
    if own is None:
        return ()
    found = {
        code
        for party in known
        if party != own
        for code in (members(party, on) if party in bloc_codes() - {UNION} else (party,))
    }
    return tuple(sorted(found - {holder} - (members(holder, on) if holder in bloc_codes() else frozenset())))


_Graded = tuple[tuple[int, bool, int, str], str]
"""The place in the order (grade, many parties, rung, date), and the reason."""


def _graded(recognition: Recognition, holder: str, partner: str, on: date, stage: Milestone) -> _Graded | None:
    """What the registry itself holds of two who do not count: a lower rung, or a later date."""
    steps = [
        state
        for state in recognition.milestones
        if state.milestone in LADDER
        and all(binds(state.acceding, recognition.parties, code, on) for code in (holder, partner))
    ]
    if not steps:
        return None
    wide = len(recognition.parties) > 2
    under = f" under {recognition.id}" if wide else ""
    reached = [state for state in steps if state.date is None or by_then(state.date, on) is not False]
    last = max(reached, key=lambda state: (rung(state.milestone), state.date or ""), default=None)
    later = [state for state in steps if state not in reached and rung(state.milestone) >= rung(stage)]
    first = min(later, key=lambda state: state.date or "", default=None)
    if first is not None:
        unsigned = stage is Milestone.SIGNED and not any(state.milestone is Milestone.SIGNED for state in steps)
        grade = Grade.NEXT_RUNG if unsigned else Grade.LATER_DATE
        lacks = ", its signing is not dated" if unsigned else ""
        order = (grade, wide, -rung(first.milestone), first.date or "")
        return order, f"{_words(first.milestone)} only from {first.date}{lacks}{under}"
    if last is None:
        return None
    next_below = stage is Milestone.IN_FORCE and rung(last.milestone) >= rung(Milestone.SIGNED)
    grade = Grade.NEXT_RUNG if next_below else Grade.LOWER_RUNG
    return (grade, wide, -rung(last.milestone), last.date or "9999"), _step(last, stage) + under


def _step(state: MilestoneState, stage: Milestone) -> str:
    lacks = "no start is known" if stage is Milestone.IN_FORCE else "no signing is known"
    return f"{_words(state.milestone)} {state.date or 'without a date'}, {lacks}"


def _weighed(hint: Hint, holder: str, on: date, stage: Milestone) -> _Graded | None:
    """What a hint is worth for a statement of the day; None where it tells only of later."""
    if hint.date is not None and first_day(hint.date) > on:
        return None
    high = hint.milestone is not None and rung(hint.milestone) >= rung(stage)
    late = hint.told_on is None or first_day(hint.told_on) > on
    wide = len(hint.parties) > 2
    if hint.holder is None:
        grade = Grade.IN_QUESTION if high and not wide and not hint.doubtful else Grade.MENTIONED
    elif late:
        grade = Grade.LISTED_LATER
    elif not high:
        grade = Grade.NEXT_RUNG
    else:
        grade = Grade.LISTED if hint.holder == holder else Grade.LISTED_BY_PARTNER
    return (grade, wide, 0, hint.date or hint.told_on or "9999"), hint.reason


def _told(stated_on: str | None) -> str:
    return f" of {stated_on}" if stated_on else ""


def _words(milestone: Milestone) -> str:
    return milestone.replace("_", " ")
