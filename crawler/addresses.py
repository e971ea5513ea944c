"""Addresses as pages write them: made whole, cleaned, compared; what is no address is told before it is asked for."""

import ipaddress
from urllib.parse import urldefrag, urljoin, urlsplit

from w3lib.url import safe_url_string, url_query_cleaner

_CAMPAIGN = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "utm_id")
"""Query parameters that name who sent the reader, not what is read."""


def resolve(base: str, link: str) -> str | None:
    """A page's link as a whole address, without fragment and campaign parameters; None where nothing can be asked so.

    Such as a port beyond 65535, a bracket that is not closed, half a surrogate pair.
    """
    try:
        url = urljoin(base, link.strip())
        url = str(url_query_cleaner(url, _CAMPAIGN, remove=True)) if urlsplit(url).query else urldefrag(url)[0]
        safe_url_string(url)  # what Scrapy does with it; it reads the port too
    except ValueError:  # a UnicodeError is one
        return None
    return url


def host_of(url: str) -> str | None:
    """The host name of an http(s) address, in lower case; None where it is no such address."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - the property is where a port that is none shows itself
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None


def same_host(one: str, other: str) -> bool:
    """Whether two host names are one site's: a leading `www.` makes no difference."""
    return one.removeprefix("www.") == other.removeprefix("www.")


def is_public(ip: str) -> bool:
    """Whether a numeric address is one of the open internet: not loopback, private, link-local, reserved, multicast."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or address
    return mapped.is_global and not mapped.is_multicast
