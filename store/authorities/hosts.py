"""Whose own site an address lies on, by the administrations' domains."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from urllib.parse import urlsplit

from store.authorities.administrations import administrations

FURTHER: Mapping[str, str] = MappingProxyType(
    {
        "eur-lex.europa.eu": "EU",
        "ec.europa.eu/taxation_customs": "EU",
        "federalregister.gov": "US",
        "gob.pe/institucion/sunat": "PE",
        "gov.br/siscomex": "BR",
        "gov.mo": "MO",
        "info.gov.hk": "HK",
        "sc.news.gov.hk": "HK",
        "mof.go.jp/policy/customs_tariff": "JP",
        "customs.gov.tw": "TW",
    }
)
"""Sites on which a party's customs administration announces beside its own: its gazette, its government's newsroom, the
ministry that it belongs to. Those of the declared newsrooms, and of the opening balance's sources."""


def issuer_of(url: str) -> str | None:
    """The code of the administration on whose own site an address lies; None where it lies on no one's.

    A site is a domain with everything below it, as in `english.customs.gov.cn`; of a domain that a whole government
    shares, such as `gov.uk`, only the administration's own folder.
    """
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:  # no address at all
        return None
    path = f"{parts.path}/"
    return next((code for folder, code in _sites_over(host) if path.startswith(f"{folder}/")), None)


@lru_cache(maxsize=1024)
def _sites_over(host: str) -> tuple[tuple[str, str], ...]:
    """The declared folders on a host's domain and the domains that it is part of, the narrowest domain first."""
    labels = host.split(".")
    domains = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return tuple(site for domain in domains for site in _sites().get(domain, ()))


@cache
def _sites() -> dict[str, tuple[tuple[str, str], ...]]:
    """By domain, the folders on it and whose they are."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for domain, folder, code in _declared():
        found[domain] = (*found.get(domain, ()), (folder, code))
    return found


def _declared() -> Iterator[tuple[str, str, str]]:
    for administration in administrations():
        for site in administration.website.split(";"):
            if site:
                yield _split(site.strip(), administration.iso2)
    for site, code in FURTHER.items():
        yield _split(site, code)


def _split(site: str, code: str) -> tuple[str, str, str]:
    domain, slash, folder = site.partition("/")
    return domain, slash + folder, code
