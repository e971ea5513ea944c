"""Documents: a text as it was read, where it came from, and places in it."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from store.domain.base import Frozen, sha256
from store.domain.dates import PartialDate


class Span(Frozen):
    """A quote and where it stands: `text == document.text[start:end]`."""

    text: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} does not have the length of its quote {self.text!r}")
        return self


class Tier(StrEnum):
    """How close a source stands to the act, closest first."""

    GAZETTE = "gazette"
    AUTHORITY = "authority"
    STATE_AGENCY = "state_agency"
    PRESS = "press"
    OTHER = "other"


OFFICIAL = frozenset({Tier.GAZETTE, Tier.AUTHORITY})
"""Sources that speak for a party."""


class Document(Frozen):
    """One text as it was read, normalised once on the way in, and where it came from.

    `published` is the page's own date, never the date of fetching. `body_sha256` names the raw body in the archive.
    `issuer` is the party (or body) whose own newsroom it stands in; None for the press and for what nobody vouches for.
    """

    id: str = Field(min_length=1)
    url: str | None = None
    title: str = ""
    text: str
    language: str = "und"
    published: PartialDate | None = None
    source: str | None = None
    issuer: str | None = None
    tier: Tier = Tier.OTHER
    fetched_at: datetime | None = None
    body_sha256: str | None = None

    @property
    def text_sha256(self) -> str:
        """Hex SHA-256 of the text's UTF-8 bytes: what every offset refers to."""
        return sha256(self.text)
