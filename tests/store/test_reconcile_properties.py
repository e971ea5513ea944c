"""Properties of reconciling as a whole: readings against a ledger, one after another and again."""

from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from store.domain import (
    Action,
    Change,
    DecidedBy,
    Document,
    Event,
    Extraction,
    Recognition,
    ReportedAs,
    Tier,
    Verdict,
)
from store.reconcile.policy import propose
from store.reconcile.state import project

AT = datetime(2024, 1, 1, tzinfo=UTC)
DATE = st.none() | st.tuples(
    st.sampled_from(["2021-03-05", "2021-03-06", "2022-11-30", "2023-06-01"]), st.sampled_from([4, 7, 10])
).map(lambda pair: pair[0][: pair[1]])


Events = Callable[..., Event]
Readings = Callable[..., tuple[Document, Extraction]]

EVENT = st.tuples(
    st.sampled_from(["CN MO", "MO CN", "ASEAN", "ASEAN TH", "DE JP", "EU JP", "CN"]),
    DATE,
    st.sampled_from(Action),
    st.sampled_from(ReportedAs),
    st.sampled_from([0.5, 0.9, 0.99]),
)
Told = tuple[str, str | None, Action, ReportedAs, float]
Night = list[tuple[list[Told], Tier]]

NIGHT = st.lists(st.tuples(st.lists(EVENT, max_size=4), st.sampled_from(Tier)), min_size=1, max_size=5)


class Ledger:
    """A ledger and a review queue in memory: each takes a key once."""

    def __init__(self, event: Events, reading: Readings) -> None:
        self.event, self.reading = event, reading
        self.changes: dict[str, Change] = {}
        self.queue: set[str] = set()

    @property
    def known(self) -> dict[str, Recognition]:
        return {recognition.id: recognition for recognition in project(self.changes.values())}

    def reconcile(self, night: Night) -> None:
        for number, (events, tier) in enumerate(night):
            document, extraction = self.reading(
                *(self.event(*told) for told in events),
                id=f"d{number}",
                text=f"x {number}",
                tier=tier,
                published="2023-12-01",
            )
            for proposal in propose(extraction, document, self.known):
                if proposal.verdict is Verdict.QUEUE:
                    self.queue.add(proposal.key)
                elif proposal.verdict is not Verdict.IGNORE and proposal.key not in self.changes:
                    self.changes[proposal.key] = Change(
                        seq=len(self.changes) + 1,
                        key=proposal.key,
                        statement=proposal.statement,
                        decided_by=DecidedBy.POLICY,
                        decided_at=AT,
                        reason=proposal.reasons[0],
                    )


@settings(max_examples=100)
@given(night=NIGHT)
def test_the_same_night_again_takes_nothing_back(night: Night, event: Events, reading: Readings) -> None:
    ledger = Ledger(event, reading)
    ledger.reconcile(night)
    before = ledger.known
    written = dict(ledger.changes)
    ledger.reconcile(night)
    again = dict(ledger.changes)
    assert again.items() >= written.items()
    for key, recognition in before.items():
        dates = {(state.milestone, state.acceding): state.date for state in ledger.known[key].milestones}
        for state in recognition.milestones:
            assert len(dates[state.milestone, state.acceding] or "") >= len(state.date or "")


@settings(max_examples=100)
@given(events=st.lists(EVENT, max_size=5), tier=st.sampled_from(Tier))
def test_one_reading_twice_changes_nothing(events: list[Told], tier: Tier, event: Events, reading: Readings) -> None:
    ledger = Ledger(event, reading)
    ledger.reconcile([(events, tier)])
    written, queued = dict(ledger.changes), set(ledger.queue)
    ledger.reconcile([(events, tier)])
    assert (ledger.changes, ledger.queue) == (written, queued)
