"""Where a webhook may lead: https to hosts of the open internet, told by the addresses that their names resolve to."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from store.errors import InputError

LONGEST = 2000
"""The longest address of a webhook, in characters."""

Resolve = Callable[[str, int], tuple[str, ...]]
"""Tells the numeric addresses of a host name and port; OSError where there are none."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


@dataclass(frozen=True)
class Target:
    """An address that may be sent to, and the numeric ones that were checked: to these the connection is made."""

    url: httpx.URL
    addresses: tuple[str, ...]


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The numeric addresses of a host as the system tells them, in the order in which they are to be tried."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def check(url: str, *, loopback: bool = False, resolve: Resolve = resolve) -> Target:
    """The target of a webhook; InputError where nothing may be sent there.

    Every address of the host must be public: one that leads inside a network would let strangers knock at doors that
    only we can reach. With `loopback`, for receivers on this machine, http and loopback addresses are taken too.
    """
    parsed = _parsed(url, loopback)
    port = parsed.port or {"https": 443, "http": 80}[parsed.scheme]
    try:
        addresses = resolve(parsed.raw_host.decode("ascii"), port)
    except (OSError, ValueError) as error:  # a UnicodeError is one
        raise InputError(
            f"{url}: its host {parsed.host} cannot be found: {error}", remedy="check its name and the network"
        ) from error
    inside = [each for each in addresses if not (is_public(each) or (loopback and is_loopback(each)))]
    if inside or not addresses:
        raise InputError(
            f"{url}: its host leads to {', '.join(inside) or 'no address'}, which is not of the open internet",
            remedy="name a receiver that everybody can reach",
        )
    if parsed.scheme == "http" and not all(map(is_loopback, addresses)):
        raise InputError(f"{url}: is not https", remedy="write it as https://host/path")
    return Target(parsed, addresses)


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the open internet.

    Not loopback, private, link-local, shared by a carrier's NAT, reserved or multicast. An IPv6 address that carries
    an IPv4 one is refused (mapped, 6to4, Teredo), that of a NAT64 is what the IPv4 address in it is.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # one with a zone, such as fe80::1%eth0, is of this network
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(ip.packed[-4:])))
        if ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_private)


def is_loopback(address: str) -> bool:
    """Whether a numeric address is that of this machine itself."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _parsed(url: str, loopback: bool) -> httpx.URL:
    remedy = "write it as https://host/path"
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        shown = "the address" if "@" in url else repr(url)  # before an @ there may be a password
        raise InputError(f"{shown}: cannot be read: {error}", remedy=remedy) from error
    if parsed.userinfo:
        raise InputError(
            "the address holds a user's name or password; it is not repeated here",
            remedy="leave it out: the receiver knows us by the signature",
        )
    if len(url) > LONGEST:
        raise InputError(f"{url[:60]}…: is longer than {LONGEST} characters", remedy="name a shorter address")
    if parsed.scheme not in (("https", "http") if loopback else ("https",)) or not parsed.host:
        raise InputError(f"{url}: is not https", remedy=remedy)
    if parsed.port is not None and not 0 < parsed.port < 65536:
        raise InputError(f"{url}: there is no port {parsed.port}", remedy=remedy)
    if parsed.fragment:
        raise InputError(f"{url}: a fragment ({parsed.fragment}) is never sent", remedy="leave out what follows #")
    return parsed
