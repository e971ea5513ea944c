"""Events, figures, claims and documents over HTTP."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from store import extractions
from store.db import Store
from store.deciding import apply, reject
from store.documents import Documents
from store.domain import (
    Count,
    CountKind,
    Document,
    DocumentHead,
    Extraction,
    Extractor,
    Flow,
    Proposal,
    Span,
    Statement,
    Tier,
    TradeFigure,
    Verdict,
)
from store.extractions import Extractions
from store.rows import extraction_of
from store.web.routes import readings
from store.web.routes.readings import sides

Callers = Callable[..., Any]

WORDS: Any = {"confidence": 1, "evidence": Span(text="x", start=0, end=1)}
READER = Extractor(version="1", model="m", model_sha256="0" * 64)


def documents(found: Any) -> list[str]:
    return [one["document"]["id"] for one in found["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["doc-1", "doc-2"]),
        ("?party=MO&action=signed&reported_as=main", ["doc-1", "doc-2"]),
        ("?party=HK", []),
        ("?action=in_force", []),
        ("?reported_as=background", []),
        ("?document=doc-2", ["doc-2"]),
        ("?since=2023-02-09", ["doc-2"]),
        ("?since=2023-03-01", ["doc-2"]),
        ("?since=2023-03-02", []),
    ],
)
def test_events_are_filtered(caller: Callers, query: str, expected: list[str]) -> None:
    assert documents(caller().get(f"/events{query}")) == expected


@pytest.mark.parametrize("subject", ["events", "figures", "claims", "documents"])
def test_pages_show_everything_once(caller: Callers, subject: str) -> None:
    asking = caller()
    whole = asking.get(f"/{subject}?limit=200")
    assert len(whole["items"]) >= 2
    assert whole["next"] is None
    found, path = [], f"/v1/{subject}?limit=1"
    while path:
        part = asking.get(path.removeprefix("/v1"))
        assert len(part["items"]) == 1
        found += part["items"]
        path = part["next"]
    assert found == whole["items"]


def test_a_new_reading_is_another_answer(
    filled: Store, caller: Callers, document: Callable[..., Document], extraction: Callable[..., Extraction]
) -> None:
    asking = caller()
    tag = asking.client.get("/v1/events").headers["ETag"]
    assert asking.client.get("/v1/events", headers={"If-None-Match": tag}).status_code == 304
    with filled.transaction() as session:
        Extractions(session).add(extraction(Documents(session).get("doc-2"), events=()))
    again = asking.client.get("/v1/events", headers={"If-None-Match": tag})
    assert (again.status_code, documents(again.json())) == (200, ["doc-1"])


def figure(flow: Flow, *between: str) -> TradeFigure:
    return TradeFigure(
        value=1,
        currency="USD",
        period="2022",
        flow=flow,
        between=between,
        **WORDS,
    )


@pytest.mark.parametrize(
    ("flow", "between", "expected"),
    [
        (Flow.EXPORT, ("CN", "MO"), {("CN", "MO")}),
        (Flow.IMPORT, ("CN", "MO"), {("MO", "CN")}),
        (Flow.TOTAL, ("CN", "MO"), {("CN", "MO"), ("MO", "CN")}),
        (Flow.EXPORT, ("CN",), {("CN", None)}),
    ],
)
def test_a_figure_is_the_exporters_exports_and_the_importers_imports(
    flow: Flow, between: tuple[str, ...], expected: set[tuple[str, str | None]]
) -> None:
    assert set(sides(figure(flow, *between))) == expected


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("?party=CN&partner=MO", 2), ("?party=MO", 2), ("?party=HK", 0), ("?flow=export", 0),
     ("?partner=CN&document=doc-1", 1)],
)  # fmt: skip
def test_figures_are_filtered(caller: Callers, query: str, count: int) -> None:
    found = caller().get(f"/figures{query}")["items"]
    assert len(found) == count
    assert all(one["figure"]["value"] == 4.36e9 for one in found)


def test_claims_are_held_against_the_registry(caller: Callers) -> None:
    asking = caller()
    listed = asking.get("/claims?holder=CN&kind=partners&document=doc-1")["items"]
    assert [(one["partners"], one["result"]) for one in listed] == [(["MO", "HK"], "met")]
    assert asking.get("/claims?document=doc-1&result=short")["items"] == []
    assert {one["document_id"] for one in asking.get("/claims")["items"]} >= {"statements.csv", "doc-1"}


def test_a_review_that_is_opened_or_decided_is_another_answer_about_claims(
    filled: Store, caller: Callers, proposal: Callable[..., Proposal], statement: Callable[..., Statement], at: datetime
) -> None:
    asking = caller()

    def likely() -> list[str]:
        told = asking.client.get("/v1/claims?document=doc-9", headers={"If-None-Match": tag}).json()["items"]
        return [one["party"] for one in told[0]["likely"]]

    with filled.transaction() as session:
        stated = Count(what="arrangements", kind=CountKind.ARRANGEMENTS, value=4, holder="CN", basis="signed", **WORDS)
        document = Document(id="doc-9", text="x", published="2024-06", tier=Tier.AUTHORITY)
        head = DocumentHead.of(document)
        Documents(session).add(document)
        Extractions(session).add(Extraction(extractor=READER, document=head, relevant=True, counts=(stated,)))
    tag = asking.client.get("/v1/claims?document=doc-9").headers["ETag"]
    assert asking.client.get("/v1/claims?document=doc-9", headers={"If-None-Match": tag}).status_code == 304
    with filled.transaction() as session:
        doubtful = proposal("p-2", Verdict.QUEUE, statement=statement("BR", "CN", date="2024-01-05"))
        apply(session, [doubtful], at)
    assert "BR" in likely()
    tag = asking.client.get("/v1/claims?document=doc-9").headers["ETag"]
    with filled.transaction() as session:
        reject(session, 2, note="no", at=at)
    assert "BR" not in likely()


def test_claims_and_series_are_worked_out_once_for_all_pages(caller: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    asking, worked_out = caller(), []
    for name in ("heard", "series"):
        made = getattr(readings, name)
        monkeypatch.setattr(readings, name, lambda given, made=made, name=name: worked_out.append(name) or made(given))
    for subject in ("claims", "series"):
        first = asking.get(f"/{subject}?limit=1")
        assert asking.get(f"/{subject}?limit=1") == first
    assert worked_out == ["heard", "series"]


def test_pages_of_series_go_on_where_they_were_though_another_comes_before(filled: Store, caller: Callers) -> None:
    def told(id: str, *between: str) -> None:
        with filled.transaction() as session:
            document = Document(id=id, text="x", issuer=between[0], published="2024-06", tier=Tier.AUTHORITY)
            reading = Extraction(
                extractor=READER,
                document=DocumentHead.of(document),
                relevant=True,
                trade_figures=(figure(Flow.EXPORT, *between),),
            )
            Documents(session).add(document)
            Extractions(session).add(reading)

    def reporters(found: Any) -> list[str | None]:
        return [one["reporter"] for one in found["items"]]

    told("doc-8", "KR", "CN")
    asking = caller()
    first = asking.get("/series?limit=2")
    assert reporters(first) == ["KR", "MO"]
    told("doc-9", "BR", "CN")
    second = asking.get(first["next"].removeprefix("/v1"))
    assert (reporters(second), second["next"]) == ([None], None)
    assert reporters(asking.get("/series")) == ["BR", "KR", "MO", None]


@pytest.mark.parametrize(
    ("query", "expected"), [("document=doc-2", ["doc-2"]), ("since=2023-02-09", ["doc-2"]), ("", ["doc-1", "doc-2"])]
)
@pytest.mark.parametrize("subject", ["events", "figures"])
def test_only_the_readings_that_are_asked_for_are_read(
    caller: Callers, monkeypatch: pytest.MonkeyPatch, subject: str, query: str, expected: list[str]
) -> None:
    asking, read = caller(), []
    monkeypatch.setattr(extractions, "extraction_of", lambda row: read.append(row.document_id) or extraction_of(row))
    assert documents(asking.get(f"/{subject}?{query}")) == expected
    assert read == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["doc-2", "doc-1"]),
        ("?source=macao", ["doc-1"]),
        ("?issuer=MO", ["doc-1"]),
        ("?language=fr", []),
        ("?tier=authority", ["doc-2", "doc-1"]),
        ("?tier=press", []),
        ("?since=2023-02-08", ["doc-2", "doc-1"]),
        ("?since=2023-02-09", ["doc-2"]),
        ("?since=2023-03-01", ["doc-2"]),
        ("?since=2023-03-02", []),
    ],
)
def test_documents_are_filtered(caller: Callers, query: str, expected: list[str]) -> None:
    assert [one["id"] for one in caller().get(f"/documents{query}")["items"]] == expected


def test_a_document_is_shown_whole_and_its_spans_fit_it(caller: Callers) -> None:
    shown = caller().get("/documents/doc-1")
    text, event = shown["document"]["text"], shown["extraction"]["events"][0]
    for span in (event["evidence"], *event["parties"], event["date"]):
        assert text[span["start"] : span["end"]] == span["text"]


def test_a_document_that_was_not_read_has_no_extraction(
    filled: Store, caller: Callers, document: Callable[..., Document]
) -> None:
    with filled.transaction() as session:
        Documents(session).add(document("doc-3"))
    assert caller().get("/documents/doc-3")["extraction"] is None


def test_an_unknown_document_is_not_found(caller: Callers) -> None:
    assert "doc-9" in caller().get("/documents/doc-9", 404)["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "/events?cursor=1",
        "/events?cursor=9999999999.0",
        "/events?limit=0",
        "/events?limit=201",
        "/events?limit=many",
        "/events?document=a%00b",
        "/documents?source=%00",
        "/documents?cursor=99999999999999999999",
        "/documents?since=2023",
        "/documents/a%0Ab",
        "/figures?party=China",
        "/series?cursor=1",
    ],
)
def test_what_cannot_be_asked_is_refused(caller: Callers, query: str) -> None:
    assert caller().get(query, 422)["faults"]
