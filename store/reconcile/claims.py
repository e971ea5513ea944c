"""Stated counts and partner lists as tests of the registry's recall: compared and reported, never applied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from store.authorities.blocs import members
from store.domain import (
    Candidate,
    Claim,
    ClaimResult,
    CountKind,
    Document,
    Extraction,
    Milestone,
    MilestoneState,
    Recognition,
    last_day,
)
from store.reconcile.dates import by_then, certainly_before
from store.reconcile.identity import UNION, binds, covers, side
from store.reconcile.likely import STAGES, Hint, candidates, partners
from store.reconcile.state import LADDER, rung

COMPARED = frozenset({CountKind.ARRANGEMENTS, CountKind.ECONOMIES, CountKind.COUNTRIES, CountKind.ORDINAL})
"""The stated counts that the registry can be held against."""

TERRITORIES = frozenset({"HK", "MO", "TW"})
"""Customs territories that conclude arrangements of their own and that not everybody counts among countries: China
counts "countries or regions", others countries alone."""

WORLD = "WCO"
"""The holder of a statement about all arrangements of the world: the organisation that counts them."""

_SIZES = frozenset({"bilateral", "plurilateral"})
"""The words of a basis that say between how many parties: two, or more."""

_WAYS = frozenset({"eu_as_one", "eu_by_members", "states_only", "with_territories"})
"""The words of a basis that say how partners are counted."""


@dataclass(frozen=True, slots=True)
class _Counting:
    """One way to count partners: the Union by its members of the day or as one, with the territories or without."""

    by_members: bool = False
    territories: bool = True

    def number(self, partners: frozenset[str], on: date) -> int:
        """How many partners there are, counted this way."""
        union = len(members(UNION, on)) - 1 if self.by_members and UNION in partners else 0
        return len(partners - members(UNION, on) if union else partners) + union - self._without(partners)

    def told(self, partners: frozenset[str], on: date) -> str:
        """The way in words, as far as it bears on these partners."""
        union = f"the EU as its {len(members(UNION, on))} members" if self.by_members else "the EU as one"
        words = [union] if UNION in partners else []
        left_out = sorted(partners & TERRITORIES) if self._without(partners) else []
        return ", ".join(words + ([f"without {', '.join(left_out)}"] if left_out else []))

    def _without(self, partners: frozenset[str]) -> int:
        return 0 if self.territories else len(partners & TERRITORIES)


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


def compare(claim: Claim, recognitions: Iterable[Recognition], hints: Iterable[Hint] = ()) -> Claim:
    """The claim with its result: what the registry holds for the same holder on the day it was stated.

    `recognitions` carry all their milestones; those that cannot have been signed by the claim's date are left out, and
    those whose date does not tell (none, or a coarse one) may count or not. *Met*: the stated number lies within what
    the registry allows; *short*: the registry knows fewer; *contradictory*: it knows more. A list is *met* where every
    partner is known at the stated stage, and *short* otherwise, with the partners that are `missing`.

    Without a stage in its basis a number is one of signed arrangements. Economies count the EU as one, as customs
    administrations do. Countries count it by its members of the day, or as one, with Hong Kong, Macao and Taiwan or
    without them: as the basis says, else in the way that comes nearest to the stated number, the first of equals.

    A number of the world's arrangements (holder `WCO`) is one of all, or of those between two, or more, parties.

    `registry_value` is the registry's number nearest to the stated one. `hints` are what the texts and the queue say
    beside the registry (see `likely`). *Not comparable*: no holder, no date, or a narrower basis ("Belt and Road",
    "this year") than the registry records.
    """
    terms = frozenset((claim.basis or "").split())
    if claim.holder is None or claim.stated_on is None or not terms <= _WAYS | _SIZES | STAGES.keys():
        return claim.model_copy(update={"result": ClaimResult.NOT_COMPARABLE})
    on, holder, stated = last_day(claim.stated_on), claim.holder, claim.stated_on
    stage = next((STAGES[term] for term in terms & STAGES.keys()), Milestone.SIGNED)
    if holder == WORLD:
        return _compare_world(claim, stage, terms, recognitions)
    own = [recognition for recognition in recognitions if side(recognition.parties, holder, on)]
    if claim.kind == "partners":
        return _compare_list(claim, stage, own, hints)
    if claim.value is None:
        return claim.model_copy(update={"result": ClaimResult.NOT_COMPARABLE})
    reached = {
        (recognition.id, partner): _at(recognition, stage, stated, holder, partner)
        for recognition in own
        for partner in partners(recognition.parties, holder, on)
    }
    certain, possible = (
        frozenset(pair for pair, answer in reached.items() if answer is True or answer is doubt)
        for doubt in (True, None)
    )
    value = int(claim.value)
    low, high, counted = min(
        (_bounds(claim.kind, way, certain, possible, on) for way in _countings(claim.kind, terms)),
        key=lambda bounds: abs(value - min(max(value, bounds[0]), bounds[1])),
    )
    result = ClaimResult.SHORT if value > high else ClaimResult.CONTRADICTORY if value < low else ClaimResult.MET
    update: dict[str, object] = {
        "result": result,
        "registry_value": min(max(value, low), high),
        "counted": counted,
    }
    if result is ClaimResult.SHORT:
        update["short_by"] = value - high
        update["likely"] = candidates(holder, on, stage, own, {partner for _, partner in possible}, hints)
    if result is ClaimResult.CONTRADICTORY:
        held = {id for id, _ in certain}
        update["surplus"] = _surplus(holder, on, stage, [one for one in own if one.id in held], low - value)
    return claim.model_copy(update=update)


def _compare_world(claim: Claim, stage: Milestone, terms: frozenset[str], recognitions: Iterable[Recognition]) -> Claim:
    if claim.kind is not CountKind.ARRANGEMENTS or claim.value is None or claim.stated_on is None:
        return claim.model_copy(update={"result": ClaimResult.NOT_COMPARABLE})
    sizes = _SIZES & terms or _SIZES
    answers = [
        _at(recognition, stage, claim.stated_on)
        for recognition in recognitions
        if ("bilateral" if len(recognition.parties) == 2 else "plurilateral") in sizes
    ]
    low, value = answers.count(True), int(claim.value)
    high = low + answers.count(None)
    short = max(0, value - high)
    return claim.model_copy(
        update={
            "result": ClaimResult.SHORT if short else ClaimResult.CONTRADICTORY if value < low else ClaimResult.MET,
            "registry_value": min(max(value, low), high),
            "short_by": short or None,
        }
    )


_Pairs = frozenset[tuple[str, str]]


def _bounds(kind: str, way: _Counting, certain: _Pairs, possible: _Pairs, on: date) -> tuple[int, int, str]:
    """The least and the greatest number that the registry allows, counted one way, and that way in words."""
    if kind in (CountKind.ARRANGEMENTS, CountKind.ORDINAL):
        return len({id for id, _ in certain}), len({id for id, _ in possible}), ""
    sure, likely = (frozenset(partner for _, partner in pairs) for pairs in (certain, possible))
    return way.number(sure, on), way.number(likely, on), way.told(likely, on)


def _countings(kind: str, terms: frozenset[str]) -> Sequence[_Counting]:
    """The ways to count that a kind and a basis allow, the usual one first."""
    if kind != CountKind.COUNTRIES:
        return (_Counting(by_members="eu_by_members" in terms, territories="states_only" not in terms),)
    unions = [True] if "eu_by_members" in terms else [False] if "eu_as_one" in terms else [True, False]
    territories = [False] if "states_only" in terms else [True] if "with_territories" in terms else [True, False]
    return [_Counting(union, territory) for territory in territories for union in unions]


def _surplus(
    holder: str, on: date, stage: Milestone, held: Iterable[Recognition], number: int
) -> tuple[Candidate, ...]:
    """Whom the registry may hold too much: the least sure first, then those that came last before the day."""
    found: dict[str, tuple[tuple[float, int], str]] = {}
    for recognition in held:
        telling = [state for state in _telling(recognition, stage, holder) if state.date]
        state = min(telling, key=lambda state: state.date or "")
        order = (state.confidence, -last_day(state.date or "").toordinal())
        reason = f"{state.milestone.replace('_', ' ')} {state.date}, confidence {state.confidence:.2f}"
        for partner in partners(recognition.parties, holder, on):
            found[partner] = min(found.get(partner, (order, reason)), (order, reason))
    ranked = sorted(found.items(), key=lambda item: (item[1][0], item[0]))
    return tuple(Candidate(party=partner, reason=reason) for partner, (_, reason) in ranked[:number])


def _compare_list(claim: Claim, stage: Milestone, own: Sequence[Recognition], hints: Iterable[Hint]) -> Claim:
    holder, stated = str(claim.holder), str(claim.stated_on)
    on = last_day(stated)
    missing = tuple(
        partner
        for partner in claim.partners
        if not any(
            covers(recognition.parties, holder, partner, on)
            and _at(recognition, stage, stated, holder, partner) is not False
            for recognition in own
        )
    )
    elsewhere = [hint for hint in hints if hint.document_id != claim.document_id]
    known = {one.party: one for one in candidates(holder, on, stage, own, (), elsewhere)}
    return claim.model_copy(
        update={
            "result": ClaimResult.SHORT if missing else ClaimResult.MET,
            "registry_value": len(claim.partners) - len(missing),
            "short_by": len(missing) or None,
            "missing": missing,
            "likely": tuple(
                known.get(code) or Candidate(party=code, reason="nothing else is known of it") for code in missing
            ),
        }
    )


def _telling(recognition: Recognition, stage: Milestone, *codes: str) -> list[MilestoneState]:
    """The milestones that say of these parties that a rung, or a higher one, is reached."""
    return [
        state
        for state in recognition.milestones
        if state.milestone in LADDER
        and rung(state.milestone) >= rung(stage)
        and (state.milestone is not Milestone.PILOT or stage is Milestone.PILOT)
        and all(binds(state.acceding, recognition.parties, code) for code in codes)
    ]


def _at(recognition: Recognition, stage: Milestone, stated_on: str, *codes: str) -> bool | None:
    """Whether these parties of a recognition stood at a rung or a higher one on a day; None where no date tells.

    One that was ended by that day, and has not begun again, stands at none.
    """
    on = last_day(stated_on)
    states = _telling(recognition, stage, *codes)
    for end in recognition.milestones:
        if end.milestone is not Milestone.TERMINATED or end.scope.modes or end.scope.recogniser or not end.date:
            continue
        bound = not end.acceding or any(code in end.acceding for code in codes)
        if bound and by_then(end.date, on):
            states = [state for state in states if certainly_before(end.date, state.date)]
    told = [by_then(state.date, on) if state.date else None for state in states]
    return True if True in told else None if None in told else False
