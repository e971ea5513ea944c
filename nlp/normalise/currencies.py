"""Currencies as announcements name them: CLDR's names, ISO 4217 codes, local signs, and whose "$" or "dirham" it is."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import get_currency_name, get_territory_currencies

from nlp.lang.language import Language
from store.authorities.administrations import administrations

SIGNS: Mapping[str, str] = {
    "us$": "USD", "u.s.$": "USD", "us $": "USD", "$us": "USD", "hk$": "HKD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "ca$": "CAD", "cad$": "CAD", "nz$": "NZD", "s$": "SGD", "nt$": "TWD", "r$": "BRL", "mex$": "MXN", "mop$": "MOP",
    "rd$": "DOP", "j$": "JMD", "tt$": "TTD", "g$": "GYD", "ec$": "XCD", "f$": "FJD", "bds$": "BBD", "b$": "BND",
    "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₽": "RUB", "₦": "NGN", "₫": "VND", "₱": "PHP", "฿": "THB",
    "₺": "TRY", "₸": "KZT", "₴": "UAH", "₪": "ILS", "৳": "BDT", "₾": "GEL", "֏": "AMD", "zł": "PLN", "qr": "QAR",
    "sr": "SAR", "ksh": "KES", "ush": "UGX", "shs": "unit:shilling", "sh": "unit:shilling", "tsh": "TZS", "rp": "IDR",
    "rm": "MYR", "nu.": "BTN", "tk": "BDT", "gh¢": "GHS", "gh₵": "GHS", "dh": "unit:dirham", "dhs": "unit:dirham",
    "fcfa": "unit:cfa", "cfa": "unit:cfa", "s/": "PEN", "b/.": "PAB", "bs": "BOB", "gs": "PYG", "rs.": "unit:rupee",
    "rs": "unit:rupee", "¥": "unit:yen", "￥": "unit:yen", "$": "unit:dollar", "kr": "unit:krone", "rmb": "CNY",
    "n$": "NAD", "bz$": "BZD", "bd$": "BBD", "fj$": "FJD", "can$": "CAD", "us-$": "USD", "cfa francs": "unit:cfa",
    "francs cfa": "unit:cfa", "jd": "JOD", "bd": "BHD", "kd": "KWD", "ro": "OMR", "nis": "ILS", "sfr": "CHF",
    "hrk": "HRK", "kuna": "HRK", "lps": "HNL",
}  # fmt: skip
"""Signs before or after a number, lower case. A `unit:` is one of several currencies, by whose text it is."""

LETTERS: Mapping[str, str] = {
    "r": "ZAR", "k": "unit:kwacha", "p": "unit:letter p", "n": "NGN", "e": "SZL", "d": "GMD", "q": "GTQ", "l": "HNL",
    "m": "LSL",
}  # fmt: skip
"""Signs of one letter: taken for money only where a capital stands before a number with a scale ("K3.1 billion")."""

SHARED: Mapping[str, str] = {
    "cfa": "XOF/XAF", "yen": "JPY/CNY", "kwacha": "ZMW/MWK/PGK", "letter p": "BWP/PHP", "dollar": "MXN/CLP/COP",
}  # fmt: skip
"""Currencies that a unit may be besides those that CLDR's English names call so: a bare "$" is a Mexican peso too."""

ALWAYS_SIGNED = frozenset({"TWD"})
"""Dollars whose country writes them with letters (NT$) and means another's, the American, by the bare word or sign."""

ELSEWHERE = ("USD", "JPY", "GBP", "AED", "SAR", "TRY", "INR", "XOF", "ZMW", "BWP")
"""What a unit of several currencies means where the party whose text it is has none of them."""

NO_CURRENCY = frozenset({"XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR"})


@cache
def names(language: Language) -> Mapping[str, str]:
    """What a language calls currencies, lower case, its own words first.

    The values are ISO 4217 codes, several with / between, or a `unit:` (see `settle`).
    """
    found = {code.lower(): code for code in tender()}
    for code in tender():
        for name in _cldr(code, language.code):
            found.setdefault(name, code)
    return {**_units(language), **found, **SIGNS, **language.currencies}


@cache
def tender() -> frozenset[str]:
    """The currencies that are legal tender of any administration's country today (CLDR)."""
    countries = (administration.iso2 for administration in administrations() if len(administration.iso2) == 2)
    return frozenset(c for country in countries for c in get_territory_currencies(country)) - NO_CURRENCY


@cache
def _cldr(code: str, language: str) -> frozenset[str]:
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(get_currency_name(code, count=count, locale=locale).lower() for count in (1, 2, 5, 100))


def _units(language: Language) -> dict[str, str]:
    """What is left of CLDR's names where the country is not said: "dinars" are several, with / between."""
    codes: dict[str, set[str]] = defaultdict(set)
    for code in tender():
        for name in _cldr(code, language.code):
            words = name.split()
            if len(words) > 1:
                codes[words[0 if language.head_first else -1]].add(code)
    return {
        word: "/".join(sorted(found))
        for word, found in codes.items()
        if len(word) > 2 and word.isalpha() and not any(word in scale for scale in language.scales)
    }


@cache
def _called(unit: str) -> str:
    """The currencies that English calls by a unit: "dinar"."""
    called = (
        code
        for code in sorted(tender())
        if code not in ALWAYS_SIGNED and get_currency_name(code, locale="en").lower().split()[-1] in (unit, f"{unit}s")
    )
    return "/".join(dict.fromkeys([*called, *filter(None, SHARED.get(unit, "").split("/"))]))


def settle(named: str, own: str | None) -> str | None:
    """ISO 4217 of what `names` gives; of several currencies the own party's, else that of ELSEWHERE, else None."""
    named = {"$": "unit:dollar", "¥": "unit:yen"}.get(named, named)
    codes = (_called(named.removeprefix("unit:")) if named.startswith("unit:") else named).split("/")
    if len(codes) == 1:
        return codes[0]
    tendered = get_territory_currencies(own) if own and len(own) == 2 else []
    return next((code for code in [*tendered, *ELSEWHERE] if code in codes), None)
