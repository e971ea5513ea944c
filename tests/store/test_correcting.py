"""What an analyst puts right: the date, the direction, tier and modes, and whose act it is."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from store.correcting import Correction
from store.db import Store
from store.deciding import accept
from store.domain import AnswerKind, Milestone, Mode, Proposal, Scope, Statement, Verdict
from store.errors import InputError
from store.registry import Registry
from store.reviews import Reviews


def test_what_is_not_corrected_stands(statement: Callable[..., Statement]) -> None:
    told = statement("CN", "HK", scope=Scope(modes=(Mode.AIR,)), acceding=("HK",))
    assert Correction().applied(told) is None
    dated = Correction(date="2014-05").applied(told)
    assert dated is not None
    assert (dated.date, dated.date_rule) == ("2014-05", "corrected by an analyst")
    assert (dated.scope, dated.acceding) == (told.scope, told.acceding)


@pytest.mark.parametrize(
    ("given", "scope"),
    [
        ({"recogniser": "BY"}, Scope(recogniser="BY", recognised="CN")),
        ({"recognised": "BY", "tier": "type III"}, Scope(recogniser="CN", recognised="BY", tier="type III")),
        ({"modes": (Mode.SEA, Mode.AIR, Mode.AIR)}, Scope(modes=(Mode.AIR, Mode.SEA))),
    ],
)
def test_a_direction_of_two_parties_is_told_by_one_of_them(
    statement: Callable[..., Statement], given: dict[str, Any], scope: Scope
) -> None:
    corrected = Correction(**given).applied(statement("BY", "CN"))
    assert corrected is not None
    assert corrected.scope == scope


@pytest.mark.parametrize(
    ("parties", "given", "says"),
    [
        ("BY CN", {"recogniser": "MO"}, "MO is no party of BY-CN"),
        ("BY CN", {"recogniser": "CN", "recognised": "CN"}, "no direction"),
        ("BR CL PE", {"recogniser": "BR"}, "no direction"),
        ("BY CN", {"tier": "high"}, "not said whose"),
        ("BY CN", {"members": ("RU",)}, "RU is neither a party"),
    ],
)
def test_what_does_not_fit_the_recognition_is_refused(
    statement: Callable[..., Statement], parties: str, given: dict[str, Any], says: str
) -> None:
    with pytest.raises(InputError, match=says) as refused:
        Correction(**given).applied(statement(*parties.split()))
    assert refused.value.remedy


def test_a_start_for_one_mode_and_one_of_members_enter_through_the_queue(
    store: Store, statement: Callable[..., Statement], proposal: Callable[..., Proposal], at: datetime
) -> None:
    road = statement("CN", "HK", milestone=Milestone.IN_FORCE, date="2014-05-01")
    bloc = statement("GCC", "US", milestone=Milestone.IN_FORCE, date="2024-01-01")
    with store.transaction() as session:
        reviews = [
            Reviews(session).open(proposal(key=told.recognition, verdict=Verdict.QUEUE, statement=told), at=at)
            for told in (road, bloc)
        ]
    for review, correction in zip(reviews, (Correction(modes=(Mode.ROAD,)), Correction(members=("AE",))), strict=True):
        with store.transaction() as session:
            accept(session, review.id, corrected=correction.applied(review.proposal.statement), at=at, version=1)
    with store.reading() as session:
        ask, day = Registry(session).ask, date(2024, 6, 1)
        assert ask("CN", "HK", day, mode=Mode.ROAD).answer is AnswerKind.RECOGNISED
        assert ask("CN", "HK", day, mode=Mode.SEA).answer is AnswerKind.NOT_KNOWN
        assert ask("AE", "US", day).answer is AnswerKind.RECOGNISED
        assert ask("QA", "US", day).answer is AnswerKind.NOT_KNOWN
        assert Reviews(session).get(reviews[0].id).corrected is not None
