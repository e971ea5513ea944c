"""What a date is the date of: a text, an announced step, a signature, a start for all, a start in stages."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from store.domain import Change, DateKind, DecidedBy, Milestone, Mode, Precision, Scope, Statement
from store.reconcile.dates import kind_of
from store.reconcile.state import project


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"milestone": Milestone.SIGNED}, DateKind.SIGNED),
        ({"milestone": Milestone.ACTION_PLAN}, DateKind.SIGNED),
        ({"milestone": Milestone.TEXT_AGREED}, DateKind.ANNOUNCED),
        ({"milestone": Milestone.IN_FORCE}, DateKind.EFFECTIVE),
        ({"milestone": Milestone.IN_FORCE, "acceding": ("MO",)}, DateKind.STAGED),
        ({"milestone": Milestone.IN_FORCE, "scope": Scope(modes=(Mode.ROAD,))}, DateKind.STAGED),
        ({"milestone": Milestone.SUSPENDED}, DateKind.EFFECTIVE),
        (
            {"milestone": Milestone.SIGNED, "date_rule": "today of the anchor's day", "date_anchor": "published"},
            DateKind.PUBLISHED,
        ),
        (
            {"milestone": Milestone.SIGNED, "date_rule": "today of the anchor's day", "date_anchor": "dateline"},
            DateKind.SIGNED,
        ),
        ({"milestone": Milestone.SIGNED, "date": None}, None),
    ],
)
def test_the_kind_of_a_date(fields: dict[str, Any], kind: DateKind | None, statement: Callable[..., Statement]) -> None:
    assert kind_of(statement(**fields)) is kind


def test_a_milestone_shows_its_dates_kind_precision_and_rule(statement: Callable[..., Statement]) -> None:
    changes = [
        Change(
            seq=seq,
            key=str(seq),
            statement=statement(date=date, date_rule=rule),
            decided_by=DecidedBy.POLICY,
            decided_at=datetime(2024, 1, 1, tzinfo=UTC),
            reason="told",
        )
        for seq, (date, rule) in enumerate((("2023", "as written"), ("2023-02", "this month"), (None, "")), 1)
    ]
    ((state,),) = (found.milestones for found in project(changes))
    assert (state.date, state.date_kind, state.date_precision) == ("2023-02", DateKind.SIGNED, Precision.MONTH)
    assert state.date_rule == "this month"
    ((undated,),) = (found.milestones for found in project(changes[2:]))
    assert (undated.date_kind, undated.date_precision, undated.date_rule) == (None, None, "")
