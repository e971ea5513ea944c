"""`mrawatch schema`: the extraction record's JSON Schema, for those who check or read records with other tools."""

from crawler.printing import show_json
from store.domain import SCHEMA, Extraction


def schema() -> None:
    """Print the JSON Schema of an extraction record, as `mrawatch extract --format jsonl` writes it."""
    show_json({"$id": SCHEMA, **Extraction.model_json_schema(by_alias=True, mode="serialization")})
