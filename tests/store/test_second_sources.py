"""What one source alone may not change, and what two independent ones do: copies and one newsroom count once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from store.db import Store
from store.deciding import reject
from store.domain import Action, DecidedBy, ReportedAs, ReviewStatus, Tier

Announces = Callable[..., Any]
Keeps = Callable[[], Any]

SIGNED = ("2023-02-07", Action.SIGNED)
STORY = "The wire says that the customs services of both sides signed the paper today, and so do all who copy it."
PRESS = {"tier": Tier.PRESS}


def test_two_independent_papers_do_what_one_does_not(announced: Announces, kept: Keeps) -> None:
    announced("one", SIGNED, **PRESS)
    alone = kept()
    assert (alone.dates, alone.open()) == ({}, ["one"])
    assert alone.reviews[0].proposal.rule == "lone_source"
    announced("two", SIGNED, **PRESS)
    both = kept()
    assert both.dates == {"signed": "2023-02-07"}
    assert both.evidence == {"signed": {"one", "two"}}
    assert both.independent == {"signed": 2}
    assert both.open() == []
    assert {review.status for review in both.reviews} == {ReviewStatus.CLOSED}
    assert {change.decided_by for change in both.changes} == {DecidedBy.POLICY}
    assert "2 independent sources: one, two" in both.changes[0].reason


@pytest.mark.parametrize(
    "second",
    [
        {"source": "one"},
        {"text": f"{STORY} So the wire."},
        {"text": f"From our desk. {STORY}"},
        {"confidence": 0.5},
        {"told": ("2023-02-08", Action.SIGNED)},
        {"told": ("2023-02-07", Action.PILOT)},
        {"told": (None, Action.SIGNED)},
        {"parties": "CN MO"},
    ],
)
def test_what_is_no_second_source(second: dict[str, Any], announced: Announces, kept: Keeps) -> None:
    announced("one", SIGNED, text=STORY, **PRESS)
    fields = {**second}
    announced("two", fields.pop("told", SIGNED), **PRESS, **fields)
    assert kept().dates == {}
    assert kept().open() == ["one", "two"]


def test_one_partys_own_newsrooms_are_one_source(announced: Announces, kept: Keeps) -> None:
    recalled = {"tier": Tier.STATE_AGENCY, "reported_as": ReportedAs.BACKGROUND}
    announced("one", SIGNED, issuer="CN", **recalled)
    announced("two", SIGNED, issuer="CN", **recalled)
    assert kept().open() == ["one", "two"]
    announced("three", SIGNED, issuer="NR", **recalled)
    assert kept().open() == []
    assert kept().independent == {"signed": 2}


@pytest.mark.parametrize("dates", [("2023-02", "2023-02-07"), ("2023-02-07", "2023-02")])
def test_the_finer_date_is_kept_whichever_came_first(dates: tuple[str, str], announced: Announces, kept: Keeps) -> None:
    for id, date in zip(("one", "two"), dates, strict=True):
        announced(id, (date, Action.SIGNED), **PRESS)
    assert (kept().dates, kept().open()) == ({"signed": "2023-02-07"}, [])


def test_sources_that_disagree_carry_nothing_and_a_person_sees_both_sides(announced: Announces, kept: Keeps) -> None:
    announced("one", SIGNED, **PRESS)
    announced("two", ("2023-02-08", Action.SIGNED), **PRESS)
    announced("three", ("2023-02", Action.SIGNED), **PRESS)
    assert (kept().dates, kept().open()) == ({}, ["one", "two", "three"])


def test_the_copies_of_a_story_are_closed_with_it(announced: Announces, kept: Keeps) -> None:
    for id in ("one", "two", "three"):
        announced(id, SIGNED, text=f"{STORY} Copied by {id}.", **PRESS)
    assert len(kept().open()) == 3
    announced("own", SIGNED, **PRESS)
    assert (kept().open(), kept().independent) == ([], {"signed": 2})


def test_what_an_analyst_refused_backs_nothing_told_by_a_copy(
    store: Store, announced: Announces, kept: Keeps, at: datetime
) -> None:
    announced("one", SIGNED, text=STORY, **PRESS)
    announced("copy", SIGNED, text=f"{STORY} So the wire.", **PRESS)
    with store.transaction() as session:
        reject(session, 1, note="no arrangement", at=at)
    announced("two", SIGNED, **PRESS)
    assert (kept().dates, kept().open()) == ({}, ["two"])
    (copy,) = [review for review in kept().reviews if review.proposal.document_id == "copy"]
    assert copy.status is ReviewStatus.CLOSED
    announced("three", SIGNED, **PRESS)
    assert kept().evidence == {"signed": {"two", "three"}}


def test_an_authority_needs_no_second_source(announced: Announces, kept: Keeps) -> None:
    announced("press", ("2023-02-08", Action.SIGNED), **PRESS)
    announced("own", SIGNED, issuer="CN")
    assert (kept().dates, kept().open()) == ({"signed": "2023-02-07"}, ["press"])


def test_what_a_higher_rung_makes_idle_is_closed(announced: Announces, kept: Keeps) -> None:
    announced("one", (None, Action.NEGOTIATION_STARTED))
    assert kept().open() == ["one"]
    announced("two", SIGNED)
    assert kept().open() == []
    assert "a higher rung is known" in kept().reviews[0].note
