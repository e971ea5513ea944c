"""What an analyst puts right of a proposal: its date, whom it binds, and how far it goes."""

from pydantic import Field

from store.authorities.blocs import bloc_codes, members
from store.domain import Frozen, Mode, PartialDate, PartyCode, Scope, Statement
from store.errors import InputError

BY = "corrected by an analyst"
"""The rule of a date that an analyst has given."""

_TEXT = r"^[^\x00]*[^\x00\s][^\x00]*$"


class Correction(Frozen):
    """What the words say where they were misread, or say more than a reader can tell; what is None stands as it was.

    `recogniser` recognises `recognised`'s operators: one of them is enough where there are two parties. `tier` and
    `programme` are the recognised party's, `modes` the modes of transport that it is limited to, `members` those whose
    own act it is, of a bloc or of many parties.
    """

    date: PartialDate | None = Field(default=None, examples=["2025-06-27", "2025-06"])
    recogniser: PartyCode | None = None
    recognised: PartyCode | None = None
    programme: str | None = Field(default=None, max_length=200, pattern=_TEXT)
    tier: str | None = Field(default=None, max_length=200, pattern=_TEXT)
    modes: tuple[Mode, ...] = Field(default=(), max_length=len(Mode))
    members: tuple[PartyCode, ...] = Field(default=(), max_length=50)

    @property
    def of_scope(self) -> bool:
        """Whether it says how far the step goes."""
        return any((self.recogniser, self.recognised, self.programme, self.tier, self.modes))

    def applied(self, statement: Statement) -> Statement | None:
        """The statement put right; None where there is nothing to put right. InputError for what does not fit it."""
        told: dict[str, object] = {}
        if self.date is not None:
            told |= {"date": self.date, "date_rule": BY, "date_anchor": ""}
        if self.of_scope:
            told["scope"] = self._scope(statement)
        if self.members:
            told["acceding"] = self._members(statement)
        return Statement.model_validate(statement.model_dump() | told) if told else None

    def _scope(self, statement: Statement) -> Scope:
        recogniser, recognised = self.recogniser, self.recognised
        for code in (recogniser, recognised):
            if code is not None and code not in statement.parties:
                raise InputError(
                    f"{code} is no party of {statement.recognition}",
                    remedy=f"name one of {', '.join(statement.parties)}",
                )
        if (recogniser or recognised) and len(statement.parties) == 2:
            recogniser = recogniser or next(code for code in statement.parties if code != recognised)
            recognised = recognised or next(code for code in statement.parties if code != recogniser)
        if (recogniser is None) != (recognised is None) or (recogniser and recogniser == recognised):
            raise InputError(
                f"{recogniser or recognised} alone is no direction of {statement.recognition}",
                remedy="name who recognises, and whose operators are recognised",
            )
        if (self.tier or self.programme) and recognised is None:
            raise InputError(
                "a tier or programme is one party's: it is not said whose", remedy="name whose operators are recognised"
            )
        return Scope(
            recogniser=recogniser or statement.scope.recogniser,
            recognised=recognised or statement.scope.recognised,
            programme=self.programme or statement.scope.programme,
            tier=self.tier or statement.scope.tier,
            modes=tuple(sorted({*self.modes}, key=list(Mode).index)) or statement.scope.modes,
        )

    def _members(self, statement: Statement) -> tuple[str, ...]:
        own = {code for party in statement.parties if party in bloc_codes() for code in members(party)}
        for code in self.members:
            if code not in own | {*statement.parties}:
                raise InputError(
                    f"{code} is neither a party of {statement.recognition} nor a member of one",
                    remedy="name those whose own act this is",
                )
        return tuple(sorted({*self.members}))
