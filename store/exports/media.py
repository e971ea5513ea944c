"""What a publication's files are: their media types."""

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv",
        "json": "application/json",
        "jsonl": "application/jsonl",
        "parquet": "application/vnd.apache.parquet",
    }
)
"""By the suffix of a file's name (application/jsonl: jsonlines.org; Parquet's is registered with IANA)."""

OTHER = "application/octet-stream"


def media_type(name: str) -> str:
    """The media type of a file of this name."""
    return MEDIA_TYPES.get(PurePath(name).suffix.removeprefix("."), OTHER)
