"""Tokens: made once, told by their secret, never again by anything else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from store.db import Store
from store.domain import sha256
from store.errors import ConflictError, InputError, NotFoundError
from store.tables import TokenRow
from store.tokens import PREFIX, Scope, Tokens


def test_a_token_is_told_by_its_secret_and_by_nothing_else(store: Store, at: datetime) -> None:
    with store.transaction() as session:
        made, secret = Tokens(session).create("desk", Scope.REVIEW, at=at)
    with store.reading() as session:
        tokens = Tokens(session)
        assert tokens.of(secret, at) == made
        for other in ("", "desk", secret[:-1], secret.upper(), secret + " ", sha256(secret), "\ud800"):
            assert tokens.of(other, at) is None


def test_the_store_keeps_no_secret(store: Store, at: datetime) -> None:
    with store.transaction() as session:
        _, secret = Tokens(session).create("desk", Scope.READ, at=at)
    with store.reading() as session:
        row = session.exec(select(TokenRow)).one()
    assert row.digest == sha256(secret)
    assert secret.removeprefix(PREFIX) not in str(row.model_dump())


def test_secrets_are_long_recognisable_and_differ(store: Store, at: datetime) -> None:
    with store.transaction() as session:
        secrets = {Tokens(session).create(f"t{number}", Scope.READ, at=at)[1] for number in range(20)}
    assert len(secrets) == 20
    assert all(secret.startswith(PREFIX) and len(secret) >= len(PREFIX) + 43 for secret in secrets)


def test_a_token_holds_to_the_end_of_its_last_day(store: Store, at: datetime) -> None:
    with store.transaction() as session:
        _, secret = Tokens(session).create("guest", Scope.READ, expires=at.date(), at=at)
    midnight = datetime.combine(at.date() + timedelta(days=1), datetime.min.time(), UTC)
    with store.reading() as session:
        tokens = Tokens(session)
        assert tokens.of(secret, midnight - timedelta(seconds=1)) is not None
        assert tokens.of(secret, midnight) is None
        assert (tokens.any_valid(at), tokens.any_valid(midnight)) == (True, False)


def test_a_revoked_token_is_told_no_more_and_its_name_is_not_reused(store: Store, at: datetime) -> None:
    later = at + timedelta(hours=1)
    with store.transaction() as session:
        tokens = Tokens(session)
        _, secret = tokens.create("desk", Scope.REVIEW, at=at)
        assert tokens.revoke("desk", at=later).revoked_at == later
        assert tokens.revoke("desk", at=later + timedelta(hours=1)).revoked_at == later
        assert tokens.of(secret, later) is None
        assert not tokens.any_valid(later)
        with pytest.raises(ConflictError, match="desk"):
            tokens.create("desk", Scope.READ, at=later)
        assert [token.name for token in tokens.list()] == ["desk"]


def test_what_cannot_be_a_token_is_refused(store: Store, at: datetime) -> None:
    with store.transaction() as session:
        tokens = Tokens(session)
        for name in ("", "a b", "ä", "-x", "x" * 65, "a\n"):
            with pytest.raises(InputError, match="name"):
                tokens.create(name, Scope.READ, at=at)
        with pytest.raises(InputError, match="over already"):
            tokens.create("guest", Scope.READ, expires=date(2024, 4, 30), at=at)
        with pytest.raises(NotFoundError, match="nobody"):
            tokens.revoke("nobody", at=at)
        assert tokens.list() == ()


def test_each_scope_allows_what_those_before_it_do() -> None:
    allowed = [(scope.value, wanted.value) for scope in Scope for wanted in Scope if scope.allows(wanted)]
    assert allowed == [
        ("read", "read"),
        ("review", "read"),
        ("review", "review"),
    ]
