"""The reader does not fall below its floors, and floors move down on purpose only."""

from pathlib import Path

import pytest

from nlp.evaluate import Report, Score, evaluate
from nlp.floors import below, raised, read_floors, written
from nlp.gold import read_gold
from nlp.pipeline import Reader
from store.domain import Document
from store.errors import InputError

TESTS = Path(__file__).parents[1]


def test_our_own_gold_is_read_as_well_as_the_floors_say(reader: Reader) -> None:
    golds = read_gold(TESTS / "gold")
    documents = [Document(**{k: g[k] for k in ("id", "title", "text", "language", "published")}) for g in golds]
    records = dict(zip((d.id for d in documents), reader.extract(documents), strict=True))
    floors = read_floors(TESTS / "floors.toml")
    assert {"event", "main", "false alarm", "figure"} <= set(floors["all"])
    assert list(below(evaluate(golds, records), floors)) == []


def report(right: int, alarms: int) -> dict[str, Report]:
    made = Report()
    made.scores["event"] = Score(right, 10, 10)
    made.scores["false alarm"] = Score(alarms, 10, 10)
    return {"all": made}


def test_what_falls_below_is_told_and_a_ceiling_is_one() -> None:
    floors = {"all": {"event": 0.8, "false alarm": 0.1}, "language xx": {"event": 0.5}}
    assert list(below(report(8, 1), {"all": floors["all"]})) == []
    told = list(below(report(7, 2), floors))
    assert told == [
        "all: event is 0.7000, its floor is 0.8",
        "all: false alarm is 0.2000, its ceiling is 0.1",
        "language xx: event was not measured, its floor is 0.5",
    ]


def test_floors_rise_and_fall_only_on_purpose() -> None:
    floors = {"all": {"event": 0.8, "false alarm": 0.1}}
    assert raised(report(9, 0), floors) == {"all": {"event": 0.9, "false alarm": 0.0}}
    assert raised(report(7, 2), floors) == floors
    assert raised(report(7, 2), floors, lower=True) == {"all": {"event": 0.7, "false alarm": 0.2}}


def test_floors_are_read_back_as_written(tmp_path: Path) -> None:
    floors = {"all": {"event": 0.8125, "false alarm": 0.1}, "language zh-Hant": {"main": 1.0}}
    (tmp_path / "floors.toml").write_text(written(floors), "utf-8")
    assert read_floors(tmp_path / "floors.toml") == floors


@pytest.mark.parametrize("text", ["event = [", "event = 0.5", '["all"]\n"event" = "high"'])
def test_floors_that_are_none_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "floors.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"floors\.toml"):
        read_floors(tmp_path / "floors.toml")
