"""Stated counts and partner lists held against the registry."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

import pytest

from store.domain import (
    Change,
    Claim,
    ClaimResult,
    Count,
    CountKind,
    DecidedBy,
    Document,
    Evidence,
    Extraction,
    Milestone,
    PartnerList,
    Span,
    Statement,
)
from store.reconcile.claims import claims, compare
from store.reconcile.state import project

QUOTE = Span(text="q", start=0, end=1)
REGISTRY = project(
    Change(
        seq=seq,
        key=str(seq),
        statement=Statement(
            parties=tuple(parties.split()), milestone=milestone, date=date, evidence=Evidence(), confidence=1
        ),
        decided_by=DecidedBy.BASELINE,
        decided_at=datetime(2025, 1, 1, tzinfo=UTC),
        reason="test",
    )
    for seq, (parties, milestone, date) in enumerate(
        [
            ("CN SG", Milestone.SIGNED, "2012-06"),
            ("CN EU", Milestone.SIGNED, "2014-05-16"),
            ("CN EU", Milestone.IN_FORCE, "2015-11"),
            ("CN IR", Milestone.SIGNED, None),
            ("CN MO", Milestone.SIGNED, "2023-02-07"),
            ("CN VN", Milestone.TALKS, None),
            ("GCC US", Milestone.SIGNED, "2010"),
        ],
        start=1,
    )
)


def claim(kind: CountKind, value: float, on: str | None, basis: str | None = None, holder: str | None = "CN") -> Claim:
    return Claim(document_id="d", holder=holder, kind=kind, value=value, basis=basis, stated_on=on, evidence=QUOTE)


def partners(codes: str, status: str, on: str, holder: str = "CN") -> Claim:
    return Claim(
        document_id="d",
        holder=holder,
        kind="partners",
        partners=tuple(codes.split()),
        basis=status,
        stated_on=on,
        evidence=QUOTE,
    )


@pytest.mark.parametrize(
    ("kind", "value", "on", "result", "registry"),
    [
        # SG and EU are certain, IR is undated: two or three until MO is signed
        (CountKind.ARRANGEMENTS, 2, "2022-01-01", ClaimResult.MET, 2),
        (CountKind.ARRANGEMENTS, 3, "2022-01-01", ClaimResult.MET, 3),
        (CountKind.ARRANGEMENTS, 4, "2022-01-01", ClaimResult.SHORT, 3),
        (CountKind.ARRANGEMENTS, 1, "2022-01-01", ClaimResult.CONTRADICTORY, 2),
        (CountKind.ARRANGEMENTS, 4, "2023-02-07", ClaimResult.MET, 4),
        (CountKind.ORDINAL, 4, "2023-02-07", ClaimResult.MET, 4),
        (CountKind.ECONOMIES, 4, "2023-02-07", ClaimResult.MET, 4),
        # the Union is one economy, 28 countries until the United Kingdom left and 27 since
        (CountKind.COUNTRIES, 29, "2019-07-01", ClaimResult.MET, 29),
        (CountKind.COUNTRIES, 30, "2023-02-07", ClaimResult.MET, 30),
        (CountKind.COUNTRIES, 35, "2023-02-07", ClaimResult.SHORT, 30),
    ],
)
def test_counts(kind: CountKind, value: float, on: str, result: ClaimResult, registry: int) -> None:
    compared = compare(claim(kind, value, on), REGISTRY)
    assert (compared.result, compared.registry_value) == (result, registry)


@pytest.mark.parametrize(
    "loose",
    [
        claim(CountKind.COUNTRIES, 35, "2023-02-07", basis="Belt and Road"),
        claim(CountKind.COUNTRIES, 35, None),
        claim(CountKind.COUNTRIES, 35, "2023-02-07", holder=None),
    ],
)
def test_what_the_registry_does_not_record_is_not_comparable(loose: Claim) -> None:
    assert compare(loose, REGISTRY).result is ClaimResult.NOT_COMPARABLE


def test_a_list_names_the_partners_that_are_missing() -> None:
    met = compare(partners("SG EU DE IR", "signed", "2022-01-01"), REGISTRY)
    assert (met.result, met.missing, met.registry_value) == (ClaimResult.MET, (), 4)
    short = compare(partners("SG MO VN", "signed", "2022-01-01"), REGISTRY)
    assert (short.result, short.missing, short.registry_value) == (ClaimResult.SHORT, ("MO", "VN"), 1)


def test_a_list_of_operating_partners_needs_starts() -> None:
    assert compare(partners("EU SG", "in_force", "2022-01-01"), REGISTRY).missing == ("SG",)


def test_a_blocs_partner_counts_each_member() -> None:
    assert compare(claim(CountKind.ECONOMIES, 6, "2022-01-01", holder="US"), REGISTRY).result is ClaimResult.MET
    assert compare(claim(CountKind.ARRANGEMENTS, 1, "2022-01-01", holder="AE"), REGISTRY).result is ClaimResult.MET


def test_a_number_of_operating_partners_needs_starts() -> None:
    assert compare(claim(CountKind.ECONOMIES, 1, "2022-01-01", basis="in_force"), REGISTRY).result is ClaimResult.MET
    assert compare(claim(CountKind.ECONOMIES, 2, "2022-01-01", basis="in_force"), REGISTRY).result is ClaimResult.SHORT


def test_a_short_number_names_those_who_may_be_counted() -> None:
    assert compare(claim(CountKind.ARRANGEMENTS, 9, "2022-01-01"), REGISTRY).missing == ("MO", "VN")


@pytest.mark.parametrize("status", ["signed", "in_force"])
def test_claims_are_read_from_counts_and_lists(
    status: Literal["signed", "in_force"], reading: Callable[..., tuple[Document, Extraction]]
) -> None:
    document, extraction = reading(
        counts=tuple(
            Count(what="w", kind=kind, value=3, holder="CN", confidence=0.9, evidence=QUOTE) for kind in CountKind
        ),
        partner_lists=(PartnerList(holder="CN", partners=("SG", "EU"), status=status, confidence=0.9, evidence=QUOTE),),
    )
    read = claims(extraction, document)
    assert [one.kind for one in read] == ["arrangements", "economies", "countries", "ordinal", "partners"]
    assert {one.stated_on for one in read} == {"2023-02-08"}
    assert read[-1].partners == ("SG", "EU")
    assert read[-1].basis == status
    assert all(one.result is None for one in read)
