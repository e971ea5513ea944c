"""What becomes of a reading: applied, queued, kept as further evidence, ignored."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from store.domain import (
    Action,
    Change,
    DecidedBy,
    Document,
    Event,
    Extraction,
    Milestone,
    Proposal,
    Recognition,
    ReportedAs,
    Tier,
    Verdict,
)
from store.reconcile.policy import passed_over, propose
from store.reconcile.state import project

AT = datetime(2023, 2, 8, tzinfo=UTC)

Events = Callable[..., Event]
Readings = Callable[..., tuple[Document, Extraction]]
Reads = Callable[..., tuple[Proposal, ...]]


@pytest.fixture
def read(reading: Readings) -> Reads:
    """Proposes what a reading of events says, against what is known."""

    def make(*events: Event, known: Iterable[Recognition] = (), **told: Any) -> tuple[Proposal, ...]:
        document, extraction = reading(*events, **told)
        return propose(extraction, document, {recognition.id: recognition for recognition in known})

    return make


def after(*proposals: Proposal, by: DecidedBy = DecidedBy.POLICY) -> tuple[Recognition, ...]:
    """The registry once proposals are written down."""
    return project(
        Change(
            seq=number,
            key=proposal.key,
            statement=proposal.statement,
            decided_by=by,
            decided_at=AT,
            reason="test",
        )
        for number, proposal in enumerate(proposals, start=1)
    )


def verdicts(proposals: Iterable[Proposal]) -> list[Verdict]:
    return [proposal.verdict for proposal in proposals]


def test_an_authoritys_new_signing_is_applied(event: Events, read: Reads) -> None:
    (proposal,) = read(event("MO CN", "2023-02-07"))
    assert proposal.verdict is Verdict.APPLY
    assert proposal.statement.recognition == "CN-MO"
    assert proposal.supersedes is None


@pytest.mark.parametrize(
    ("tier", "date", "reported_as", "verdict"),
    [
        (Tier.GAZETTE, "2023-02-07", ReportedAs.MAIN, Verdict.APPLY),
        (Tier.AUTHORITY, None, ReportedAs.MAIN, Verdict.QUEUE),
        (Tier.AUTHORITY, "2023", ReportedAs.BACKGROUND, Verdict.APPLY),
        (Tier.STATE_AGENCY, "2023-02-07", ReportedAs.MAIN, Verdict.APPLY),
        (Tier.STATE_AGENCY, "2023", ReportedAs.BACKGROUND, Verdict.QUEUE),
        (Tier.STATE_AGENCY, None, ReportedAs.MAIN, Verdict.QUEUE),
        (Tier.PRESS, "2023-02-07", ReportedAs.MAIN, Verdict.QUEUE),
        (Tier.OTHER, "2023-02-07", ReportedAs.MAIN, Verdict.QUEUE),
    ],
)
def test_who_may_add_a_milestone(
    tier: Tier, date: str | None, reported_as: ReportedAs, verdict: Verdict, event: Events, read: Reads
) -> None:
    assert verdicts(read(event("CN MO", date, reported_as=reported_as), tier=tier)) == [verdict]


def test_what_is_read_with_less_than_sureness_is_queued_with_its_score(event: Events, read: Reads) -> None:
    (sure,) = read(event("CN MO", "2023-02-07", confidence=0.85))
    assert sure.verdict is Verdict.APPLY
    (proposal,) = read(event("CN MO", "2023-02-07", confidence=0.84))
    assert proposal.verdict is Verdict.QUEUE
    assert "0.84 is below 0.85" in proposal.reasons[0]


def test_a_reader_that_is_never_sure_applies_nothing(event: Events, read: Reads) -> None:
    (proposal,) = read(event("CN MO", "2023-02-07", confidence=1.0), sure_from=None)
    assert proposal.verdict is Verdict.QUEUE
    assert "no confidence" in proposal.reasons[0]


def test_agreeing_press_is_further_evidence(event: Events, read: Reads) -> None:
    known = after(*read(event("CN MO", "2023-02-07")))
    for date in ("2023-02-07", "2023-02", None):
        (proposal,) = read(event("CN MO", date, confidence=0.5), known=known, tier=Tier.PRESS, text="x other")
        assert proposal.verdict is Verdict.CORROBORATES
        assert proposal.supersedes is None


def test_a_finer_date_is_read_beside_the_coarser_one(event: Events, read: Reads) -> None:
    coarse = read(event("CN MO", "2023-02"))
    known = after(*coarse)
    (finer,) = read(event("CN MO", "2023-02-07"), known=known, tier=Tier.STATE_AGENCY, text="x other")
    assert (finer.verdict, finer.supersedes) == (Verdict.APPLY, None)
    (state,) = after(*coarse, finer)[0].milestones
    assert (state.date, state.changes) == ("2023-02-07", (2, 1))
    (press,) = read(event("CN MO", "2023-02-07"), known=known, tier=Tier.PRESS, text="x other")
    assert press.verdict is Verdict.QUEUE


def test_a_members_finer_start_does_not_take_the_wholes_start_away(event: Events, read: Reads) -> None:
    whole = read(event("ASEAN", "2024-08", Action.IN_FORCE))
    (own,) = read(event("ASEAN TH", "2024-08-19", Action.IN_FORCE), known=after(*whole), text="x other")
    assert (own.verdict, own.supersedes) == (Verdict.APPLY, None)
    starts = {state.acceding: state.date for state in after(*whole, own)[0].milestones}
    assert starts == {(): "2024-08", ("TH",): "2024-08-19"}


@pytest.mark.parametrize("tier", [Tier.GAZETTE, Tier.STATE_AGENCY])
def test_a_date_that_an_analyst_decided_is_refined_by_a_person(event: Events, read: Reads, tier: Tier) -> None:
    known = after(*read(event("CN MO", "2023-02")), by=DecidedBy.ANALYST)
    (finer,) = read(event("CN MO", "2023-02-07"), known=known, tier=tier, text="x other")
    assert (finer.verdict, finer.supersedes) == (Verdict.QUEUE, 1)
    assert "an analyst" in finer.reasons[0]
    (same,) = read(event("CN MO", "2023"), known=known, tier=tier, text="x other")
    assert same.verdict is Verdict.CORROBORATES
    undated = after(*read(event("CN MO", None)), by=DecidedBy.ANALYST)
    (dated,) = read(event("CN MO", "2023-02-07"), known=undated, tier=tier, text="x other")
    assert (dated.verdict, dated.supersedes) == (Verdict.APPLY, None)


def test_another_date_is_queued_with_both_sides(event: Events, read: Reads) -> None:
    known = after(*read(event("CN MO", "2023-02-07")))
    (proposal,) = read(event("CN MO", "2023-02-06"), known=known, tier=Tier.GAZETTE, text="x other")
    assert proposal.verdict is Verdict.QUEUE
    assert "2023-02-06" in proposal.reasons[0]
    assert "2023-02-07" in proposal.reasons[0]


def test_two_starts_in_one_document_are_both_queued(event: Events, read: Reads) -> None:
    proposals = read(event("CN HK", "2023-05", Action.IN_FORCE), event("CN HK", "2023-09", Action.IN_FORCE))
    assert verdicts(proposals) == [Verdict.QUEUE, Verdict.QUEUE]
    assert all("the same document" in proposal.reasons[0] for proposal in proposals)


def test_a_signing_and_its_later_start_are_both_applied(event: Events, read: Reads) -> None:
    proposals = read(event("CN MO", "2023-02-07"), event("CN MO", "2023-06-01", Action.IN_FORCE))
    assert verdicts(proposals) == [Verdict.APPLY, Verdict.APPLY]
    (recognition,) = after(*proposals)
    assert [(state.milestone, state.date) for state in recognition.milestones] == [
        (Milestone.SIGNED, "2023-02-07"),
        (Milestone.IN_FORCE, "2023-06-01"),
    ]


def test_an_intention_and_a_lone_party_give_no_proposal_but_a_reason(event: Events, reading: Readings) -> None:
    events = (
        event("CN MO", "2024", Action.PLANNED),
        event("CN", "2023-02-07"),
        event("CN PH", None, reported_as=ReportedAs.BACKGROUND),
    )
    document, extraction = reading(*events)
    assert propose(extraction, document, {}) == ()
    told = passed_over(extraction, document)
    assert [skipped for skipped, _ in told] == list(events)
    assert all(reason for _, reason in told)


def test_a_step_said_twice_in_one_document_is_proposed_once_at_its_finest(event: Events, reading: Readings) -> None:
    coarse = event("CN MO", "2023-02", reported_as=ReportedAs.BACKGROUND)
    fine = event("MO CN", "2023-02-07")
    document, extraction = reading(coarse, fine)
    (proposal,) = propose(extraction, document, {})
    assert proposal.statement.date == "2023-02-07"
    assert [skipped for skipped, _ in passed_over(extraction, document)] == [coarse]


def test_a_member_state_beside_the_unions_partner_is_asked_about(event: Events, read: Reads) -> None:
    known = after(*read(event("EU JP", "2010-06-24"), published="2010-06-25"))
    (proposal,) = read(event("DE JP", "2023-02-07"), known=known)
    assert proposal.verdict is Verdict.QUEUE
    assert "DE is a member of EU" in proposal.reasons[0]


@pytest.mark.parametrize("action", [Action.SUSPENDED, Action.TERMINATED])
def test_a_stop_is_a_persons_decision(action: Action, event: Events, read: Reads) -> None:
    known = after(*read(event("CN MO", "2022-06-01", Action.IN_FORCE)))
    (proposal,) = read(event("CN MO", "2023-02-01", action), known=known, tier=Tier.GAZETTE)
    assert proposal.verdict is Verdict.QUEUE


def test_an_undated_lower_rung_is_ignored_once_a_higher_one_is_known(event: Events, read: Reads) -> None:
    known = after(*read(event("CN MO", "2023-02-07")))
    (proposal,) = read(event("CN MO", None, Action.NEGOTIATION_STARTED), known=known)
    assert proposal.verdict is Verdict.IGNORE


def test_an_earlier_lower_rung_is_filled_in_and_a_later_one_queued(event: Events, read: Reads) -> None:
    known = after(*read(event("CN MO", "2023-02-07")))
    earlier, later = (
        read(event("CN MO", date, Action.ACTION_PLAN_SIGNED), known=known, published="2023-04-01")[0]
        for date in ("2022-11-02", "2023-03-30")
    )
    assert earlier.verdict is Verdict.APPLY
    assert later.verdict is Verdict.QUEUE


def test_a_members_start_joins_its_blocs_recognition(event: Events, read: Reads) -> None:
    known = after(*read(event("ASEAN", "2023-01-19"), event("ASEAN SG", "2024-08-01", Action.IN_FORCE)))
    (own,) = read(event("ASEAN TH", "2024-08-19", Action.IN_FORCE), known=known, text="x other")
    assert own.verdict is Verdict.APPLY
    assert own.statement.acceding == ("TH",)
    (everybody,) = read(event("ASEAN", "2024-10-01", Action.IN_FORCE), known=known, text="x other")
    assert everybody.verdict is Verdict.QUEUE
    (agreeing,) = read(event("ASEAN", "2024-08-01", Action.IN_FORCE), known=known, text="x other")
    assert agreeing.verdict is Verdict.CORROBORATES
    assert agreeing.statement.acceding == ("SG",)


def test_what_names_a_part_of_what_is_known_is_evidence_of_that(event: Events, read: Reads) -> None:
    known = after(*read(event("ASEAN", "2024-08"), event("ASEAN SG MY", "2024-08-01", Action.IN_FORCE)))
    for parties, action, date in (
        ("ASEAN TH", Action.SIGNED, "2024-08"),
        ("ASEAN TH", Action.SIGNED, None),
        ("ASEAN SG", Action.IN_FORCE, "2024-08-01"),
    ):
        (part,) = read(event(parties, date, action, confidence=0.07), known=known, text="x other", tier=Tier.PRESS)
        assert part.verdict is Verdict.CORROBORATES
        assert part.statement.acceding == (() if action is Action.SIGNED else ("MY", "SG"))


@pytest.mark.parametrize(
    ("parties", "action", "date"),
    [
        ("ASEAN SG MY TH", Action.IN_FORCE, "2024-08-01"),
        ("ASEAN TH", Action.IN_FORCE, "2024-08-01"),
        ("ASEAN TH", Action.SIGNED, "2024-08-01"),
    ],
)
def test_a_part_that_is_not_known_goes_through_all_rules(
    parties: str, action: Action, date: str, event: Events, read: Reads
) -> None:
    known = after(*read(event("ASEAN", "2024-08"), event("ASEAN SG MY", "2024-08-01", Action.IN_FORCE)))
    for confidence, verdict in ((0.07, Verdict.QUEUE), (0.97, Verdict.APPLY)):
        (part,) = read(
            event(parties, date, action, confidence=confidence), known=known, text="x other", published="2024-12"
        )
        assert part.verdict is verdict
        assert part.statement.acceding == tuple(sorted(parties.split()[1:]))


def test_a_text_is_no_evidence_for_itself(event: Events, read: Reads) -> None:
    own = read(event("ASEAN TH", None, Action.IN_FORCE))
    (whole,) = read(event("ASEAN", None, Action.IN_FORCE, confidence=0.5), known=after(*own))
    assert whole.verdict is Verdict.QUEUE
    (elsewhere,) = read(event("ASEAN", None, Action.IN_FORCE, confidence=0.5), known=after(*own), text="x other")
    assert elsewhere.verdict is Verdict.CORROBORATES


def test_an_extension_may_happen_again(event: Events, read: Reads) -> None:
    known = after(*read(event("NZ US", "2011-03-01", Action.EXPANDED)))
    (again,) = read(event("NZ US", "2016-05-02", Action.EXPANDED), known=known)
    assert (again.verdict, again.supersedes) == (Verdict.APPLY, None)


def test_the_same_text_on_another_site_has_the_same_key_and_another_text_another(event: Events, read: Reads) -> None:
    here, there = read(event("CN MO", "2023-02-07")), read(event("CN MO", "2023-02-07"), tier=Tier.PRESS)
    other = read(event("CN MO", "2023-02-07"), text="x told anew")
    assert here[0].key == there[0].key != other[0].key


def test_keys_tell_statements_apart(event: Events, read: Reads) -> None:
    proposals = read(
        event("CN MO", "2023-02-07"),
        event("CN MO", "2023-02-07", Action.NEGOTIATION_CONCLUDED),
        event("CN HK", "2023-02-07"),
        event("ASEAN TH", "2023-02-07"),
        event("ASEAN SG", "2023-02-07"),
    )
    assert len({proposal.key for proposal in proposals}) == 5


def test_a_new_recognition_of_many_parties_is_a_persons_decision(event: Events, read: Reads) -> None:
    (many,) = read(event("CN PH CR MO", "2023"))
    assert many.verdict is Verdict.QUEUE
    assert "4 parties" in many.reasons[0]
    (pair,) = read(event("CN PH", "2023"))
    assert pair.verdict is Verdict.APPLY
