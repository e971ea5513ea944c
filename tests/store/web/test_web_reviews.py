"""Decisions over HTTP: by the right token, on the version that was seen, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from store.db import Store
from store.domain import Action, Proposal, ReviewKind, ReviewStatus
from store.registry import Registry
from store.reviews import Reviews
from store.tokens import Scope

Callers = Callable[..., Any]

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What no database has a part in is tested with one."""


def ledger(store: Store) -> int:
    with store.reading() as session:
        return Registry(session).head()[0]


def status(store: Store) -> ReviewStatus:
    with store.reading() as session:
        return Reviews(session).get(1).status


def test_open_reviews_are_listed_with_their_versions(caller: Callers) -> None:
    asking = caller(Scope.REVIEW)
    (review,) = asking.get("/reviews")["items"]
    assert (review["id"], review["version"], review["proposal"]["statement"]["parties"]) == (1, 1, ["CN", "NR"])
    assert asking.get("/reviews/1") == review
    assert asking.get("/reviews?status=rejected")["items"] == []
    asking.get("/reviews/2", 404)


def test_what_is_accepted_enters_the_ledger(filled: Store, caller: Callers) -> None:
    decided = caller(Scope.REVIEW).post("/reviews/1/accept", {"version": 1, "note": "as the page says"})
    assert decided["review"]["status"] == "accepted"
    assert (decided["change"]["seq"], decided["change"]["reason"]) == (4, "as the page says")
    assert ledger(filled) == 4


def test_a_date_is_corrected(filled: Store, caller: Callers) -> None:
    decided = caller(Scope.REVIEW).post("/reviews/1/accept", {"version": 1, "date": "2024-01"})
    assert decided["change"]["statement"]["date"] == "2024-01"
    assert decided["review"]["proposal"]["statement"]["date"] == "2024-01-05"


def test_what_is_rejected_does_not(filled: Store, caller: Callers) -> None:
    decided = caller(Scope.REVIEW).post("/reviews/1/reject", {"version": 1, "note": "a letter of intent"})
    assert (decided["review"]["status"], decided["review"]["note"], decided["change"]) == (
        "rejected",
        "a letter of intent",
        None,
    )
    assert ledger(filled) == 3


def test_an_audit_that_is_rejected_tells_what_still_carries_the_step_and_lets_policy_decide_anew(
    filled: Store, caller: Callers, announced: Callers, proposal: Callable[..., Proposal], at: datetime
) -> None:
    announced("forged", ("2023-02-07", Action.SIGNED), ("2023-06-01", Action.IN_FORCE), parties="CN MX")
    announced("other", ("2023-02-07", Action.SIGNED), parties="CN MX")
    announced("true", ("2023-06-02", Action.IN_FORCE), parties="CN MX")
    with filled.transaction() as session:
        waiting = [review for review in Reviews(session).list() if review.kind is ReviewKind.PROPOSAL]
        assert [review.proposal.document_id for review in waiting][1:] == ["true"]
        signed, started, other = Registry(session).changes("CN-MX")
        audits = [
            Reviews(session).open(
                proposal(f"audit:{change.key}", statement=change.statement), at=at, kind=ReviewKind.AUDIT
            )
            for change in (signed, started)
        ]
    asking = caller(Scope.REVIEW)
    decided = [asking.post(f"/reviews/{audit.id}/reject", {"version": 1, "note": "forged"}) for audit in audits]
    assert [one["change"]["supersedes"] for one in decided] == [signed.seq, started.seq]
    with filled.reading() as session:
        *_, last = Registry(session).changes("CN-MX")
        assert (last.statement.evidence.document_id, last.statement.date) == ("true", "2023-06-02")
    assert [one["standing"] for one in decided] == [[other.seq], [last.seq]]


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_a_version_that_is_not_the_reviews_is_a_conflict(filled: Store, caller: Callers, verb: str) -> None:
    caller(Scope.REVIEW).post(f"/reviews/1/{verb}", {"version": 2, "note": "no"}, 409)
    assert (status(filled), ledger(filled)) == (ReviewStatus.OPEN, 3)


def test_a_review_is_decided_once(filled: Store, caller: Callers) -> None:
    asking = caller(Scope.REVIEW)
    asking.post("/reviews/1/accept", {"version": 1})
    asking.post("/reviews/1/reject", {"version": 1, "note": "no"}, 409)
    assert (status(filled), ledger(filled)) == (ReviewStatus.ACCEPTED, 4)


def test_of_several_at_once_one_decides(filled: Store, caller: Callers) -> None:
    asking = caller(Scope.REVIEW)

    def decide(verb: str) -> int:
        body = {"version": 1, "note": "because"}
        return int(asking.client.post(f"/v1/reviews/1/{verb}", json=body).status_code)

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(decide, ("accept", "reject", "accept", "reject")))
    assert answers == [200, 409, 409, 409]
    assert ledger(filled) == (4 if status(filled) is ReviewStatus.ACCEPTED else 3)


@ON_SQLITE
@pytest.mark.parametrize(
    ("scope", "refused"), [(None, 401), (Scope.READ, 403)], ids=["no token", "a token that may only read"]
)
@pytest.mark.parametrize("public_reads", [False, True])
def test_nobody_else_decides(
    filled: Store, caller: Callers, scope: Scope | None, refused: int, public_reads: bool
) -> None:
    asking = caller(scope, public_reads=public_reads)
    asking.get("/reviews", refused)
    asking.post("/reviews/1/accept", {"version": 1}, refused)
    asking.post("/reviews/1/reject", {"version": 1, "note": "no"}, refused)
    assert (status(filled), ledger(filled)) == (ReviewStatus.OPEN, 3)


@ON_SQLITE
@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("accept", {}),
        ("accept", {"version": 0}),
        ("accept", {"version": 1, "date": "2024-13"}),
        ("accept", {"version": 1, "date": "1999"}),
        ("accept", {"version": 1, "date": "2099-01-01"}),
        ("accept", {"version": 1, "note": "a\x00b"}),
        ("accept", {"version": 1, "note": "x" * 2001}),
        ("accept", {"version": 1, "force": True}),
        ("reject", {"version": 1}),
        ("reject", {"version": 1, "note": "  "}),
        ("reject", [1]),
    ],
)
def test_a_decision_that_cannot_be_read_is_refused(filled: Store, caller: Callers, verb: str, body: Any) -> None:
    caller(Scope.REVIEW).post(f"/reviews/1/{verb}", body, 422)
    assert (status(filled), ledger(filled)) == (ReviewStatus.OPEN, 3)


@ON_SQLITE
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"{", 422),
        (b'{"version": 1, "note": "\\ud800"}', 422),
        (b'{"\\udfff": 1}', 422),
        (b'"\xff"', 400),
        (b"{" * 70_000, 413),
    ],
)
def test_a_body_that_is_no_json_is_refused(caller: Callers, content: bytes, expected: int) -> None:
    asking = caller(Scope.REVIEW)
    headers = {"Content-Type": "application/json"}
    answer = asking.client.post("/v1/reviews/1/reject", content=content, headers=headers)
    asking.read(answer, expected)


@pytest.mark.parametrize("id", ["0", "2147483648", "one"])
def test_what_is_no_review_is_refused(caller: Callers, id: str) -> None:
    caller(Scope.REVIEW).get(f"/reviews/{id}", 422)
