"""Currencies as announcements name them: CLDR's names, ISO 4217 codes, local signs, and whose "$" or "dirham" it is."""

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
}  # fmt: skip
"""Signs before or after a number, lower case. A `unit:` is settled by whose text it is."""

UNITS: Mapping[str, Mapping[str, str]] = {
    "dollar": {
        "": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN",
        "CL": "CLP", "CO": "COP", "FJ": "FJD", "JM": "JMD", "TT": "TTD", "GY": "GYD", "NA": "NAD", "BN": "BND",
    },
    "yen": {"": "JPY", "CN": "CNY"},
    "rupee": {"": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR"},
    "cfa": {"": "XOF", "CM": "XAF", "GA": "XAF", "TD": "XAF", "CF": "XAF", "CG": "XAF", "GQ": "XAF"},
}  # fmt: skip
"""Units that several currencies share, by the party whose text it is; the empty code is what they mean elsewhere."""

NO_CURRENCY = frozenset({"XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR"})


@cache
def names(language: Language) -> Mapping[str, str]:
    """What a language calls currencies, lower case, to ISO 4217 or a `unit:`; the language's own words go first."""
    found = {code.lower(): code for code in tender()}
    for code in tender():
        for name in _cldr(code, language.code):
            found.setdefault(name, code)
    return {**found, **SIGNS, **language.currencies}


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


def settle(named: str, own: str | None) -> str | None:
    """ISO 4217 of what `names` gives: a unit is the own party's currency where that is called so."""
    if not named.startswith("unit:"):
        return {"$": settle("unit:dollar", own), "¥": settle("unit:yen", own)}.get(named, named)
    unit = named.removeprefix("unit:")
    shared = UNITS.get(unit, {})
    if own is not None and own in shared:
        return shared[own]
    if own and len(own) == 2:
        for code in get_territory_currencies(own):
            if get_currency_name(code, locale="en").lower().split()[-1] in (unit, f"{unit}s"):
                return str(code)
    return shared.get("")
