"""The columns of a sheet: what each holds, and the same said as a type, as JSON Schema and as a Frictionless field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter
from typing_extensions import TypedDict  # pydantic takes the one of `typing` only from Python 3.12 on

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?\+00:00$"


class Kind(StrEnum):
    """What a column's cells hold.

    `date` is an ISO 8601 year, month or day, as finely as it is known; `moment` an ISO 8601 time in UTC with its
    offset; `texts` a list. A text is never empty: where there is none, the cell is null.
    """

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    TEXTS = "texts"


@dataclass(frozen=True)
class Column:
    """One column: its name, what it says, the kind of its cells, whether they may be null, and which values there are.

    `among` is empty where the values are not a closed list.
    """

    name: str
    says: str
    kind: Kind = Kind.TEXT
    null: bool = False
    among: tuple[str, ...] = ()


_TYPES: Mapping[Kind, Any] = MappingProxyType(
    {
        Kind.TEXT: Annotated[str, Field(min_length=1)],
        Kind.INTEGER: int,
        Kind.NUMBER: float,
        Kind.BOOLEAN: bool,
        Kind.DATE: Annotated[str, Field(pattern=DATE)],
        Kind.MOMENT: Annotated[str, Field(pattern=_MOMENT, json_schema_extra={"format": "date-time"})],
        Kind.TEXTS: list[Annotated[str, Field(min_length=1)]],
    }
)


def record(name: str, says: str, columns: Iterable[Column]) -> TypeAdapter[dict[str, Any]]:
    """The type of one row of a sheet in JSON Lines: exactly these columns, each of its kind, nothing converted."""
    make: Any = TypedDict  # one whose fields are known only now is beyond mypy
    row = make(name, {column.name: _type(column) for column in columns})
    row.__doc__ = says
    row.__pydantic_config__ = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    return TypeAdapter(row)


def _type(column: Column) -> Any:
    held = Literal[column.among] if column.among else _TYPES[column.kind]
    return Annotated[held | None if column.null else held, Field(description=column.says)]


def json_schema(name: str, says: str, columns: Iterable[Column]) -> dict[str, Any]:
    """The JSON Schema, draft 2020-12, of one row of a sheet in JSON Lines."""
    return {"$schema": DIALECT, "$id": f"urn:mrawatch:sheet:{name}"} | record(name, says, columns).json_schema()


_FIELD_TYPES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXT: "string",
        Kind.INTEGER: "integer",
        Kind.NUMBER: "number",
        Kind.BOOLEAN: "boolean",
        Kind.DATE: "string",
        Kind.MOMENT: "datetime",
        Kind.TEXTS: "array",
    }
)


def field(column: Column) -> dict[str, Any]:
    """The column as a field of a Table Schema (Frictionless Data Package 1)."""
    constraints: dict[str, Any] = {} if column.null else {"required": True}
    if column.among:
        constraints["enum"] = list(column.among)
    if column.kind is Kind.DATE:
        constraints["pattern"] = DATE
    made = {"name": column.name, "type": _FIELD_TYPES[column.kind], "description": column.says}
    return made | ({"constraints": constraints} if constraints else {})
