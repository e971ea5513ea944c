"""Numbers of the domain are finite: neither infinity nor what is no number gets in."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from store.domain import Claim, Count, CountKind, Evidence, Flow, Frozen, Milestone, Span, Statement, TradeFigure

QUOTE = Span(text="q", start=0, end=1)
VALUES: dict[str, tuple[type[Frozen], dict[str, Any]]] = {
    "figure": (
        TradeFigure,
        {
            "value": 1.0,
            "yoy_percent": 1.0,
            "confidence": 1.0,
            "currency": "USD",
            "period": "2022",
            "flow": Flow.TOTAL,
            "between": ("CN",),
            "evidence": QUOTE,
        },
    ),
    "count": (
        Count,
        {"what": "w", "kind": CountKind.ARRANGEMENTS, "value": 3.0, "confidence": 1.0, "evidence": QUOTE},
    ),
    "claim": (
        Claim,
        {"document_id": "d", "holder": "CN", "kind": CountKind.ARRANGEMENTS, "value": 3.0, "evidence": QUOTE},
    ),
    "statement": (
        Statement,
        {"parties": ("CN", "MO"), "milestone": Milestone.SIGNED, "evidence": Evidence(), "confidence": 1.0},
    ),
}
FIELDS = [(name, field) for name, (_, made) in VALUES.items() for field, value in made.items() if value in (1.0, 3.0)]


@pytest.mark.parametrize(("name", "field"), FIELDS)
@pytest.mark.parametrize("number", ["inf", "-inf", "nan"])
def test_a_number_that_is_not_finite_is_refused(name: str, field: str, number: str) -> None:
    kind, made = VALUES[name]
    assert getattr(kind(**made), field) == made[field]
    with pytest.raises(ValidationError, match=field):
        kind(**made | {field: float(number)})


def test_digits_beyond_every_number_are_refused_in_a_stored_record() -> None:
    kind, made = VALUES["count"]
    stored = json.loads(kind(**made).model_dump_json()) | {"value": float("9" * 400)}
    with pytest.raises(ValidationError, match="finite"):
        Count.model_validate(stored)
