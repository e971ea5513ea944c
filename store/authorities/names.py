"""What announcements call the parties, language by language: CLDR's names of territories plus our own tables."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from babel import Locale, UnknownLocaleError

from store.authorities.administrations import administrations
from store.authorities.blocs import bloc_codes, bloc_name
from store.errors import AuthoritiesError

LANGUAGES: Final = ("en", "es", "pt", "fr", "de", "ru", "zh", "zh-Hant", "ja", "ko", "ar")
"""Languages with tables of their own in `names/`."""

_CLDR_LOCALES: Final = MappingProxyType({"pt": ("pt", "pt_PT"), "zh-Hant": ("zh_Hant", "zh_Hant_HK")})
"""Where a language's regions name states differently; every other language is its own only locale."""

_NOT_ISO_3166: Final = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ")
)
"""Two-letter codes that CLDR names and ISO 3166-1 has not assigned: exceptional reservations, regions, test locales."""

AREAS: Final = MappingProxyType({"EA": "EZ"})
"""Areas whose trade is told and that sign nothing, with CLDR's codes: the euro area has Eurostat's."""


class NameKind(StrEnum):
    """By what a name leads to its party; also the tables of a names file, in order of precedence."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    ADMINISTRATION = "administration"
    ACRONYM = "acronym"
    PROGRAMME = "programme"
    BLOC = "bloc"
    AREA = "area"
    PAIR = "pair"
    AMBIGUOUS = "ambiguous"


_TABLES: Final = MappingProxyType(
    {
        "countries": NameKind.COUNTRY,
        "demonyms": NameKind.DEMONYM,
        "capitals": NameKind.CAPITAL,
        "administrations": NameKind.ADMINISTRATION,
        "acronyms": NameKind.ACRONYM,
        "programmes": NameKind.PROGRAMME,
        "blocs": NameKind.BLOC,
        "areas": NameKind.AREA,
        "pairs": NameKind.PAIR,
        "ambiguous": NameKind.AMBIGUOUS,
    }
)
_ALWAYS_CASED: Final = frozenset({NameKind.ACRONYM, NameKind.PROGRAMME, NameKind.AMBIGUOUS})
_PROPER: Final = frozenset({NameKind.COUNTRY, NameKind.CAPITAL})
"""Kinds whose names of one word are other words in lower case: Lima and lima, Того and того."""


@dataclass(frozen=True, slots=True)
class PartyName:
    """A surface form and the party it stands for.

    `codes` holds one code, or for a pair ("Sino-Korean") one a party in the order named. `cased` says that a match must
    agree in case ("US", never "us"); such a name is listed in capitals too, for headlines. An ambiguous name needs
    support from its surroundings ("Georgia").
    """

    text: str
    codes: tuple[str, ...]
    kind: NameKind
    cased: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """A names file as read: names, forms that stand for no party, and names to show instead of CLDR's."""

    names: tuple[PartyName, ...]
    decoys: tuple[str, ...]
    display: MappingProxyType[str, str]


def party_names(language: str) -> tuple[PartyName, ...]:
    """Every name by which a language calls a party, longest first.

    `language` is a BCP 47 tag; regions fall back to their language, Taiwan's and Hong Kong's Chinese to `zh-Hant`. A
    language without tables has CLDR's names and the acronyms and programmes that all share; one that CLDR does not know
    reads as English. Raises AuthoritiesError naming file and key where the data are wrong.
    """
    return _party_names(_supported(language))


def decoys(language: str) -> tuple[str, ...]:
    """Forms that hold a party's name and stand for none ("Latin American", "New Mexico"), longest first."""
    return tuple(sorted(_tables(_supported(language)).decoys, key=_longest_first))


def display_name(code: str, language: str = "en") -> str:
    """A party's short name for readers of a language, in English where the language has none.

    Raises AuthoritiesError for an unknown code.
    """
    known = _supported(language)
    for name in (_shown(code, known), _shown(code, "en")):
        if name:
            return name
    if code in bloc_codes():
        return bloc_name(code)
    raise AuthoritiesError(f"no party has the code {code!r}", remedy="use an ISO 3166-1 alpha-2 code or a bloc's code")


def _shown(code: str, language: str) -> str | None:
    tables = _tables(language)
    if code in tables.display:
        return tables.display[code]
    bloc_forms = (name.text for name in tables.names if name.kind == NameKind.BLOC and name.codes == (code,))
    return _territories(_locales(language)[0]).get(code) or next(bloc_forms, None)


@cache
def _party_names(language: str) -> tuple[PartyName, ...]:
    own = _tables(language)
    taken = {_key(name) for name in own.names}
    decoys_ = {decoy.casefold() for decoy in own.decoys}
    names = list(own.names)
    for name in _from_cldr(language) if language == "en" else [*_shared(), *_from_cldr(language)]:
        if _key(name) not in taken and name.text.casefold() not in decoys_:
            taken.add(_key(name))
            names.append(name)
    return tuple(sorted(names, key=lambda name: _longest_first(name.text)))


def _shared() -> Iterator[PartyName]:
    """Names from the English tables that every language uses as they are."""
    for name in _tables("en").names:
        acronym_of_bloc = name.kind == NameKind.BLOC and name.cased
        if acronym_of_bloc or name.kind in (NameKind.ACRONYM, NameKind.PROGRAMME):
            yield name


def _from_cldr(language: str) -> Iterator[PartyName]:
    for locale in _locales(language):
        for code, text in _territories(locale).items():
            kind = NameKind.BLOC if code in bloc_codes() else NameKind.AREA if code in AREAS else NameKind.COUNTRY
            yield from _spellings(text, (code,), kind)


def _spellings(text: str, codes: tuple[str, ...], kind: NameKind) -> Iterator[PartyName]:
    """The name as written, with the other apostrophe where it has one, and in capitals where case matters."""
    is_proper_word = kind in _PROPER and text.isalpha() and text != text.lower()
    cased = kind in _ALWAYS_CASED or is_proper_word or _is_capitals(text)
    capitals = (text.upper(),) if cased else ()
    for spelling in dict.fromkeys((text, text.replace("’", "'"), text.replace("'", "’"), *capitals)):
        yield PartyName(spelling, codes, kind, cased)


def _is_capitals(text: str) -> bool:
    """Whether a name is written in capitals only, so that its lower case would be another word."""
    return text == text.upper() and text != text.lower()


def _key(name: PartyName) -> str:
    return name.text if name.cased else name.text.casefold()


def _longest_first(text: str) -> tuple[int, str]:
    return (-len(text), text)


@cache
def _tables(language: str) -> Tables:
    path = files("store.authorities").joinpath("names", f"{language}.toml")
    if language not in LANGUAGES or not path.is_file():
        return Tables((), (), MappingProxyType({}))
    return read_tables(f"names/{language}.toml", path.read_text("utf-8"))


def read_tables(file: str, text: str) -> Tables:
    """Read and check the text of a names file; `file` is how errors call it.

    A names file maps surface forms to a code, in `[pairs]` to a list of two, under the tables that `NameKind` lists;
    `decoys` is a list of forms; `[display]` maps codes to names to show. Two forms that differ in case alone are one.
    """
    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AuthoritiesError(f"{file} is no TOML: {error}", remedy="mend that line") from error
    decoys_ = tuple(tables.pop("decoys", ()))
    display = tables.pop("display", {})
    _check_codes(file, "display", "", display)
    meanings: dict[str, PartyName] = {}
    for table, entries in tables.items():
        kind = _TABLES.get(table)
        if kind is None:
            raise AuthoritiesError(f"{file}: unknown table [{table}]", remedy=f"use one of {', '.join(_TABLES)}")
        for surface, value in entries.items():
            for name in _spellings(surface, _codes_of(file, table, kind, surface, value), kind):
                first = meanings.setdefault(_key(name), name)
                if first.codes != name.codes:
                    raise AuthoritiesError(
                        f"{file}: [{table}] {surface!r} stands for {name.codes}, and for {first.codes} elsewhere",
                        remedy="keep one, or leave both out",
                    )
    return Tables(tuple(meanings.values()), decoys_, MappingProxyType(display))


def _codes_of(file: str, table: str, kind: NameKind, surface: str, value: Any) -> tuple[str, ...]:
    if not surface.strip() or surface != surface.strip():
        raise AuthoritiesError(f"{file}: [{table}] {surface!r} has outer blanks", remedy="remove them")
    codes = tuple(value) if isinstance(value, list) else (value,)
    if (kind == NameKind.PAIR) != (len(codes) == 2):
        wanted = "a list of two codes" if kind == NameKind.PAIR else "one code"
        raise AuthoritiesError(f"{file}: [{table}] {surface!r} gives {value!r}", remedy=f"give {wanted}")
    _check_codes(file, table, surface, codes)
    return codes


def _check_codes(file: str, table: str, surface: str, codes: Iterable[Any]) -> None:
    for code in codes:
        if code not in _codes():
            raise AuthoritiesError(
                f"{file}: [{table}] {surface!r} names {code!r}, which is no party",
                remedy="use an ISO 3166-1 alpha-2 code or a bloc's code",
            )


@cache
def _codes() -> frozenset[str]:
    """Every code that a name may lead to: ISO 3166-1, the administrations', the blocs', the areas'."""
    assigned = {code for code in _cldr("en") if len(code) == 2 and code.isalpha()} - _NOT_ISO_3166
    return frozenset(assigned) | {row.iso2 for row in administrations()} | bloc_codes() | AREAS.keys()


@cache
def _territories(locale: str) -> MappingProxyType[str, str]:
    """CLDR's names of the territories that can be parties, by code."""
    named = _cldr(locale)
    found = {code: name for code, name in named.items() if code in _codes() - AREAS.keys()}
    return MappingProxyType(found | {area: named[code] for area, code in AREAS.items() if code in named})


def _cldr(locale: str) -> dict[str, str]:
    """All that CLDR names in a locale: territories by letters, parts of the world by digits."""
    return {str(code): str(name) for code, name in Locale.parse(locale).territories.items()}


def _locales(language: str) -> tuple[str, ...]:
    return _CLDR_LOCALES.get(language, (language.replace("-", "_"),))


@cache
def _supported(language: str) -> str:
    """The language whose names serve a BCP 47 tag: one of ours, else one that CLDR knows, else English."""
    primary, *subtags = language.replace("_", "-").lower().split("-")
    if primary == "zh":
        traditional = "hant" in subtags or ("hans" not in subtags and {"tw", "hk", "mo"} & set(subtags))
        return "zh-Hant" if traditional else "zh"
    if primary in LANGUAGES:
        return primary
    try:
        return str(Locale.parse(primary))
    except (UnknownLocaleError, ValueError):
        return "en"
