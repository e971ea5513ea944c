"""The policy's figures and the order of its rules, as `policy.toml` states them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from store.domain import Frozen, Tier, Verdict, sha256
from store.errors import ConfigurationError

_FILE = "store/reconcile/policy.toml"

Share = Annotated[float, Field(ge=0, le=1)]


class PassedOver(Frozen):
    """Why an event gives no proposal: a name, and what it means in a sentence."""

    id: str
    words: str = Field(min_length=1)


class Rule(Frozen):
    """One rule: its name, what becomes of a statement that it applies to, and what it means in a sentence.

    `second_source`: what it queues may be applied once another independent source states the same.
    """

    id: str
    verdict: Verdict
    words: str = Field(min_length=1)
    second_source: bool = False


class Confidences(Frozen):
    """`recalled`: what a recalled step is worth against an announced one."""

    recalled: Share


class Tiers(Frozen):
    """Whose announcement alone, and whose recollection alone, makes a milestone new."""

    announce: frozenset[Tier]
    recall: frozenset[Tier]


class Sources(Frozen):
    """How many independent sources do where one alone does not; 0 where none ever do."""

    enough: int = Field(ge=0)

    @model_validator(mode="after")
    def _enough(self) -> Self:
        if self.enough == 1:
            raise ValueError("one source is not several: write 0 for never, or 2 or more")
        return self


class Parties(Frozen):
    """From how many parties on a new recognition is confirmed by a person."""

    many: int = Field(ge=3)


class Audit(Frozen):
    """The share of applied changes that a person looks at afterwards."""

    share: Share


class Rulebook(Frozen):
    """The policy as its file states it: figures, and rules in their order."""

    confidence: Confidences
    tiers: Tiers
    sources: Sources
    parties: Parties
    audit: Audit
    passed_over: tuple[PassedOver, ...]
    rules: tuple[Rule, ...] = Field(alias="rule", min_length=1)

    @model_validator(mode="after")
    def _once(self) -> Self:
        ids = [*(one.id for one in self.passed_over), *(rule.id for rule in self.rules)]
        if twice := {id for id in ids if ids.count(id) > 1}:
            raise ValueError(f"{', '.join(sorted(twice))}: an id is given once")
        return self

    def audits(self, key: str) -> bool:
        """Whether the applied change of this key is one of those that a person looks at: always the same answer."""
        return int(sha256(f"audit\n{key}")[:12], 16) < self.audit.share * 16**12


@cache
def rulebook() -> Rulebook:
    """The policy that mrawatch ships with."""
    return parse(files("store.reconcile").joinpath("policy.toml").read_text("utf-8"))


def parse(text: str) -> Rulebook:
    """A policy out of its TOML; ConfigurationError naming the key for one that does not hold together."""
    try:
        return Rulebook.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{_FILE}: {error}", remedy="mend the TOML") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise ConfigurationError(
            f"{_FILE}, {where}: {first['msg']}", remedy="compare it with the released file"
        ) from error
