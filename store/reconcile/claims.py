"""Stated counts and partner lists as tests of the registry's recall: compared and reported, never applied."""

from collections.abc import Iterable
from datetime import date

from store.authorities.blocs import bloc_codes, members
from store.domain import (
    Claim,
    ClaimResult,
    CountKind,
    Document,
    Extraction,
    Milestone,
    Recognition,
    last_day,
)
from store.reconcile.dates import by_then
from store.reconcile.identity import UNION, covers, side
from store.reconcile.state import LADDER, rung

COMPARED = frozenset({CountKind.ARRANGEMENTS, CountKind.ECONOMIES, CountKind.COUNTRIES, CountKind.ORDINAL})
"""The stated counts that the registry can be held against."""

STAGES = {"signed": Milestone.SIGNED, "in_force": Milestone.IN_FORCE}
"""The bases of a number or list by which partners are counted; without one those that have signed are."""


def claims(extraction: Extraction, document: Document) -> tuple[Claim, ...]:
    """The counts of arrangements, economies, countries and ordinals, and the partner lists, of one reading."""
    counted = (
        Claim(
            document_id=document.id,
            holder=count.holder,
            kind=count.kind,
            value=count.value,
            basis=count.basis,
            stated_on=document.published,
            evidence=count.evidence,
        )
        for count in extraction.counts
        if count.kind in COMPARED
    )
    listed = (
        Claim(
            document_id=document.id,
            holder=partners.holder,
            kind="partners",
            partners=partners.partners,
            basis=partners.status,
            stated_on=document.published,
            evidence=partners.evidence,
        )
        for partners in extraction.partner_lists
    )
    return (*counted, *listed)


def compare(claim: Claim, recognitions: Iterable[Recognition]) -> Claim:
    """The claim with its result: what the registry holds for the same holder on the day it was stated.

    `recognitions` carry all their milestones; those that cannot have been signed by the claim's date are left out, and
    those whose date does not tell (none, or a coarse one) may count or not. *Met*: the stated number lies within what
    the registry allows; *short*: the registry knows fewer; *contradictory*: it knows more. A list is *met* where every
    partner is known at the stated stage, and *short* otherwise, with the partners that are `missing`.

    Of a number that is short, `missing` names those who may be counted: partners with whom less, or a later date, is
    known. `registry_value` is the registry's number nearest to the stated one. Countries count the EU by its members of
    the day, economies as one, as customs administrations do. *Not comparable*: no holder, no date, or a narrower basis
    ("Belt and Road", "this year") than the registry records.
    """
    if claim.holder is None or claim.stated_on is None:
        return claim.model_copy(update={"result": ClaimResult.NOT_COMPARABLE})
    on, holder = last_day(claim.stated_on), claim.holder
    if claim.kind == "partners":
        return _compare_list(claim, holder, on, tuple(recognitions))
    if claim.basis not in (None, *STAGES) or claim.value is None:
        return claim.model_copy(update={"result": ClaimResult.NOT_COMPARABLE})
    stage, stated = STAGES[claim.basis or "signed"], claim.stated_on
    own = [recognition for recognition in recognitions if side(recognition.parties, holder, on)]
    certain = [recognition for recognition in own if _at(recognition, stage, stated) is True]
    possible = [recognition for recognition in own if _at(recognition, stage, stated) is not False]
    low, high = (_number(claim.kind, holder, known, on) for known in (certain, possible))
    value = int(claim.value)
    result = ClaimResult.SHORT if value > high else ClaimResult.CONTRADICTORY if value < low else ClaimResult.MET
    missing = _likely(holder, on, [one for one in own if one not in possible]) if result is ClaimResult.SHORT else ()
    return claim.model_copy(update={"result": result, "registry_value": min(max(value, low), high), "missing": missing})


def _likely(holder: str, on: date, below: Iterable[Recognition]) -> tuple[str, ...]:
    """The partners with whom a lower rung or only a later date is known, nearest first: whom a number may count too."""
    ranked = sorted(
        below,
        key=lambda one: (
            -max((rung(s.milestone) for s in one.milestones if s.milestone in LADDER), default=-1),
            one.id,
        ),
    )
    own = {code: None for one in ranked for code in one.parties if code != side(one.parties, holder, on)}
    return tuple(own)


def _compare_list(claim: Claim, holder: str, on: date, recognitions: tuple[Recognition, ...]) -> Claim:
    stage = STAGES.get(claim.basis or "", Milestone.SIGNED)
    missing = tuple(
        partner
        for partner in claim.partners
        if not any(
            covers(recognition.parties, holder, partner, on) and _reached(recognition, stage, claim.stated_on or "")
            for recognition in recognitions
        )
    )
    return claim.model_copy(
        update={
            "result": ClaimResult.SHORT if missing else ClaimResult.MET,
            "registry_value": len(claim.partners) - len(missing),
            "missing": missing,
        }
    )


def _reached(recognition: Recognition, stage: Milestone, stated_on: str) -> bool:
    return _at(recognition, stage, stated_on) is not False


def _at(recognition: Recognition, stage: Milestone, stated_on: str) -> bool | None:
    """Whether a recognition stood at a rung or a higher one on a day; None where no date tells."""
    told = [
        by_then(state.date, last_day(stated_on)) if state.date else None
        for state in recognition.milestones
        if state.milestone in LADDER and rung(state.milestone) >= rung(stage) and state.milestone is not Milestone.PILOT
    ]
    if not told:
        return False
    return True if True in told else None if None in told else False


def _number(kind: str, holder: str, recognitions: Iterable[Recognition], on: date) -> int:
    known = tuple(recognitions)
    if kind in (CountKind.ARRANGEMENTS, CountKind.ORDINAL):
        return len(known)
    partners = {
        code
        for recognition in known
        for party in recognition.parties
        if party != side(recognition.parties, holder, on)
        for code in (members(party, on) if party in bloc_codes() - {UNION} else (party,))
    } - {holder}
    if kind == CountKind.COUNTRIES and UNION in partners:
        partners = (partners - {UNION}) | members(UNION, on)
    return len(partners)
