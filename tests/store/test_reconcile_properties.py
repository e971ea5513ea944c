"""Properties of reconciling as a whole: readings against a ledger, one after another and again."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from store.domain import (
    Action,
    Change,
    DecidedBy,
    Document,
    DocumentHead,
    Event,
    EventDate,
    Extraction,
    Extractor,
    PartyMention,
    Recognition,
    ReportedAs,
    Span,
    Tier,
    Verdict,
    precision_of,
)
from store.reconcile.policy import propose
from store.reconcile.state import project

AT = datetime(2024, 1, 1, tzinfo=UTC)
DATE = st.none() | st.tuples(
    st.sampled_from(["2021-03-05", "2021-03-06", "2022-11-30", "2023-06-01"]), st.sampled_from([4, 7, 10])
).map(lambda pair: pair[0][: pair[1]])


def build(action: Action, parties: str, date: str | None, reported_as: ReportedAs, confidence: float) -> Event:
    return Event(
        action=action,
        parties=tuple(PartyMention(code=code, name=code, text="x", start=0, end=1) for code in parties.split()),
        date=EventDate(value=date, precision=precision_of(date), text="x", start=0, end=1, rule="test")
        if date
        else None,
        reported_as=reported_as,
        confidence=confidence,
        evidence=Span(text="x", start=0, end=1),
    )


EVENT = st.builds(
    build,
    st.sampled_from(Action),
    st.sampled_from(["CN MO", "MO CN", "ASEAN", "ASEAN TH", "DE JP", "EU JP", "CN"]),
    DATE,
    st.sampled_from(ReportedAs),
    st.sampled_from([0.5, 0.9, 0.99]),
)
NIGHT = st.lists(st.tuples(st.lists(EVENT, max_size=4), st.sampled_from(Tier)), min_size=1, max_size=5)


class Ledger:
    """A ledger and a review queue in memory: each takes a key once."""

    def __init__(self) -> None:
        self.changes: dict[str, Change] = {}
        self.queue: set[str] = set()

    @property
    def known(self) -> dict[str, Recognition]:
        return {recognition.id: recognition for recognition in project(self.changes.values())}

    def reconcile(self, night: list[tuple[list[Event], Tier]]) -> None:
        for number, (events, tier) in enumerate(night):
            document = Document(id=f"d{number}", text=f"x {number}", tier=tier, published="2023-12-01")
            extraction = Extraction(
                extractor=Extractor(version="1", model="m", model_sha256="0" * 64),
                document=DocumentHead.of(document),
                relevant=True,
                events=tuple(events),
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
                        supersedes=proposal.supersedes,
                    )


@settings(deadline=None, max_examples=100)
@given(night=NIGHT)
def test_the_same_night_again_takes_nothing_back(night: list[tuple[list[Event], Tier]]) -> None:
    ledger = Ledger()
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


@settings(deadline=None, max_examples=100)
@given(events=st.lists(EVENT, max_size=5), tier=st.sampled_from(Tier))
def test_one_reading_twice_changes_nothing(events: list[Event], tier: Tier) -> None:
    ledger = Ledger()
    ledger.reconcile([(events, tier)])
    written, queued = dict(ledger.changes), set(ledger.queue)
    ledger.reconcile([(events, tier)])
    assert (ledger.changes, ledger.queue) == (written, queued)
