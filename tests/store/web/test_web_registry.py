"""Recognitions, their history and the question between two parties, over HTTP."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from store.db import Store
from store.documents import Documents, Fetch
from store.domain import DecidedBy, Milestone, Statement
from store.registry import Registry

Callers = Callable[..., Any]

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What no database has a part in is tested with one."""


def ids(found: Any) -> list[str]:
    return [one["id"] for one in found["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["CN-HK", "CN-MO"]),
        ("?party=mo", ["CN-MO"]),
        ("?party=NR", []),
        ("?status=in_force", ["CN-MO"]),
        ("?on=2023-05-31&status=signed", ["CN-HK", "CN-MO"]),
        ("?on=2013-10-28", []),
        ("?known_on=2024-05-01", ["CN-HK", "CN-MO"]),
        ("?known_on=2024-05-01T12:29", []),
        ("?known_on=2024-05-01T14:30%2B02:00", ["CN-HK", "CN-MO"]),
    ],
)
def test_recognitions_are_filtered(caller: Callers, query: str, expected: list[str]) -> None:
    assert ids(caller().get(f"/recognitions{query}")) == expected


def test_pages_lead_through_the_whole_list_and_keep_its_filters(caller: Callers) -> None:
    asking = caller()
    first = asking.get("/recognitions?party=CN&limit=1&on=2023-06-01")
    assert (ids(first), first["next"]) == (["CN-HK"], "/v1/recognitions?party=CN&limit=1&on=2023-06-01&cursor=CN-HK")
    second = asking.get(first["next"].removeprefix("/v1"))
    assert (ids(second), second["next"]) == (["CN-MO"], None)


def test_a_recognition_is_shown_with_milestones_and_evidence(caller: Callers) -> None:
    shown = caller().get("/recognitions/CN-MO")
    assert [(one["milestone"], one["date"]) for one in shown["milestones"]] == [
        ("signed", "2023-02-07"),
        ("in_force", "2023-06-01"),
    ]
    assert shown["milestones"][0]["evidence"][0]["url"] == "https://customs.example/1"


def test_a_recognition_is_shown_as_it_stood(caller: Callers) -> None:
    assert caller().get("/recognitions/cn-mo?on=2023-05-31")["status"] == "signed"


@pytest.mark.parametrize(
    "path", ["/recognitions/CN-ZW", "/recognitions/CN-MO?on=2020-01-01", "/recognitions/CN-ZW/history"]
)
def test_what_is_not_known_is_not_found_and_the_problem_says_what_to_do(caller: Callers, path: str) -> None:
    problem = caller().get(path, 404)
    assert problem["title"] == "Not Found"
    assert "CN-" in problem["detail"]
    assert problem["remedy"]


def test_history_is_the_changes_in_the_order_of_the_ledger(caller: Callers) -> None:
    asking = caller()
    assert [one["seq"] for one in asking.get("/recognitions/CN-MO/history")["items"]] == [1, 2]
    assert [one["seq"] for one in asking.get("/recognitions/CN-MO/history?on=2023-05-31")["items"]] == [1]
    first = asking.get("/recognitions/CN-MO/history?limit=1")
    assert [one["seq"] for one in asking.get(first["next"].removeprefix("/v1"))["items"]] == [2]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("one=CN&other=MO&on=2023-06-01", "recognised"),
        ("one=CN&other=MO&on=2023-05-31", "not_recognised"),
        ("one=CN&other=HK&on=2023-06-01", "not_known"),
        ("one=CN&other=MO&on=2023-06-01&known_on=2020-01-01", "not_known"),
    ],
)
def test_the_question_has_three_answers(caller: Callers, query: str, answer: str) -> None:
    given = caller().get(f"/ask?{query}")
    assert given["answer"] == answer
    assert given["reason"]


def test_what_is_known_now_is_answered_without_reading_the_ledger(
    caller: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, query = caller(), "/ask?one=CN&other=MO&on=2023-06-01"
    by_the_ledger = asking.get(f"{query}&known_on=2026-06-01T12:00")
    monkeypatch.delattr(Registry, "changes")
    assert asking.get(query) == by_the_ledger
    assert by_the_ledger["known_on"] == "2026-06-01T12:00:00Z"


def test_an_answer_says_when_either_partys_own_newsrooms_were_last_fetched(filled: Store, caller: Callers) -> None:
    asking = caller()
    assert asking.get("/ask?one=CN&other=MO")["last_checked"] == "2024-04-30T06:00:00Z"
    assert asking.get("/ask?one=CN&other=HK")["last_checked"] is None
    with filled.transaction() as session:
        fetch = Documents(session).fetched("https://mo.example/1")
        later = fetch.fetched_at.replace(day=1, month=5)
        Documents(session).remember(fetch.model_copy(update={"fetched_at": later, "error": "404"}))
        failed = Fetch(url="https://mo.example/2", source="macao", status=500, fetched_at=later, error="500")
        Documents(session).remember(failed)
    assert asking.get("/ask?one=CN&other=MO")["last_checked"] is None


@ON_SQLITE
@pytest.mark.parametrize(
    "query",
    [
        "one=CN",
        "one=CN&other=CN",
        "one=CN&other=ZZ",
        "one=EU&other=DE",
        "one=CN&other=MO&on=1",
        "one=CN&other=MO&on=2023-06-31",
        "one=CN&other=MO&on=٢٠٢٣-٠٦-٠١",
        "one=CN&other=MO&on=99999-01-01",
        "one=CN&other=MO&known_on=yesterday",
        "one=CN&other=MO&known_on=0001-01-01T00:00%2B23:00",
        "one=C%00N&other=MO",
        "one=%ED%A0%80&other=MO",
    ],
)
def test_a_question_that_cannot_be_read_is_refused(caller: Callers, query: str) -> None:
    assert caller().get(f"/ask?{query}", 422)["detail"]


def test_an_answer_that_would_be_the_same_is_not_given_again(
    filled: Store, caller: Callers, statement: Callable[..., Statement], at: Any
) -> None:
    asking = caller()
    tag = asking.client.get("/v1/recognitions?party=CN").headers["ETag"]
    same = asking.client.get("/v1/recognitions?party=CN", headers={"If-None-Match": f'"x", {tag}'})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    assert asking.client.get("/v1/recognitions?party=MO", headers={"If-None-Match": tag}).status_code == 200
    with filled.transaction() as session:
        Registry(session).append(
            statement("CN", "BR", milestone=Milestone.SIGNED), key="z", decided_by=DecidedBy.ANALYST, reason="", at=at
        )
    changed = asking.client.get("/v1/recognitions?party=CN", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert "BR-CN" in ids(changed.json())


@ON_SQLITE
def test_the_next_day_is_another_answer(caller: Callers) -> None:
    days = iter([datetime(2023, 5, 31, tzinfo=UTC), datetime(2023, 6, 1, tzinfo=UTC)])
    today = next(days)
    asking = caller(clock=lambda: today)
    told = asking.client.get("/v1/recognitions/CN-MO")
    today = next(days)
    later = asking.client.get("/v1/recognitions/CN-MO", headers={"If-None-Match": told.headers["ETag"]})
    assert (told.json()["status"], later.status_code, later.json()["status"]) == ("signed", 200, "in_force")
