"""What an event states of a recognition: its milestone, its date, its evidence. To add a kind of event, add an arm."""

from typing import assert_never

from store.domain import Action, Document, Event, Evidence, Milestone, ReportedAs, Statement
from store.reconcile.identity import Identity
from store.reconcile.rulebook import rulebook


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


def statement_of(
    event: Event, milestone: Milestone, identity: Identity, document: Document, cluster: str | None = None
) -> Statement:
    """What an event, placed at a recognition, states of it, with its evidence in the document.

    `cluster` is that of the document's text, None where it is not known.
    """
    recalled = event.reported_as is ReportedAs.BACKGROUND
    return Statement(
        parties=identity.parties,
        milestone=milestone,
        date=date_of(event),
        date_rule=event.date.rule if event.date else "",
        date_anchor=event.date.anchor if event.date else "",
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
            cluster=cluster,
        ),
        confidence=round(event.confidence * (rulebook().confidence.recalled if recalled else 1), 4),
    )
