"""Where webhooks may not go (SSRF): checked on the address that is really connected to.

A check of the name alone can be answered differently a moment later, and is never asked for a
literal address; the socket is created for exactly one address, so that is where the check stands.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any
from urllib.parse import SplitResult, urlsplit

from aiohttp import AddrInfoType, SocketFactoryType

from services.kit.errors import Invalid
from services.vendors.endpoints import CheckedUrl

Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[list[str]]]

MAX_URL = 2048

_TUNNELS = [
    ipaddress.ip_network(network)
    for network in (
        "::ffff:0:0/96",  # IPv4-mapped
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 of a local network
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "192.88.99.0/24",  # the 6to4 relays
    )
]
"""Ranges that lead to an address other than the one they name."""

_INSIDE = [
    ipaddress.ip_network(network)
    for network in (
        "168.63.129.16/32",  # Azure's, which answers every virtual machine about itself
    )
]
"""Public by their numbers, and a cloud's own within it. Others' metadata have private addresses."""

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
"""All of IPv6 that is in use on the internet; the rest is local, reserved or retired."""


class RefusedAddress(OSError):
    """The address is one that webhooks may not reach."""


def networks(cidrs: Iterable[str]) -> list[Network]:
    """The allow-list of the settings. Raises ValueError for what is no CIDR."""
    return [ipaddress.ip_network(cidr) for cidr in cidrs]


def is_refused(address: str, allow: Sequence[Network] = ()) -> bool:
    """Whether `address` is anything but a public one, and not in `allow`. Fails closed."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return True
    if any(_within(ip, network) for network in allow):
        return False
    return (
        not ip.is_global
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
        or (ip.version == 6 and ip not in _GLOBAL_UNICAST)  # noqa: PLR2004 - IPv6
        or any(_within(ip, network) for network in (*_TUNNELS, *_INSIDE))
    )


def _within(ip: IPv4Address | IPv6Address, network: Network) -> bool:
    return ip.version == network.version and ip in network


def guarded_sockets(allow: Sequence[Network] = ()) -> SocketFactoryType:
    """A `socket_factory` for TCPConnector that raises RefusedAddress before connecting."""

    def create(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        if is_refused(str(address[0]), allow):
            raise RefusedAddress(f"webhooks may not reach {address[0]}")
        return socket.socket(family=family, type=kind, proto=protocol)

    return create


async def _resolve(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    infos: list[tuple[Any, ...]] = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(info[4][0]) for info in infos]


async def check_url(
    url: str, allow: Sequence[Network] = (), *, resolve: Resolve = _resolve
) -> CheckedUrl:
    """An endpoint's URL, fit to be registered. Call it outside any transaction: it may ask DNS.

    https, without credentials or fragment, and not a literal address that is refused; plain http
    only where every address of the host is in `allow`. Raises Invalid.
    """
    parts = _split(url)
    host, port = parts.hostname or "", _port(parts)
    literal = _is_literal(host)
    if literal and is_refused(host, allow):
        raise Invalid("webhooks may not reach this address", field="url")
    if parts.scheme == "http":
        addresses = [host] if literal else await _addresses(host, port, resolve)
        if not addresses or not all(_is_allowed(address, allow) for address in addresses):
            raise Invalid("the URL of an endpoint must be https", field="url")
    return CheckedUrl(url)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _port(parts)
    except ValueError as error:
        raise Invalid("not a URL", field="url") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Invalid("the URL of an endpoint must be https", field="url")
    if parts.username is not None or parts.password is not None:
        raise Invalid("the URL of an endpoint must not hold credentials", field="url")
    if parts.fragment or len(url) > MAX_URL or any(c.isspace() or ord(c) < 32 for c in url):  # noqa: PLR2004 - control characters
        raise Invalid("not a URL of an endpoint", field="url")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_allowed(address: str, allow: Sequence[Network]) -> bool:
    return any(_within(ipaddress.ip_address(address), network) for network in allow)


async def _addresses(host: str, port: int, resolve: Resolve) -> list[str]:
    try:
        return await resolve(host, port)
    except OSError:
        return []
