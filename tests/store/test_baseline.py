"""The opening balance: every row is carried, keys are stable, and nothing in it contradicts itself."""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest

from store.baseline import baseline
from store.baseline.baseline import COMPILED, CONFIDENCE, Entry, due, entries, slot_of, withdrawal_key
from store.domain import AnswerKind, Change, DecidedBy, Milestone, Mode, Recognition, Tier, last_day
from store.errors import StoreError
from store.reconcile.answers import ask
from store.reconcile.conflicts import contradictions
from store.reconcile.identity import normal_form
from store.reconcile.state import project

LEDGER = tuple(
    Change(
        seq=seq,
        key=entry.key,
        statement=entry.statement,
        decided_by=DecidedBy.BASELINE,
        decided_at=entry.known,
        reason="opening",
    )
    for seq, entry in enumerate(entries(), start=1)
)
REGISTRY = {recognition.id: recognition for recognition in project(LEDGER)}


def dates(recognition: Recognition, milestone: Milestone) -> list[str | None]:
    return [state.date for state in recognition.milestones if state.milestone is milestone]


def test_every_row_is_one_recognition() -> None:
    statuses = [recognition.status for recognition in REGISTRY.values()]
    assert len(REGISTRY) == 216
    assert statuses.count(Milestone.IN_FORCE) == 107
    assert statuses.count(Milestone.SIGNED) == 60


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.slot)
def test_an_entry_carries_its_day_its_key_its_parties_and_its_doubt(entry: Entry) -> None:
    statement = entry.statement
    assert entry.slot.startswith(f"baseline:{statement.recognition}:{statement.milestone}")
    assert entry.key.startswith(f"{entry.slot}@{entry.compiled}.")
    assert entry.known <= COMPILED
    assert statement.parties == normal_form(statement.parties)
    assert statement.evidence.tier is Tier.OTHER
    assert statement.confidence in CONFIDENCE.values()


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.slot)
def test_every_statement_rests_on_named_public_pages(entry: Entry) -> None:
    sources = entry.statement.evidence.sources
    assert sources
    for source in sources:
        host = urlsplit(source).hostname or ""
        assert source.startswith(("http://", "https://"))
        assert not re.fullmatch(r"[\d.:]+", host), "a bare address names nobody"
    assert not re.search(r"memory|remembered", entry.statement.note)


def test_keys_and_slots_are_unique_and_the_oldest_stand_first() -> None:
    assert len({entry.key for entry in entries()}) == len({entry.slot for entry in entries()}) == len(entries()) == 346
    assert [entry.compiled for entry in entries()] == sorted(entry.compiled for entry in entries())


def test_blocs_are_parties_by_their_own_codes() -> None:
    assert {"MERCOSUR-PACIFIC-ALLIANCE", "EAC-IN", "EAC-KR"} <= REGISTRY.keys()


def test_a_corrected_statement_has_another_key_in_the_same_slot() -> None:
    entry = entries()[0]
    corrected = replace(entry, statement=entry.statement.model_copy(update={"note": "seen again"}))
    assert corrected.key != entry.key
    assert slot_of(corrected.key) == slot_of(entry.key) == entry.slot


def test_what_is_due_is_what_a_ledger_lacks_and_what_it_has_too_much() -> None:
    keys = [entry.key for entry in entries()]
    assert due([]) == (entries(), ())
    assert due(keys) == ((), ())
    assert due(keys[1:]) == (entries()[:1], ())
    assert due([*keys, "baseline:CN-XX:signed@2026-01-31.0"]) == ((), ("baseline:CN-XX:signed",))
    withdrawn = [*keys, "baseline:CN-XX:signed@2026-01-31.0", withdrawal_key("baseline:CN-XX:signed", 9)]
    assert due(withdrawn) == ((), ())
    assert due([*keys[1:], "baseline:CN-XX:signed@2031-01-31.0"]) == ((), ())


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
    "source_url": "https://customs.example/1",
    "confidence": "high",
    "note": "",
    "compiled": "2026-01-31",
}
STEP = {
    "parties": "CN;MO",
    "milestone": "pilot",
    "date": "2023",
    "acceding": "",
    "modes": "",
    "compiled": "2026-01-31",
    "recogniser": "",
    "tier": "",
}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "dormant"),
        ("kind", "trilateral"),
        ("confidence", "certain"),
        ("source_url", ""),
        ("compiled", "2026-13-01"),
        ("compiled", "9000-01-01"),
    ],
)
def test_an_unknown_value_names_file_row_and_column(column: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baseline, "_rows", lambda file: [ROW | {column: value}] if file == "mras.csv" else [])
    with pytest.raises(StoreError, match=f"mras.csv, row CN;MO: {column} is '{value}'"):
        entries.__wrapped__()


@pytest.mark.parametrize(
    ("rows", "steps", "named"),
    [
        ([ROW], [STEP | {"parties": "CN;HK"}], "steps.csv, row CN;HK"),
        ([ROW], [STEP | {"milestone": "rumour"}], "milestone is 'rumour'"),
        ([ROW], [STEP | {"compiled": ""}], "steps.csv, row CN;MO: compiled is ''"),
        ([ROW], [STEP | {"recogniser": "HK"}], "steps.csv, row CN;MO: recogniser is 'HK'"),
        ([ROW, ROW | {"parties": "MO;CN"}], [], "two rows state the same milestone"),
    ],
)
def test_steps_and_rows_that_do_not_fit_are_refused(
    rows: list[dict[str, str]], steps: list[dict[str, str]], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baseline, "_rows", lambda file: rows if file == "mras.csv" else steps)
    with pytest.raises(StoreError, match=named):
        entries.__wrapped__()


def test_china_and_belarus_recognise_unequal_tiers() -> None:
    on = date(2020, 1, 1)
    for one, other, tier in (("BY", "CN", "type III"), ("CN", "BY", "advanced certified enterprise")):
        given = ask(REGISTRY.values(), one, other, on, COMPILED)
        assert given.answer is AnswerKind.RECOGNISED
        assert given.scope is not None
        assert (given.scope.recogniser, given.scope.recognised, given.scope.tier) == (other, one, tier)
        assert ask(REGISTRY.values(), one, other, on, COMPILED, tier="type I").answer is AnswerKind.NOT_RECOGNISED
        assert ask(REGISTRY.values(), one, other, date(2019, 7, 23), COMPILED).answer is AnswerKind.NOT_RECOGNISED
