"""Which confidences are held against gold, and which of them are right."""

from typing import Any

from nlp.judging import judgements
from store.domain import Extraction
from tests.nlp.test_evaluate import event, gold, gold_event, record, span


def judged(golds: dict[str, object], told: Extraction) -> dict[str, list[tuple[float, bool]]]:
    return {name: pairs for name, pairs in judgements([golds], {"d": told}).items() if pairs}


SURE = {"action": 0.8, "parties": 0.7, "reported_as": 0.6, "date": 0.5}


def sure_event(*told: str | None) -> dict[str, object]:
    return {**event(*told), "field_confidence": SURE}  # type: ignore[arg-type]


def test_every_field_of_a_right_event_is_judged() -> None:
    golds = gold(events=[gold_event("signed", "CN MO", "2023", "background")])
    assert judged(golds, record(events=[sure_event("signed", "CN MO", "2022")])) == {
        "event": [(0.9, True)],
        "action": [(0.8, True)],
        "parties": [(0.7, True)],
        "reported_as": [(0.6, False)],
        "date": [(0.5, False)],
    }


def test_of_a_wrong_event_the_field_that_is_wrong_is_judged() -> None:
    golds = gold(events=[gold_event("signed", "CN MO", "2023")])
    assert judged(golds, record(events=[sure_event("in_force", "CN MO", "2023")])) == {
        "event": [(0.9, False)],
        "action": [(0.8, False)],
    }
    assert judged(golds, record(events=[sure_event("signed", "CN HK", "2023")])) == {
        "event": [(0.9, False)],
        "parties": [(0.7, False)],
    }


def test_plans_are_judged_apart_from_events() -> None:
    golds = gold(events=[gold_event("planned", "CN MO", "2023"), gold_event("signed", "CN HK", "2023")])
    told = judged(golds, record(events=[sure_event("planned", "CN MO", "2023"), sure_event("signed", "CN HK", "2023")]))
    assert (told["planned"], told["event"]) == ([(0.9, True)], [(0.9, True)])
    assert len(told["action"]) == 2


def test_an_event_that_is_told_twice_is_right_once() -> None:
    golds = gold(events=[gold_event("signed", "CN MO", "2023")])
    twice = judged(golds, record(events=[sure_event("signed", "CN MO", "2023")] * 2))
    assert twice["event"] == [(0.9, True), (0.9, False)]
    assert len(twice["date"]) == 1


def figure(**changed: Any) -> dict[str, object]:
    told = {"value": 4e9, "currency": "USD", "flow": "export", "between": ["CN", "MO"], "period": "2022"}
    sure = {"flow": 0.8, "between": 0.7, "period": 0.6, "yoy_percent": 0.5}
    return {**told, "yoy_percent": 3.0, "confidence": 0.9, "evidence": span(), "field_confidence": sure, **changed}


def test_fields_of_figures_are_judged_where_the_others_say_which_figure_is_meant() -> None:
    golds = gold(trade_figures=[figure()])
    assert judged(golds, record(trade_figures=[figure(period="2021")])) == {
        "figure": [(0.9, True)],
        "flow": [(0.8, True)],
        "between": [(0.7, True)],
        "period": [(0.6, False)],
        "change": [(0.5, True)],
    }
    assert judged(golds, record(trade_figures=[figure(flow="import")])) == {
        "figure": [(0.9, False)],
        "flow": [(0.8, False)],
    }
    assert judged(golds, record(trade_figures=[figure(between=["MO", "CN"])])) == {
        "figure": [(0.9, False)],
        "flow": [(0.8, True)],
        "between": [(0.7, False)],
    }
