"""Arrangements that are easily told wrong, as they were announced: what is held then, and what is answered."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from nlp.pipeline import load
from store.db import Store
from store.deciding import accept, apply
from store.documents import Documents
from store.domain import (
    MUTUAL,
    Action,
    Answer,
    AnswerKind,
    DecidedBy,
    Document,
    Event,
    Evidence,
    Extraction,
    Milestone,
    Mode,
    Recognition,
    Scope,
    Statement,
    Tier,
    Verdict,
)
from store.extractions import Extractions
from store.reconcile.identity import normal_form
from store.reconcile.policy import propose
from store.registry import Registry
from store.reviews import Reviews

Events = Callable[..., Event]
Readings = Callable[..., tuple[Document, Extraction]]
YES, NO, OPEN = AnswerKind.RECOGNISED, AnswerKind.NOT_RECOGNISED, AnswerKind.NOT_KNOWN
ELEVEN = "AR BO BR CL CO CR DO GT PE PY UY"
MEMBERS = "BN ID KH LA MM MY PH SG TH VN"


class Desk:
    """A registry, the announcements that reach it, the analyst who decides what policy would not, and its answers."""

    def __init__(self, store: Store, reading: Readings) -> None:
        self._store, self._reading = store, reading

    def announce(self, *events: Event, on: str, tier: Tier = Tier.AUTHORITY) -> list[Verdict]:
        """What becomes of an authority's announcement of a day."""
        name = f"{on}-{'-'.join(sorted({code for one in events for code in one.codes}))}"
        return self.read(*self._reading(*events, id=name, text=f"x {name}", published=on, tier=tier))

    def read(self, document: Document, extraction: Extraction) -> list[Verdict]:
        with self._store.transaction() as session:
            Documents(session).add(document)
            Extractions(session).add(extraction)
            known = {found.id: found for found in Registry(session).recognitions()}
            proposals = propose(extraction, document, known)
            apply(session, proposals, _noon(document.published or "2026-01-01"))
        return [proposal.verdict for proposal in proposals]

    def accept_all(self) -> int:
        """An analyst's yes to everything that waits; how much it was."""
        with self._store.transaction() as session:
            waiting = Reviews(session).list()
            for review in waiting:
                accept(session, review.id, at=_noon("2026-01-01"))
        return len(waiting)

    def decide(
        self, parties: str, milestone: Milestone, stated: str, acceding: str = "", scope: Scope = MUTUAL
    ) -> None:
        """An analyst writes down what a text says of a part: a direction, a tier, modes, members."""
        statement = Statement(
            parties=normal_form(parties.split()),
            milestone=milestone,
            date=stated,
            acceding=tuple(acceding.split()),
            scope=scope,
            evidence=Evidence(quote="as announced"),
            confidence=1.0,
        )
        key = f"{statement.recognition} {milestone} {stated} {acceding} {scope.model_dump_json()}"
        with self._store.transaction() as session:
            Registry(session).append(
                statement, key=key, decided_by=DecidedBy.ANALYST, reason="as announced", at=_noon("2026-01-01")
            )

    def ask(self, one: str, other: str, on: str, **limits: Any) -> Answer:
        with self._store.reading() as session:
            return Registry(session).ask(one, other, date.fromisoformat(on), **limits)

    def held(self, id: str, on: str | None = None) -> Recognition:
        with self._store.reading() as session:
            return Registry(session).recognition(id, date.fromisoformat(on) if on else None)

    def ids(self) -> list[str]:
        with self._store.reading() as session:
            return [found.id for found in Registry(session).recognitions()]


@pytest.fixture
def desk(store: Store, reading: Readings) -> Desk:
    return Desk(store, reading)


def _noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), UTC)


def answers(desk: Desk, pairs: Iterable[tuple[str, str]], on: str, **limits: Any) -> set[AnswerKind]:
    return {desk.ask(one, other, on, **limits).answer for one, other in pairs}


# --- tiers and modes -------------------------------------------------------------------------------------------------


ADVANCED, TYPE_III = "advanced certified enterprise", "type III"


@pytest.fixture
def belarus(desk: Desk, event: Events) -> Desk:
    """China recognises Belarus's operators of type III, Belarus China's advanced certified enterprises."""
    assert desk.announce(event("BY CN", "2019-04-25"), on="2019-04-25") == [Verdict.APPLY]
    for recogniser, recognised, tier in (("BY", "CN", ADVANCED), ("CN", "BY", TYPE_III)):
        scope = Scope(recogniser=recogniser, recognised=recognised, tier=tier)
        desk.decide("BY CN", Milestone.IN_FORCE, "2019-07-24", scope=scope)
    return desk


def test_each_side_recognises_its_own_tier_of_the_other(belarus: Desk) -> None:
    for one, other, tier in (("CN", "BY", ADVANCED), ("BY", "CN", TYPE_III)):
        assert belarus.ask(one, other, "2019-07-23").answer is NO
        given = belarus.ask(one, other, "2019-07-24")
        assert given.answer is YES
        assert given.scope == Scope(recogniser=other, recognised=one, tier=tier)
        assert given.reason.endswith(f"since 2019-07-24, for {tier}.")


@pytest.mark.parametrize(
    ("one", "other", "tier", "on", "kind"),
    [
        ("BY", "CN", "type III", "2019-07-24", YES),
        ("BY", "CN", "Type III", "2019-07-24", YES),
        ("BY", "CN", "iii", "2019-07-24", YES),
        ("CN", "BY", "advanced", "2019-07-24", YES),
        ("BY", "CN", "type III", "2019-07-23", NO),
        ("BY", "CN", "type I", "2019-07-24", NO),
        ("CN", "BY", ADVANCED, "2020-01-01", YES),
        ("CN", "BY", "type III", "2020-01-01", NO),
        ("CN", "BY", "registered enterprise", "2020-01-01", NO),
    ],
)
def test_a_tier_can_be_asked_about(belarus: Desk, one: str, other: str, tier: str, on: str, kind: AnswerKind) -> None:
    given = belarus.ask(one, other, on, tier=tier)
    assert given.answer is kind, given.reason
    assert given.tier == tier


def test_a_tier_outside_the_scope_is_told_what_the_scope_is(belarus: Desk) -> None:
    given = belarus.ask("BY", "CN", "2020-01-01", tier="type I")
    assert "it is for type III alone, not for type I" in given.reason
    assert given.scope is not None and given.scope.tier == "type III"


def test_a_start_that_names_no_tier_is_evidence_for_unequal_ones(belarus: Desk, event: Events) -> None:
    started = event("BY CN", "2019-07-24", Action.IN_FORCE)
    assert belarus.announce(started, on="2019-07-24") == [Verdict.CORROBORATES]
    assert belarus.ask("BY", "CN", "2020-01-01", tier="type I").answer is NO


def test_a_start_told_without_its_tier_makes_it_no_wider(belarus: Desk) -> None:
    belarus.decide("BY CN", Milestone.IN_FORCE, "2019-07")
    assert belarus.ask("BY", "CN", "2020-01-01", tier="type I").answer is NO
    assert belarus.ask("BY", "CN", "2020-01-01").scope == Scope(recogniser="CN", recognised="BY", tier=TYPE_III)
    belarus.decide("BY CN", Milestone.IN_FORCE, "2023-01-01", scope=Scope(recogniser="CN", recognised="BY"))
    assert belarus.ask("BY", "CN", "2022-12-31", tier="type I").answer is NO
    assert belarus.ask("BY", "CN", "2023-01-01", tier="type I").answer is YES


@pytest.fixture
def hong_kong(desk: Desk, event: Events) -> Desk:
    """Mainland and Hong Kong: signed in October 2013, by road from May 2014, by air and sea from September."""
    assert desk.announce(event("CN HK", "2013-10-29"), on="2013-10-29") == [Verdict.APPLY]
    desk.decide("CN HK", Milestone.IN_FORCE, "2014-05", scope=Scope(modes=(Mode.ROAD,)))
    desk.decide("CN HK", Milestone.IN_FORCE, "2014-09", scope=Scope(modes=(Mode.AIR, Mode.SEA)))
    return desk


@pytest.mark.parametrize(
    ("on", "anyhow", "road", "air", "sea", "rail"),
    [
        ("2013-10-28", NO, NO, NO, NO, NO),
        ("2014-04-30", NO, NO, NO, NO, OPEN),
        ("2014-05-15", OPEN, OPEN, NO, NO, OPEN),
        ("2014-05-31", YES, YES, NO, NO, OPEN),
        ("2014-08-31", YES, YES, NO, NO, OPEN),
        ("2014-09-15", YES, YES, OPEN, OPEN, OPEN),
        ("2014-09-30", YES, YES, YES, YES, OPEN),
    ],
)
def test_road_came_before_air_and_sea(
    hong_kong: Desk,
    on: str,
    anyhow: AnswerKind,
    road: AnswerKind,
    air: AnswerKind,
    sea: AnswerKind,
    rail: AnswerKind,
) -> None:
    for pair in (("CN", "HK"), ("HK", "CN")):
        assert hong_kong.ask(*pair, on).answer is anyhow
        modes = (Mode.ROAD, Mode.AIR, Mode.SEA, Mode.RAIL)
        assert tuple(hong_kong.ask(*pair, on, mode=mode).answer for mode in modes) == (road, air, sea, rail)


def test_the_mode_that_is_asked_about_is_the_one_that_is_answered(hong_kong: Desk) -> None:
    given = hong_kong.ask("HK", "CN", "2014-06-30", mode=Mode.ROAD)
    assert (given.mode, given.scope, given.milestone_date) == (Mode.ROAD, Scope(modes=(Mode.ROAD,)), "2014-05")
    later = hong_kong.ask("HK", "CN", "2014-06-30", mode=Mode.SEA)
    assert "starts only on 2014-09" in later.reason
    assert "none for rail" in hong_kong.ask("HK", "CN", "2014-10-01", mode=Mode.RAIL).reason


# --- many parties ----------------------------------------------------------------------------------------------------


def test_asean_starts_member_by_member(desk: Desk, event: Events) -> None:
    signed = event(MEMBERS, "2023-09-19")
    assert desk.announce(signed, on="2023-09-20") == [Verdict.QUEUE]  # ten parties at once: a person confirms
    assert desk.accept_all() == 1
    (id,) = desk.ids()
    assert desk.held(id).status is Milestone.SIGNED
    for day, members in (("2024-08-01", "BN MY PH SG"), ("2024-08-19", "TH"), ("2024-10-01", "ID")):
        started = event(f"ASEAN {members}", day, Action.IN_FORCE)
        assert desk.announce(started, on=day) == [Verdict.APPLY]
    assert desk.ids() == [id]
    assert desk.held(id, "2024-07-31").status is Milestone.SIGNED
    assert desk.held(id, "2024-08-01").status is Milestone.IN_FORCE
    first, waiting = (("SG", "MY"), ("BN", "PH")), (("KH", "SG"), ("LA", "MM"), ("VN", "TH"))
    assert answers(desk, first, "2024-07-31") == {NO}
    assert answers(desk, first, "2024-08-01") == {YES}
    assert [desk.ask("TH", "SG", day).answer for day in ("2024-08-18", "2024-08-19")] == [NO, YES]
    assert [desk.ask("TH", "ID", day).answer for day in ("2024-09-30", "2024-10-01")] == [NO, YES]
    assert answers(desk, waiting, "2025-01-01") == {OPEN}
    assert answers(desk, waiting, "2023-09-18") == {NO}


@pytest.fixture
def americas(desk: Desk, event: Events) -> Desk:
    """The regional arrangement: one administration puts its name to the text months before the other ten."""
    desk.decide(ELEVEN, Milestone.SIGNED, "2021-12-10", acceding="DO")
    assert desk.announce(event(ELEVEN, "2022-05-18"), on="2022-05-18") == [Verdict.QUEUE]
    return desk


def test_one_signature_months_before_the_rest_is_its_own_and_no_contradiction_remains(
    americas: Desk, event: Events
) -> None:
    assert americas.accept_all() == 1
    (id,) = americas.ids()
    signings = [(state.acceding, state.date) for state in americas.held(id).milestones]
    assert signings == [(("DO",), "2021-12-10"), ((), "2022-05-18")]
    assert americas.held(id).status is Milestone.SIGNED
    pairs = [("BR", "PE"), ("AR", "GT"), ("DO", "BR"), ("BR", "DO")]
    # before the ten have signed nobody recognises anybody, the early signatory included
    assert answers(americas, pairs, "2021-12-09") == {NO}
    assert answers(americas, pairs, "2022-01-15") == {NO}
    # signed is not in force
    assert answers(americas, pairs, "2022-05-18") == {OPEN}
    again = event("AR BO BR CL CO CR DO GT PE PY UY", "2022-05", Action.SIGNED)
    assert americas.announce(again, on="2022-06-01", tier=Tier.PRESS) == [Verdict.CORROBORATES]


def test_bilateral_arrangements_beside_the_regional_one_answer_first(americas: Desk, event: Events) -> None:
    americas.accept_all()
    assert americas.announce(event("BR UY", "2016-12-13", Action.IN_FORCE), on="2016-12-13") == [Verdict.APPLY]
    assert americas.ask("BR", "UY", "2017-01-01").answer is YES
    assert americas.ask("BR", "UY", "2022-06-01").recognition == "BR-UY"
    assert americas.ask("BR", "PE", "2022-06-01").answer is OPEN


# --- the Union -------------------------------------------------------------------------------------------------------


@pytest.fixture
def union(desk: Desk, event: Events) -> Desk:
    """The Union with Japan from 2011, the United Kingdom with Japan and with the Union from 2021."""
    desk.announce(event("EU JP", "2010-06-24"), event("EU JP", "2011-05-24", Action.IN_FORCE), on="2011-05-24")
    desk.announce(event("GB JP", "2020-12-18"), on="2020-12-18")
    desk.announce(event("GB JP", "2021-01-01", Action.IN_FORCE), on="2021-01-01")
    desk.announce(event("EU GB", "2021-01-01", Action.IN_FORCE), on="2021-01-02")
    assert desk.ids() == ["EU-GB", "EU-JP", "GB-JP"]
    return desk


def test_a_member_is_recognised_through_the_union(union: Desk) -> None:
    for one, other in (("DE", "JP"), ("JP", "FR"), ("EU", "JP")):
        assert union.ask(one, other, "2011-05-23").answer is NO
        given = union.ask(one, other, "2011-05-24")
        assert (given.answer, given.recognition) == (YES, "EU-JP")
    assert union.ask("HR", "JP", "2013-06-30").answer is OPEN  # Croatia joined on 1 July 2013
    assert union.ask("HR", "JP", "2013-07-01").answer is YES
    assert union.ask("DE", "FR", "2015-01-01").recognition is None


def test_a_members_name_in_the_unions_arrangement_adds_no_party(union: Desk, event: Events) -> None:
    assert union.announce(event("EU FR JP", "2011-05-24", Action.IN_FORCE), on="2011-05-25") == [Verdict.CORROBORATES]
    assert union.announce(event("FR JP", "2011-05-24", Action.IN_FORCE), on="2011-05-26") == [Verdict.QUEUE]
    assert union.ids() == ["EU-GB", "EU-JP", "GB-JP"]


@pytest.mark.parametrize(
    ("on", "kind", "through"),
    [
        ("2019-06-01", YES, "EU-JP"),
        ("2020-01-31", YES, "EU-JP"),
        # out of the Union, and bound by its arrangements until the transition ends
        ("2020-12-31", YES, "EU-JP"),
        ("2021-01-01", YES, "GB-JP"),
    ],
)
def test_the_united_kingdom_goes_from_the_unions_arrangement_to_its_own(
    union: Desk, on: str, kind: AnswerKind, through: str
) -> None:
    given = union.ask("GB", "JP", on)
    assert (given.answer, given.recognition) == (kind, through)


def test_the_unions_arrangements_bind_the_united_kingdom_no_longer(desk: Desk, event: Events) -> None:
    desk.announce(event("EU US", "2012-07-01", Action.IN_FORCE), on="2012-07-01")
    assert desk.ask("GB", "US", "2020-12-31").answer is YES
    gone = desk.ask("GB", "US", "2021-01-01")
    assert (gone.answer, gone.recognition) == (OPEN, None)
    assert desk.ask("IE", "US", "2021-01-01").answer is YES


def test_the_union_and_the_united_kingdom_recognise_each_other_from_2021(union: Desk) -> None:
    assert [union.ask("DE", "GB", on).answer for on in ("2020-12-31", "2021-01-01")] == [NO, YES]


# --- texts -----------------------------------------------------------------------------------------------------------


def test_two_arrangements_signed_in_one_text_are_two(desk: Desk, event: Events) -> None:
    signed = [event("CN BI", "2024-05-09"), event("CN IS", "2024-05-09")]
    assert desk.announce(*signed, on="2024-05-10") == [Verdict.APPLY, Verdict.APPLY]
    assert desk.ids() == ["BI-CN", "CN-IS"]
    assert answers(desk, [("CN", "BI"), ("IS", "CN")], "2024-05-10") == {OPEN}
    assert answers(desk, [("CN", "BI"), ("IS", "CN")], "2024-05-08") == {NO}
    between = desk.ask("BI", "IS", "2024-06-01")
    assert (between.answer, between.recognition) == (OPEN, None)


def test_two_arrangements_read_as_one_wait_for_a_person(desk: Desk, event: Events) -> None:
    assert desk.announce(event("CN BI IS", "2024-05-09"), on="2024-05-10") == [Verdict.QUEUE]
    assert desk.ids() == []


def test_years_may_lie_between_signing_and_start(desk: Desk, event: Events) -> None:
    assert desk.announce(event("AU CN", "2017-11-27"), on="2017-11-28") == [Verdict.APPLY]
    assert desk.ask("CN", "AU", "2020-01-01").answer is OPEN
    start, recalled = event("AU CN", "2023-12-14", Action.IN_FORCE), event("AU CN", "2017-11")
    assert desk.announce(start, recalled, on="2023-12-14") == [Verdict.APPLY, Verdict.CORROBORATES]
    for pair in (("CN", "AU"), ("AU", "CN")):
        assert desk.ask(*pair, "2017-11-26").answer is NO
        assert desk.ask(*pair, "2020-01-01").answer is NO
        assert desk.ask(*pair, "2023-12-13").answer is NO
        assert desk.ask(*pair, "2023-12-14").answer is YES
    held = {state.milestone: state.date for state in desk.held("AU-CN").milestones}
    assert held == {Milestone.SIGNED: "2017-11-27", Milestone.IN_FORCE: "2023-12-14"}
    assert desk.held("AU-CN", "2020-01-01").status is Milestone.SIGNED


def test_an_action_plan_signs_nothing(desk: Desk, event: Events) -> None:
    plan = event("KR GT", "2023-08-11", Action.ACTION_PLAN_SIGNED)
    assert desk.announce(plan, on="2023-08-14") == [Verdict.APPLY]
    assert desk.held("GT-KR").status is Milestone.ACTION_PLAN
    assert answers(desk, [("KR", "GT"), ("GT", "KR")], "2023-08-15") == {OPEN}
    assert "no more than action plan is known" in desk.ask("KR", "GT", "2024-01-01").reason


HEADLINE = "Peru and Korea sign AEO mutual recognition arrangement"
PLAN = (
    "LIMA, 12 March 2024 - Peru's customs administration SUNAT and the Korea Customs Service signed an action plan "
    "on 11 March 2024 on their Authorized Economic Operator programmes.\n\n"
    "The action plan is the first step towards a mutual recognition arrangement. Both administrations will compare "
    "their requirements and validate companies together before an arrangement can be signed."
)


def test_an_action_plan_under_a_headline_of_an_arrangement_is_an_action_plan(desk: Desk) -> None:
    """Through the reader itself, headline and all."""
    document = Document(
        id="lima", title=HEADLINE, text=PLAN, language="en", published="2024-03-12", tier=Tier.AUTHORITY
    )
    (extraction,) = load().extract([document])
    acts = {(event.action, *sorted(event.codes)) for event in extraction.events}
    assert (Action.ACTION_PLAN_SIGNED, "KR", "PE") in acts
    assert not {Action.SIGNED, Action.IN_FORCE} & {action for action, *_ in acts}
    desk.read(document, extraction)
    desk.accept_all()
    assert desk.held("KR-PE").status is Milestone.ACTION_PLAN
    assert answers(desk, [("KR", "PE"), ("PE", "KR")], "2024-04-01") == {OPEN}
