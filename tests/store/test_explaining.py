"""Why something was decided as it was: the rule, those before it, and what they saw."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from store.db import Store
from store.deciding import accept
from store.domain import Action, DecidedBy, Statement, Tier, Verdict
from store.errors import InputError, NotFoundError
from store.explaining import Explanation, explain
from store.opening import load_baseline
from store.reconcile.rulebook import rulebook
from store.registry import Registry
from store.reviews import Reviews
from store.withdrawing import withdraw_source

Announces = Callable[..., Any]

SIGNED = ("2023-02-07", Action.SIGNED)


@pytest.fixture
def why(store: Store) -> Callable[[str], Explanation]:
    def ask(name: str) -> Explanation:
        with store.reading() as session:
            return explain(session, name)

    return ask


def test_an_applied_event_is_explained_by_what_was_known_before_it(
    announced: Announces, why: Callable[[str], Explanation]
) -> None:
    announced("own", SIGNED, issuer="CN")
    announced("later", SIGNED, tier=Tier.PRESS)
    told = why("own#1")
    assert (told.rule, told.verdict, told.change, told.decided_by) == ("new", Verdict.APPLY, 1, DecidedBy.POLICY)
    assert told.words == rulebook().rules[-1].words
    assert [asked.rule for asked in told.asked] == [rule.id for rule in rulebook().rules]
    assert [asked.applies for asked in told.asked] == [False] * (len(told.asked) - 1) + [True]
    assert all(asked.why and asked.words for asked in told.asked)
    assert told.recorded == told.reasons
    assert told.inputs is not None
    assert (told.inputs.confidence, told.inputs.threshold, told.inputs.tier) == (0.97, 0.85, Tier.AUTHORITY)
    assert (told.inputs.issuer, told.inputs.cluster, told.inputs.independent) == ("CN", "own", 1)
    assert why("change:1").model_copy(update={"subject": "own#1"}) == told
    later = why("change:2")
    assert (later.rule, later.upto) == ("agrees", 1)
    assert later.inputs is not None
    assert (later.inputs.known, later.inputs.known_by, later.inputs.independent) == ("2023-02-07", (1,), 2)


def test_a_conflict_is_shown_with_both_sides(
    store: Store, announced: Announces, why: Callable[[str], Explanation]
) -> None:
    announced("own", SIGNED)
    announced("other", ("2023-02-06", Action.SIGNED))
    with store.reading() as session:
        (review,) = Reviews(session).of_documents(["other"])
    told = why(f"review:{review.id}")
    assert (told.rule, told.review, told.change) == ("conflict", review.id, None)
    assert told.conflicts
    assert [(side.where, side.date, side.evidence[0].document_id) for side in told.sides] == [
        ("text", "2023-02-06", "other"),
        ("registry", "2023-02-07", "own"),
    ]
    assert told.recorded == ("conflict", *told.reasons)
    assert why("other#1").model_copy(update={"subject": told.subject, "recorded": told.recorded}) == told


def test_a_second_source_is_explained_with_what_waited(announced: Announces, why: Callable[[str], Explanation]) -> None:
    announced("one", SIGNED, tier=Tier.PRESS)
    assert why("one#1").rule == "lone_source"
    announced("two", SIGNED, tier=Tier.PRESS)
    told = why("change:1")
    assert told.rule == "second_source"
    assert told.inputs is not None
    assert told.inputs.independent == 2


def test_what_gives_no_proposal_says_why(announced: Announces, why: Callable[[str], Explanation]) -> None:
    announced("own", ("2024", Action.PLANNED), SIGNED)
    told = why("own#1")
    assert (told.rule, told.verdict, told.asked) == ("intention", Verdict.IGNORE, ())
    assert why("own#2").rule == "new"


def test_what_an_analyst_decided_is_explained_by_what_policy_had_said(
    store: Store, announced: Announces, why: Callable[[str], Explanation], at: datetime
) -> None:
    announced("own", SIGNED, confidence=0.5)
    with store.transaction() as session:
        accept(session, 1, note="read it", at=at)
    told = why("change:1")
    assert (told.rule, told.decided_by, told.recorded) == ("unsure", DecidedBy.ANALYST, ("read it",))


def test_what_no_rule_decided_says_who_did(
    store: Store, announced: Announces, why: Callable[[str], Explanation], at: datetime
) -> None:
    with store.transaction() as session:
        load_baseline(session, at)
    told = why("change:1")
    assert (told.rule, told.decided_by, told.reasons) == ("", DecidedBy.BASELINE, ("opening balance",))
    announced("own", SIGNED)
    with store.transaction() as session:
        withdraw_source(session, "own", note="a forgery", at=at)
        last, _ = Registry(session).head()
    told = why(f"change:{last}")
    assert (told.rule, told.decided_by, told.reasons) == ("", DecidedBy.ANALYST, ("a forgery",))
    assert why("own#1").out


@pytest.mark.parametrize("name", ["", "own", "change:", "change:x", "review:-1", "#1", "own#"])
def test_what_names_no_event_is_refused(name: str, why: Callable[[str], Explanation]) -> None:
    with pytest.raises(InputError) as told:
        why(name)
    assert told.value.remedy


@pytest.mark.parametrize("name", ["change:1", "review:1", "nothing#1", "own#0", "own#2"])
def test_what_is_not_there_is_named(
    name: str, announced: Announces, why: Callable[[str], Explanation], statement: Callable[..., Statement]
) -> None:
    if name.startswith("own"):
        announced("own", SIGNED)
    with pytest.raises(NotFoundError):
        why(name)
