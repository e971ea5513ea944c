"""The night's order: what arrives in any order gives one ledger and one queue; what is held is not asked."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from crawler.cli import main
from crawler.commands.nightly import choose
from crawler.declarations import load_sources
from crawler.nightly import run
from nlp.pipeline import load
from store.db import Store
from store.domain import ReviewStatus, Tier
from store.registry import Registry
from store.reviews import Reviews
from store.settings import Settings

Kept = tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]


def kept(settings: Settings) -> Kept:
    """The ledger's places and keys, and the reviews."""
    with Store.open(settings.database) as store, store.reading() as session:
        ledger = [(c.seq, c.key, c.statement.evidence.document_id) for c in Registry(session).changes()]
        reviews = [(r.id, r.status, r.note, r.proposal) for r in Reviews(session).list(None)]
    return ledger, reviews


def test_the_order_of_arrival_decides_nothing(world: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    announced = [
        world.document("a-press", world.text + " So it is said.").model_copy(update={"tier": Tier.PRESS}),
        world.document("z-gazette", world.text + " Gazette.").model_copy(update={"tier": Tier.GAZETTE}),
        world.document("b-undated", world.text + " Undated.").model_copy(update={"published": None}),
        world.document("c-late", world.text + " Late.").model_copy(update={"published": "2023-03"}),
    ]
    homes = []
    for number, order in enumerate(permutations(announced)):
        if number % 5:
            continue
        home = type(world)(Settings(home=tmp_path / f"home-{number}"))
        home.announced = list(order)
        monkeypatch.setattr("crawler.nightly.crawl", home.crawl)
        assert home.night().total.applied == 1
        homes.append(kept(home.settings))
    assert len(homes) >= 3
    assert all(home == homes[0] for home in homes)
    read = [document for *_, document in homes[0][0] if document]
    assert read == ["z-gazette", "c-late", "b-undated", "a-press"]


def test_a_review_ends_once_the_ledger_holds_what_it_proposes(world: Any) -> None:
    world.announced = [world.document("p", world.text + " So it is said.").model_copy(update={"tier": Tier.PRESS})]
    assert world.night().open_reviews == 1
    world.announced = [world.document("a")]
    report = world.night()
    assert (report.open_reviews, report.total.applied, report.total.corroborating) == (0, 1, 1)
    ledger, ((_, status, note, proposal),) = kept(world.settings)
    assert [document for *_, document in ledger if document] == ["a", "p"]
    assert status is ReviewStatus.CLOSED
    assert "agrees with what is known" in note
    assert proposal.reasons == ("signed 2023-02-07: a source of tier press alone does not change the registry",)
    assert not world.night().changed


def test_accepting_one_review_ends_those_that_propose_the_same(world: Any) -> None:
    world.announced = [
        world.document(id_, f"{world.text} {id_}").model_copy(update={"tier": Tier.PRESS}) for id_ in ("p", "q")
    ]
    assert world.night().open_reviews == 2
    with pytest.raises(SystemExit) as ended:
        main(["review", "accept", "1"])
    assert ended.value.code == 0
    ledger, reviews = kept(world.settings)
    assert [document for *_, document in ledger if document] == ["p", "q"]
    assert [status for _, status, *_ in reviews] == [ReviewStatus.ACCEPTED, ReviewStatus.CLOSED]


@pytest.mark.slow
def test_three_homes_give_the_same_registry(world: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sources = choose(load_sources(), ["hkc", "trade-wire", "freight-press", "trade-digest"], "bundled")
    homes = [Settings(home=tmp_path / name, contact=None) for name in "abc"]
    for settings in homes:
        run(sources, settings, load, world.clock)
    first, *others = map(kept, homes)
    assert len(first[0]) > 250
    assert first[1]
    assert others == [first, first]
