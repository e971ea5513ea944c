"""What authorities say of their networks, and how it compares with the registry."""

from enum import StrEnum
from typing import Literal

from store.domain.base import Frozen
from store.domain.dates import PartialDate
from store.domain.documents import Span
from store.domain.readings import CountKind, PartyCode


class ClaimResult(StrEnum):
    """How a stated count or list compares with the registry."""

    MET = "met"
    SHORT = "short"
    CONTRADICTORY = "contradictory"
    NOT_COMPARABLE = "not_comparable"


class Candidate(Frozen):
    """A partner that may explain why a statement and the registry differ, and what speaks for it."""

    party: PartyCode
    reason: str


class Claim(Frozen):
    """A stated count or partner list, kept as a test of the registry's recall: compared, reported, never applied.

    `basis` says what is counted: `signed` or `in_force`; `eu_as_one` or `eu_by_members`; `states_only` where Hong Kong,
    Macao and Taiwan are not counted, `with_territories` where they are. Words apart by spaces; any other basis is
    narrower than the registry. `counted` tells how the registry was counted, where there is more than one way.

    `missing` are the partners of a list that the registry lacks. Of what is short by `short_by`, `likely` names who may
    be the missing ones, the likeliest first; of what the registry contradicts, `surplus` whom it may hold too much.
    """

    document_id: str
    holder: PartyCode | None
    kind: CountKind | Literal["partners"]
    value: float | None = None
    partners: tuple[PartyCode, ...] = ()
    basis: str | None = None
    stated_on: PartialDate | None = None
    evidence: Span
    result: ClaimResult | None = None
    registry_value: int | None = None
    counted: str = ""
    short_by: int | None = None
    missing: tuple[PartyCode, ...] = ()
    likely: tuple[Candidate, ...] = ()
    surplus: tuple[Candidate, ...] = ()
