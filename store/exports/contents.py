"""What a publication contains: the rows of its sheets, the same in every format, read from the store as they go."""

from collections.abc import Iterable, Iterator
from operator import itemgetter

from sqlmodel import Session

from store.domain import (
    Change,
    Count,
    Event,
    Evidence,
    Extraction,
    Milestone,
    PartnerList,
    Recognition,
    Scope,
    Span,
    TradeFigure,
    precision_of,
)
from store.exports.sheets import (
    CHANGES,
    COUNTS,
    EVENTS,
    MILESTONES,
    OWN_COLUMN,
    PARTNER_LISTS,
    RECOGNITIONS,
    TRADE_FIGURES,
    TRADE_SERIES,
    Part,
    Row,
    Value,
)
from store.extractions import Extractions
from store.reconcile.confirmation import described
from store.reconcile.departures import series
from store.reconcile.series import series_rows
from store.reconcile.state import stands_on
from store.registry import Registry


def contents(session: Session) -> tuple[Part, ...]:
    """Every sheet: the registry as all that is known now says, its ledger, and the latest readings of documents.

    A sheet that has a walk of its own is added with a line: `Part((SHEET,), (("sheet", row) for row in …))`.
    """
    registry = Registry(session)
    return (
        Part((RECOGNITIONS, MILESTONES), _registry(registry.each())),
        Part((CHANGES,), (("changes", _change(change)) for change in registry.walk())),
        Part((EVENTS, TRADE_FIGURES, COUNTS, PARTNER_LISTS), _read(Extractions(session).by_document())),
        Part((TRADE_SERIES,), _series(session)),
    )


def recognition_row(recognition: Recognition) -> Row:
    """A row of the sheet of recognitions; its evidence is that of the milestone that its status is."""
    state = stands_on(recognition, recognition.status) or recognition.milestones[-1]
    return {
        "id": recognition.id,
        "parties": recognition.parties,
        "status": recognition.status.value,
        **{milestone.value: _date(recognition, milestone) for milestone in OWN_COLUMN},
        "changes": len({seq for state in recognition.milestones for seq in state.changes}),
        "change": state.changes[0],
        **_evidence(state.evidence[0]),
    }


def _date(recognition: Recognition, milestone: Milestone) -> str | None:
    state = stands_on(recognition, milestone)
    return state.date if state else None


def _registry(recognitions: Iterable[Recognition]) -> Iterator[tuple[str, Row]]:
    for recognition in recognitions:
        yield "recognitions", recognition_row(recognition)
        for state in sorted(described(recognition).milestones, key=lambda state: state.changes[0]):
            yield (
                "milestones",
                {
                    "recognition": recognition.id,
                    "milestone": state.milestone.value,
                    **_dated(state.date),
                    "date_kind": state.date_kind.value if state.date_kind else None,
                    "date_rule": state.date_rule or None,
                    "independent": state.independent,
                    "confirmed": state.confirmed.value if state.confirmed else None,
                    "confirmed_by": state.confirmed_by,
                    "confidence": state.confidence,
                    "decided_by": state.decided_by.value,
                    "change": state.changes[0],
                    "changes": tuple(map(str, state.changes)),
                    "note": state.note or None,
                    **_scope(state.acceding, state.scope),
                    **_evidence(state.evidence[0]),
                },
            )


def _series(session: Session) -> Iterator[tuple[str, Row]]:
    """Every figure's place in its series. All of them are in memory at once: a series is judged as a whole."""
    rows = series_rows(series(Extractions(session).with_figures()))
    for row in sorted(rows, key=itemgetter("document_id", "number")):
        yield "trade_series", row


def _change(change: Change) -> Row:
    statement = change.statement
    return {
        "seq": change.seq,
        "key": change.key,
        "recognition": statement.recognition,
        "parties": statement.parties,
        "milestone": statement.milestone.value,
        **_dated(statement.date),
        "date_rule": statement.date_rule or None,
        "date_anchor": statement.date_anchor or None,
        "confidence": statement.confidence,
        "decided_by": change.decided_by.value,
        "decided_at": change.decided_at.isoformat(),
        "reason": change.reason or None,
        "supersedes": change.supersedes,
        "withdraws": change.withdraws,
        "note": statement.note or None,
        **_scope(statement.acceding, statement.scope),
        **_evidence(statement.evidence),
    }


def _read(extractions: Iterable[Extraction]) -> Iterator[tuple[str, Row]]:
    for extraction in extractions:
        document = extraction.document
        head: Row = {
            "document_id": document.id,
            "url": document.url,
            "language": document.language,
            "published": document.published,
            "text_sha256": document.text_sha256,
            "extractor": extraction.extractor.key,
        }
        read: dict[str, Iterable[Row]] = {
            EVENTS.name: map(_event, extraction.events),
            TRADE_FIGURES.name: map(_stated, extraction.trade_figures),
            COUNTS.name: map(_stated, extraction.counts),
            PARTNER_LISTS.name: map(_stated, extraction.partner_lists),
        }
        for name, rows in read.items():
            for number, row in enumerate(rows, 1):
                yield name, {**head, "number": number, **row}


def _event(event: Event) -> Row:
    date = event.date
    return {
        "action": event.action.value,
        "instrument": event.instrument or None,
        "parties": event.codes,
        **_dated(date.value if date else None),
        "date_text": (date.text or None) if date else None,
        "date_anchor": date.anchor if date else None,
        "date_rule": (date.rule or None) if date else None,
        "place": event.place.text if event.place else None,
        "signatories": tuple(signatory.text for signatory in event.signatories if signatory.text),
        "benefits": tuple(benefit.code.value for benefit in event.benefits),
        "reported_as": event.reported_as.value,
        "confidence": event.confidence,
        **_quote(event.evidence),
    }


def _stated(value: TradeFigure | Count | PartnerList) -> Row:
    """The fields of a value, each of which has a column of its name, and its quote."""
    fields = value.model_dump(exclude={"evidence", "field_confidence"})
    plain = {name: str(field) if isinstance(field, str) else field for name, field in fields.items()}
    return {name: None if field == "" else field for name, field in plain.items()} | _quote(value.evidence)


def _quote(evidence: Span) -> dict[str, Value]:
    return {"quote": evidence.text, "start": evidence.start, "end": evidence.end}


def _dated(date: str | None) -> Row:
    return {"date": date, "precision": precision_of(date).value if date else None}


def _scope(acceding: tuple[str, ...], scope: Scope) -> Row:
    return {
        "acceding": acceding,
        "recogniser": scope.recogniser,
        "recognised": scope.recognised,
        "programme": scope.programme or None,
        "scope_tier": scope.tier or None,
        "modes": tuple(mode.value for mode in scope.modes),
    }


def _evidence(evidence: Evidence) -> Row:
    return {
        "url": evidence.url or None,
        "document_id": evidence.document_id or None,
        "source": evidence.source or None,
        "issuer": evidence.issuer or None,
        "cluster": evidence.cluster or None,
        "quote": evidence.quote or None,
        "start": evidence.start,
        "end": evidence.end,
        "text_sha256": evidence.text_sha256,
        "body_sha256": evidence.body_sha256,
        "sources": evidence.sources,
        "tier": evidence.tier.value,
    }
