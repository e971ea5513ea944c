"""The descriptor of a publication: a Frictionless Data Package, version 1, with a resource for every file of rows.

See https://specs.frictionlessdata.io/data-package/ and https://specs.frictionlessdata.io/table-schema/.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from store.exports.columns import field
from store.exports.manifest import FileSum
from store.exports.media import media_type
from store.exports.sheets import Sheet

DATAPACKAGE = "datapackage.json"

LICENCE = MappingProxyType(
    {"name": "Apache-2.0", "title": "Apache License 2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"}
)
"""The licence of what mrawatch itself says; quotes remain their authors'."""


@dataclass(frozen=True)
class Resource:
    """One file of rows: its name in the package, its sheet, its format and its sums."""

    name: str
    sheet: Sheet
    format: str
    file: FileSum


def describe(version: str, created: datetime, resources: Iterable[Resource]) -> Mapping[str, Any]:
    """The content of `datapackage.json`."""
    return {
        "profile": "data-package",
        "name": "mrawatch-registry",
        "title": "Mutual recognition of authorized economic operators: who recognises whom, since when, by what proof",
        "version": version,
        "created": created.isoformat(),
        "licenses": [dict(LICENCE)],
        "resources": [_resource(resource) for resource in resources],
    }


def _resource(resource: Resource) -> dict[str, Any]:
    sheet, file = resource.sheet, resource.file
    described: dict[str, Any] = {
        "profile": "tabular-data-resource" if resource.format == "csv" else "data-resource",
        "name": resource.name,
        "path": file.name,
        "description": sheet.says,
        "format": resource.format,
        "mediatype": media_type(file.name),
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": {"fields": [field(column) for column in sheet.columns], "primaryKey": list(sheet.key)},
    }
    if resource.format != "parquet":
        described["encoding"] = "utf-8"
    return described
