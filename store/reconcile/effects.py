"""What an event states of a recognition: its milestone, its date, its evidence. To add a kind of event, add an arm."""

from typing import assert_never

from store.domain import Action, Document, Event, Evidence, Milestone, ReportedAs, Statement
from store.reconcile.identity import Identity

BACKGROUND_WEIGHT = 0.9
"""What a step is worth that a text only recalls, against one that it announces: recalled dates are coarser and slip
more often. Provisional until scores are calibrated on read announcements."""


def milestone_of(action: Action) -> Milestone | None:
    """The milestone that an act reaches; None for an intention, which never changes the registry."""
    match action:
        case Action.NEGOTIATION_STARTED:
            return Milestone.TALKS
        case Action.ACTION_PLAN_SIGNED:
            return Milestone.ACTION_PLAN
        case Action.NEGOTIATION_CONCLUDED:
            return Milestone.TEXT_AGREED
        case Action.SIGNED:
            return Milestone.SIGNED
        case Action.PILOT:
            return Milestone.PILOT
        case Action.IN_FORCE:
            return Milestone.IN_FORCE
        case Action.EXPANDED:
            return Milestone.EXPANDED
        case Action.SUSPENDED:
            return Milestone.SUSPENDED
        case Action.TERMINATED:
            return Milestone.TERMINATED
        case Action.PLANNED:
            return None
        case _:
            assert_never(action)


def date_of(event: Event) -> str | None:
    """The event's own date, or None where none is stated or it cannot be resolved."""
    return event.date.value if event.date else None


def statement_of(event: Event, milestone: Milestone, identity: Identity, document: Document) -> Statement:
    """What an event, placed at a recognition, states of it, with its evidence in the document."""
    return Statement(
        parties=identity.parties,
        milestone=milestone,
        date=date_of(event),
        date_rule=event.date.rule if event.date else "",
        acceding=identity.acceding,
        evidence=Evidence(
            document_id=document.id,
            url=document.url,
            quote=event.evidence.text,
            start=event.evidence.start,
            end=event.evidence.end,
            text_sha256=document.text_sha256,
            body_sha256=document.body_sha256,
            tier=document.tier,
            source=document.source,
            issuer=document.issuer,
        ),
        confidence=round(
            event.confidence * (BACKGROUND_WEIGHT if event.reported_as is ReportedAs.BACKGROUND else 1), 4
        ),
    )
