"""Who asks, through however many proxies."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address

from aiohttp import web

Network = IPv4Network | IPv6Network


def address_of(request: web.Request, trusted: Sequence[Network]) -> str:
    """Who asks: the nearest hop that is no proxy of ours.

    Anybody can write X-Forwarded-For, so it is read from its end, and only as far as it comes from
    `trusted` proxies.
    """
    hops = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
    address = request.remote or ""
    while hops and _within(address, trusted):
        address = hops.pop().strip() or address
    return address


def _within(address: str, networks: Sequence[Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
