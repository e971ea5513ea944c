"""What events state: every action has its milestone, and evidence points into the document."""

import pytest

from store.domain import (
    Action,
    Document,
    Event,
    EventDate,
    Milestone,
    PartyMention,
    Precision,
    ReportedAs,
    Span,
    Tier,
)
from store.reconcile.effects import BACKGROUND_WEIGHT, milestone_of, statement_of
from store.reconcile.identity import Identity

TEXT = "China and Macao signed on 7 February 2023."
DOCUMENT = Document(id="d", text=TEXT, url="http://127.0.0.1/a", tier=Tier.AUTHORITY, body_sha256="b")


def event(reported_as: ReportedAs) -> Event:
    return Event(
        action=Action.SIGNED,
        parties=(
            PartyMention(code="CN", name="China", text="China", start=0, end=5),
            PartyMention(code="MO", name="Macao", text="Macao", start=10, end=15),
        ),
        date=EventDate(
            value="2023-02-07", precision=Precision.DAY, text="7 February 2023", start=26, end=41, rule="full date"
        ),
        reported_as=reported_as,
        confidence=0.9,
        evidence=Span(text=TEXT[0:22], start=0, end=22),
    )


@pytest.mark.parametrize("action", list(Action))
def test_every_act_reaches_a_milestone_and_an_intention_none(action: Action) -> None:
    assert (milestone_of(action) is None) == (action is Action.PLANNED)


def test_a_start_is_not_a_signing() -> None:
    assert milestone_of(Action.SIGNED) is Milestone.SIGNED
    assert milestone_of(Action.IN_FORCE) is Milestone.IN_FORCE
    assert milestone_of(Action.ACTION_PLAN_SIGNED) is Milestone.ACTION_PLAN


def test_a_statement_carries_its_evidence() -> None:
    statement = statement_of(event(ReportedAs.MAIN), Milestone.SIGNED, Identity(("CN", "MO")), DOCUMENT)
    evidence = statement.evidence
    assert (statement.recognition, statement.date, statement.date_rule) == ("CN-MO", "2023-02-07", "full date")
    assert TEXT[evidence.start : evidence.end] == evidence.quote == "China and Macao signed"
    assert evidence.text_sha256 == DOCUMENT.text_sha256
    assert (evidence.document_id, evidence.body_sha256, evidence.tier) == ("d", "b", Tier.AUTHORITY)
    assert statement.confidence == 0.9


def test_what_is_recalled_weighs_less_than_what_is_announced() -> None:
    recalled = statement_of(event(ReportedAs.BACKGROUND), Milestone.SIGNED, Identity(("CN", "MO")), DOCUMENT)
    assert recalled.confidence == pytest.approx(0.9 * BACKGROUND_WEIGHT)
    assert BACKGROUND_WEIGHT < 1
