"""Who asks, through however many proxies."""

import hashlib
import hmac
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp import web

Network = IPv4Network | IPv6Network
LOOPBACK = (IPv4Network("127.0.0.0/8"),)
HASH_DIGITS = 16
HOUSEHOLD = 64
"""Bits of an IPv6 prefix that one customer gets."""


def address_of(request: web.Request, trusted: Sequence[Network]) -> str:
    """Who asks: the nearest hop that is no proxy of ours.

    Anybody can write X-Forwarded-For, so it is read from its end, and only as far as it comes from
    `trusted` proxies. An address of IPv6 stands for its /64: whoever has one has all of them.
    """
    return _household(_nearest(request, trusted))


def network_of(request: web.Request, trusted: Sequence[Network], key: bytes) -> str | None:
    """A keyed hash of who asks, to count those of one network together and keep no address.

    None for this machine: a proxy on it that is not among the `trusted` stands for everybody.
    """
    address = address_of(request, trusted)
    if address == _household("::1") or _within(address, LOOPBACK):
        return None
    told = f"network:{address}".encode(errors="replace")
    return hmac.new(key, told, hashlib.sha256).hexdigest()[:HASH_DIGITS]


def _nearest(request: web.Request, trusted: Sequence[Network]) -> str:
    hops = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
    address = request.remote or ""
    while hops and _within(address, trusted):
        address = hops.pop().strip() or address
    return address


def _household(address: str) -> str:
    try:
        parsed = IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed, HOUSEHOLD), strict=False))


def _within(address: str, networks: Sequence[Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
