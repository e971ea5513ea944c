"""`mrawatch publications …` and the formats of `mrawatch export`: what is there, what differs, what is missing."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.locking import alone
from store.db import Store
from store.domain import DecidedBy
from store.exports import EXPORTS, publish
from store.registry import Registry

Command = Callable[..., Any]


@pytest.fixture
def versions(mrawatch: Command, tmp_path: Path) -> tuple[str, str]:
    """Two publications; before the second, a change of the opening balance was taken back."""
    home = tmp_path / "mrawatch-data"
    made = []
    with Store.open(f"sqlite:///{home / 'mrawatch.db'}") as store:
        for day in (1, 2):
            at = datetime(2026, 1, day, tzinfo=UTC)
            with store.reading() as session:
                made.append(str(publish(session, home / "publications", at)))
            with store.transaction() as session:
                registry = Registry(session)
                earlier = registry.changes("CN-MO")[-1]
                registry.append(
                    earlier.statement,
                    key=f"undone-{day}",
                    decided_by=DecidedBy.ANALYST,
                    reason="wrong",
                    at=at,
                    supersedes=earlier.seq,
                    withdraws=True,
                )
    return made[0], made[1]


def test_publications_are_listed_with_the_latest(mrawatch: Command, versions: tuple[str, str]) -> None:
    told = mrawatch("publications", "list", "--format", "json").json
    assert told["latest"] == versions[1]
    first, second = told["publications"]
    assert (first["version"], first["since"]) == (versions[0], None)
    assert (second["version"], second["since"], second["formats"]) == (versions[1], versions[0], list(EXPORTS))
    assert second["changes"] == first["changes"] + 1
    shown = mrawatch("publications", "list")
    assert all(version in shown.out for version in versions)
    assert "2 publications" in shown.out


def test_where_nothing_is_published_the_list_is_empty(fresh: Command) -> None:
    assert mrawatch_json(fresh) == {"latest": None, "publications": []}
    assert "0 publications" in fresh("publications", "list").out


def mrawatch_json(command: Command) -> Any:
    return command("publications", "list", "--format", "json").json


def test_what_differs_between_two_publications_is_told(mrawatch: Command, versions: tuple[str, str]) -> None:
    told = mrawatch("publications", "diff", *versions, "--format", "json").json
    assert (told["earlier"], told["later"]) == versions
    assert [(row["op"], row["withdraws"]) for row in told["sheets"]["changes"]] == [("added", True)]
    assert [row["op"] for row in told["sheets"]["recognitions"]] == ["changed"]
    assert told["sheets"]["events"] == []
    shown = mrawatch("publications", "diff", versions[0])
    assert f"{versions[0]} → {versions[1]}" in shown.out
    backwards = mrawatch("publications", "diff", *versions[::-1], "--format", "json").json
    assert [row["op"] for row in backwards["sheets"]["changes"]] == ["removed"]


@pytest.mark.parametrize("version", ["2020-01-01T000000Z", "../mrawatch-data", "x"])
def test_a_version_that_is_not_there_is_named(mrawatch: Command, versions: tuple[str, str], version: str) -> None:
    shown = mrawatch("publications", "diff", version)
    assert shown.code == 1
    assert version in shown.err
    assert "remedy: mrawatch publications list" in shown.err


def test_every_publication_is_verified(mrawatch: Command, versions: tuple[str, str], tmp_path: Path) -> None:
    assert mrawatch("verify").code == 0
    file = tmp_path / "mrawatch-data" / "publications" / versions[0] / "parquet" / "changes.parquet"
    file.unlink()
    shown = mrawatch("verify")
    assert shown.code == 1
    assert f"{versions[0]}/parquet/changes.parquet" in shown.err


def test_verify_only_looks_whatever_is_broken(mrawatch: Command, versions: tuple[str, str], tmp_path: Path) -> None:
    (file,) = (tmp_path / "mrawatch-data").glob("*.db")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TRIGGER changes_refuse_update")
        connection.execute("UPDATE changes SET key = 'lost' WHERE seq = 1")
        connection.execute("UPDATE recognitions SET value = '{' WHERE id = 'CN-MO'")
        connection.commit()
        count = connection.execute("SELECT count(*) FROM changes").fetchone()
        shown = mrawatch("verify")
        assert shown.code == 1
        assert "change 1: is not what was sealed" in shown.err
        assert "recognitions, row CN-MO: cannot be read" in shown.err
        assert connection.execute("SELECT count(*) FROM changes").fetchone() == count


def test_parquet_is_exported(mrawatch: Command, tmp_path: Path) -> None:
    shown = mrawatch("export", "--format", "parquet", "--out", str(tmp_path / "out"))
    assert shown.code == 0
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["format"] == "parquet"


def test_parquet_without_its_library_names_the_extra(
    mrawatch: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    shown = mrawatch("export", "--format", "parquet", "--out", str(tmp_path / "out"))
    assert (shown.code, shown.out) == (1, "")
    assert "remedy: install mrawatch[parquet]" in shown.err
    assert not (tmp_path / "out").exists()


def test_a_link_that_leads_nowhere_is_named(mrawatch: Command, versions: tuple[str, str], tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "mrawatch-data" / "publications" / versions[1])
    assert mrawatch("publications", "diff", versions[0]).code == 1
    assert mrawatch("verify").code == 1


def test_the_oldest_publications_are_removed_and_the_latest_never(
    mrawatch: Command, versions: tuple[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "mrawatch-data" / "publications"
    shown = mrawatch("publications", "prune", "--keep", "2")
    assert "0 publications removed, 2 publications left" in shown.out
    (folder / "latest").unlink()
    (folder / "latest").symlink_to(versions[0])
    mrawatch("publications", "prune", "--keep", "1")
    assert {path.name for path in folder.iterdir() if not path.is_symlink()} >= set(versions)
    (folder / "latest").unlink()
    (folder / "latest").symlink_to(versions[1])
    shown = mrawatch("publications", "prune", "--keep", "1")
    assert f"removed {versions[0]}" in shown.out
    assert "1 publication removed, 1 publication left" in shown.out
    assert versions[0] not in {path.name for path in folder.iterdir()}
    assert mrawatch("publications", "list", "--format", "json").json["latest"] == versions[1]
    assert not list(folder.glob(".*.next"))


def test_nothing_is_removed_while_a_night_is_under_way(
    mrawatch: Command, versions: tuple[str, str], tmp_path: Path
) -> None:
    with alone(tmp_path / "mrawatch-data"):
        refused = mrawatch("publications", "prune", "--keep", "1")
    assert refused.code == 1
    assert "another night is under way" in refused.err
    assert (tmp_path / "mrawatch-data" / "publications" / versions[0]).is_dir()


def test_a_damaged_version_is_none_of_those_that_stay(
    mrawatch: Command, versions: tuple[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "mrawatch-data" / "publications"
    (folder / versions[1] / "manifest.json").unlink()
    mrawatch("publications", "prune", "--keep", "1")
    assert (folder / versions[0]).is_dir()


def test_the_last_whole_version_stays_before_a_damaged_one(
    mrawatch: Command, versions: tuple[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "mrawatch-data" / "publications"
    file = folder / versions[1] / "jsonl" / "changes.jsonl"
    file.chmod(0o644)
    file.write_text("{}\n", "utf-8")
    assert "0 publications removed" in mrawatch("publications", "prune", "--keep", "1").out
    assert (folder / versions[0]).is_dir()
