"""Who may ask, how often, and what every answer carries."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from store.db import Store
from store.errors import ConfigurationError, StoreError
from store.registry import Registry
from store.settings import Settings
from store.tokens import Scope, Tokens
from store.web.app import create_app

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Callers = Callable[..., Any]

READS = ("/recognitions", "/recognitions/CN-MO", "/recognitions/CN-MO/history", "/ask?one=CN&other=MO", "/events",
         "/figures", "/claims", "/documents", "/documents/doc-1", "/changes", "/publications",
         "/publications/latest/manifest.json")  # fmt: skip

SUBJECTS = ("ask", "recognitions", "events", "figures", "claims", "documents", "changes", "publications", "reviews")


@pytest.mark.parametrize("path", READS)
def test_questions_need_a_token(caller: Callers, path: str) -> None:
    refused = caller(None).client.get(f"/v1{path}")
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "mrawatch token create" in refused.json()["remedy"]
    caller(Scope.READ).get(path)


@pytest.mark.parametrize("path", READS)
def test_questions_can_be_opened_to_everybody(caller: Callers, path: str) -> None:
    caller(None, public_reads=True).get(path)


@pytest.mark.parametrize("public_reads", [True, False])
def test_a_token_that_is_none_is_refused(caller: Callers, public_reads: bool) -> None:
    asking = caller(None, public_reads=public_reads)
    for given in ("Bearer x", "Bearer mrawatch_" + "a" * 43):
        asking.get("/changes", 401, Authorization=given)


def test_a_revoked_token_is_refused_from_then_on(filled: Store, caller: Callers, at: Any) -> None:
    asking = caller(Scope.READ)
    asking.get("/changes")
    with filled.transaction() as session:
        Tokens(session).revoke("reader", at=at)
    asking.get("/changes", 401)


def test_an_expired_token_is_refused(filled: Store, caller: Callers, at: datetime) -> None:
    with filled.transaction() as session:
        _, secret = Tokens(session).create("guest", Scope.READ, expires=date(2024, 5, 31), at=at)
    today = datetime(2024, 5, 31, 23, 59, tzinfo=UTC)
    asking = caller(None, clock=lambda: today)
    asking.get("/changes", Authorization=f"Bearer {secret}")
    today += timedelta(minutes=1)
    asking.get("/changes", 401, Authorization=f"Bearer {secret}")


# --- limits --------------------------------------------------------------------------------------------------------


def test_more_than_the_limit_is_refused_until_later(caller: Callers) -> None:
    asking = caller(rate_limit="3/hour")
    for _ in range(3):
        asking.get("/changes")
    refused = asking.client.get("/v1/changes")
    assert asking.read(refused, 429)["remedy"]
    assert 1 <= int(refused.headers["Retry-After"]) <= 3600


def test_callers_are_counted_apart(caller: Callers, secrets: dict[str, str]) -> None:
    asking = caller(rate_limit="1/hour")
    asking.get("/changes")
    asking.get("/changes", 429)
    asking.get("/changes", Authorization=f"Bearer {secrets[Scope.REVIEW]}")
    del asking.client.headers["Authorization"]
    asking.get("/health")
    asking.get("/health", 429)


def test_wrong_tokens_are_counted_by_address(caller: Callers) -> None:
    asking = caller(None, rate_limit="2/hour")
    asking.get("/changes", 401, Authorization="Bearer a")
    asking.get("/changes", 401, Authorization="Bearer b")
    asking.get("/changes", 429, Authorization="Bearer c")


def test_beyond_the_limit_the_store_is_not_asked_about_tokens(
    caller: Callers, secrets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, asked = caller(Scope.READ, rate_limit="2/hour"), []
    of = Tokens.of
    monkeypatch.setattr(Tokens, "of", lambda tokens, secret, at: asked.append(secret) or of(tokens, secret, at))
    for status in (200, 200, 429):
        asking.get("/health", status)
    wrong = [asking.client.get("/v1/health", headers={"Authorization": f"Bearer {word}"}) for word in "abc"]
    assert [answer.status_code for answer in wrong] == [401, 401, 429]
    assert asked == [secrets[Scope.READ]] * 2 + ["a", "b"]


def test_wrong_tokens_do_not_shut_out_a_token_that_held(caller: Callers) -> None:
    asking = caller(Scope.READ, rate_limit="2/hour")
    asking.get("/health")
    for status in (401, 401, 429):
        asking.get("/health", status, Authorization="Bearer wrong")
    asking.get("/health")


def test_a_rate_that_cannot_be_read_is_named(filled: Store) -> None:
    with pytest.raises(ConfigurationError, match="MRAWATCH_RATE_LIMIT: 'often'"):
        create_app(filled, Settings(rate_limit="often"))


# --- every answer --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "status"), [("/v1/changes", 200), ("/v1/nothing", 404), ("/", 404), ("/v1/ask", 422)])
def test_every_answer_says_how_it_is_to_be_taken(caller: Callers, path: str, status: int) -> None:
    answer = caller().client.get(path)
    assert answer.status_code == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == ("private, no-cache" if status == 200 else "no-store")


def test_unknown_paths_and_methods_are_problems(caller: Callers) -> None:
    asking = caller()
    assert "/v1/nothing" in asking.get("/nothing", 404)["detail"]
    refused = asking.client.delete("/v1/changes")
    asking.read(refused, 405)
    assert refused.headers["Allow"] == "GET"


def test_head_is_get_without_the_body(caller: Callers) -> None:
    asking = caller()
    had, headed = asking.client.get("/v1/recognitions"), asking.client.head("/v1/recognitions")
    assert (headed.status_code, headed.content) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type"):
        assert headed.headers[name] == had.headers[name]


def test_other_origins_may_ask_where_reads_are_public_and_never_decide(caller: Callers) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    assert "Access-Control-Allow-Origin" not in caller().client.get("/v1/changes", headers=origin).headers
    asking = caller(None, public_reads=True)
    assert asking.client.get("/v1/changes", headers=origin).headers["Access-Control-Allow-Origin"] == "*"
    before = {**origin, "Access-Control-Request-Method": "POST"}
    assert asking.client.options("/v1/reviews/1/accept", headers=before).status_code == 400


def test_a_store_that_cannot_answer_is_a_problem_and_names_no_database(
    caller: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreError("sqlite:////home/me/secret.db: database is locked", remedy="wait")

    asking = caller()
    monkeypatch.setattr(Registry, "head", broken)
    answer = asking.client.get("/v1/changes")
    asking.read(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0
    assert "secret.db" not in answer.text


def test_a_database_that_lost_a_table_is_a_problem(filled: Store, caller: Callers) -> None:
    asking = caller()
    with filled.transaction() as session:
        session.connection().execute(text("DROP TABLE nights"))
    asking.get("/changes", 503)


def test_a_folder_that_cannot_be_read_is_a_problem(caller: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/home/me/publications")

    asking = caller()
    monkeypatch.setattr(Path, "iterdir", refused)
    assert "/home/me" not in str(asking.get("/publications", 503))


def test_what_has_no_name_is_a_problem_without_a_traceback(caller: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    asking = caller()
    monkeypatch.setattr(Registry, "head", broken)
    assert "nought" not in asking.get("/changes", 500)["detail"]


def test_the_description_names_every_route_and_its_problems(caller: Callers) -> None:
    described = caller(None).get("/openapi.json")
    assert {f"/v1/{subject}" for subject in SUBJECTS} <= set(described["paths"])
    for path, operations in described["paths"].items():
        for operation in operations.values():
            assert {"401", "422", "429", "503"} <= set(operation["responses"]), path
            assert operation["security"] == [{"HTTPBearer": []}]
            for status, answer in operation["responses"].items():
                if status >= "400" and status != "416":
                    assert set(answer["content"]) == {"application/problem+json"}
