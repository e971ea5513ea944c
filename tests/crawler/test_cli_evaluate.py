"""`mrawatch evaluate` and `mrawatch schema`: how well texts are read, and what a record is made of."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nlp.evaluate import F_MEASURES, SHARES

ENGLISH = (
    "Customs of China and Macao Customs signed an AEO mutual recognition arrangement on 7 February 2023 in Beijing."
)
CHINESE = "海关总署与澳门海关于2023年2月7日签署“经认证的经营者”（AEO）互认安排。"

Command = Callable[..., Any]
"""`mrawatch …`, called with its arguments: gives `code`, `out`, `err` and `json`."""


def gold(id_: str, text: str = ENGLISH, date: str | None = "2023-02-07", **fields: Any) -> dict[str, Any]:
    event = {"action": "signed", "parties": ["CN", "MO"], "date": date, "reported_as": "main"}
    return {"id": id_, "text": text, "language": "en", "published": None, "gold": {"events": [event]}, **fields}


@pytest.fixture
def golds(tmp_path: Path) -> Path:
    """One that is read rightly, one whose gold has another date, one in Chinese."""
    file = tmp_path / "gold.jsonl"
    rows = [gold("right"), gold("wrong", date="2023-02-08"), gold("chinese", CHINESE, language="zh")]
    file.write_text("\n".join(json.dumps(row) for row in rows))
    return file


def test_the_figures_of_every_group_are_told(fresh: Command, golds: Path) -> None:
    shown = fresh("evaluate", str(golds), "--format", "json")
    assert shown.code == 0
    assert {"all", "language en", "language zh"} <= shown.json.keys()
    assert shown.json["all"]["documents"] == 3
    assert shown.json["all"]["event"] == 1.0
    assert shown.json["all"]["event+date"] == pytest.approx(0.6667)
    assert shown.json["language zh"]["event+date"] == 1.0
    assert shown.json["all"]["false alarm"] is None
    assert "errors" not in shown.json["all"]


def test_the_tables_hold_every_measure_and_fit_eighty_columns(fresh: Command, golds: Path) -> None:
    rows = [gold("several"), gold("undated", date=None)]
    rows[0]["gold"]["events"] += [event | {"parties": ["CN", "HK"]} for event in rows[0]["gold"]["events"]]
    with golds.open("a") as file:
        file.writelines(f"\n{json.dumps(row)}" for row in rows)
    out = fresh("evaluate", str(golds)).out
    assert max(map(len, out.splitlines())) <= 80
    assert set(F_MEASURES) | set(SHARES) <= set(re.split(r"\s{2,}", " ".join(out.splitlines())))
    told = [line.split() for line in out.splitlines() if line.strip().startswith("all")]
    assert [row[:2] for row in told] == [["all", "5"]] * 3
    groups = [line for line in out.splitlines() if line.strip().startswith("with several main events ")]
    assert len(groups) == 3, "each on one line"


def test_errors_are_listed_where_they_are_asked_for(fresh: Command, golds: Path) -> None:
    assert "missed" not in fresh("evaluate", str(golds)).out
    told = fresh("evaluate", str(golds), "--errors").out
    assert "wrong: missed signed CN+MO 2023-02-08 main" in told
    assert "wrong: wrong signed CN+MO 2023-02-07 main" in told
    assert len(fresh("evaluate", str(golds), "--errors", "--format", "json").json["all"]["errors"]) == 2


def test_an_announcement_without_a_language_is_read_in_its_own(fresh: Command, tmp_path: Path) -> None:
    row = gold("chinese", CHINESE)
    del row["language"]
    (tmp_path / "g.jsonl").write_text(json.dumps(row))
    assert fresh("evaluate", "g.jsonl", "--format", "json").json["all"]["event+date"] == 1.0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "no gold announcements"),
        ("", "no gold announcements"),
        ("{", "no gold announcements"),
        ('{"id": "a", "text": "b"}', "a has no gold"),
        ("5", "is not written as gold announcements are"),
        (json.dumps(gold("a", language="xx")), "'xx' is no language"),
        (json.dumps(gold("a", published="May")), "published: 'May' is no date"),
        (json.dumps(gold("a") | {"gold": {"events": [{}]}}), "is missing"),
        (json.dumps(gold("a") | {"gold": []}), "is not written as gold announcements are"),
    ],
)
def test_what_is_no_gold_is_named(fresh: Command, tmp_path: Path, content: str | None, told: str) -> None:
    if content is not None:
        (tmp_path / "g.jsonl").write_text(content)
    shown = fresh("evaluate", "g.jsonl")
    assert shown.code == 1
    assert shown.err.startswith("mrawatch: error: g.jsonl: ")
    assert told in shown.err


def test_the_schema_describes_what_is_printed(fresh: Command, tmp_path: Path) -> None:
    schema = fresh("schema").json
    assert schema["$id"] == "mrawatch.extraction/1"
    Draft202012Validator.check_schema(schema)
    (tmp_path / "a.txt").write_text(ENGLISH)
    record = json.loads(fresh("extract", "a.txt", "--format", "jsonl").out)
    assert record["events"]
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(record)) == []
    assert list(validator.iter_errors(record | {"schema": "another/1"}))
    assert list(validator.iter_errors({key: value for key, value in record.items() if key != "document"}))
