"""Whose failures are counted together."""

from ipaddress import ip_network

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from edge.addresses import address_of, network_of

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("203.0.113.5", [], "203.0.113.5"),
        ("203.0.113.5", ["198.51.100.1"], "203.0.113.5"),  # A stranger's claim.
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.9, 198.51.100.1"], "198.51.100.1"),  # The first is a claim.
        ("10.0.0.1", ["192.0.2.9, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.9", "198.51.100.1"], "198.51.100.1"),
        ("fd00::1", ["2001:db8::7"], "2001:db8::/64"),
        ("2001:db8:0:1:aaaa::1", [], "2001:db8:0:1::/64"),  # Of one customer, whatever its end.
        ("2001:db8:0:1:bbbb::2", [], "2001:db8:0:1::/64"),
        ("fe80::1%eth0", [], "fe80::/64"),
        ("::ffff:203.0.113.5", [], "203.0.113.5"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["nonsense"], "nonsense"),
    ],
)
def test_the_address_is_the_nearest_that_is_no_proxy_of_ours(
    remote: str, forwarded: list[str], address: str
) -> None:
    headers = CIMultiDict([("X-Forwarded-For", one) for one in forwarded])
    request = make_mocked_request("POST", "/desk/sign-in", headers).clone(remote=remote)
    assert address_of(request, PROXIES) == address


KEY = b"k" * 32


def network(remote: str, *forwarded: str, key: bytes = KEY) -> str | None:
    headers = CIMultiDict([("X-Forwarded-For", one) for one in forwarded])
    request = make_mocked_request("POST", "/", headers).clone(remote=remote)
    return network_of(request, PROXIES, key)


def test_two_addresses_of_one_ipv6_customer_are_one_network_and_none_is_told() -> None:
    one, other = network("2001:db8::1"), network("2001:db8::ffff:2")
    assert one == other
    assert one is not None
    assert len(one) == 16
    assert network("2001:db8:0:1::1") != one
    assert network("198.51.100.7", key=b"x" * 32) != network("198.51.100.7")
    assert network("10.0.0.1", "198.51.100.7") == network("198.51.100.7")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "127.8.8.8"])
def test_this_machine_is_no_network(address: str) -> None:
    """A proxy on it that nobody declared stands for everybody."""
    assert network(address) is None
