"""Who has announced what the registry holds: both sides, one, or neither."""

from datetime import UTC, date, datetime

import pytest

from store.authorities.hosts import issuer_of
from store.domain import Change, Confirmed, DecidedBy, Evidence, Milestone, Mode, Recognition, Scope, Statement
from store.reconcile.answers import ask
from store.reconcile.confirmation import Confirmation, confirmation, confirmations, described, edge
from store.reconcile.identity import normal_form
from store.reconcile.state import project

SIGNED, STARTED = Milestone.SIGNED, Milestone.IN_FORCE


def told(
    parties: str, milestone: Milestone, date: str | None, by: str | None = None, acceding: str = "", **evidence: object
) -> Statement:
    return Statement(
        parties=normal_form(parties.split()),
        milestone=milestone,
        date=date,
        acceding=tuple(acceding.split()),
        evidence=Evidence.model_validate({"issuer": by, "quote": f"{by} {date}", **evidence}),
        confidence=0.9,
    )


def state(*statements: Statement) -> Recognition:
    (found,) = project(
        Change(
            seq=seq,
            key=str(seq),
            statement=statement,
            decided_by=DecidedBy.POLICY,
            decided_at=datetime(2024, 1, 1, tzinfo=UTC),
            reason="test",
        )
        for seq, statement in enumerate(statements, start=1)
    )
    return found


def level(found: Confirmation | None) -> tuple[Confirmed, tuple[str, ...]]:
    assert found is not None
    return found.confirmed, found.confirmed_by


PRESS = told("CN MO", SIGNED, "2023-02-07")
BY_CN = told("CN MO", SIGNED, "2023-02-07", "CN")
BY_MO = told("CN MO", SIGNED, "2023-02", "MO")
START_BY_MO = told("CN MO", STARTED, "2023-06-01", "MO")
START_BY_CN = told("CN MO", STARTED, "2023-06-01", "CN")


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ((PRESS,), (Confirmed.NONE, ())),
        ((PRESS, told("CN MO", SIGNED, "2023-02-07", "KR")), (Confirmed.NONE, ())),
        ((PRESS, BY_CN), (Confirmed.ONE, ("CN",))),
        ((BY_CN, BY_CN.model_copy(update={"note": "again"})), (Confirmed.ONE, ("CN",))),
        ((PRESS, BY_CN, BY_MO), (Confirmed.BOTH, ("CN", "MO"))),
        # the start is what is asked about once there is one, and a signing is no word on it
        ((BY_CN, BY_MO, told("CN MO", STARTED, "2023-06-01")), (Confirmed.NONE, ())),
        ((BY_CN, START_BY_MO), (Confirmed.ONE, ("MO",))),
        ((START_BY_CN, START_BY_MO), (Confirmed.BOTH, ("CN", "MO"))),
    ],
)
def test_an_edge_is_confirmed_by_both_by_one_or_by_neither(
    statements: tuple[Statement, ...], expected: tuple[Confirmed, tuple[str, ...]]
) -> None:
    assert level(confirmation(state(*statements))) == expected
    assert level(edge(state(*statements), "MO", "CN")) == expected


def test_a_start_confirms_the_signing_before_it() -> None:
    signing, start = confirmations(state(BY_CN, START_BY_MO))
    assert level(signing) == (Confirmed.BOTH, ("CN", "MO"))
    assert (level(start), start.silent) == ((Confirmed.ONE, ("MO",)), ("CN",))


def test_a_date_that_disagrees_confirms_nothing() -> None:
    other = told("CN MO", SIGNED, "2022-12-01", "MO")
    assert level(confirmation(state(BY_CN, other))) == (Confirmed.ONE, ("CN",))


def test_a_lower_rung_has_nothing_to_confirm() -> None:
    planned = state(told("CN MO", Milestone.ACTION_PLAN, "2022", "CN"))
    assert (confirmation(planned), confirmations(planned), edge(planned, "CN", "MO")) == (None, (), None)


def test_a_member_speaks_for_the_member_and_the_union_for_the_union() -> None:
    by_member = state(told("EU JP", STARTED, "2011-05-24", "DE"), told("EU JP", STARTED, "2011-05-24", "JP"))
    found = confirmation(by_member)
    assert found is not None
    assert (level(found), found.members, found.silent) == ((Confirmed.ONE, ("JP",)), ("DE",), ("EU",))
    assert level(edge(by_member, "DE", "JP")) == (Confirmed.BOTH, ("DE", "JP"))
    assert level(edge(by_member, "FR", "JP")) == (Confirmed.ONE, ("JP",))
    by_union = state(told("EU JP", STARTED, "2011-05-24", "EU"), told("EU JP", STARTED, "2011-05-24", "JP"))
    assert level(confirmation(by_union)) == (Confirmed.BOTH, ("EU", "JP"))
    assert level(edge(by_union, "FR", "JP")) == (Confirmed.BOTH, ("EU", "JP"))
    assert edge(by_union, "FR", "DE") is None


def test_of_many_parties_one_is_some_and_both_is_all() -> None:
    some = state(told("AR BR UY", SIGNED, "2019-11-13", "AR"), told("AR BR UY", SIGNED, "2019-11-13", "BR"))
    assert level(confirmation(some)) == (Confirmed.ONE, ("AR", "BR"))
    assert level(edge(some, "AR", "BR")) == (Confirmed.BOTH, ("AR", "BR"))
    assert level(edge(some, "BR", "UY")) == (Confirmed.ONE, ("BR",))
    every = told("AR BR UY", SIGNED, "2019-11-13", "UY")
    assert (
        level(
            confirmation(
                state(every, told("AR BR UY", SIGNED, "2019-11-13", "AR"), told("AR BR UY", SIGNED, "2019-11-13", "BR"))
            )
        )[0]
        is Confirmed.BOTH
    )


def test_a_members_own_start_is_confirmed_by_it_and_by_any_other() -> None:
    def thai(*by: str) -> Confirmation:
        found = state(*(told("ASEAN", STARTED, "2024-08-19", code, "TH") for code in by))
        return confirmations(found)[0]

    assert level(thai("TH")) == (Confirmed.ONE, ("TH",))
    assert level(thai("SG", "MY")) == (Confirmed.ONE, ("MY", "SG"))
    assert level(thai("TH", "SG")) == (Confirmed.BOTH, ("SG", "TH"))


def test_an_edge_between_members_rests_on_the_later_start() -> None:
    first = [told("ASEAN", STARTED, "2024-08-01", code, "BN MY PH SG") for code in ("MY", "SG")]
    later = told("ASEAN", STARTED, "2024-08-19", "SG", "TH")
    found = state(*first, later)
    assert level(edge(found, "SG", "MY")) == (Confirmed.BOTH, ("MY", "SG"))
    thai = edge(found, "TH", "SG")
    assert thai is not None
    assert (thai.date, level(thai), thai.silent) == ("2024-08-19", (Confirmed.ONE, ("SG",)), ("TH",))


def test_a_start_for_one_mode_is_confirmed_by_itself() -> None:
    road = told("CN HK", STARTED, "2014-05", "HK").model_copy(update={"scope": Scope(modes=(Mode.ROAD,))})
    air = told("CN HK", STARTED, "2014-09", "CN").model_copy(update={"scope": Scope(modes=(Mode.AIR,))})
    assert [level(one) for one in confirmations(state(road, air))] == [
        (Confirmed.ONE, ("HK",)),
        (Confirmed.ONE, ("CN",)),
    ]


# --- the opening balance's sources -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "issuer"),
    [
        ("https://www.customs.gov.hk/en/press/1.html", "HK"),
        ("http://english.customs.gov.cn/statics/1.html", "CN"),
        ("https://customs.gov.hk:443/x", "HK"),
        ("https://mycustoms.gov.hk/x", None),
        ("https://customs.gov.hk.example/x", None),
        ("https://www.gov.uk/government/organisations/hm-revenue-customs/about", "GB"),
        ("https://www.gov.uk/guidance/aeo", None),
        ("https://www.gov.uk/government/organisations/hm-revenue-customs-2", None),
        ("https://sat.gob.mx/a", "MX"),
        ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A52022PC0311", "EU"),
        ("https://news.example/customs.gov.hk", None),
        ("customs.gov.hk/en", "HK"),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_an_address_lies_on_an_administrations_own_site(url: str, issuer: str | None) -> None:
    assert issuer_of(url) == issuer


def test_the_sources_of_a_row_confirm_by_their_sites() -> None:
    sources = ("https://www.sars.gov.za/aeo-mra", "https://press.example/x")
    row = told("HK ZA", SIGNED, "2024-12-03", sources=sources)
    assert level(confirmation(state(row))) == (Confirmed.ONE, ("ZA",))


def test_the_sources_of_an_inferred_start_confirm_the_signing_alone() -> None:
    sources = ("https://www.abf.gov.au/mra",)
    rows = told("AU HK", SIGNED, "2017-07-06", sources=sources), told("AU HK", STARTED, None, sources=sources)
    signing, start = confirmations(state(*rows))
    assert (level(signing), level(start)) == ((Confirmed.ONE, ("AU",)), (Confirmed.NONE, ()))
    dated = told("AU HK", STARTED, "2018-01", sources=sources)
    assert level(confirmations(state(dated))[0]) == (Confirmed.ONE, ("AU",))


def test_json_tells_who_has_confirmed() -> None:
    shown = described(state(BY_CN, START_BY_MO)).model_dump(mode="json")
    assert (shown["id"], shown["confirmed"], shown["confirmed_by"]) == ("CN-MO", "one", ["MO"])
    assert [(one["confirmed"], one["confirmed_by"]) for one in shown["milestones"]] == [
        ("both", ["CN", "MO"]),
        ("one", ["MO"]),
    ]
    planned = described(state(told("CN VN", Milestone.TALKS, None, "CN"))).model_dump(mode="json")
    assert (planned["confirmed"], planned["milestones"][0]["confirmed_by"]) == (None, [])


@pytest.mark.parametrize(
    ("statements", "rests_on", "expected"),
    [
        ((BY_CN, BY_MO, START_BY_MO), STARTED, (Confirmed.ONE, ("MO",))),
        ((PRESS, START_BY_CN, START_BY_MO), STARTED, (Confirmed.BOTH, ("CN", "MO"))),
        ((BY_CN, BY_MO), SIGNED, (Confirmed.BOTH, ("CN", "MO"))),
        ((told("CN MO", Milestone.ACTION_PLAN, "2023-02-07", "CN"),), Milestone.ACTION_PLAN, (None, ())),
    ],
)
def test_an_answer_tells_who_has_announced_what_it_rests_on(
    statements: tuple[Statement, ...], rests_on: Milestone, expected: tuple[Confirmed | None, tuple[str, ...]]
) -> None:
    given = ask([state(*statements)], "CN", "MO", date(2023, 7, 1), datetime(2024, 1, 1, tzinfo=UTC))
    assert given.milestone is rests_on
    assert (given.confirmed, given.confirmed_by) == expected
