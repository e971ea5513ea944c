"""Stated counts and partner lists held against the registry."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

import pytest

from store.domain import (
    Action,
    Change,
    Claim,
    ClaimResult,
    Count,
    CountKind,
    DecidedBy,
    Document,
    Event,
    Evidence,
    Extraction,
    Milestone,
    PartnerList,
    Proposal,
    Recognition,
    ReportedAs,
    Review,
    ReviewStatus,
    Span,
    Statement,
    Verdict,
)
from store.reconcile.claims import claims, compare
from store.reconcile.likely import hints_of_lists, hints_of_reading, hints_of_reviews
from store.reconcile.state import project

QUOTE = Span(text="q", start=0, end=1)


def balance(*steps: tuple[Any, ...]) -> tuple[Recognition, ...]:
    """The registry out of steps: parties, milestone, date, and the members whose own step it is."""
    return project(
        Change(
            seq=seq,
            key=str(seq),
            statement=Statement(
                parties=tuple(parties.split()),
                milestone=milestone,
                date=date,
                acceding=tuple(" ".join(acceding).split()),
                evidence=Evidence(),
                confidence=1,
            ),
            decided_by=DecidedBy.BASELINE,
            decided_at=datetime(2025, 1, 1, tzinfo=UTC),
            reason="test",
        )
        for seq, (parties, milestone, date, *acceding) in enumerate(steps, start=1)
    )


REGISTRY = balance(
    ("CN SG", Milestone.SIGNED, "2012-06"),
    ("CN EU", Milestone.SIGNED, "2014-05-16"),
    ("CN EU", Milestone.IN_FORCE, "2015-11"),
    ("CN IR", Milestone.SIGNED, None),
    ("CN MO", Milestone.SIGNED, "2023-02-07"),
    ("CN VN", Milestone.TALKS, None),
    ("GCC US", Milestone.SIGNED, "2010"),
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
    short = compare(claim(CountKind.ARRANGEMENTS, 9, "2022-01-01"), REGISTRY)
    assert short.short_by == 6
    assert [one.party for one in short.likely] == ["VN", "MO"]
    assert [one.reason for one in short.likely] == [
        "talks without a date, no signing is known",
        "signed only from 2023-02-07",
    ]


@pytest.mark.parametrize(
    ("basis", "value", "result", "registry", "counted"),
    [
        # without a word on the Union, the way that comes nearest is taken, and told
        (None, 29, ClaimResult.MET, 29, "the EU as its 27 members"),
        (None, 3, ClaimResult.MET, 3, "the EU as one"),
        ("eu_as_one", 29, ClaimResult.SHORT, 3, "the EU as one"),
        ("eu_by_members", 3, ClaimResult.CONTRADICTORY, 28, "the EU as its 27 members"),
        ("signed eu_by_members", 29, ClaimResult.MET, 29, "the EU as its 27 members"),
        ("in_force eu_by_members", 27, ClaimResult.MET, 27, "the EU as its 27 members"),
        ("this year", 29, ClaimResult.NOT_COMPARABLE, None, ""),
    ],
)
def test_a_basis_says_how_countries_are_counted(
    basis: str | None, value: float, result: ClaimResult, registry: int | None, counted: str
) -> None:
    compared = compare(claim(CountKind.COUNTRIES, value, "2022-01-01", basis), REGISTRY)
    assert (compared.result, compared.registry_value, compared.counted) == (result, registry, counted)


@pytest.mark.parametrize(
    ("basis", "value", "counted"),
    [
        ("eu_as_one with_territories", 4, "the EU as one"),
        ("eu_as_one states_only", 3, "the EU as one, without MO"),
        ("eu_as_one", 3, "the EU as one, without MO"),
    ],
)
def test_territories_are_countries_or_not(basis: str, value: float, counted: str) -> None:
    certain = tuple(one for one in REGISTRY if one.id != "CN-IR")
    more = (*certain, *balance(("CN HU", Milestone.TALKS, None), ("CN NZ", Milestone.SIGNED, "2017-03")))
    compared = compare(claim(CountKind.COUNTRIES, value, "2023-02-07", basis), more)
    assert (compared.result, compared.counted) == (ClaimResult.MET, counted)


def test_what_is_contradicted_names_the_least_sure_and_then_the_last() -> None:
    compared = compare(claim(CountKind.ARRANGEMENTS, 2, "2023-02-07"), REGISTRY)
    assert (compared.result, compared.registry_value) == (ClaimResult.CONTRADICTORY, 3)
    assert [(one.party, one.reason) for one in compared.surplus] == [("MO", "signed 2023-02-07, confidence 1.00")]


def test_only_members_that_have_started_count_as_operating() -> None:
    started = balance(
        ("BN ID KH LA MM MY PH SG TH VN", Milestone.SIGNED, "2023-09-19"),
        ("BN ID KH LA MM MY PH SG TH VN", Milestone.IN_FORCE, "2024-08-01", "BN MY PH SG"),
    )
    on = "2024-09-01"
    assert compare(claim(CountKind.ECONOMIES, 3, on, "in_force", "SG"), started).result is ClaimResult.MET
    assert compare(claim(CountKind.ECONOMIES, 9, on, "signed", "SG"), started).result is ClaimResult.MET
    short = compare(claim(CountKind.ECONOMIES, 4, on, "in_force", "SG"), started)
    assert (short.short_by, {one.party for one in short.likely}) == (1, {"ID", "KH", "LA", "MM", "TH", "VN"})
    assert compare(partners("MY TH", "in_force", on, "SG"), started).missing == ("TH",)


def test_what_was_ended_counts_no_longer_until_it_begins_again() -> None:
    steps = [("JO US", Milestone.SIGNED, "2007-06"), ("JO US", Milestone.TERMINATED, "2012-03-01")]
    assert compare(claim(CountKind.ARRANGEMENTS, 1, "2012-02-28", holder="US"), balance(*steps)).result == "met"
    assert compare(claim(CountKind.ARRANGEMENTS, 1, "2012-03-01", holder="US"), balance(*steps)).result == "short"
    steps.append(("JO US", Milestone.IN_FORCE, "2014-04-01"))
    assert compare(claim(CountKind.ARRANGEMENTS, 1, "2014-04-01", holder="US"), balance(*steps)).result == "met"


# --- who may be missing ----------------------------------------------------------------------------------------------


def test_lists_reviews_and_mentions_name_candidates_the_best_founded_first(
    event: Callable[..., Event], reading: Callable[..., tuple[Document, Extraction]], at: datetime
) -> None:
    queued = Statement(
        parties=("CN", "UY"), milestone=Milestone.SIGNED, date="2019-04", evidence=Evidence(), confidence=0.6
    )
    proposal = Proposal(key="k", document_id="q", statement=queued, verdict=Verdict.QUEUE, reasons=("low",))
    review = Review(id=7, proposal=proposal, status=ReviewStatus.OPEN, opened_at=at)
    document, extraction = reading(
        event("CN RS", None, reported_as=ReportedAs.BACKGROUND), event("CN KZ", None, Action.PLANNED), id="read"
    )
    stated = [
        partners("UG SG", "signed", "2022-01-01"),
        partners("CN", "signed", "2022-02-01", holder="ZA"),
        partners("BJ", "signed", "2025-01-01"),
    ]
    hints = [*hints_of_lists(stated), *hints_of_reviews([review]), *hints_of_reading(extraction, document)]
    short = compare(claim(CountKind.ARRANGEMENTS, 12, "2022-06-30"), REGISTRY, hints)
    found = {one.party: one.reason for one in short.likely}
    assert list(found) == ["UG", "ZA", "UY", "RS", "BJ", "VN", "MO", "KZ"]
    assert found["UG"] == "a list of CN's partners of 2022-01-01 names it (d)"
    assert found["UY"] == "review 7 is open: signed 2019-04"
    assert found["RS"] == "read has it as signed"
    assert found["KZ"] == "read has it as planned"
    assert "SG" not in found  # it is counted already


def test_a_review_of_a_members_own_step_names_that_member_and_a_doubtful_one_comes_last(at: datetime) -> None:
    def waiting(id: int, parties: str, confidence: float, *acceding: str) -> Review:
        said = Statement(
            parties=tuple(parties.split()),
            milestone=Milestone.SIGNED,
            date="2022",
            acceding=acceding,
            evidence=Evidence(),
            confidence=confidence,
        )
        proposal = Proposal(key=str(id), document_id="q", statement=said, verdict=Verdict.QUEUE, reasons=("low",))
        return Review(id=id, proposal=proposal, status=ReviewStatus.OPEN, opened_at=at)

    hints = hints_of_reviews([waiting(1, "ASEAN CN", 0.9, "MY"), waiting(2, "CN UY", 0.07), waiting(3, "CN RS", 0.9)])
    short = compare(claim(CountKind.ARRANGEMENTS, 12, "2022-12-31"), REGISTRY, hints)
    found = {one.party: one.reason for one in short.likely}
    assert list(found) == ["MY", "RS", "VN", "MO", "UY"]
    assert found["MY"] == "review 1 is open: signed 2022 for MY"
    assert found["UY"] == "review 2 is open: signed 2022, read with a confidence of 0.07 alone"


def test_a_decided_or_later_review_is_no_hint(at: datetime) -> None:
    later = Statement(
        parties=("CN", "UY"), milestone=Milestone.SIGNED, date="2023-04", evidence=Evidence(), confidence=0.4
    )
    proposal = Proposal(key="k", document_id="q", statement=later, verdict=Verdict.QUEUE, reasons=("low",))
    opened = Review(id=7, proposal=proposal, status=ReviewStatus.OPEN, opened_at=at)
    assert list(hints_of_reviews([opened.model_copy(update={"status": ReviewStatus.REJECTED})])) == []
    short = compare(claim(CountKind.ARRANGEMENTS, 12, "2022-06-30"), REGISTRY, hints_of_reviews([opened]))
    assert "UY" not in {one.party for one in short.likely}


def test_a_signing_that_is_not_dated_is_likely_where_only_the_start_is_known() -> None:
    known = balance(
        ("CN TH", Milestone.IN_FORCE, "2025-08-01"),
        ("CN BJ", Milestone.SIGNED, "2025-08-01"),
        ("CN MY", Milestone.TALKS, None),
    )
    short = compare(claim(CountKind.ECONOMIES, 1, "2025-07"), known)
    assert [one.party for one in short.likely] == ["TH", "MY", "BJ"]
    assert short.likely[0].reason == "in force only from 2025-08-01, its signing is not dated"


def test_a_list_says_what_is_known_of_whom_it_names() -> None:
    short = compare(partners("SG VN NZ", "signed", "2022-01-01"), REGISTRY)
    assert [(one.party, one.reason) for one in short.likely] == [
        ("VN", "talks without a date, no signing is known"),
        ("NZ", "nothing else is known of it"),
    ]


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
