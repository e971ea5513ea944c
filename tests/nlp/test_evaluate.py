"""The measures: what counts as right, one rule a test, on records made by hand."""

import json
from pathlib import Path

import pytest

from nlp.evaluate import evaluate
from nlp.gold import read_gold
from store.domain import Extraction
from store.errors import InputError

TEXT = "x" * 50


def span() -> dict[str, object]:
    return {"text": "xxxx", "start": 0, "end": 4}


def event(action: str, parties: str, date: str | None, role: str = "main") -> dict[str, object]:
    return {
        "action": action,
        "parties": [{"code": code, "name": code, **span()} for code in parties.split()],
        "date": {"value": date, "precision": {4: "year", 7: "month", 10: "day"}[len(date)], "rule": "t", **span()}
        if date
        else None,
        "reported_as": role,
        "confidence": 0.9,
        "evidence": span(),
    }


def record(**told: object) -> Extraction:
    return Extraction.model_validate(
        {
            "schema": "mrawatch.extraction/1",
            "extractor": {"version": "0", "model": "m", "model_sha256": "s"},
            "document": {"id": "d", "url": None, "title": "", "language": "en", "published": None, "text_sha256": "s"},
            "relevant": True,
            **told,
        }
    )


def gold(**told: object) -> dict[str, object]:
    return {
        "id": "d",
        "text": TEXT,
        "language": "en",
        "published": None,
        "gold": {"events": [], "trade_figures": [], "counts": [], **told},
    }


def gold_event(action: str, parties: str, date: str | None, role: str = "main") -> dict[str, object]:
    return {"action": action, "parties": parties.split(), "date": date, "reported_as": role}


def figures(golds: dict[str, object], told: Extraction | None) -> dict[str, float | None]:
    return evaluate([golds], {"d": told} if told else {})["all"].figures()


def test_an_event_is_its_action_and_parties_in_any_order() -> None:
    result = figures(
        gold(events=[gold_event("signed", "CN MO", "2023-02")]), record(events=[event("signed", "MO CN", "2023-02-07")])
    )
    assert (result["event"], result["event+date"], result["main"]) == (1, 1, 1)


def test_a_coarser_date_than_golds_is_wrong() -> None:
    result = figures(
        gold(events=[gold_event("signed", "CN MO", "2023-02-07")]), record(events=[event("signed", "CN MO", "2023-02")])
    )
    assert (result["event"], result["event+date"]) == (1, 0)


def test_a_date_where_gold_has_none_is_wrong() -> None:
    result = figures(
        gold(events=[gold_event("signed", "CN MO", None)]), record(events=[event("signed", "CN MO", "2023-02")])
    )
    assert (result["event"], result["event+date"]) == (1, 0)


def test_a_bloc_stands_for_all_its_members() -> None:
    members = "AE BH KW OM QA SA"
    result = figures(
        gold(events=[gold_event("in_force", "GCC", "2023")]), record(events=[event("in_force", members, "2023")])
    )
    assert result["event"] == 1


def test_an_announced_event_that_gold_has_not_is_a_false_alarm() -> None:
    result = figures(gold(), record(events=[event("signed", "CN MO", "2023")]))
    assert (result["false alarm"], result["event"], result["main"]) == (1, 0, None)


def test_planned_events_are_scored_apart() -> None:
    result = figures(
        gold(events=[gold_event("planned", "CN MO", None)]), record(events=[event("planned", "CN MO", None)])
    )
    assert (result["planned"], result["event"], result["false alarm"]) == (1, 1, 0)


def test_an_undated_background_event_is_a_pair_of_partners() -> None:
    listed = record(
        partner_lists=[{"holder": "CN", "partners": ["MO"], "status": "signed", "confidence": 0.9, "evidence": span()}]
    )
    result = figures(gold(events=[gold_event("signed", "CN MO", None, "background")]), listed)
    assert (result["partner"], result["event"]) == (1, 1)


def test_a_figure_is_value_currency_flow_and_parties_and_whole_with_period_and_change() -> None:
    told = {"value": 4.36e9, "currency": "USD", "flow": "export", "between": ["CN", "MO"], "period": "2022"}
    right = {**told, "yoy_percent": 32.9, "confidence": 0.9, "evidence": span()}
    other_way = {**right, "between": ["MO", "CN"]}
    golds = gold(trade_figures=[{**told, "value": 4.37e9, "yoy_percent": 32.9}])
    assert (
        figures(golds, record(trade_figures=[right]))["figure"],
        figures(golds, record(trade_figures=[right]))["figure+full"],
    ) == (1, 1)
    assert figures(golds, record(trade_figures=[other_way]))["figure"] == 0
    assert figures(golds, record(trade_figures=[{**right, "yoy_percent": None}]))["figure+full"] == 0


def test_claims_are_counts_of_the_networks_size() -> None:
    count = {"what": "w", "value": 35, "confidence": 0.9, "evidence": span()}
    golds = gold(counts=[{"kind": "countries", "value": 35}, {"kind": "companies", "value": 80}])
    result = figures(golds, record(counts=[{**count, "kind": "countries"}]))
    assert (result["claim"], result["count"]) == (1, pytest.approx(2 / 3, abs=1e-4))


def test_a_document_without_a_record_scores_nothing() -> None:
    result = figures(gold(events=[gold_event("signed", "CN MO", "2023")]), None)
    assert (result["event"], result["main"]) == (0, 0)


def test_a_quote_that_does_not_stand_at_its_offsets_is_not_grounded() -> None:
    moved = {**event("signed", "CN MO", None), "evidence": {"text": "yyyy", "start": 0, "end": 4}}
    result = figures(gold(), record(events=[moved]))
    assert result["grounded"] == pytest.approx(2 / 3)


def test_groups_tell_languages_and_phenomena_apart() -> None:
    reports = evaluate([gold(events=[gold_event("signed", "CN MO", None)])], {})
    assert {"all", "language en", "with an undated main event", "with no page date"} <= reports.keys()
    assert "languages but English" not in reports
    assert {"language ko", "languages but English"} <= evaluate([gold() | {"language": "ko"}], {}).keys()


def test_gold_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"id": "x", "text": "t"}), "utf-8")
    with pytest.raises(InputError, match="x has no gold"):
        read_gold(tmp_path)
