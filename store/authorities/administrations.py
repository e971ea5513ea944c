"""The customs administrations of the world, one a customs territory."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from store.authorities.blocs import bloc_codes
from store.errors import AuthoritiesError


@dataclass(frozen=True, slots=True)
class Administration:
    """One row of `administrations.csv`; an empty string or tuple says that nothing is known.

    `iso2` is an ISO 3166-1 alpha-2 code, or `EU`, or the user-assigned `XK`. `native_name` is the administration's own
    name in its own language or languages, `aeo_programme` its programme and, where known, the year it began,
    `website` a domain without scheme, `note` what a reader should doubt or know besides.
    """

    iso2: str
    country_short_name_en: str
    official_name_en: str
    customs_administration_en: str
    acronyms: tuple[str, ...]
    native_name: str
    aeo_programme: str
    website: str
    note: str


@cache
def administrations() -> tuple[Administration, ...]:
    """All administrations, ordered by code."""
    text = files("store.authorities").joinpath("administrations.csv").read_text("utf-8")
    found = (_administration(row) for row in csv.DictReader(text.splitlines()))
    return tuple(sorted(found, key=lambda administration: administration.iso2))


def _administration(row: dict[str, str]) -> Administration:
    acronyms = tuple(acronym for acronym in row.pop("acronyms").split("; ") if acronym)
    return Administration(acronyms=acronyms, **row)


@cache
def _by_code() -> dict[str, Administration]:
    return {administration.iso2: administration for administration in administrations()}


def administration(code: str) -> Administration:
    """The administration of a customs territory; AuthoritiesError where none is known under that code."""
    try:
        return _by_code()[code]
    except KeyError:
        raise AuthoritiesError(
            f"no customs administration is known under {code!r}",
            remedy="use an ISO 3166-1 alpha-2 code in capitals, or EU or XK",
        ) from None


def is_party(code: str) -> bool:
    """Whether a code can stand for a party of an arrangement: a territory with an administration, or a bloc."""
    return code in _by_code() or code in bloc_codes()
