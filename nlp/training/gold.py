"""What a marked text says, in the shape of a gold announcement, so that validation texts are scored as any other."""

from typing import Any

from nlp.normalise.money import parse_money
from nlp.training.corpus import Text


def gold_of(text: Text, own: str | None = None) -> dict[str, Any]:
    """The gold announcement of a training text; `own` is the party whose bare "$" it is."""
    return {
        "id": text.id,
        "title": text.title,
        "text": text.text,
        "language": text.language,
        "published": text.published,
        "gold": {
            "events": _events(text),
            "trade_figures": _figures(text, own),
            "counts": _counts(text),
            "partner_lists": [
                {"holder": m.values[0], "status": m.values[1], "partners": list(m.codes)} for m in text.of("partners")
            ],
        },
    }


def _events(text: Text) -> list[dict[str, Any]]:
    """Each event once: repeated mentions say no more, and main goes before background."""
    found: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}
    for mark in text.of("event"):
        if not mark.asserted:
            continue
        date = text.linked(mark, "date")
        value = date.values[1] if date is not None and date.values[1] != "null" else None
        key = (mark.values[0], tuple(sorted(mark.codes)))
        event = {"action": mark.values[0], "parties": list(mark.codes), "date": value, "reported_as": mark.values[1]}
        held = found.setdefault(key, event)
        held["date"] = held["date"] or value
        if mark.values[1] == "main":
            held["reported_as"] = "main"
    return list(found.values())


def _figures(text: Text, own: str | None) -> list[dict[str, Any]]:
    figures = []
    last: str | None = None
    for mark in text.of("figure"):
        money = parse_money(mark.words, text.language, own)
        if money is None:
            continue
        last = money.currency or last
        period, change = text.linked(mark, "period"), text.linked(mark, "change")
        figures.append(
            {
                "value": money.value,
                "currency": last,
                "flow": mark.values[0],
                "between": list(mark.codes),
                "period": period.values[1] if period is not None else mark.links.get("period"),
                "yoy_percent": float(change.values[1]) if change is not None else None,
            }
        )
    return figures


def _counts(text: Text) -> list[dict[str, Any]]:
    unique = {(m.values[0], float(m.values[1]), m.links.get("holder")) for m in text.of("count")}
    return [{"kind": kind, "value": value, "holder": holder} for kind, value, holder in sorted(unique, key=str)]
