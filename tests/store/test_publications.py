"""Versions of the published registry: whole, read-only, described for others, and latest always the last good one."""

import errno
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from store import exports
from store.db import Store
from store.domain import DecidedBy, Evidence, Statement
from store.errors import ExportError
from store.exports import EXPORTS, publish, snapshot
from store.exports.manifest import Publication, sha256_of
from store.exports.versions import publications, tidy, version_after, versions
from store.registry import Registry

SHEETS = ("recognitions", "milestones", "changes", "events", "trade_figures", "counts", "partner_lists", "trade_series")
FOLDERS = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what is about folders alone: one kind of database is enough."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "publications"


def published(store: Store, folder: Path, at: datetime) -> str | None:
    with store.reading() as session:
        return publish(session, folder, at)


@pytest.fixture
def grow(filled: Store, statement: Callable[..., Statement], at: datetime) -> Callable[..., None]:
    """Appends a change to the ledger."""

    def append(*parties: str, **fields: Any) -> None:
        with filled.transaction() as session:
            key = f"grown-{Registry(session).head()[0]}"
            made = statement(*(parties or ("JP", "NZ")), **fields)
            Registry(session).append(made, key=key, decided_by=DecidedBy.ANALYST, reason="seen", at=at)

    return append


def latest(folder: Path) -> str:
    return (folder / "latest").readlink().name


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def resources(folder: Path) -> list[dict[str, Any]]:
    described: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return list(described["resources"])


def test_a_publication_holds_every_sheet_in_every_format_with_schemas_and_sums(
    filled: Store, folder: Path, at: datetime
) -> None:
    assert published(filled, folder, at) == "2024-05-01T123000Z"
    place = folder / "latest"
    made = Publication.read(place)
    expected = {f"{format}/{sheet}.{format}" for format in EXPORTS for sheet in SHEETS}
    expected |= {f"schema/{sheet}.schema.json" for sheet in SHEETS} | {"datapackage.json"}
    assert {file.name for file in made.files} == expected
    assert set(content(place)) == expected | {"manifest.json", "manifest.sha256"}
    for file in made.files:
        assert (file.bytes, file.sha256) == ((place / file.name).stat().st_size, sha256_of(place / file.name))
    assert (made.version, made.since, made.created, made.changes) == ("2024-05-01T123000Z", None, at, 3)
    assert {sheet.name: sheet.rows for sheet in made.sheets} == dict.fromkeys(SHEETS, 1) | {
        "recognitions": 2,
        "milestones": 3,
        "changes": 3,
    }


def test_every_row_fits_its_schema(filled: Store, folder: Path, at: datetime) -> None:
    published(filled, folder, at)
    for sheet in SHEETS:
        schema = json.loads((folder / "latest" / "schema" / f"{sheet}.schema.json").read_text("utf-8"))
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert all(described["description"] for described in schema["properties"].values())
        jsonschema.Draft202012Validator.check_schema(schema)
        judge = jsonschema.Draft202012Validator(schema)
        rows = records(folder / "latest" / "jsonl" / f"{sheet}.jsonl")
        assert rows
        for row in rows:
            judge.validate(row)
            assert not judge.is_valid(row | {"more": 1})
            assert not judge.is_valid(dict(list(row.items())[1:]))


def test_recognitions_milestones_and_changes_bear_their_evidence(filled: Store, folder: Path, at: datetime) -> None:
    published(filled, folder, at)
    for sheet in SHEETS[:3]:
        for row in records(folder / "latest" / "jsonl" / f"{sheet}.jsonl"):
            assert (row["document_id"] and row["quote"] and row["url"]) or row["sources"]
            assert {"source", "issuer", "cluster", "tier"} <= row.keys()


@FOLDERS
@pytest.mark.filterwarnings("ignore")  # of the library's own dependencies
def test_the_descriptor_is_a_data_package_that_frictionless_finds_valid(
    filled: Store, folder: Path, grow: Callable[..., None], at: datetime
) -> None:
    frictionless = pytest.importorskip("frictionless")
    published(filled, folder, at)
    grow()
    version = published(filled, folder, at)
    described = json.loads((folder / "latest" / "datapackage.json").read_text("utf-8"))
    assert (described["version"], described["licenses"][0]["name"]) == (version, "Apache-2.0")
    assert datetime.fromisoformat(described["created"]) == at
    by_path = {resource["path"]: resource for resource in described["resources"]}
    rows = {f"{f}/{s}.{f}" for f in EXPORTS for s in SHEETS} | {
        f"delta/{s}.{f}" for f in ("csv", "jsonl") for s in SHEETS
    }
    assert set(by_path) == rows
    for resource in described["resources"]:
        assert resource["hash"] == f"sha256:{sha256_of(folder / 'latest' / resource['path'])}"
        assert resource["schema"]["fields"]
    place = str((folder / "latest").resolve())
    whole = frictionless.Package.from_descriptor(described, basepath=place)
    assert len(whole.resources) == len(rows)
    # The rows in JSON Lines are held against their JSON Schema; Frictionless reads them and Parquet with more extras.
    readable = [resource for resource in described["resources"] if resource["format"] == "csv"]
    report = frictionless.Package.from_descriptor(described | {"resources": readable}, basepath=place).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])


@FOLDERS
@pytest.mark.filterwarnings("ignore")
def test_a_file_that_was_changed_is_found_with_the_descriptor(filled: Store, folder: Path, at: datetime) -> None:
    frictionless = pytest.importorskip("frictionless")
    published(filled, folder, at)
    file = folder / "latest" / "csv" / "changes.csv"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes().replace(b"signed", b"sealed"))
    (resource,) = [one for one in resources(folder / "latest") if one["path"] == "csv/changes.csv"]
    report = frictionless.Resource.from_descriptor(resource, basepath=str((folder / "latest").resolve())).validate()
    assert not report.valid


@FOLDERS
def test_files_are_read_only_and_stay_as_they_are(
    filled: Store, folder: Path, grow: Callable[..., None], at: datetime
) -> None:
    first = published(filled, folder, at)
    assert first is not None
    before = content(folder / first)
    assert {path.stat().st_mode & 0o222 for path in (folder / first).rglob("*") if path.is_file()} == {0}
    grow()
    second = published(filled, folder, at + timedelta(days=1))
    assert versions(folder) == (first, second)
    assert content(folder / first) == before
    assert latest(folder) == second


def test_nothing_new_is_no_new_version(filled: Store, folder: Path, at: datetime) -> None:
    version = published(filled, folder, at)
    assert published(filled, folder, at + timedelta(days=1)) is None
    assert {path.name for path in folder.iterdir()} == {version, "latest"}


@FOLDERS
def test_two_in_one_second_and_a_clock_set_back_are_versions_in_order(
    filled: Store, folder: Path, grow: Callable[..., None], at: datetime
) -> None:
    made = []
    for moment in (at, at, at - timedelta(days=1), at + timedelta(seconds=1)):
        made.append(published(filled, folder, moment))
        grow(date=f"2023-02-{len(made):02}")
    assert made == ["2024-05-01T123000Z", "2024-05-01T123000Z-0002", "2024-05-01T123000Z-0003", "2024-05-01T123001Z"]
    assert list(versions(folder)) == made
    assert [one.since for one in publications(folder)] == [None, *made[:-1]]


def test_a_version_is_later_than_the_last_one() -> None:
    at = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
    last = None
    for moment in (at, at, at - timedelta(hours=1), *[at] * 20, at + timedelta(seconds=1)):
        version = version_after(last, moment)
        assert last is None or version > last
        last = version


@FOLDERS
def test_without_pyarrow_the_other_formats_are_published_and_the_manifest_says_so(
    filled: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, at: datetime
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(exports, "find_spec", lambda name: None)
        first = published(filled, folder, at)
    assert Publication.read(folder / "latest").formats == ("csv", "jsonl")
    assert {one["format"] for one in resources(folder / "latest")} == {"csv", "jsonl"}
    assert not (folder / "latest" / "parquet").exists()
    second = published(filled, folder, at)
    assert second is not None and second != first
    assert Publication.read(folder / "latest").formats == tuple(EXPORTS)


@FOLDERS
def test_a_change_without_evidence_is_not_published(
    filled: Store, folder: Path, grow: Callable[..., None], at: datetime
) -> None:
    before = published(filled, folder, at)
    grow(evidence=Evidence())
    with pytest.raises(ExportError, match=r"'evidence': recognitions, row 3: .*neither a document") as refused:
        published(filled, folder, at)
    assert refused.value.remedy
    assert {path.name for path in folder.iterdir()} == {before, "latest"}
    assert latest(folder) == before


@FOLDERS
@pytest.mark.parametrize("step", ["validate", "describe", "_keep", "point"])
def test_a_disk_that_refuses_at_any_step_leaves_the_last_one(
    filled: Store, folder: Path, grow: Callable[..., None], monkeypatch: pytest.MonkeyPatch, at: datetime, step: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "refused")

    before = published(filled, folder, at)
    grow()
    with monkeypatch.context() as patched:
        patched.setattr(snapshot, step, refuse)
        with pytest.raises(ExportError, match="disk is full"):
            published(filled, folder, at)
    assert latest(folder) == before
    assert not list(folder.glob(".*"))
    published(filled, folder, at)
    assert latest(folder) == versions(folder)[-1] != before


@FOLDERS
def test_a_damaged_version_is_passed_over(filled: Store, folder: Path, grow: Callable[..., None], at: datetime) -> None:
    first = published(filled, folder, at)
    grow()
    second = published(filled, folder, at)
    file = folder / str(second) / "jsonl" / "changes.jsonl"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-10])
    third = published(filled, folder, at)
    assert Publication.read(folder / str(third)).since == first
    assert latest(folder) == third


@FOLDERS
def test_what_a_killed_night_left_is_tidied_away(filled: Store, folder: Path, at: datetime) -> None:
    version = published(filled, folder, at)
    (folder / ".0123456789abcdef.next" / "csv").mkdir(parents=True)
    (folder / ".0123456789abcdef.latest").symlink_to("nowhere")
    tidy(folder)
    assert {path.name for path in folder.iterdir()} == {version, "latest"}


@FOLDERS
def test_a_version_that_has_its_name_but_no_link_is_pointed_to(filled: Store, folder: Path, at: datetime) -> None:
    version = published(filled, folder, at)
    (folder / "latest").unlink()
    assert published(filled, folder, at) is None
    assert latest(folder) == version
