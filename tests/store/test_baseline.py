"""The opening balance: every row is carried, keys are stable, and nothing in it contradicts itself."""

from datetime import date

import pytest

from store.baseline import baseline
from store.baseline.baseline import COMPILED, CONFIDENCE, statements
from store.domain import AnswerKind, Change, DecidedBy, Milestone, Mode, Recognition, Tier, last_day
from store.errors import StoreError
from store.reconcile.answers import ask
from store.reconcile.conflicts import contradictions
from store.reconcile.identity import normal_form
from store.reconcile.state import project

LEDGER = tuple(
    Change(seq=seq, key=key, statement=statement, decided_by=DecidedBy.BASELINE, decided_at=COMPILED, reason="opening")
    for seq, (key, statement) in enumerate(statements(), start=1)
)
REGISTRY = {recognition.id: recognition for recognition in project(LEDGER)}


def dates(recognition: Recognition, milestone: Milestone) -> list[str | None]:
    return [state.date for state in recognition.milestones if state.milestone is milestone]


def test_every_row_is_one_recognition() -> None:
    statuses = [recognition.status for recognition in REGISTRY.values()]
    assert len(REGISTRY) == 217
    assert statuses.count(Milestone.IN_FORCE) == 108
    assert statuses.count(Milestone.SIGNED) == 60


def test_keys_are_unique_and_name_their_statement() -> None:
    keyed = statements()
    assert len({key for key, _ in keyed}) == len(keyed)
    assert all(key.startswith(f"baseline:{one.recognition}:{one.milestone}") for key, one in keyed)


def test_statements_carry_sources_tier_and_confidence() -> None:
    for key, statement in statements():
        assert statement.evidence.tier is Tier.OTHER
        assert statement.confidence in CONFIDENCE.values()
        assert all(source.startswith(("http://", "https://")) for source in statement.evidence.sources), key


def test_parties_stand_in_their_normal_form() -> None:
    assert all(statement.parties == normal_form(statement.parties) for _, statement in statements())
    assert {"MERCOSUR-PACIFIC-ALLIANCE", "EAC-IN", "EAC-KR"} <= REGISTRY.keys()


@pytest.mark.parametrize("change", LEDGER, ids=lambda change: change.key)
def test_no_row_contradicts_itself(change: Change) -> None:
    others = [
        other.statement
        for other in LEDGER
        if other is not change and other.statement.recognition == change.statement.recognition
    ]
    assert contradictions(change.statement, others, [], None) == ()
    assert change.statement.date is None or last_day(change.statement.date[:7]) <= COMPILED.date()


def test_signings_and_starts_keep_their_own_dates() -> None:
    assert dates(REGISTRY["CN-MO"], Milestone.SIGNED) == ["2023-02"]
    assert dates(REGISTRY["CN-MO"], Milestone.IN_FORCE) == ["2023-06-01"]
    assert dates(REGISTRY["CA-EU"], Milestone.SIGNED) == []
    assert dates(REGISTRY["CN-PH"], Milestone.IN_FORCE) == []


def test_an_inferred_start_is_undated_doubtful_and_says_so() -> None:
    state = next(state for state in REGISTRY["AU-JP"].milestones if state.milestone is Milestone.IN_FORCE)
    assert state.date is None
    assert state.confidence == CONFIDENCE["medium"]
    assert "inferred" in state.note


def test_starts_by_member_and_by_mode_replace_the_rows_own() -> None:
    asean = REGISTRY["-".join(normal_form(["ASEAN"]))]
    starts = {state.date: state.acceding for state in asean.milestones if state.milestone is Milestone.IN_FORCE}
    assert starts == {
        "2024-08-01": ("BN", "MY", "PH", "SG"),
        "2024-08-19": ("TH",),
        "2024-10-01": ("ID",),
    }
    modes = {state.date: state.scope.modes for state in REGISTRY["CN-HK"].milestones if state.scope.modes}
    assert modes == {"2014-05": (Mode.ROAD,), "2014-09": (Mode.AIR, Mode.SEA)}


def test_the_question_of_the_readme_is_answered() -> None:
    answer = ask(REGISTRY.values(), "CN", "MO", date(2023, 6, 1), COMPILED)
    assert answer.answer is AnswerKind.RECOGNISED
    assert answer.evidence[0].sources


ROW = {
    "parties": "CN;MO",
    "kind": "bilateral",
    "status": "signed",
    "signed_on": "",
    "in_force_on": "",
    "source_url": "",
    "confidence": "high",
    "note": "",
}
STEP = {"parties": "CN;MO", "milestone": "pilot", "date": "2023", "acceding": "", "modes": ""}


@pytest.mark.parametrize(
    ("column", "value"), [("status", "dormant"), ("kind", "trilateral"), ("confidence", "certain")]
)
def test_an_unknown_value_names_file_row_and_column(column: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baseline, "_rows", lambda file: [ROW | {column: value}] if file == "mras.csv" else [])
    with pytest.raises(StoreError, match=f"mras.csv, row CN;MO: {column} is '{value}'"):
        statements.__wrapped__()


@pytest.mark.parametrize(
    ("rows", "steps", "named"),
    [
        ([ROW], [STEP | {"parties": "CN;HK"}], "steps.csv, row CN;HK"),
        ([ROW], [STEP | {"milestone": "rumour"}], "milestone is 'rumour'"),
        ([ROW, ROW | {"parties": "MO;CN"}], [], "two rows state the same milestone"),
    ],
)
def test_steps_and_rows_that_do_not_fit_are_refused(
    rows: list[dict[str, str]], steps: list[dict[str, str]], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baseline, "_rows", lambda file: rows if file == "mras.csv" else steps)
    with pytest.raises(StoreError, match=named):
        statements.__wrapped__()
