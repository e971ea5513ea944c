"""What was told, each with its confidence and whether it is right: what calibration is made of and measured by."""

from collections.abc import Iterable, Mapping

from nlp.calibration import table_of
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

JUDGED = (
    "event",
    "planned",
    "action",
    "parties",
    "reported_as",
    "date",
    "figure",
    "flow",
    "between",
    "period",
    "change",
    "count",
    "partners",
)
"""What bears a confidence that is measured."""

_FIELD = {"change": "yoy_percent"}
"""What a record calls a field otherwise."""

Judged = dict[str, list[tuple[float, bool]]]
"""By what is measured: confidences, each with whether what it was told of is right."""


def judgements(golds: Iterable[Gold], records: Mapping[str, Extraction]) -> Judged:
    """What was told, each with its confidence and whether it is right: what calibration is made of and measured by.

    `event`, `planned`, `figure`, `count` and `partners` by their own confidence: plans are no events of the contract,
    and how sure they are is another matter. A field is judged where the others say what is
    meant: `action` of an event whose parties gold names together, `parties` of one whose action gold has, `date` and
    `reported_as` of each right event; `flow` and `between` of a figure whose value gold has with the same parties, or
    with the same flow; `period` and `change` of each right figure.
    """
    judged: Judged = {name: [] for name in JUDGED}
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


def _judge(judged: Judged, field: str, sure: Mapping[str, float], *, right: bool) -> None:
    """Judge a field, if the record tells how sure it is of it."""
    name = _FIELD.get(field, field)
    if name in sure:
        judged[field].append((sure[name], right))


def _judge_events(judged: Judged, gold: Gold, record: Extraction) -> None:
    every = [e for e in gold_events(gold) if not recalled_only(e)]
    left = list(every)
    for event, told in zip(record.events, told_events(record), strict=True):
        sure = event.field_confidence
        found = next((g for g in left if g[:2] == told[:2]), None)
        judged[table_of(event.action)].append((event.confidence, found is not None))
        stated = any(g[:2] == told[:2] for g in every)
        if any(g[1] == told[1] for g in every):
            _judge(judged, "action", sure, right=stated)
        if any(g[0] == told[0] for g in every):
            _judge(judged, "parties", sure, right=stated)
        if found is not None:
            left.remove(found)
            _judge(judged, "date", sure, right=same_date(found[2], told[2]))
            _judge(judged, "reported_as", sure, right=found[3] == told[3])


def _judge_figures(judged: Judged, gold: Gold, record: Extraction) -> None:
    every = gold_figures(gold)
    left = list(every)
    for figure, told in zip(record.trade_figures, told_figures(record), strict=True):
        sure = figure.field_confidence
        found = next((g for g in left if same_figure(g, told)), None)
        judged["figure"].append((figure.confidence, found is not None))
        valued = [g for g in every if close(g[0], told[0])]
        if any(sorted(g[3]) == sorted(told[3]) for g in valued):
            _judge(judged, "flow", sure, right=any(sorted(g[3]) == sorted(told[3]) and g[2] == told[2] for g in valued))
        if any(g[2] == told[2] for g in valued):
            _judge(judged, "between", sure, right=any(g[2] == told[2] and g[3] == told[3] for g in valued))
        if found is not None:
            left.remove(found)
            _judge(judged, "period", sure, right=found[4] == told[4])
            _judge(judged, "change", sure, right=same_change(found[5], told[5]))
