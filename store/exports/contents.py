"""What a publication contains: its sheets, their columns in order, and their rows, the same in every format."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from store.domain import (
    Change,
    Evidence,
    Extraction,
    Frozen,
    Milestone,
    Recognition,
    Scope,
    Span,
    precision_of,
)
from store.extractions import Extractions
from store.reconcile.state import stands_on
from store.registry import Registry

Value = str | int | float | bool | tuple[str, ...] | None
"""What a cell holds: dates as ISO 8601 text, moments in UTC with their offset, several codes or links as a tuple."""

Row = Mapping[str, Value]


@dataclass(frozen=True)
class Sheet:
    """One file of a publication: every row has every column. The rows are read while they are written, once."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]


_SCOPE = ("acceding", "recogniser", "recognised", "programme", "scope_tier", "modes")
_EVIDENCE = ("url", "document_id", "quote", "start", "end", "text_sha256", "body_sha256", "sources", "tier")
_DOCUMENT = ("document_id", "url", "language", "published", "text_sha256", "extractor")
_QUOTE = ("confidence", "quote", "start", "end")

_OWN_COLUMN = (Milestone.SIGNED, Milestone.IN_FORCE, Milestone.SUSPENDED, Milestone.TERMINATED)
_RECOGNITIONS = ("id", "parties", "status", *(milestone.value for milestone in _OWN_COLUMN), "changes")
_MILESTONES = (
    *("recognition", "milestone", "date", "precision", "confidence", "decided_by", "change", "changes", "note"),
    *_SCOPE,
    *_EVIDENCE,
)
_CHANGES = (
    *("seq", "key", "recognition", "parties", "milestone", "date", "precision", "date_rule", "confidence"),
    *("decided_by", "decided_at", "reason", "supersedes", "withdraws", "note"),
    *_SCOPE,
    *_EVIDENCE,
)
_EVENTS = (
    *_DOCUMENT,
    *("action", "instrument", "parties", "date", "precision", "date_text", "date_anchor", "date_rule"),
    *("place", "signatories", "benefits", "reported_as"),
    *_QUOTE,
)
_FIGURES = (*_DOCUMENT, "value", "currency", "period", "flow", "between", "yoy_percent", *_QUOTE)
_COUNTS = (*_DOCUMENT, "what", "kind", "value", "basis", "holder", *_QUOTE)
_LISTS = (*_DOCUMENT, "holder", "partners", "status", *_QUOTE)


def contents(session: Session) -> tuple[Sheet, ...]:
    """Every sheet: the registry as all that is known now says, its ledger, and the latest readings of documents."""
    registry = Registry(session)
    recognitions = registry.recognitions()
    return (
        recognitions_sheet(recognitions),
        Sheet("milestones", _MILESTONES, _milestones(recognitions)),
        Sheet("changes", _CHANGES, map(_change, registry.changes())),
        Sheet("events", _EVENTS, _read(session, _events)),
        Sheet("trade_figures", _FIGURES, _read(session, _figures)),
        Sheet("counts", _COUNTS, _read(session, _counts)),
        Sheet("partner_lists", _LISTS, _read(session, _lists)),
    )


def recognitions_sheet(recognitions: Iterable[Recognition]) -> Sheet:
    """The sheet of recognitions: a row each, with the dates of the milestones that have a column of their own."""
    return Sheet("recognitions", _RECOGNITIONS, map(_recognition, recognitions))


def _recognition(recognition: Recognition) -> Row:
    return {
        "id": recognition.id,
        "parties": recognition.parties,
        "status": recognition.status.value,
        **{milestone.value: _date(recognition, milestone) for milestone in _OWN_COLUMN},
        "changes": len({seq for state in recognition.milestones for seq in state.changes}),
    }


def _date(recognition: Recognition, milestone: Milestone) -> str | None:
    state = stands_on(recognition, milestone)
    return state.date if state else None


def _milestones(recognitions: Iterable[Recognition]) -> Iterator[Row]:
    for recognition in recognitions:
        for state in recognition.milestones:
            yield {
                "recognition": recognition.id,
                "milestone": state.milestone.value,
                **_dated(state.date),
                "confidence": state.confidence,
                "decided_by": state.decided_by.value,
                "change": state.changes[0],
                "changes": tuple(str(seq) for seq in state.changes),
                "note": state.note,
                **_scope(state.acceding, state.scope),
                **_evidence(state.evidence[0]),
            }


def _change(change: Change) -> Row:
    statement = change.statement
    return {
        "seq": change.seq,
        "key": change.key,
        "recognition": statement.recognition,
        "parties": statement.parties,
        "milestone": statement.milestone.value,
        **_dated(statement.date),
        "date_rule": statement.date_rule,
        "confidence": statement.confidence,
        "decided_by": change.decided_by.value,
        "decided_at": change.decided_at.isoformat(),
        "reason": change.reason,
        "supersedes": change.supersedes,
        "withdraws": change.withdraws,
        "note": statement.note,
        **_scope(statement.acceding, statement.scope),
        **_evidence(statement.evidence),
    }


def _read(session: Session, rows_of: Callable[[Extraction], Iterator[Row]]) -> Iterator[Row]:
    for extraction in Extractions(session).latest():
        document = extraction.document
        head: Row = {
            "document_id": document.id,
            "url": document.url,
            "language": document.language,
            "published": document.published,
            "text_sha256": document.text_sha256,
            "extractor": extraction.extractor.key,
        }
        for row in rows_of(extraction):
            yield {**head, **row}


def _events(extraction: Extraction) -> Iterator[Row]:
    for event in extraction.events:
        date = event.date
        yield {
            "action": event.action.value,
            "instrument": event.instrument,
            "parties": event.codes,
            **_dated(date.value if date else None),
            "date_text": date.text if date else None,
            "date_anchor": date.anchor if date else None,
            "date_rule": date.rule if date else None,
            "place": event.place.text if event.place else None,
            "signatories": tuple(signatory.text for signatory in event.signatories),
            "benefits": tuple(benefit.code.value for benefit in event.benefits),
            "reported_as": event.reported_as.value,
            **_quote(event.confidence, event.evidence),
        }


def _figures(extraction: Extraction) -> Iterator[Row]:
    return (_stated(figure, _FIGURES, figure.confidence, figure.evidence) for figure in extraction.trade_figures)


def _counts(extraction: Extraction) -> Iterator[Row]:
    return (_stated(count, _COUNTS, count.confidence, count.evidence) for count in extraction.counts)


def _lists(extraction: Extraction) -> Iterator[Row]:
    return (_stated(held, _LISTS, held.confidence, held.evidence) for held in extraction.partner_lists)


def _stated(value: Frozen, columns: tuple[str, ...], confidence: float, evidence: Span) -> Row:
    """The fields of a value that have a column of their name, and its quote."""
    return {**value.model_dump(include=set(columns)), **_quote(confidence, evidence)}


def _quote(confidence: float, evidence: Span) -> Row:
    return {"confidence": confidence, "quote": evidence.text, "start": evidence.start, "end": evidence.end}


def _dated(date: str | None) -> Row:
    return {"date": date, "precision": precision_of(date).value if date else None}


def _scope(acceding: tuple[str, ...], scope: Scope) -> Row:
    return {
        "acceding": acceding,
        "recogniser": scope.recogniser,
        "recognised": scope.recognised,
        "programme": scope.programme,
        "scope_tier": scope.tier,
        "modes": tuple(mode.value for mode in scope.modes),
    }


def _evidence(evidence: Evidence) -> Row:
    return evidence.model_dump(include=set(_EVIDENCE)) | {"tier": evidence.tier.value}
