"""What differs between two readings of one ledger."""

from datetime import UTC, date, datetime

import pytest

from store.domain import Change, DecidedBy, Evidence, Milestone, Statement
from store.reconcile.deltas import Difference, differences
from store.reconcile.state import project


def change(seq: int, parties: str, milestone: Milestone, day: str | None, **more: object) -> Change:
    return Change.model_validate(
        {
            "seq": seq,
            "key": str(seq),
            "statement": Statement(
                parties=tuple(parties.split()), milestone=milestone, date=day, evidence=Evidence(), confidence=1
            ),
            "decided_by": DecidedBy.ANALYST,
            "decided_at": datetime(2024, 1, seq, tzinfo=UTC),
            "reason": "test",
            **more,
        }
    )


LEDGER = (
    change(1, "CN MO", Milestone.SIGNED, "2023-02-07"),
    change(2, "CN MO", Milestone.IN_FORCE, "2023-05"),
    change(3, "CN SG", Milestone.SIGNED, "2012-06"),
    change(4, "CN MO", Milestone.IN_FORCE, "2023-05-01", supersedes=2),
    change(5, "CN SG", Milestone.SIGNED, "2012-06", supersedes=3, withdraws=True),
)


def told(found: Difference) -> tuple[str, str, str, str | None, str | None]:
    return found.recognition, found.milestone.value, found.kind, found.before, found.after


def between(one: tuple[int, str], other: tuple[int, str]) -> list[tuple[str, str, str, str | None, str | None]]:
    """Differences from the ledger's first changes on a day to its first changes on another."""
    sides = (project(LEDGER[:count], date.fromisoformat(on)) for count, on in (one, other))
    return [told(found) for found in differences(*sides)]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ((3, "2023-03-01"), (3, "2023-12-31"), [("CN-MO", "in_force", "reached", None, "2023-05")]),
        ((3, "2023-12-31"), (4, "2023-12-31"), [("CN-MO", "in_force", "redated", "2023-05", "2023-05-01")]),
        ((4, "2023-12-31"), (5, "2023-12-31"), [("CN-SG", "signed", "gone", "2012-06", None)]),
        ((3, "2023-12-31"), (3, "2023-12-31"), []),
        ((3, "2023-12-31"), (3, "2023-03-01"), [("CN-MO", "in_force", "gone", "2023-05", None)]),
        ((0, "2023-12-31"), (1, "2023-12-31"), [("CN-MO", "signed", "reached", None, "2023-02-07")]),
    ],
)
def test_differences(
    one: tuple[int, str], other: tuple[int, str], found: list[tuple[str, str, str, str | None, str | None]]
) -> None:
    assert between(one, other) == found
