"""A delta leads from one version to the next exactly, whatever happened between them."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.db import Store
from store.documents import Documents
from store.domain import DecidedBy, Document, Evidence, Extraction, Milestone, Statement
from store.errors import ExportError
from store.exports import publish
from store.exports.deltas import apply, difference
from store.exports.manifest import Publication, PublishedSheet
from store.extractions import Extractions
from store.registry import Registry

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Record = dict[str, Any]


def records(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def assert_leads_on(folder: Path, version: str) -> None:
    """Applies a version's delta to the version before it, sheet by sheet."""
    made = Publication.read(folder / version)
    assert made.since is not None
    for sheet in made.sheets:
        file = f"jsonl/{sheet.name}.jsonl"
        delta = records(folder / version / "delta" / f"{sheet.name}.jsonl")
        assert list(apply(records(folder / made.since / file), delta, sheet.key)) == records(folder / version / file)


def test_a_delta_tells_what_was_added_removed_and_changed(
    filled: Store, statement: Callable[..., Statement], at: datetime, tmp_path: Path
) -> None:
    with filled.reading() as session:
        first = publish(session, tmp_path, at)
    assert first is not None
    assert not (tmp_path / first / "delta").exists()
    with filled.transaction() as session:
        registry = Registry(session)
        given = {"decided_by": DecidedBy.ANALYST, "reason": "seen", "at": at}
        registry.append(registry.get(3).statement, key="4", supersedes=3, withdraws=True, **given)  # type: ignore[arg-type]
        registry.append(statement("JP", "NZ"), key="5", **given)  # type: ignore[arg-type]
        registry.append(statement(milestone=Milestone.IN_FORCE, date="2023-06-01"), key="6", **given)  # type: ignore[arg-type]
    with filled.reading() as session:
        second = publish(session, tmp_path, at)
    assert second is not None
    told = {
        sheet: [(row["op"], row[key]) for row in records(tmp_path / second / "delta" / f"{sheet}.jsonl")]
        for sheet, key in {"recognitions": "id", "changes": "seq", "events": "document_id"}.items()
    }
    assert told["recognitions"] == [("changed", "CN-MO"), ("removed", "HK-NZ"), ("added", "JP-NZ")]
    assert told["changes"] == [("added", 4), ("added", 5), ("added", 6)]
    assert told["events"] == []
    assert_leads_on(tmp_path, second)


steps = st.lists(
    st.tuples(
        st.sampled_from(["CN MO", "HK NZ", "JP NZ", "CN HK", "EU JP"]),
        st.sampled_from([Milestone.SIGNED, Milestone.IN_FORCE, Milestone.SUSPENDED]),
        st.sampled_from([None, "2023", "2023-02", "2023-02-07", "2024-01-01"]),
        st.integers(min_value=0, max_value=40),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=steps, read=st.integers(min_value=0, max_value=3), version=st.sampled_from("123"))
def test_a_ledger_that_grows_at_random_is_followed_by_its_deltas(
    filled: Store,
    statement: Callable[..., Statement],
    document: Callable[..., Document],
    extraction: Callable[..., Extraction],
    at: datetime,
    tmp_path: Path,
    taken: list[tuple[str, Milestone, str | None, int, bool]],
    read: int,
    version: str,
) -> None:
    with filled.reading() as session:
        publish(session, tmp_path, at)
    with filled.transaction() as session:
        article = document(f"doc-{read}")
        Documents(session).add(article)
        Extractions(session).add(extraction(article, version))
        registry = Registry(session)
        for parties, milestone, date, earlier, withdraws in taken:
            head, _ = registry.head()
            supersedes = earlier % head + 1 if withdraws or earlier > 20 else None
            made = statement(
                *parties.split(), milestone=milestone, date=date, evidence=Evidence(sources=("https://a",))
            )
            if supersedes is not None:
                made = registry.get(supersedes).statement.model_copy(update={"milestone": milestone, "date": date})
            registry.append(
                made,
                key=f"random-{head}",
                decided_by=DecidedBy.ANALYST,
                reason="seen",
                at=at,
                supersedes=supersedes,
                withdraws=withdraws,
            )
    with filled.reading() as session:
        made_version = publish(session, tmp_path, at)
    if made_version is not None:
        assert_leads_on(tmp_path, made_version)


SHEET = PublishedSheet(name="rows", columns=("id", "number", "value"), key=("id", "number"), rows=0)
tables = st.dictionaries(st.tuples(st.text(max_size=2), st.integers(0, 3)), st.one_of(st.none(), st.text(max_size=2)))


def written(folder: Path, table: dict[tuple[str, int], str | None]) -> Publication:
    (folder / "jsonl").mkdir(parents=True, exist_ok=True)
    rows = [{"id": key[0], "number": key[1], "value": value} for key, value in sorted(table.items())]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "jsonl" / "rows.jsonl").write_bytes(lines.encode("utf-8", "surrogatepass"))
    return Publication(
        version="v",
        created=datetime(2024, 1, 1),
        mrawatch="0",
        formats=("jsonl",),
        changes=0,
        seal="",
        sheets=(SHEET,),
        files=(),
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=tables, other=tables)
def test_any_table_becomes_any_other(
    database_url: str,
    tmp_path: Path,
    one: dict[tuple[str, int], str | None],
    other: dict[tuple[str, int], str | None],
) -> None:
    was = written(tmp_path / "one", one)
    written(tmp_path / "other", other)
    delta = list(difference(tmp_path / "one", was, tmp_path / "other", SHEET))
    assert list(apply(records(tmp_path / "one/jsonl/rows.jsonl"), delta, SHEET.key)) == records(
        tmp_path / "other/jsonl/rows.jsonl"
    )
    assert len(delta) == sum(one.get(key, ...) != other.get(key, ...) for key in one.keys() | other.keys())


@pytest.mark.parametrize(
    ("delta", "says"),
    [
        ([{"op": "added", "id": "b"}], "adds a row that is there already: id b"),
        ([{"op": "removed", "id": "c"}], "is about a row that is not there: id c"),
        ([{"op": "changed", "id": "a"}], "is about a row that is not there: id a"),
    ],
)
def test_a_delta_that_does_not_fit_is_refused(database_url: str, delta: Iterable[Any], says: str) -> None:
    with pytest.raises(ExportError, match=says):
        list(apply([{"id": "b"}], delta, ("id",)))


def test_what_is_no_json_lines_is_named(database_url: str, tmp_path: Path) -> None:
    was = written(tmp_path / "one", {("a", 1): "x"})
    written(tmp_path / "other", {("a", 1): "y"})
    (tmp_path / "one/jsonl/rows.jsonl").write_text("{\n")
    with pytest.raises(ExportError, match=r"one/jsonl/rows\.jsonl") as refused:
        list(difference(tmp_path / "one", was, tmp_path / "other", SHEET))
    assert refused.value.remedy
