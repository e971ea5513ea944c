"""The night: what each stage hands to the next, what a second run changes, what trouble leaves behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import crawler.nightly
from crawler.archive import Archive
from crawler.extracting import BATCH, read
from crawler.keeping import Keeper
from crawler.nightly import run
from nlp.pipeline import MOST_CHARACTERS, load
from store import judging
from store.db import Store
from store.errors import ConflictError, ExportError, MrawatchError
from store.exports import publish, snapshot
from store.extractions import Extractions
from store.nights import Nights


def test_an_announcement_becomes_a_change_and_a_publication(world: Any) -> None:
    world.announced = [world.document("a"), world.document("b", "Nothing of note.")]
    report = world.night()
    counts = report.read["hkc"]
    assert (counts.documents, counts.events, counts.applied) == (2, 1, 1)
    assert report.baseline > 200
    assert report.total == counts
    assert "CN-NR" in {recognition for recognition, _ in world.ledger()}
    assert report.publication == world.latest().name
    published = (world.latest() / "jsonl" / "recognitions.jsonl").read_text()
    assert '"CN-NR"' in published
    assert (world.latest() / "manifest.json").is_file()


def test_the_same_night_again_changes_nothing(world: Any) -> None:
    world.announced = [world.document("a")]
    first = world.night()
    ledger, latest = world.ledger(), world.latest()
    second = world.night()
    assert first.changed
    assert not second.changed
    assert second.publication is None
    assert (world.ledger(), world.latest()) == (ledger, latest)
    assert world.reader.read == ["a"]
    assert sorted(p.name for p in world.settings.publications.iterdir()) == [latest.name, "changes.atom", "latest"]


def test_news_makes_a_new_publication_beside_the_old(world: Any) -> None:
    world.night()
    before = world.latest()
    world.announced = [world.document("a")]
    world.night()
    assert world.latest() != before
    assert before.is_dir()


def test_a_copy_corroborates(world: Any) -> None:
    world.announced = [world.document("a")]
    world.night()
    world.announced = [world.document("b", world.text + " It was a copy.")]
    counts = world.night().read["hkc"]
    assert (counts.applied, counts.corroborating, counts.queued) == (0, 1, 0)


def test_a_text_that_the_reader_falls_over_is_counted_and_tried_again(world: Any) -> None:
    world.announced = [world.document("a"), world.document("x", world.broken), world.document("c", "Nothing.")]
    report = world.night()
    assert [(failure.what, "ZeroDivisionError" in failure.reason) for failure in report.unread] == [
        ("http://hkc.example/x", True)
    ]
    assert set(world.reader.read) == {"a", "c"}
    world.reader.broken = False
    assert world.night().unread == ()
    assert world.reader.read[-1] == "x"


def test_a_text_longer_than_any_announcement_is_named_and_the_others_are_read(world: Any) -> None:
    world.reader = load()
    long = "China and Nauru signed an AEO mutual recognition arrangement. " + "and so on " * (MOST_CHARACTERS // 10)
    world.announced = [world.document("a"), world.document("x", long), world.document("c", "Nothing.")]
    report = world.night()
    (failure,) = report.unread
    assert failure.what == "http://hkc.example/x"
    assert "characters are more than an announcement has" in failure.reason
    assert report.total.documents == 2


def test_progress_is_told_with_its_total(world: Any) -> None:
    told: dict[str, list[tuple[int, int | None]]] = {}

    @contextmanager
    def stage(name: str, unit: str) -> Iterator[Any]:
        told[name] = []
        yield lambda done, total: told[name].append((done, total))

    world.announced = [world.document(f"d{number}", f"Nothing {number}.") for number in range(BATCH + 8)]
    run((), world.settings, lambda: world.reader, world.clock, stage)
    total = BATCH + 8
    assert told["extract"] == [(0, total), (BATCH, total), (total, total)]
    assert told["reconcile"][-1] == (total, total)


def test_many_broken_texts_do_not_hide_a_good_one(world: Any) -> None:
    world.announced = [world.document(f"x{i}", world.broken) for i in range(2 * BATCH + 6)] + [world.document("a")]
    report = world.night()
    assert (len(report.unread), report.read["hkc"].applied) == (2 * BATCH + 6, 1)


def test_a_text_that_cannot_be_reconciled_is_counted_and_tried_again(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no rule fits")

    world.announced = [world.document("a")]
    with monkeypatch.context() as patched:
        patched.setattr(judging, "weigh", fail)
        report = world.night()
    assert [(failure.what, failure.reason) for failure in report.unread] == [("http://hkc.example/a", "no rule fits")]
    assert world.night().read["hkc"].applied == 1


def test_a_night_that_broke_off_is_taken_up_where_it_stood(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    world.announced = [world.document("a")]
    with monkeypatch.context() as patched:
        patched.setattr(judging, "weigh", interrupt)
        with pytest.raises(KeyboardInterrupt):
            world.night()
    with Store.open(world.settings.database) as store, store.reading() as session:
        assert Extractions(session).count() == 1
        broken_off = Nights(session).last()
    assert broken_off is not None
    assert broken_off.finished_at is None
    assert world.night().read["hkc"].applied == 1
    assert world.reader.read == ["a"]


def test_a_publication_that_fails_leaves_the_last_one(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    world.night()
    before = world.latest()
    world.announced = [world.document("a")]
    with monkeypatch.context() as patched:
        patched.setattr(snapshot, "validate", full)
        with pytest.raises(ExportError, match="disk is full"):
            world.night()
    assert world.latest() == before
    assert sorted(path.name for path in world.settings.publications.iterdir()) == [
        before.name,
        "changes.atom",
        "latest",
    ]
    assert world.night().publication is not None


def test_a_second_night_at_once_is_refused(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[ConflictError] = []
    crawl = world.crawl

    def another(*arguments: Any) -> Any:
        with pytest.raises(ConflictError) as caught:
            run((), world.settings, lambda: world.reader, world.clock)
        refused.append(caught.value)
        return crawl(*arguments)

    monkeypatch.setattr(crawler.nightly, "crawl", another)
    world.announced = [world.document("a")]
    assert world.night().publication == world.latest().name
    assert "night.lock" in refused[0].message


def test_two_publications_at_once_are_each_whole(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    validate, within = snapshot.validate, []

    def slow(*arguments: Any) -> None:
        validate(*arguments)
        if not within:
            within.append(True)
            with Store.open(world.settings.database) as store, store.reading() as session:
                within.append(publish(session, world.settings.publications, world.clock()))

    world.announced = [world.document("a")]
    with monkeypatch.context() as patched:
        patched.setattr(snapshot, "validate", slow)
        report = world.night()
    folders = [path for path in world.settings.publications.iterdir() if path.is_dir() and not path.is_symlink()]
    assert [path.name for path in folders] == [within[1]]
    assert report.publication is None
    assert world.latest() == folders[0]


def test_what_a_killed_night_left_is_tidied_away(world: Any) -> None:
    left = world.settings.publications / ".0123456789abcdef.next"
    (left / "csv").mkdir(parents=True)
    (world.settings.publications / ".0123456789abcdef.latest").symlink_to("nowhere")
    (world.settings.publications / ".changes.atom.01234567.new").write_text("half a fe")
    world.night()
    assert sorted(p.name for p in world.settings.publications.iterdir()) == [
        world.latest().name,
        "changes.atom",
        "latest",
    ]


def test_a_crawl_remembers_beside_a_writer(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    with Store.open(url) as store, Store.open(url) as other, other.transaction():
        assert Keeper(store, Archive(tmp_path)).recall(["http://hkc.example/a"]) == {}


def test_a_night_is_written_down(world: Any) -> None:
    world.announced = [world.document("a")]
    report = world.night()
    with Store.open(world.settings.database) as store, store.reading() as session:
        night = Nights(session).last()
    assert night is not None
    assert night.summary is not None
    assert night.id == report.night
    assert night.summary["read"]["hkc"]["applied"] == 1


def test_read_keeps_the_order_and_gives_an_error_in_its_place(world: Any) -> None:
    documents = [world.document(f"d{i}", world.broken if i in (3, 40) else "Nothing.") for i in range(50)]
    readings = list(read(world.reader, iter(documents)))
    assert [one.id for one, _ in readings] == [one.id for one in documents]
    assert [one.id for one, reading in readings if isinstance(reading, MrawatchError)] == ["d3", "d40"]
