"""Tokens of the HTTP API: made once, kept as a SHA-256, told by their scope, revoked for good."""

import re
from datetime import UTC, date, datetime, time
from enum import StrEnum
from hmac import compare_digest
from secrets import token_urlsafe

from sqlmodel import Session, col, select

from store.domain import Frozen, sha256
from store.errors import ConflictError, InputError, NotFoundError
from store.rows import utc, valid
from store.tables import TokenRow

PREFIX = "mrawatch_"
"""How every secret begins, so that one that has leaked into a text can be told for what it is."""

SECRET_BYTES = 32
"""Random bytes of a secret: too many to be guessed, so that a plain SHA-256 of it hides it."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Scope(StrEnum):
    """What a token allows; each scope allows what those before it do."""

    READ = "read"
    REVIEW = "review"

    def allows(self, wanted: "Scope") -> bool:
        """Whether a token of this scope may do what asks for `wanted`."""
        order = list(Scope)
        return order.index(self) >= order.index(wanted)


class Token(Frozen):
    """A token as it is kept: its name, what it allows and until when. The secret itself is nowhere in it."""

    name: str
    scope: Scope
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def valid_at(self, moment: datetime) -> bool:
        """Whether it may still be used."""
        return self.revoked_at is None and (self.expires_at is None or moment <= self.expires_at)


def digest_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hex."""
    return sha256(secret.encode("utf-8", "replace"))


class Tokens:
    """Tokens, in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def create(self, name: str, scope: Scope, *, expires: date | None = None, at: datetime) -> tuple[Token, str]:
        """Make a token that holds to the end of the day `expires` (UTC), or until it is revoked; it and its secret.

        The secret is told here and never again. InputError for a name that is none or a day that is over,
        ConflictError for a name that is taken, also by a token that is revoked.
        """
        if not _NAME.fullmatch(name):
            raise InputError(
                f"{name!r} cannot be a token's name", remedy="use up to 64 letters, digits, dots, hyphens, underscores"
            )
        until = None if expires is None else datetime.combine(expires, time.max, UTC)
        if until is not None and until < utc(at):
            raise InputError(f"{expires} is over already", remedy="let the token expire on a later day")
        if self._row(name) is not None:
            raise ConflictError(
                f"there is a token {name!r} already", remedy="choose another name: names are not reused"
            )
        secret = PREFIX + token_urlsafe(SECRET_BYTES)
        row = TokenRow(
            name=name,
            scope=scope.value,
            digest=digest_of(secret),
            created_at=utc(at),
            expires_at=until,
            revoked_at=None,
        )
        self._session.add(row)
        self._session.flush()
        return _token(row), secret

    def list(self) -> tuple[Token, ...]:
        """All tokens, revoked and expired ones too, the oldest first."""
        return tuple(_token(row) for row in self._session.exec(select(TokenRow).order_by(col(TokenRow.id))))

    def any_valid(self, at: datetime) -> bool:
        """Whether there is a token that may be used."""
        return any(token.valid_at(at) for token in self.list())

    def revoke(self, name: str, *, at: datetime) -> Token:
        """Let a token never be used again. One that is revoked stays as it is; NotFoundError if there is none."""
        row = self._row(name)
        if row is None:
            raise NotFoundError(f"there is no token {name!r}", remedy="mrawatch token list shows those there are")
        if row.revoked_at is None:
            row.revoked_at = utc(at)
            self._session.flush()
        return _token(row)

    def of(self, secret: str, at: datetime) -> Token | None:
        """The token whose secret this is, if it may be used; None otherwise, whatever the reason."""
        digest = digest_of(secret)
        row = self._session.exec(select(TokenRow).where(TokenRow.digest == digest)).one_or_none()
        if row is None or not compare_digest(row.digest, digest):
            return None
        token = _token(row)
        return token if token.valid_at(at) else None

    def _row(self, name: str) -> TokenRow | None:
        return self._session.exec(select(TokenRow).where(TokenRow.name == name)).one_or_none()


def _token(row: TokenRow) -> Token:
    return valid(Token, row.model_dump(exclude={"id", "digest", "row_sha256"}), f"token {row.name}")
