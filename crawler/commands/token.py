"""`mrawatch token …`: who may use the HTTP API."""

from datetime import date
from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.commands.options import Format, FormatOption, day, now
from crawler.printing import counted, note, show, show_json, show_long, show_table, when
from store.tokens import Scope, Token, Tokens

app = typer.Typer(no_args_is_help=True, help="Tokens of the HTTP API: make, list, revoke them.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What the token is called, such as who uses it.")]


@app.command()
def create(
    name: NameArgument,
    scope: Annotated[Scope, typer.Option("--scope", help="What it allows; each allows what those before it do.")],
    expires: Annotated[
        date | None,
        typer.Option("--expires", parser=day, metavar="DAY", help="The last day of its use (UTC). Default: none."),
    ] = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Make a token and show its secret, once: the store keeps only a checksum of it."""
    with opened() as store, store.transaction() as session:
        token, secret = Tokens(session).create(name, scope, expires=expires, at=now())
    note("keep the secret now: it is not shown again")
    if format_ is Format.JSON:
        show_json({**token.model_dump(mode="json"), "secret": secret})
    else:
        show_long(secret)


@app.command("list")
def list_(format_: FormatOption = Format.TABLE) -> None:
    """List tokens with what they allow; no secret is shown, for none is kept."""
    with opened() as store, store.reading() as session:
        tokens = Tokens(session).list()
    if format_ is Format.JSON:
        show_json(tokens)
        return
    show_table(("Name", "Scope", "Made (UTC)", "State"), map(_row, tokens))
    show(counted(len(tokens), "token"))


@app.command()
def revoke(name: NameArgument, format_: FormatOption = Format.TABLE) -> None:
    """Revoke a token, for good and from its next use on."""
    with opened() as store, store.transaction() as session:
        token = Tokens(session).revoke(name, at=now())
    if format_ is Format.JSON:
        show_json(token)
        return
    show(f"token {token.name} is revoked")


def _row(token: Token) -> tuple[object, ...]:
    return token.name, token.scope, when(token.created_at), _state(token)


def _state(token: Token) -> str:
    if token.revoked_at is not None:
        return f"revoked {when(token.revoked_at)}"
    if token.expires_at is None:
        return "valid"
    return f"{'valid until' if token.valid_at(now()) else 'expired'} {when(token.expires_at)}"
