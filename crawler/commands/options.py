"""What several commands share: output format, days and times, party codes, the opened registry."""

import difflib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from store.authorities.administrations import administrations, is_party
from store.authorities.blocs import bloc_codes
from store.authorities.names import display_name
from store.domain import PartialDate
from store.errors import AuthoritiesError
from store.moments import iso_moment


class Format(StrEnum):
    """How a command shows its answer: a table to read, or one JSON document."""

    TABLE = "table"
    JSON = "json"


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def day(text: str) -> date:
    """A day as given on the command line; anything else is a usage error."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day: write YYYY-MM-DD, as in 2023-06-01") from None


def moment(text: str) -> datetime:
    """A time of knowledge, in UTC: a bare day means its end."""
    try:
        return iso_moment(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{text!r} is no time: write YYYY-MM-DD or YYYY-MM-DDTHH:MM, as in 2023-06-01T12:00"
        ) from None


def partial_date(text: str) -> PartialDate:
    """A day, month or year as given on the command line; anything else is a usage error."""
    try:
        return TypeAdapter(PartialDate).validate_python(text)
    except ValidationError:
        raise typer.BadParameter(f"{text!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY") from None


FormatOption = Annotated[Format, typer.Option("--format", help="A table to read, or one JSON document.")]
OnOption = Annotated[
    date | None,
    typer.Option("--on", parser=day, metavar="DAY", help="The day in the world, YYYY-MM-DD. Default: today."),
]
KnownOnOption = Annotated[
    datetime | None,
    typer.Option("--known-on", parser=moment, metavar="TIME", help="As it was known then (UTC). Default: now."),
]


def party(code: str) -> str:
    """The party's code in capitals; an unknown one raises AuthoritiesError naming what comes close."""
    wanted = code.strip().upper()
    if is_party(wanted):
        return wanted
    close = _close_parties(code)
    hint = f"did you mean {', '.join(close)}?" if close else "see `mrawatch registry list` for the parties it knows"
    raise AuthoritiesError(f"no party has the code {code!r}", remedy=hint)


def parties(arguments: Iterable[str]) -> tuple[str, ...]:
    """The codes in `CN MO` or `CN-MO`, each once and in order; blocs' own hyphens are respected."""
    codes: list[str] = []
    for argument in arguments:
        rest = argument.strip().upper()
        while rest:
            bloc = next((b for b in sorted(bloc_codes(), key=len, reverse=True) if _begins(rest, b)), None)
            code, rest = (bloc, rest[len(bloc) + 1 :]) if bloc else (rest.partition("-")[0], rest.partition("-")[2])
            codes.append(party(code))
    return tuple(dict.fromkeys(codes))


def _begins(text: str, bloc: str) -> bool:
    return text == bloc or text.startswith(bloc + "-")


def _close_parties(text: str) -> tuple[str, ...]:
    """Up to three known parties that a mistyped code or a country's name comes close to, as `CN (China)`."""
    names = {code: display_name(code) for code in (*(known.iso2 for known in administrations()), *sorted(bloc_codes()))}
    by_name = {name.casefold(): code for code, name in names.items()}
    near = [by_name[name] for name in difflib.get_close_matches(text.casefold(), by_name, n=3, cutoff=0.75)]
    near += difflib.get_close_matches(text.upper(), names, n=3, cutoff=0.6)
    return tuple(f"{code} ({names[code]})" for code in dict.fromkeys(near))[:3]
