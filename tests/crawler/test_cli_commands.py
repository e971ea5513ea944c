"""The commands as a user types them: answers, JSON documents, errors with remedies, exit codes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.cli import main
from crawler.printing import harmless
from store.db import Store
from store.domain import Evidence, Extraction, Milestone, Proposal, Statement, Verdict
from store.registry import Registry, load_baseline
from store.reviews import Reviews
from store.settings import Settings

ROOT = Path(__file__).parents[2]
ENGLISH = (
    "Customs of China and Macao Customs signed an AEO mutual recognition arrangement on 7 February 2023 in Beijing."
)


@dataclass
class Result:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Result]


@pytest.fixture(scope="session")
def balance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the opening balance, made once."""
    file = tmp_path_factory.mktemp("balance") / "mrawatch.db"
    with Store.open(f"sqlite:///{file}") as store, store.transaction() as session:
        load_baseline(session)
    return file


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MRAWATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        printed = capsys.readouterr()
        return Result(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def mrawatch(fresh: Command, balance: Path, tmp_path: Path) -> Command:
    """The command line in a folder whose database has the opening balance."""
    (tmp_path / "mrawatch-data").mkdir()
    shutil.copy(balance, tmp_path / "mrawatch-data")
    return fresh


def process(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = (
        os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])} | variables
    )
    code = "from crawler.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


def opened() -> Store:
    return Store.open(Settings.read().database)


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


def test_a_fresh_database_answers_from_the_opening_balance(fresh: Command) -> None:
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


def test_tables_fit_eighty_columns(mrawatch: Command) -> None:
    for arguments in (("registry", "list"), ("registry", "show", "CN", "MO"), ("registry", "history", "CN", "MO")):
        shown = mrawatch(*arguments)
        assert shown.code == 0
        assert max(map(len, shown.out.splitlines())) <= 80


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


@pytest.mark.parametrize(
    "arguments",
    [
        ("registry", "ask", "CN", "MO", "--on", "2023-13-01"),
        ("registry", "ask", "CN", "MO", "--known-on", "yesterday"),
        ("registry", "list", "--status", "started"),
        ("registry", "list", "--format", "xml"),
        ("extract", "-", "--published", "7 Feb 2023"),
        ("extract", "-", "--published", "2023-02-30"),
        ("extract", "-", "--language", "xx"),
        ("review", "reject", "1"),
        ("nothing",),
    ],
)
def test_wrong_usage_ends_with_two_and_names_what_is_wrong(mrawatch: Command, arguments: tuple[str, ...]) -> None:
    shown = mrawatch(*arguments)
    assert shown.code == 2
    assert "Usage: mrawatch" in shown.err
    assert (arguments[-1] if arguments[0] != "review" else "--note") in shown.err


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


def test_a_review_that_is_not_there_is_named(mrawatch: Command) -> None:
    shown = mrawatch("review", "accept", "77")
    assert (shown.code, "77" in shown.err) == (1, True)


# --- sources, export, db, version ----------------------------------------------------------------------------------


def test_the_newsrooms_are_listed(mrawatch: Command) -> None:
    bundled = mrawatch("sources", "list", "--status", "bundled", "--format", "json").json
    assert len(bundled) >= 8
    assert {source["status"] for source in bundled} == {"bundled"}
    assert "hkc" in mrawatch("sources", "list").out


def test_an_export_is_written_and_its_files_are_shown(mrawatch: Command, tmp_path: Path) -> None:
    shown = mrawatch("export", "--format", "csv", "--out", str(tmp_path / "out"))
    assert shown.code == 0
    assert "recognitions.csv" in shown.out
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_an_export_does_not_replace_what_is_no_export(mrawatch: Command, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    shown = mrawatch("export", "--format", "jsonl", "--out", str(tmp_path / "out"))
    assert (shown.code, (tmp_path / "out" / "thesis.txt").read_text()) == (1, "mine")
    assert "remedy: " in shown.err


def test_an_unknown_export_format_names_the_known_ones(mrawatch: Command) -> None:
    shown = mrawatch("export", "--format", "xml", "--out", "out")
    assert shown.code == 1
    assert "csv" in shown.err


def test_the_schema_is_upgraded_once(fresh: Command) -> None:
    assert "none → " in fresh("db", "upgrade").out
    assert "already there" in fresh("db", "upgrade").out


@pytest.mark.parametrize(
    ("variable", "value"),
    [("MRAWATCH_NEWSROOMS", "some"), ("MRAWATCH_DATABASE_URL", "mysql://a/b"), ("MRAWATCH_HOME", "/dev/null/x")],
)
def test_a_setting_that_cannot_be_used_is_named(
    mrawatch: Command, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    shown = mrawatch("registry", "list")
    assert shown.code == 1
    assert variable in shown.err or value in shown.err
    assert "remedy: " in shown.err


def test_what_is_no_database_is_refused(mrawatch: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "notes.db"
    file.write_text("these are notes, no database, and they are long enough to be looked at as one" * 20)
    before = file.read_bytes()
    monkeypatch.setenv("MRAWATCH_DATABASE_URL", f"sqlite:///{file}")
    shown = mrawatch("registry", "list")
    assert (shown.code, "notes.db" in shown.err, file.read_bytes()) == (1, True, before)


def test_version_names_the_record(mrawatch: Command) -> None:
    assert "mrawatch.extraction/1" in mrawatch("version").out


def test_help_states_the_exit_codes(mrawatch: Command) -> None:
    assert "130  interrupted" in mrawatch("--help").out


# --- extract -------------------------------------------------------------------------------------------------------


def test_records_come_in_the_order_of_the_inputs_with_their_ids(mrawatch: Command, tmp_path: Path) -> None:
    rows = [{"id": f"n{i}", "text": ENGLISH if i % 3 else "Nothing of note.", "language": "en"} for i in range(70)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    shown = mrawatch("extract", "a.jsonl", "--format", "jsonl")
    records = [Extraction.model_validate_json(line) for line in shown.out.splitlines()]
    assert [record.document.id for record in records] == [row["id"] for row in rows]
    assert shown.code == 0
    texts = {row["id"]: row["text"] for row in rows}
    for record in records:
        for event in record.events:
            assert texts[record.document.id][event.evidence.start : event.evidence.end] == event.evidence.text


def test_a_bad_input_costs_the_exit_code_and_nothing_else(mrawatch: Command, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ENGLISH)
    shown = mrawatch("extract", "missing.txt", "good.txt", "--format", "jsonl")
    assert shown.code == 1
    assert [json.loads(line)["document"]["id"] for line in shown.out.splitlines()] == ["good.txt"]
    assert shown.err.startswith("mrawatch: error: missing.txt: ")


def test_pretty_shows_text_events_and_confidence(mrawatch: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    shown = mrawatch("extract", "a.txt", "--published", "2023-02-08").out
    assert "published 2023-02-08" in shown
    assert "signed CN + MO 2023-02-07" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_pretty_says_when_nothing_was_read(mrawatch: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry to the island leaves at noon on weekdays, weather permitting.")
    assert "nothing read" in mrawatch("extract", "a.txt").out


def test_a_text_cannot_steer_the_terminal(mrawatch: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\x1b[2J\x9b1m" + ENGLISH + " [bold]x[/bold]")
    shown = mrawatch("extract", "a.txt", "--language", "en").out
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "[bold]" in shown


def test_harmless_keeps_every_offset() -> None:
    text = "a\r\nb\x00\x1b[0m\tc\u0085d"
    assert len(harmless(text)) == len(text)
    assert harmless(text) == "a \nb��[0m\tc�d"


# --- the process ---------------------------------------------------------------------------------------------------


def test_every_character_can_be_printed_under_any_locale(tmp_path: Path) -> None:
    row = {"id": "海关", "text": "Kein Wort davon. Überhaupt keines, auch nicht am Ende des Satzes.", "language": "de"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    ran = process(tmp_path, "extract", "a.jsonl", "--format", "jsonl", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["document"]["id"] == "海关"
    assert "海关".encode() in ran.stdout


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    script = f"{sys.executable} -c 'from crawler.cli import main; main()' registry list --format json | head -c 10"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    ran = subprocess.run(
        script, shell=True, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False
    )
    assert len(ran.stdout) == 10
    assert ran.stderr == b""


def test_an_interrupt_ends_with_130(mrawatch: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crawler.commands.sources.load_sources", interrupted)
    assert mrawatch("sources", "list").code == 130
