"""What authorities have said of their networks, replayed on the opening balance: the true result of today, gaps too.

A row that moves to `met` is good news, written down here; one that falls is a loss of what was known.
"""

from collections.abc import Iterator

import pytest

from store.baseline.statements import statements
from store.db import Store
from store.domain import Claim, Recognition
from store.opening import load_baseline
from store.reconcile.claims import compare
from store.registry import Registry

TODAY = {
    ("CN", "2019-07", "economies"): ("met", 14),
    ("CN", "2019-07", "countries"): ("met", 41),
    ("CN", "2021-08", "economies"): ("met", 20),
    ("CN", "2021-08", "countries"): ("met", 46),
    ("CN", "2023-01", "economies"): ("met", 23),
    ("CN", "2023-01", "countries"): ("met", 49),
    ("CN", "2023-05", "economies"): ("short", 25),
    ("CN", "2023-05", "countries"): ("short", 51),
    ("CN", "2024-05", "economies"): ("short", 27),
    ("CN", "2024-05", "countries"): ("short", 53),
    ("CN", "2025-07", "economies"): ("short", 28),
    ("CN", "2025-07", "countries"): ("short", 54),
    ("CN", "2025-07", "countries", "in_force"): ("short", 46),
    ("HK", "2025-12-30", "arrangements"): ("met", 18),
    ("KR", "2023-08", "countries"): ("met", 22),
    ("US", "2022-09", "arrangements"): ("met", 16),
    ("AU", "2026-02", "arrangements"): ("met", 11),
    ("NZ", "2026-02", "arrangements"): ("met", 11),
    ("TW", "2026-02", "arrangements"): ("met", 10),
    ("WCO", "2018", "arrangements", "bilateral"): ("contradictory", 64),
    ("WCO", "2019", "arrangements", "bilateral"): ("contradictory", 77),
    ("WCO", "2020-12", "arrangements", "bilateral"): ("met", 87),
    ("WCO", "2020-12", "arrangements", "plurilateral"): ("contradictory", 5),
}
"""By holder, day, kind (and basis, where starts or parties are counted): the result, and the registry's number."""

MISSING = {
    ("CN", "2023-05", "economies"): (1, "EC BJ TH"),
    ("CN", "2023-05", "countries"): (1, "EC BJ TH"),
    ("CN", "2024-05", "economies"): (1, "EC BJ TH"),
    ("CN", "2024-05", "countries"): (1, "EC BJ TH"),
    ("CN", "2025-07", "economies"): (3, "BJ TH AM AR CA"),
    ("CN", "2025-07", "countries"): (3, "BJ TH AM AR CA"),
    ("CN", "2025-07", "countries", "in_force"): (4, "KZ ZA RU PH UZ BI"),
}
"""By how many a statement is met too little, and whom it may count: the likeliest, two more than are missing."""


@pytest.fixture(scope="module")
def balance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Recognition, ...]]:
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('balance') / 'store.db'}") as store:
        with store.transaction() as session:
            load_baseline(session)
        with store.reading() as session:
            yield Registry(session).recognitions()


def _told_apart(claim: Claim) -> list[str]:
    return [claim.basis] if claim.basis in ("in_force", "bilateral", "plurilateral") else []


def test_every_statement_has_todays_result(balance: tuple[Recognition, ...]) -> None:
    found = {}
    for claim in statements():
        compared = compare(claim, balance)
        key = (claim.holder, claim.stated_on, claim.kind, *_told_apart(claim))
        found[key] = (compared.result, compared.registry_value)
    assert found == TODAY


def test_the_worlds_arrangements_are_counted_by_how_many_are_parties(balance: tuple[Recognition, ...]) -> None:
    (stated,) = [one for one in statements() if (one.holder, one.basis) == ("WCO", "plurilateral")]
    both = compare(stated.model_copy(update={"basis": None, "value": 1000.0}), balance)
    two, more = (
        compare(stated.model_copy(update={"basis": basis, "value": 1000.0}), balance)
        for basis in ("bilateral", "plurilateral")
    )
    assert (both.registry_value or 0) == (two.registry_value or 0) + (more.registry_value or 0)
    assert both.short_by == 1000 - (both.registry_value or 0)
    assert compare(stated.model_copy(update={"kind": "economies"}), balance).result == "not_comparable"


def test_what_is_short_names_who_may_be_missing(balance: tuple[Recognition, ...]) -> None:
    found = {}
    for claim in statements():
        compared = compare(claim, balance)
        if compared.result == "short":
            number = compared.short_by or 0
            assert compared.value == (compared.registry_value or 0) + number
            key = (claim.holder, claim.stated_on, claim.kind, *_told_apart(claim))
            found[key] = (number, " ".join(one.party for one in compared.likely[: number + 2]))
    assert found == MISSING
