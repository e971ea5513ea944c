"""`mrawatch nightly` as a user types it: which newsrooms, the summary, the exit code."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.cli import main
from crawler.commands.nightly import choose
from crawler.declarations import load_sources
from crawler.nightly import NightReport
from crawler.report import IndexStatus
from crawler.settings import check_contact
from store.errors import SourceError


def ended(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["nightly", *arguments])
    return int(end.value.code or 0)


@pytest.fixture
def command(world: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("nlp.pipeline.load", lambda: world.reader)
    monkeypatch.setenv("COLUMNS", "80")
    return world


def test_the_summary_shows_newsrooms_and_total(command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    command.announced = [command.document("a")]
    assert ended() == 0
    printed = capsys.readouterr()
    rows = [line.split() for line in printed.out.splitlines() if line.strip().startswith(("hkc", "total"))]
    assert [row[0] for row in rows] == ["hkc", "total"]
    assert rows[0][1:] == rows[1][1:] == ["1", "1", "0", "1", "1", "0", "0", "0"]
    assert max(map(len, printed.out.splitlines())) <= 80
    for stage in ("crawl: 1 pages", "extract: 1 documents", "reconcile: 1 documents"):
        assert stage in printed.err


def test_the_second_night_says_that_nothing_is_new(command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended() == 0
    capsys.readouterr()
    assert ended() == 0
    assert "Nothing new" in capsys.readouterr().out


def test_the_summary_can_be_json(command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    command.announced = [command.document("a")]
    assert ended("--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["read"]["hkc"]["applied"] == 1


@pytest.mark.parametrize("index", [IndexStatus.FAILED, IndexStatus.SILENT])
def test_a_newsroom_in_trouble_gives_three_and_is_named(
    command: Any, capsys: pytest.CaptureFixture[str], index: IndexStatus
) -> None:
    command.index = index
    command.announced = [command.document("a")]
    assert ended() == 3
    assert f"hkc: index {index}" in capsys.readouterr().out
    assert ("CN-NR") in {recognition for recognition, _ in command.ledger()}


def test_a_newsroom_that_was_not_reached_comes_with_a_remedy(command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended() == 0
    assert "remedy: " not in capsys.readouterr().out
    command.index = IndexStatus.FAILED
    assert ended() == 3
    out = capsys.readouterr().out
    assert "remedy: check the address with `mrawatch sources list` and the network, or try later" in out


@pytest.mark.parametrize(
    ("contact", "arguments"),
    [
        (None, ("--source", "hk-customs")),
        ("notamail", ("--source", "hk-customs")),
        ("notamail", ()),
        ("a@b", ()),
        ("ftp://a.example/x", ()),
        ("https://a.example/x y", ()),
    ],
)
def test_a_night_that_may_not_crawl_is_not_begun(
    command: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    contact: str | None,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.delenv("MRAWATCH_CONTACT", raising=False)
    if contact is not None:
        monkeypatch.setenv("MRAWATCH_CONTACT", contact)
    assert ended(*arguments) == 1
    printed = capsys.readouterr().err
    assert "MRAWATCH_CONTACT" in printed
    assert "remedy: " in printed
    assert not command.settings.home.exists()


@pytest.mark.parametrize("contact", ["aeo@customs.example.org", "https://example.org/about", "a.b+c@x.example"])
def test_a_contact_that_can_be_written_to_is_taken(contact: str) -> None:
    check_contact(contact)


def test_a_text_that_was_not_read_gives_three_and_is_named(command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    command.announced = [command.document("x", command.broken)]
    assert ended() == 3
    assert "http://hkc.example/x: " in capsys.readouterr().out


def test_an_unknown_newsroom_names_close_ones() -> None:
    with pytest.raises(SourceError, match="did you mean trade-wire"):
        choose(load_sources(), ["trade-wir"], "bundled")


def test_newsrooms_are_chosen_by_id_or_by_kind() -> None:
    declared = load_sources()
    assert [source.id for source in choose(declared, ["receita", "hkc", "receita"], "real")] == ["receita", "hkc"]
    bundled = choose(declared, [], "bundled")
    assert bundled
    assert {source.status for source in bundled} == {"bundled"}
    assert not set(choose(declared, [], "real")) & set(bundled)


@pytest.mark.slow
def test_a_bundled_newsroom_goes_all_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MRAWATCH_HOME", str(tmp_path / "home"))
    assert ended("--source", "hkc", "--format", "json") == 0
    first = NightReport.model_validate_json(capsys.readouterr().out)
    assert first.crawl.new >= 8
    assert first.read["hkc"].events > 0
    assert ended("--source", "hkc", "--format", "json") == 0
    second = NightReport.model_validate_json(capsys.readouterr().out)
    assert not second.changed
    assert second.crawl.unchanged == first.crawl.new
