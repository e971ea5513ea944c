"""What was told, each with its confidence and whether it is right: what calibration is made of and measured by."""

from collections.abc import Iterable, Mapping

from nlp.gold import (
    Gold,
    close,
    codes,
    gold_events,
    gold_figures,
    recalled_only,
    same_change,
    same_date,
    same_figure,
    told_events,
    told_figures,
)
from store.domain import Extraction

JUDGED = ("event", "date", "figure", "period", "change", "count", "partners")
"""What bears a confidence that is measured."""


def judgements(golds: Iterable[Gold], records: Mapping[str, Extraction]) -> dict[str, list[tuple[float, bool]]]:
    """What was told, each with its confidence and whether it is right: what calibration is made of and measured by.

    `event`, `figure`, `count` and `partners` by their own confidence; `date` by that of the date of each right event,
    `period` and `change` likewise of each right figure.
    """
    judged: dict[str, list[tuple[float, bool]]] = {name: [] for name in JUDGED}
    for gold in golds:
        record = records.get(gold["id"])
        if record is not None:
            _judge_events(judged, gold, record)
            _judge_figures(judged, gold, record)
            left = [(c.get("kind"), c["value"]) for c in gold["gold"].get("counts") or ()]
            for count in record.counts:
                right = next((g for g in left if g[0] == count.kind and close(g[1], count.value)), None)
                judged["count"].append((count.confidence, right is not None))
            listed = [(p["holder"], codes(p["partners"]), p["status"]) for p in gold["gold"].get("partner_lists") or ()]
            for told in record.partner_lists:
                right_list = (told.holder, codes(told.partners), told.status) in listed
                judged["partners"].append((told.confidence, right_list))
    return judged


def _judge_events(judged: Mapping[str, list[tuple[float, bool]]], gold: Gold, record: Extraction) -> None:
    left = [e for e in gold_events(gold) if not recalled_only(e)]
    for event, told in zip(record.events, told_events(record), strict=True):
        found = next((g for g in left if g[:2] == told[:2]), None)
        judged["event"].append((event.confidence, found is not None))
        if found is not None:
            left.remove(found)
            if "date" in event.field_confidence:
                judged["date"].append((event.field_confidence["date"], same_date(found[2], told[2])))


def _judge_figures(judged: Mapping[str, list[tuple[float, bool]]], gold: Gold, record: Extraction) -> None:
    left = gold_figures(gold)
    for figure, told in zip(record.trade_figures, told_figures(record), strict=True):
        found = next((g for g in left if same_figure(g, told)), None)
        judged["figure"].append((figure.confidence, found is not None))
        if found is not None:
            left.remove(found)
            sure = figure.field_confidence
            if "period" in sure:
                judged["period"].append((sure["period"], found[4] == told[4]))
                judged["change"].append((sure["yoy_percent"], same_change(found[5], told[5])))
