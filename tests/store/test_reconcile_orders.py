"""What reconciling promises whatever the order: documents that do not contradict each other give one registry.

Every document has a night of its own here, so that the order of arrival is the order of decision. Documents that
contradict each other are decided in the order of the night, which does not depend on arrival
(tests/crawler/test_nightly_order.py); which of them came in an earlier night does decide which one is applied. So it
does for a start that a text states of a whole bloc: where a member's own start is known, it is read of that member.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from store.db import Store
from store.deciding import reconcile, settle
from store.documents import Documents
from store.domain import Action, Document, DocumentHead, Event, Extraction, Extractor, ReportedAs, Tier
from store.extractions import Extractions
from store.registry import Registry
from store.reviews import Reviews
from store.withdrawing import withdraw_source

AT = datetime(2024, 1, 1, tzinfo=UTC)

TRUTH = {
    ("CN MO", Action.ACTION_PLAN_SIGNED): "2022-11-02",
    ("CN MO", Action.SIGNED): "2023-02-07",
    ("CN MO", Action.IN_FORCE): "2023-06-01",
    ("CN NR", Action.SIGNED): "2021-03-05",
    ("ASEAN", Action.SIGNED): "2023-01-19",
    ("ASEAN TH", Action.IN_FORCE): "2023-08-19",
}
"""What happened: the documents of these tests tell of it, more or less precisely, and of nothing else."""

DATED = st.sampled_from([4, 7, 10])
"""How much of a date a document tells: its year, its month or its day."""

Events = Callable[..., Event]
Milestones = frozenset[tuple[object, ...]]


@dataclass(frozen=True)
class Told:
    """A document: what it tells of, where it stands, how sure its reading is."""

    number: int
    step: tuple[str, Action]
    length: int
    tier: Tier
    source: str
    confidence: float
    reported_as: ReportedAs
    at_first: bool = False
    """Whether it is the page as it was before it was corrected: with another date."""

    def document(self) -> Document:
        words = f"This is text number {self.number}, and it tells of {self.step[1]} by {self.step[0]}."
        if self.at_first:
            words = f"As published at first: {words}"
        return Document(
            id=f"d{self.number}-{len(words)}",
            url=f"http://{self.source}.example/{self.number}",
            text=words,
            tier=self.tier,
            published="2023-12-01",
            source=self.source,
        )

    @property
    def date(self) -> str | None:
        date = TRUTH[self.step][: self.length]
        return f"{int(date[:4]) - 1}{date[4:]}" if date and self.at_first else date or None


def documents(**fixed: st.SearchStrategy[object]) -> st.SearchStrategy[list[Told]]:
    fields = {
        "step": st.sampled_from(sorted(TRUTH)),
        "length": st.sampled_from([0, 4, 7, 10]),
        "tier": st.sampled_from(Tier),
        "source": st.sampled_from(["one", "two", "three"]),
        "confidence": st.sampled_from([0.5, 0.99]),
        "reported_as": st.sampled_from(ReportedAs),
        **fixed,
    }
    one = st.fixed_dictionaries(fields)
    return st.lists(one, min_size=1, max_size=6).map(
        lambda found: [Told(number=number, **told) for number, told in enumerate(found)]
    )


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('orders') / 'store.db'}") as store:
        yield store


class House:
    """A store of which nothing is kept."""

    def __init__(self, session: Session, event: Events) -> None:
        self.session, self.event = session, event

    def night(self, *told: Told, again: bool = False) -> None:
        for one in told:
            document = one.document()
            event = self.event(
                one.step[0], one.date, one.step[1], reported_as=one.reported_as, confidence=one.confidence
            )
            reading = Extraction(
                extractor=Extractor(version="1", model="m", model_sha256="0" * 64, sure_from=0.85),
                document=DocumentHead.of(document),
                relevant=True,
                events=(event,),
            )
            assert Documents(self.session).add(document) is not again
            Extractions(self.session).add(reading)
            known = {found.id: found for found in Registry(self.session).recognitions()}
            reconcile(self.session, document, reading, known, AT)
        settle(self.session, AT)

    @property
    def milestones(self) -> Milestones:
        """What is known: every milestone with its date, and the documents that state it."""
        return frozenset(
            (
                found.id,
                state.milestone,
                state.acceding,
                state.date,
                state.independent,
                frozenset(evidence.document_id for evidence in state.evidence),
            )
            for found in Registry(self.session).recognitions()
            for state in found.milestones
        )

    @property
    def queue(self) -> frozenset[str]:
        return frozenset(review.proposal.key for review in Reviews(self.session).list() if review.kind == "proposal")

    @property
    def head(self) -> tuple[int, str]:
        return Registry(self.session).head()


@contextmanager
def house(store: Store, event: Events) -> Iterator[House]:
    class Undo(Exception):  # noqa: N818
        pass

    try:
        with store.transaction() as session:
            yield House(session, event)
            raise Undo
    except Undo:
        pass


@settings(max_examples=25)
@given(data=st.data(), told=documents(length=DATED))
def test_any_order_gives_one_registry_and_one_queue(
    data: st.DataObject, told: list[Told], opened: Store, event: Events
) -> None:
    found = []
    for order in (told, data.draw(st.permutations(told))):
        with house(opened, event) as home:
            for one in order:
                home.night(one)
            found.append((home.milestones, home.queue))
    assert found[0] == found[1]


@settings(max_examples=15)
@given(data=st.data(), told=documents(length=DATED))
def test_all_in_one_night_is_the_same_as_one_a_night(
    data: st.DataObject, told: list[Told], opened: Store, event: Events
) -> None:
    with house(opened, event) as home:
        home.night(*data.draw(st.permutations(told)))
        together = home.milestones, home.queue
    with house(opened, event) as home:
        for one in told:
            home.night(one)
        assert (home.milestones, home.queue) == together


@settings(max_examples=15)
@given(told=documents())
def test_every_document_twice_changes_nothing(told: list[Told], opened: Store, event: Events) -> None:
    with house(opened, event) as home:
        home.night(*told)
        before = home.head, home.milestones, home.queue
        home.night(*told, again=True)
        assert (home.head, home.milestones, home.queue) == before


@settings(max_examples=25)
@given(data=st.data(), told=documents(length=DATED))
def test_a_corrected_page_leaves_what_it_says_now_alone(
    data: st.DataObject, told: list[Told], opened: Store, event: Events
) -> None:
    corrected = data.draw(st.sampled_from(told))
    with house(opened, event) as home:
        home.night(replace(corrected, at_first=True))
        for one in (corrected, *(one for one in told if one is not corrected)):
            home.night(one)
        found = home.milestones
    with house(opened, event) as home:
        for one in (corrected, *(one for one in told if one is not corrected)):
            home.night(one)
        assert home.milestones == found


@settings(max_examples=25)
@given(data=st.data(), told=documents())
def test_a_withdrawn_document_takes_with_it_what_it_alone_stated_and_only_that(
    data: st.DataObject, told: list[Told], opened: Store, event: Events
) -> None:
    gone = data.draw(st.sampled_from(told)).document().id
    with house(opened, event) as home:
        home.night(*told)
        before = Registry(home.session).recognitions()
        withdraw_source(home.session, gone, note="a forgery", at=AT)
        after = {
            (found.id, state.milestone, state.acceding): {evidence.document_id for evidence in state.evidence}
            for found in Registry(home.session).recognitions()
            for state in found.milestones
        }
    left = {
        (found.id, state.milestone, state.acceding): {e.document_id for e in state.evidence} - {gone}
        for found in before
        for state in found.milestones
    }
    assert after == {step: evidence for step, evidence in left.items() if evidence}


@settings(max_examples=25)
@given(
    data=st.data(),
    told=documents(
        tier=st.sampled_from([Tier.GAZETTE, Tier.AUTHORITY]),
        confidence=st.just(0.99),
        length=DATED,
        reported_as=st.just(ReportedAs.MAIN),
    ),
)
def test_without_a_withdrawn_document_the_registry_is_as_if_it_had_never_come(
    data: st.DataObject, told: list[Told], opened: Store, event: Events
) -> None:
    gone = data.draw(st.sampled_from(told))
    with house(opened, event) as home:
        home.night(*told)
        withdraw_source(home.session, gone.document().id, note="a forgery", at=AT)
        settle(home.session, AT)
        without = home.milestones
    with house(opened, event) as home:
        home.night(*(one for one in told if one is not gone))
        assert home.milestones == without


@settings(max_examples=15)
@given(told=documents())
def test_a_date_is_never_known_less_precisely_than_before(told: list[Told], opened: Store, event: Events) -> None:
    with house(opened, event) as home:
        dates: dict[tuple[object, ...], str] = {}
        for one in told:
            home.night(one)
            for found in Registry(home.session).recognitions():
                for state in found.milestones:
                    step = (found.id, state.milestone, state.acceding)
                    assert len(state.date or "") >= len(dates.get(step, ""))
                    dates[step] = state.date or ""
