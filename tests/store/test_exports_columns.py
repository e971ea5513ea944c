"""A column says the same as a type and as JSON Schema, whatever a cell holds."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from store.exports.columns import Column, Kind, field, json_schema, record

COLUMNS = (
    *(Column(kind.value, "A cell.", kind) for kind in Kind),
    *(Column(f"{kind.value}_or_null", "A cell or none.", kind, null=True) for kind in Kind),
    Column("choice", "One of two.", among=("a", "b")),
    Column("choice_or_null", "One of two or none.", null=True, among=("a", "b")),
)
GOOD: dict[str, Any] = {
    "text": "x", "integer": 1, "number": 0.5, "boolean": True, "date": "2023-02",
    "moment": "2024-05-01T12:30:00+00:00", "texts": ["a"], "choice": "a", "choice_or_null": None,
    **{f"{kind.value}_or_null": None for kind in Kind},
}  # fmt: skip

TYPE = record("all", "All kinds.", COLUMNS)
JUDGE = jsonschema.Draft202012Validator(json_schema("all", "All kinds.", COLUMNS))

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([0.5, -1.25, 1e9 + 0.5]),
    st.sampled_from(["", "a", "c", "2023", "2023-02-07", "2023-2", "20233", "2024-05-01T12:30:00Z"]),
    st.sampled_from(["2024-05-01T12:30:00+00:00", "2024-05-01T12:30:00.123456+00:00", "2024-05-01T12:30:00+01:00"]),
    st.lists(st.sampled_from(["", "a", 1, None]), max_size=2),
)


def fits(row: dict[str, Any]) -> bool:
    try:
        TYPE.validate_json(json.dumps(row))
    except ValidationError:
        return False
    return True


def test_a_good_row_fits() -> None:
    assert fits(GOOD)
    JUDGE.validate(GOOD)
    jsonschema.Draft202012Validator.check_schema(JUDGE.schema)


@given(column=st.sampled_from(COLUMNS), cell=cells)
def test_the_type_and_the_schema_judge_alike(column: Column, cell: Any) -> None:
    row = GOOD | {column.name: cell}
    assert fits(row) == JUDGE.is_valid(row)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_null_is_for_those_that_may_be_null(column: Column) -> None:
    row = GOOD | {column.name: None}
    assert fits(row) == JUDGE.is_valid(row) == column.null
    assert field(column).get("constraints", {}).get("required", False) is not column.null


def test_a_row_has_exactly_the_columns() -> None:
    for row in (GOOD | {"more": 1}, {name: cell for name, cell in GOOD.items() if name != "text"}):
        assert not fits(row)
        assert not JUDGE.is_valid(row)
