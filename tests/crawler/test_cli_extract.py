"""`mrawatch extract` as a user types it: records in order, bad inputs named, nothing that steers a terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.printing import harmless, show, show_json
from store.domain import Extraction

ENGLISH = (
    "Customs of China and Macao Customs signed an AEO mutual recognition arrangement on 7 February 2023 in Beijing."
)

Command = Callable[..., Any]
"""`mrawatch …`, called with its arguments: gives `code`, `out`, `err` and `json`."""


def test_records_come_in_the_order_of_the_inputs_with_their_ids(mrawatch: Command, tmp_path: Path) -> None:
    rows = [{"id": f"n{i}", "text": ENGLISH if i % 3 else "Nothing of note.", "language": "en"} for i in range(70)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    shown = mrawatch("extract", "a.jsonl", "--format", "jsonl")
    records = [Extraction.model_validate_json(line) for line in shown.out.splitlines()]
    assert [record.document.id for record in records] == [row["id"] for row in rows]
    assert shown.code == 0
    assert sum(len(record.events) for record in records) >= 40
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


def test_what_stands_beside_a_text_cannot_steer_the_terminal_either(mrawatch: Command, tmp_path: Path) -> None:
    escape = "\x1b]0;pwned\x07\x9b31m"
    row = {"id": f"i{escape}", "url": f"http://x/{escape}", "title": f"t{escape}", "text": ENGLISH}
    (tmp_path / "a.json").write_text(json.dumps(row))
    shown = mrawatch("extract", "a.json").out
    assert "pwned" in shown
    assert not set(shown) & set("\x1b\x07\x9b")


def test_lines_of_json_hold_no_control_character_and_lose_none(mrawatch: Command, tmp_path: Path) -> None:
    text = "\x9b31m\x7f\x85\u2028" + ENGLISH + "\x1b[m"
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.json").write_text(json.dumps({"id": text, "title": text, "text": text, "language": "en"}))
    shown = mrawatch("extract", "a.txt", "b.json", "--format", "jsonl").out
    assert not set(shown) & set(map(chr, [*range(10), *range(11, 32), *range(0x7F, 0xA0), 0x2028]))
    records = [json.loads(line) for line in shown.splitlines()]
    assert records[1]["document"]["title"] == text


def test_json_documents_hold_no_control_character(capsys: pytest.CaptureFixture[str]) -> None:
    show_json({"quote": "a\x9b31m\x7f 海"})
    printed = capsys.readouterr().out
    assert printed == '{\n  "quote": "a\\u009b31m\\u007f 海"\n}\n'


def test_a_line_of_text_can_neither_style_nor_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show("[red]a[/red] :warning: \x9b31m")
    assert capsys.readouterr().out == "[red]a[/red] :warning: �31m\n"


@pytest.mark.parametrize("code", ["en_US", "EN", "en-us"])
def test_a_language_may_be_written_as_systems_do(mrawatch: Command, tmp_path: Path, code: str) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    record = json.loads(mrawatch("extract", "a.txt", "--language", code, "--format", "jsonl").out)
    assert record["document"]["language"] in ("en", "en-US")
    assert record["language_supported"]
    assert record["events"]


def test_harmless_keeps_every_offset() -> None:
    text = "a\r\nb\x00\x1b[0m\tc\u0085d"
    assert len(harmless(text)) == len(text)
    assert harmless(text) == "a \nb��[0m\tc�d"
