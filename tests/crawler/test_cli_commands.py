"""The other commands, usage errors and the process itself: newsrooms, exports, the database, locales, interrupts."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

Command = Callable[..., Any]
"""`mrawatch …`, called with its arguments: gives `code`, `out`, `err` and `json`."""


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


# --- usage -----------------------------------------------------------------------------------------------------------


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
    assert shown.code == 2
    assert "xml" in shown.err
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


# --- the process ---------------------------------------------------------------------------------------------------


def test_every_character_can_be_printed_under_any_locale(tmp_path: Path) -> None:
    row = {"id": "海关", "text": "Kein Wort davon. Überhaupt keines, auch nicht am Ende des Satzes.", "language": "de"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    ran = process(tmp_path, "extract", "a.jsonl", "--format", "jsonl", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["document"]["id"] == "海关"
    assert "海关".encode() in ran.stdout


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    script = f"{sys.executable} -c 'from crawler.cli import main; main()' schema | head -c 10"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    ran = subprocess.run(
        script, shell=True, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False
    )
    assert len(ran.stdout) == 10
    assert ran.stderr == b""


@pytest.mark.parametrize("arguments", [("schema",), ("registry", "list"), ("registry", "list", "--format", "json")])
def test_an_output_that_takes_nothing_is_named(mrawatch: Command, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code = f"from crawler.cli import main; main({list(arguments)})"
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 1
    error, remedy = ran.stderr.splitlines()
    assert error == "mrawatch: error: standard output: No space left on device"
    assert remedy.startswith("remedy: ")


def test_an_interrupt_ends_with_130(mrawatch: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crawler.commands.sources.load_sources", interrupted)
    assert mrawatch("sources", "list").code == 130
