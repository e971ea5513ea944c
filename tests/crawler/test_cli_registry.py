"""The registry and its reviews as a user asks for them on the command line."""

import csv
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from store.db import Store
from store.documents import Documents
from store.domain import (
    MUTUAL,
    DecidedBy,
    Document,
    Evidence,
    Milestone,
    Proposal,
    ReviewKind,
    Scope,
    Statement,
    Verdict,
)
from store.registry import Registry
from store.reviews import Reviews
from store.settings import Settings

Command = Callable[..., Any]
"""`mrawatch …`, called with its arguments: gives `code`, `out`, `err` and `json`."""


def opened() -> Store:
    return Store.open(Settings.read().database)


def state(session: Session, milestone: Milestone, date: str, scope: Scope = MUTUAL) -> None:
    """An analyst's decision on CN and NR."""
    statement = Statement(
        parties=("CN", "NR"),
        milestone=milestone,
        date=date,
        scope=scope,
        evidence=Evidence(quote="as told"),
        confidence=1.0,
    )
    at = datetime(2024, 6, 1, tzinfo=UTC)
    Registry(session).append(statement, key=f"{milestone} {date}", decided_by=DecidedBy.ANALYST, reason="test", at=at)


@pytest.fixture
def review(mrawatch: Command) -> int:
    """A queued signing of CN and NR, in month precision."""
    statement = Statement(
        parties=("CN", "NR"),
        milestone=Milestone.SIGNED,
        date="2024-05",
        evidence=Evidence(document_id="d", quote="China and Nauru signed it in May"),
        confidence=0.4,
    )
    proposal = Proposal(key="k", document_id="d", statement=statement, verdict=Verdict.QUEUE, reasons=("low score",))
    with opened() as store, store.transaction() as session:
        return Reviews(session).open(proposal, at=datetime(2024, 6, 1, tzinfo=UTC)).id


# --- registry ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("registry", "ask", "CN", "MO"),
        ("registry", "list"),
        ("registry", "show", "CN", "MO"),
        ("registry", "history", "CN", "MO"),
        ("review", "list"),
        ("review", "accept", "1"),
        ("review", "reject", "1", "--note", "no"),
        ("export", "--format", "csv", "--out", "out"),
    ],
)
def test_a_question_in_the_wrong_folder_leaves_no_registry_there(
    fresh: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    shown = fresh(*arguments)
    assert (shown.code, shown.out) == (1, "")
    error, remedy = shown.err.splitlines()
    assert error == "mrawatch: error: mrawatch-data/mrawatch.db: there is no registry here"
    assert "mrawatch nightly" in remedy and "mrawatch db upgrade" in remedy and "MRAWATCH_HOME" in remedy
    assert list(tmp_path.iterdir()) == []


def test_a_fresh_database_answers_from_the_opening_balance(fresh: Command) -> None:
    assert fresh("db", "upgrade").code == 0
    answer = fresh("registry", "ask", "CN", "MO", "--on", "2023-06-01", "--format", "json").json
    assert answer["answer"] == "recognised"
    assert answer["parties"] == ["CN", "MO"]
    assert answer["on"] == "2023-06-01"
    assert (answer["recognition"], answer["milestone"], answer["milestone_date"]) == ("CN-MO", "in_force", "2023-06-01")
    assert answer["evidence"]
    assert answer["reason"].endswith(".")
    assert set(answer) >= {"known_on", "evidence"}


@pytest.mark.parametrize(("day", "answer"), [("2023-05-31", "not_recognised"), ("2023-06-01", "recognised")])
def test_the_day_decides(mrawatch: Command, day: str, answer: str) -> None:
    assert mrawatch("registry", "ask", "cn", "mo", "--on", day, "--format", "json").json["answer"] == answer


def test_nothing_was_known_before_it_became_known(mrawatch: Command) -> None:
    asked = ("registry", "ask", "CN", "MO", "--on", "2023-06-01", "--known-on", "2001-01-01", "--format", "json")
    answer = mrawatch(*asked).json
    assert answer["answer"] == "not_known"
    assert answer["known_on"] == "2001-01-01T23:59:59.999999Z"


def test_the_answer_reads_as_a_sentence(mrawatch: Command) -> None:
    shown = mrawatch("registry", "ask", "CN", "MO", "--on", "2023-06-01")
    assert shown.code == 0
    assert shown.out.startswith("recognised: China – Macao, China on 2023-06-01")


@pytest.mark.parametrize("codes", [("CN", "MO"), ("mo", "cn"), ("CN-MO",), ("mo-CN",)])
def test_one_recognition_has_one_name(mrawatch: Command, codes: tuple[str, ...]) -> None:
    shown = mrawatch("registry", "show", *codes, "--format", "json").json
    assert shown["id"] == "CN-MO"
    assert shown["status"] == "in_force"


def test_a_bloc_with_a_hyphen_is_one_party(mrawatch: Command) -> None:
    shown = mrawatch("registry", "show", "MERCOSUR-PACIFIC-ALLIANCE")
    assert "'PACIFIC'" not in shown.err
    assert "MERCOSUR-PACIFIC-ALLIANCE" in shown.out + shown.err


def test_the_list_can_be_narrowed(mrawatch: Command) -> None:
    everything = mrawatch("registry", "list", "--format", "json").json
    chinese = mrawatch("registry", "list", "--party", "cn", "--format", "json").json
    started = mrawatch("registry", "list", "--party", "cn", "--status", "in_force", "--format", "json").json
    assert len(everything) > len(chinese) > len(started) > 0
    assert all("CN" in recognition["parties"] for recognition in chinese)
    assert {recognition["status"] for recognition in started} == {"in_force"}


def test_the_list_can_look_back(mrawatch: Command) -> None:
    then = mrawatch("registry", "list", "--party", "MO", "--on", "2023-05-31", "--format", "json").json
    assert [(r["id"], r["status"]) for r in then] == [("CN-MO", "signed")]


def test_the_list_says_by_what_time_of_knowledge_it_is(mrawatch: Command) -> None:
    asked = ("registry", "list", "--party", "MO", "--on", "2023-06-01")
    assert "as known 2026-03-01 12:00 UTC" in " ".join(mrawatch(*asked, "--known-on", "2026-03-01T12:00").out.split())
    assert "as known" not in mrawatch(*asked).out


@pytest.mark.parametrize(
    "sides",
    [
        ("--since", "2024-01-02", "--on", "2024-01-01"),
        ("--known-since", "2026-03-02", "--known-on", "2026-03-01"),
    ],
)
def test_a_difference_from_later_to_earlier_is_refused(mrawatch: Command, sides: tuple[str, ...]) -> None:
    shown = mrawatch("registry", "diff", *sides)
    assert (shown.code, shown.out) == (1, "")
    assert "later than the other" in shown.err


def test_a_word_that_is_none_of_the_choices_is_named_and_nothing_else(mrawatch: Command) -> None:
    shown = mrawatch("registry", "list", "--status", "sealed")
    assert shown.code == 2
    assert "'--status': 'sealed' is not one of" in " ".join(shown.err.split())


def test_a_tier_where_none_is_stated_is_said_to_be_unstated(mrawatch: Command) -> None:
    asked = ("registry", "ask", "CN", "MO", "--on", "2023-06-01", "--format", "json")
    assert mrawatch(*asked, "--tier", "nonsense").json["reason"].endswith("; no tier is stated.")
    assert "tier" not in mrawatch(*asked).json["reason"]


def test_one_thing_is_counted_as_one(mrawatch: Command) -> None:
    for name, told in (("a", "1 token"), ("b", "2 tokens")):
        assert mrawatch("token", "create", name, "--scope", "read").code == 0
        assert mrawatch("token", "list").out.splitlines()[-1] == told


def test_tables_fit_eighty_columns(mrawatch: Command) -> None:
    for arguments in (("registry", "list"), ("registry", "show", "CN", "MO"), ("registry", "history", "CN", "MO")):
        shown = mrawatch(*arguments)
        assert shown.code == 0
        assert max(map(len, shown.out.splitlines())) <= 80


def test_the_list_gives_the_start_that_a_recognition_stands_on_as_exports_do(mrawatch: Command, tmp_path: Path) -> None:
    steps = (
        (Milestone.IN_FORCE, "2008-06-28"),
        (Milestone.SUSPENDED, "2012-03-01"),
        (Milestone.IN_FORCE, "2014-04-01"),
    )
    with opened() as store, store.transaction() as session:
        for milestone, date in steps:
            state(session, milestone, date)
    shown = mrawatch("registry", "list", "--party", "NR").out
    assert "2014-04-01" in shown
    assert "2008-06-28" not in shown
    assert mrawatch("export", "--format", "csv", "--out", "out").code == 0
    with (tmp_path / "out" / "recognitions.csv").open(newline="") as file:
        exported = {row["id"]: row["in_force"] for row in csv.DictReader(file)}
    assert exported["CN-NR"] == "2014-04-01"


def test_an_answer_says_for_which_modes_it_holds(mrawatch: Command) -> None:
    with opened() as store, store.transaction() as session:
        state(session, Milestone.IN_FORCE, "2020-01-01", Scope(modes=("road",)))
    asked = ("registry", "ask", "CN", "NR", "--on", "2021-01-01")
    assert re.search(r"only by\s+road", mrawatch(*asked).out)
    assert mrawatch(*asked, "--format", "json").json["scope"]["modes"] == ["road"]
    assert "only by" not in mrawatch("registry", "ask", "CN", "MO", "--on", "2023-06-01").out


def test_a_day_before_the_first_milestone_names_that(mrawatch: Command) -> None:
    shown = mrawatch("registry", "show", "CN", "MO", "--on", "2010-01-01")
    assert shown.code == 1
    assert "signed on 2023-02" in shown.err
    assert "nothing is known" not in shown.err


def test_what_a_new_version_adds_to_the_opening_balance_is_taken(
    mrawatch: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[datetime] = []
    monkeypatch.setattr("crawler.commands.opening.baseline_due", lambda session: True)
    monkeypatch.setattr("crawler.commands.opening.load_baseline", lambda session, at: loaded.append(at))
    before = datetime.now(UTC)
    assert mrawatch("registry", "list").code == 0
    assert len(loaded) == 1
    assert before <= loaded[0] <= datetime.now(UTC), "known from now, not from when it was compiled"


def test_history_shows_who_decided(mrawatch: Command) -> None:
    changes = mrawatch("registry", "history", "CN", "MO", "--format", "json").json
    assert [c["statement"]["milestone"] for c in changes] == ["signed", "in_force"]
    assert {c["decided_by"] for c in changes} == {"baseline"}


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (("show", "CHN", "MO"), "no party has the code 'CHN'", "CN (China)"),
        (("ask", "China", "MO"), "no party has the code 'China'", "CN (China)"),
        (("show", "CN"), "a recognition is between two parties", "registry show CN MO"),
        (("show", "CN", "NR"), "nothing is known of a recognition 'CN-NR'", "registry list"),
        (("history", "CN", "NR"), "nothing is known of a recognition 'CN-NR'", "registry list"),
        (("ask", "CN", "CN"), "CN", ""),
        (("list", "--party", "Q9"), "no party has the code 'Q9'", "registry list"),
    ],
)
def test_what_the_registry_cannot_answer(
    mrawatch: Command, arguments: tuple[str, ...], message: str, remedy: str
) -> None:
    shown = mrawatch("registry", *arguments)
    assert shown.code == 1
    assert shown.out == ""
    error, advice = shown.err.splitlines()
    assert error.startswith("mrawatch: error: ")
    assert message in error
    assert advice.startswith("remedy: ")
    assert remedy in advice


# --- reviews -------------------------------------------------------------------------------------------------------


def test_a_review_is_listed_accepted_with_another_date_and_then_closed(mrawatch: Command, review: int) -> None:
    assert "low score" in mrawatch("review", "list").out
    accepted = mrawatch(
        "review", "accept", str(review), "--date", "2024-05-03", "--note", "gazette", "--format", "json"
    )
    assert (accepted.json["status"], accepted.json["corrected"]["date"]) == ("accepted", "2024-05-03")
    assert accepted.json["proposal"]["statement"]["date"] == "2024-05"
    assert mrawatch("review", "list", "--format", "json").json == []
    (change,) = mrawatch("registry", "history", "CN", "NR", "--format", "json").json
    assert (change["decided_by"], change["reason"], change["statement"]["date"]) == ("analyst", "gazette", "2024-05-03")
    again = mrawatch("review", "accept", str(review))
    assert (again.code, "already" in again.err) == (1, True)


def test_a_rejected_review_leaves_the_ledger_alone(mrawatch: Command, review: int) -> None:
    assert (
        f"review {review} rejected: CN-NR signed 2024-05"
        in mrawatch("review", "reject", str(review), "--note", "no").out
    )
    with opened() as store, store.reading() as session:
        assert Registry(session).changes("CN-NR") == ()
    assert [r["note"] for r in mrawatch("review", "list", "--status", "rejected", "--format", "json").json] == ["no"]


@pytest.mark.parametrize(
    ("date", "told"), [("1850-01-01", "first AEO programme"), ("2001-10-31", "first AEO programme"), ("2099", "ahead")]
)
def test_a_date_at_which_there_can_be_no_step_is_refused(mrawatch: Command, review: int, date: str, told: str) -> None:
    shown = mrawatch("review", "accept", str(review), "--date", date)
    assert shown.code == 2
    assert date in shown.err and told in " ".join(shown.err.replace("│", " ").split())
    assert len(mrawatch("review", "list", "--format", "json").json) == 1


@pytest.mark.parametrize("date", ["2001", "2001-11", "2024-05-03", str(datetime.now(UTC).year + 10)])
def test_a_date_at_which_there_can_be_one_is_taken(mrawatch: Command, review: int, date: str) -> None:
    assert mrawatch("review", "accept", str(review), "--date", date).code == 0


@pytest.mark.parametrize("note", ["", "  "])
def test_a_rejection_needs_a_reason(mrawatch: Command, review: int, note: str) -> None:
    shown = mrawatch("review", "reject", str(review), "--note", note)
    assert (shown.code, "say why" in shown.err) == (2, True)
    assert len(mrawatch("review", "list", "--format", "json").json) == 1


def test_a_review_that_is_not_there_is_named(mrawatch: Command) -> None:
    shown = mrawatch("review", "accept", "77")
    assert (shown.code, "77" in shown.err) == (1, True)


def test_a_withdrawn_documents_review_is_closed_and_what_fell_is_told(mrawatch: Command) -> None:
    statement = Statement(
        parties=("CN", "NR"),
        milestone=Milestone.SIGNED,
        date="2024-05",
        evidence=Evidence(document_id="d", quote="signed it in May"),
        confidence=0.9,
    )
    at = datetime(2024, 6, 1, tzinfo=UTC)
    with opened() as store, store.transaction() as session:
        Documents(session).add(Document(id="d", text="China and Nauru signed it in May"))
        Registry(session).append(statement, key="k", decided_by=DecidedBy.POLICY, reason="new", at=at)
    shown = mrawatch("review", "withdraw", "d", "--note", "a forgery", "--copies")
    assert (shown.code, "CN-NR signed" in shown.out, "taken back" in shown.out) == (0, True, True)
    again = mrawatch("review", "withdraw", "d", "--note", "a forgery", "--format", "json").json
    assert (again["documents"], again["changes"], again["settled"]) == (["d"], [], [])
    assert mrawatch("registry", "show", "CN", "NR").code == 1
    assert "x" in mrawatch("review", "withdraw", "x", "--note", "none").err


# --- policy --------------------------------------------------------------------------------------------------------


def test_the_policy_is_shown_with_its_rules_and_figures(mrawatch: Command) -> None:
    assert "lone_source" in mrawatch("policy", "show").out
    shown = mrawatch("policy", "show", "--format", "json").json
    assert shown["rule"][0]["id"] == "question"
    assert shown["audit"]["share"] == 0.1


def test_a_change_is_explained_and_a_wrong_name_refused(mrawatch: Command) -> None:
    assert "opening balance" in mrawatch("policy", "explain", "change:1").out
    assert mrawatch("policy", "explain", "change:1", "--format", "json").json["decided_by"] == "baseline"
    wrong = mrawatch("policy", "explain", "something")
    assert (wrong.code, "remedy: " in wrong.err) == (1, True)


def test_a_rejected_audit_tells_what_still_carries_the_step(mrawatch: Command) -> None:
    at = datetime(2024, 6, 1, tzinfo=UTC)
    with opened() as store, store.transaction() as session:
        for key in ("read:1", "read:2"):
            evidence = Evidence(document_id=key, quote="signed")
            said = Statement(
                parties=("CN", "NR"), milestone=Milestone.SIGNED, date="2024-05", evidence=evidence, confidence=0.9
            )
            Registry(session).append(said, key=key, decided_by=DecidedBy.POLICY, reason="new", at=at)
            proposal = Proposal(
                key=f"audit:{key}", document_id=key, statement=said, verdict=Verdict.APPLY, reasons=("sample",)
            )
            last = Reviews(session).open(proposal, at=at, kind=ReviewKind.AUDIT)
        seq, _ = Registry(session).head()
    told = mrawatch("review", "reject", str(last.id - 1), "--note", "misread", "--format", "json").json
    assert (told["status"], told["standing"], told["settled"]) == ("rejected", [seq], [])
    assert "nothing else states the step" in mrawatch("review", "reject", str(last.id), "--note", "misread").out


def test_an_accepted_change_is_undone(mrawatch: Command) -> None:
    last = mrawatch("registry", "history", "JP", "NZ", "--format", "json").json[-1]["seq"]
    shown = mrawatch("review", "undo", str(last), "--note", "compiled wrongly")
    assert f"change {last} is taken back by no." in shown.out
    again = mrawatch("review", "undo", str(last), "--note", "compiled wrongly")
    assert again.code == 1
    assert f"change {last} does not stand any more" in again.err and "registry history JP NZ" in again.err
    assert mrawatch("review", "undo", "999999", "--note", "none").code == 1
    assert mrawatch("review", "undo", str(last), "--note", " ").code == 2
