"""What events state: every action has its milestone, and evidence points into the document."""

from collections.abc import Callable

import pytest

from store.domain import (
    Action,
    Document,
    Event,
    Milestone,
    ReportedAs,
    Span,
    Tier,
)
from store.reconcile.effects import milestone_of, statement_of
from store.reconcile.identity import Identity
from store.reconcile.rulebook import rulebook

TEXT = "China and Macao signed on 7 February 2023."
DOCUMENT = Document(id="d", text=TEXT, url="http://127.0.0.1/a", tier=Tier.AUTHORITY, body_sha256="b")


QUOTE = Span(text=TEXT[:22], start=0, end=22)
Events = Callable[..., Event]


@pytest.mark.parametrize("action", list(Action))
def test_every_act_reaches_a_milestone_and_an_intention_none(action: Action) -> None:
    assert (milestone_of(action) is None) == (action is Action.PLANNED)


def test_a_start_is_not_a_signing() -> None:
    assert milestone_of(Action.SIGNED) is Milestone.SIGNED
    assert milestone_of(Action.IN_FORCE) is Milestone.IN_FORCE
    assert milestone_of(Action.ACTION_PLAN_SIGNED) is Milestone.ACTION_PLAN


def test_a_statement_carries_its_evidence(event: Events) -> None:
    signed = event("CN MO", "2023-02-07", confidence=0.9, evidence=QUOTE)
    statement = statement_of(signed, Milestone.SIGNED, Identity(("CN", "MO")), DOCUMENT)
    evidence = statement.evidence
    assert (statement.recognition, statement.date, statement.date_rule) == ("CN-MO", "2023-02-07", "full date")
    assert TEXT[evidence.start : evidence.end] == evidence.quote == "China and Macao signed"
    assert evidence.text_sha256 == DOCUMENT.text_sha256
    assert (evidence.document_id, evidence.body_sha256, evidence.tier) == ("d", "b", Tier.AUTHORITY)
    assert statement.confidence == 0.9


def test_what_is_recalled_weighs_less_than_what_is_announced(event: Events) -> None:
    told = event("CN MO", "2023-02-07", reported_as=ReportedAs.BACKGROUND, confidence=0.9)
    recalled = statement_of(told, Milestone.SIGNED, Identity(("CN", "MO")), DOCUMENT)
    weight = rulebook().confidence.recalled
    assert recalled.confidence == pytest.approx(0.9 * weight)
    assert weight < 1
