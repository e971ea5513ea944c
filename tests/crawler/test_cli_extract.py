"""`mrawatch extract` as a user types it: records in order, bad inputs named, nothing that steers a terminal."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from crawler.commands.pretty import pretty
from crawler.printing import harmless, show, show_json
from nlp.pipeline import MOST_CHARACTERS
from store.domain import Count, CountKind, Document, DocumentHead, Extraction, Extractor, Span

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


UNDATED = "Customs of China and Macao Customs signed an AEO mutual recognition arrangement yesterday in Beijing."


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        (UNDATED, (), "undated: relative dates need --published DATE"),
        (UNDATED, ("--published", "2023-02-08"), "published 2023-02-08"),
        (f"OTTAWA, 12 March 2024 - {UNDATED}", (), "dated by its dateline"),
        (ENGLISH, (), "undated\n"),
    ],
)
def test_pretty_says_what_relative_dates_count_from(
    mrawatch: Command, tmp_path: Path, text: str, options: tuple[str, ...], told: str
) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert f"en · {told}" in re.sub(" +\n", "\n", mrawatch("extract", "a.txt", "--language", "en", *options).out)


def count(words: str, value: float = 1, kind: CountKind = CountKind.RANK) -> Count:
    return Count(what=words, kind=kind, value=value, holder="CN", confidence=0.9, evidence=quoted(words))


def quoted(words: str) -> Span:
    return Span(text=words, start=0, end=len(words))


def shown(capsys: pytest.CaptureFixture[str], *counts: Count) -> list[str]:
    document = Document(id="d", text=counts[0].evidence.text)
    record = Extraction(
        extractor=Extractor(version="1", model="m", model_sha256="0"),
        document=DocumentHead.of(document),
        relevant=True,
        counts=counts,
    )
    show(pretty(document, record))
    lines = capsys.readouterr().out.splitlines()
    return lines[next(number for number, line in enumerate(lines) if line.strip().startswith("Read")) + 2 :]


@pytest.mark.parametrize("words", ["largest trading partner of the two " * 9, "中国海关与澳门海关签署互认安排" * 12])
def test_words_are_cut_to_three_lines_in_every_script(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    count_of = count("rank").model_copy(update={"evidence": quoted(words)})
    rows = [row for row in shown(capsys, count_of) if row.strip()]
    assert len(rows) == 3
    assert rows[2].rstrip().endswith("…")
    assert all(cell_len(row) <= 80 for row in rows)


def test_short_words_are_shown_whole(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "…" not in "".join(shown(capsys, count("its largest trading partner")))


def test_counts_of_one_kind_are_told_apart(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    rows = "\n".join(shown(capsys, count("largest trading partner"), count("most arrangements")))
    assert "(largest trading partner)" in rows
    assert "(most arrangements)" in rows


def test_a_language_that_is_not_read_is_said_and_costs_the_exit_code(mrawatch: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    shown = mrawatch("extract", "a.txt", "--language", "sw", "--format", "jsonl")
    assert shown.code == 1
    assert shown.err == "mrawatch: a.txt: the language sw is not one that mrawatch was made for\n"
    assert json.loads(shown.out)["language_supported"] is False


def test_a_page_that_is_cut_short_is_said_and_read(mrawatch: Command, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body><p>{ENGLISH}</p><p>And")
    shown = mrawatch("extract", "a.html", "--format", "jsonl")
    assert (shown.code, len(json.loads(shown.out)["events"])) == (0, 1)
    assert shown.err == "mrawatch: a.html: the page ends before </html>; what came was read\n"


@pytest.mark.parametrize("begun", [ENGLISH, "The museum opened a hall for pottery"])
def test_a_text_longer_than_any_announcement_is_named_and_the_others_are_read(
    mrawatch: Command, tmp_path: Path, begun: str
) -> None:
    (tmp_path / "long.txt").write_text(f"{begun} " + "and so on " * (MOST_CHARACTERS // 10))
    (tmp_path / "good.txt").write_text(ENGLISH)
    shown = mrawatch("extract", "long.txt", "good.txt", "--format", "jsonl")
    assert shown.code == 1
    assert [json.loads(line)["document"]["id"] for line in shown.out.splitlines()] == ["good.txt"]
    error, remedy = shown.err.splitlines()
    assert error.startswith("mrawatch: error: long.txt: 500,")
    assert "500,000" in remedy


def test_a_contact_that_nobody_can_write_to_is_refused(mrawatch: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRAWATCH_CONTACT", "notamail")
    shown = mrawatch("extract", "http://127.0.0.1:9/")
    assert (shown.code, "'notamail' is neither" in shown.err) == (1, True)


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
