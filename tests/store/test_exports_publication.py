"""Publications: whole or not at all, listed in a manifest that can be checked, in every format the same."""

import csv
import errno
import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from store.db import Store
from store.documents import Documents
from store.domain import DecidedBy, Document, Evidence, Extraction, Flow, Span, Statement, TradeFigure
from store.errors import ExportError
from store.exports import EXPORTS, Manifest, export
from store.exports.columns import Column, Kind
from store.exports.publication import publish
from store.exports.sheets import Part, Sheet
from store.extractions import Extractions
from store.registry import Registry

FILES = {"recognitions", "milestones", "changes", "events", "trade_figures", "counts", "partner_lists", "trade_series"}
FOLDERS = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what is about folders alone: one kind of database is enough."""


def _published(store: Store, format: str, out: Path, at: datetime | None = None) -> Manifest:
    with store.reading() as session:
        return export(session, format, out, at=at)


def _csv(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _jsonl(out: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("format", EXPORTS)
def test_the_manifest_lists_every_file_with_its_rows_bytes_and_checksum(
    filled: Store, tmp_path: Path, format: str, at: datetime
) -> None:
    out = tmp_path / "made" / "out"
    manifest = _published(filled, format, out, at)
    stated = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert stated == manifest.model_dump(mode="json")
    assert (stated["schema"], stated["format"], stated["created"]) == (
        "mrawatch.export/1",
        format,
        "2024-05-01T12:30:00Z",
    )
    assert {file["name"] for file in stated["files"]} == {f"{name}.{format}" for name in FILES}
    assert {path.name for path in out.iterdir()} == {f"{name}.{format}" for name in FILES} | {"manifest.json"}
    for file in stated["files"]:
        content = (out / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    rows = {file["name"].split(".")[0]: file["rows"] for file in stated["files"]}
    assert rows == dict.fromkeys(FILES, 1) | {"recognitions": 2, "milestones": 3, "changes": 3}


def test_csv_carries_the_registry_and_its_evidence(filled: Store, tmp_path: Path) -> None:
    _published(filled, "csv", tmp_path / "out")
    first, second = _csv(tmp_path / "out", "recognitions")
    assert first == first | {
        "id": "CN-MO",
        "parties": '["CN", "MO"]',
        "status": "in_force",
        "signed": "2023-02-07",
        "in_force": "2023-06",
        "suspended": "",
        "terminated": "",
        "changes": "2",
        "change": "2",
        "url": "https://customs.example/1",
        "document_id": "doc-1",
        "quote": "signed",
        "tier": "authority",
    }
    assert second["sources"] == '["https://a.example", "https://b.example"]'
    assert (second["id"], second["status"], second["signed"]) == ("HK-NZ", "signed", "")
    signed, started, undated = _csv(tmp_path / "out", "milestones")
    assert (signed["date"], signed["precision"], signed["quote"]) == ("2023-02-07", "day", "signed")
    assert (signed["url"], signed["document_id"]) == ("https://customs.example/1", "doc-1")
    assert (signed["tier"], signed["decided_by"], signed["confidence"]) == ("authority", "baseline", "0.98")
    assert (started["precision"], started["note"]) == ("month", 'from "June"\nonwards')
    assert (undated["date"], undated["precision"]) == ("", "")
    assert undated["sources"] == '["https://a.example", "https://b.example"]'
    change = _csv(tmp_path / "out", "changes")[0]
    assert (change["decided_at"], change["withdraws"]) == ("2024-05-01T12:30:00+00:00", "false")


def test_csv_lines_end_as_in_rfc_4180_and_lists_are_told_apart_from_their_values(
    filled: Store, statement: Callable[..., Statement], tmp_path: Path, at: datetime
) -> None:
    odd = statement("JP", "NZ", evidence=Evidence(sources=("https://a.example/?q=1|2", "https://b.example")))
    with filled.transaction() as session:
        Registry(session).append(odd, key="4", decided_by=DecidedBy.BASELINE, reason="known", at=at)
    _published(filled, "csv", tmp_path / "out")
    lines = (tmp_path / "out" / "recognitions.csv").read_bytes().split(b"\r\n")
    assert len(lines) == 5
    assert not any(b"\n" in line for line in lines)
    change = _csv(tmp_path / "out", "changes")[3]
    assert json.loads(change["sources"]) == ["https://a.example/?q=1|2", "https://b.example"]
    assert json.loads(change["modes"]) == []


def test_csv_carries_what_was_read(filled: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _published(filled, "csv", out)
    event, figure = _csv(out, "events")[0], _csv(out, "trade_figures")[0]
    assert (event["action"], event["parties"], event["date"], event["reported_as"]) == (
        "signed",
        '["CN", "MO"]',
        "2023-02-07",
        "main",
    )
    assert event["quote"] == "China and Macao signed an arrangement on 7 February 2023."
    assert (event["document_id"], event["url"], event["published"]) == ("doc-1", "https://customs.example/1", "2023-02")
    assert (figure["value"], figure["currency"], figure["flow"], figure["between"]) == (
        "4360000000",
        "USD",
        "total",
        '["CN", "MO"]',
    )
    count, held = _csv(out, "counts")[0], _csv(out, "partner_lists")[0]
    assert (count["kind"], count["value"], count["holder"]) == ("ordinal", "3", "")
    assert (held["holder"], held["partners"], held["start"], held["end"]) == ("CN", '["MO", "HK"]', "0", "57")


def test_json_lines_say_the_same_with_their_types(filled: Store, tmp_path: Path) -> None:
    _published(filled, "csv", tmp_path / "csv")
    _published(filled, "jsonl", tmp_path / "jsonl")
    assert _jsonl(tmp_path / "jsonl", "recognitions")[1]["parties"] == ["HK", "NZ"]
    assert _jsonl(tmp_path / "jsonl", "changes")[2]["date"] is None
    assert _jsonl(tmp_path / "jsonl", "trade_figures")[0]["value"] == 4.36e9
    for name in FILES:
        flat, typed = _csv(tmp_path / "csv", name), _jsonl(tmp_path / "jsonl", name)
        assert [list(row) for row in flat] == [list(row) for row in typed]
        assert len(flat) == len(typed) > 0


def test_the_same_registry_gives_the_same_files(filled: Store, tmp_path: Path) -> None:
    first, second = (_published(filled, "jsonl", tmp_path / name) for name in ("one", "two"))
    assert first.files == second.files


@pytest.mark.parametrize("format", EXPORTS)
def test_an_empty_registry_gives_empty_files(store: Store, tmp_path: Path, format: str) -> None:
    manifest = _published(store, format, tmp_path / "out")
    assert {file.rows for file in manifest.files} == {0}
    for file in manifest.files:
        content = (tmp_path / "out" / file.name).read_bytes()
        expected = {"jsonl": b"", "csv": ",".join(file.columns).encode() + b"\r\n"}
        assert content == expected.get(format, content)


@FOLDERS
def test_an_earlier_publication_is_replaced_whole(filled: Store, tmp_path: Path) -> None:
    _published(filled, "csv", tmp_path / "out")
    _published(filled, "jsonl", tmp_path / "out")
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".jsonl", ".json"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@FOLDERS
def test_an_empty_folder_is_used(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    _published(filled, "csv", tmp_path / "out")
    assert (tmp_path / "out" / "manifest.json").is_file()


@FOLDERS
@pytest.mark.parametrize("stranger", ["photo.jpg", "manifest.json"])
def test_a_folder_with_something_else_is_refused_untouched(filled: Store, tmp_path: Path, stranger: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / stranger).write_text("{}")
    with pytest.raises(ExportError, match="no export of mrawatch") as refused:
        _published(filled, "csv", out)
    assert refused.value.remedy
    assert (out / stranger).read_text() == "{}"


@FOLDERS
def test_what_somebody_put_beside_a_publication_is_not_lost(filled: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _published(filled, "csv", out)
    (out / "notes.txt").write_text("mine")
    with pytest.raises(ExportError, match=r"notes\.txt"):
        _published(filled, "csv", out)
    assert (out / "notes.txt").read_text() == "mine"


@FOLDERS
def test_a_file_in_the_place_of_the_folder_is_refused(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ExportError, match="no folder"):
        _published(filled, "csv", tmp_path / "out")


@FOLDERS
def test_an_unknown_format_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="'xlsx'") as refused:
        _published(store, "xlsx", tmp_path / "out")
    assert "csv" in refused.value.remedy


@FOLDERS
@pytest.mark.parametrize(("number", "says"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "cannot be written")])
@pytest.mark.parametrize("format", EXPORTS)
def test_a_disk_that_refuses_leaves_the_last_publication(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str, number: int, says: str
) -> None:
    out = tmp_path / "out"
    _published(filled, format, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    opened = Path.open

    def refuse(path: Path, *args: object, **options: object) -> object:
        if path.name.startswith("trade_figures"):
            raise OSError(number, "refused")
        return opened(path, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ExportError, match=says) as refused:
        _published(filled, format, out)
    monkeypatch.undo()
    assert str(out) in refused.value.message and refused.value.remedy
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


@FOLDERS
@pytest.mark.parametrize("value", [float("inf"), float("nan"), "\ud800"])
def test_a_value_that_cannot_be_written_leaves_the_last_publication(
    filled: Store, tmp_path: Path, value: float | str
) -> None:
    out = tmp_path / "out"
    _published(filled, "jsonl", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    sheet = Sheet("counts", "Counts.", (Column("value", "A number.", Kind.NUMBER),), ("value",))
    with pytest.raises(ExportError, match="cannot be written") as refused:
        publish([Part((sheet,), [("counts", {"value": value})])], "jsonl", EXPORTS["jsonl"], out)
    assert refused.value.remedy
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@FOLDERS
def test_a_failing_last_step_brings_the_last_publication_back(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    _published(filled, "csv", out)
    before = (out / "manifest.json").read_bytes()
    renamed = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.suffix == ".new":
            raise OSError(errno.EIO, "refused")
        return renamed(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(ExportError):
        _published(filled, "jsonl", out)
    monkeypatch.undo()
    assert (out / "manifest.json").read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


@FOLDERS
def test_a_folder_that_cannot_be_reached_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="cannot be written"):
        _published(store, "csv", tmp_path / "file" / "out")


def test_every_figure_has_its_place_in_a_series_by_the_number_of_its_document(filled: Store, tmp_path: Path) -> None:
    with filled.reading() as session:
        export(session, "jsonl", tmp_path / "out")
    (row,) = map(json.loads, (tmp_path / "out" / "trade_series.jsonl").read_text("utf-8").splitlines())
    assert (row["document_id"], row["number"], row["value"], row["currency"]) == ("doc-1", 1, 4.36e9, "USD")
    assert (row["exporter"], row["importer"], row["current"], row["flags"]) == ("CN", "MO", True, [])


@FOLDERS
def test_a_figure_has_one_number_in_both_sheets_wherever_its_words_stand(
    store: Store, tmp_path: Path, document: Callable[..., Document], extraction: Callable[..., Extraction]
) -> None:
    def figure(value: float, start: int, *between: str) -> TradeFigure:
        words = Span(text="T", start=start, end=start + 1)
        return TradeFigure(
            value=value, currency="USD", period="2022", flow=Flow.EXPORT, between=between, confidence=1, evidence=words
        )

    figures = (figure(2e9, 9, "CN", "MO"), figure(1e9, 3, "CN", "MO"), figure(3e9, 3, "CN", "KR"))
    with store.transaction() as session:
        Documents(session).add(document())
        Extractions(session).add(extraction(document(), trade_figures=figures))
    _published(store, "jsonl", tmp_path / "out")
    for sheet in ("trade_figures", "trade_series"):
        rows = _jsonl(tmp_path / "out", sheet)
        assert [(row["number"], row["value"]) for row in rows] == [(1, 2e9), (2, 1e9), (3, 3e9)]
