"""What every shared type is made of: frozen, validated values, and the checksum of texts."""

import hashlib

from pydantic import BaseModel, ConfigDict


def sha256(content: str | bytes) -> str:
    """Hex SHA-256 of bytes, or of a text's UTF-8 bytes."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


class Frozen(BaseModel):
    """A value: immutable, compared by its fields, refusing fields it does not know and numbers that are not finite."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True, allow_inf_nan=False
    )
