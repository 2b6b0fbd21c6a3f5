"""Where webhooks may go: addresses, the socket that is really opened, and URLs at registration."""

import socket

import pytest
from aiohttp import ClientConnectorError, web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer

from connectors.vendors import exchange, guard
from services.kit.errors import Invalid

LOOPBACK = guard.networks(["127.0.0.0/8"])


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.100.100.200",
        "fd00:ec2::254",
        "fd20:ce::254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "localhost",
        "127.1",
        "0x7f000001",
        "",
    ],
)
def test_refused(address: str) -> None:
    assert guard.is_refused(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "203.119.205.1", "2606:4700::1111", "240e:e::1"])
def test_public_addresses_are_not_refused(address: str) -> None:
    assert not guard.is_refused(address)


def test_the_allow_list_opens_what_it_names_and_nothing_beside_it() -> None:
    allow = guard.networks(["10.1.0.0/16", "fd00::/8"])

    assert not guard.is_refused("10.1.255.1", allow)
    assert not guard.is_refused("fd00::9", allow)
    assert guard.is_refused("10.2.0.1", allow)
    assert guard.is_refused("::ffff:10.1.0.1", allow)


def test_a_socket_is_made_for_an_allowed_address_only() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))

    with pytest.raises(guard.RefusedAddress):
        guard.guarded_sockets()(info)
    guard.guarded_sockets(LOOPBACK)(info).close()


class Lying(AbstractResolver):
    """A DNS that answers with our own loopback for every name."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "vendor.example"])
async def test_no_byte_reaches_a_refused_address_by_whatever_name(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    async def secret(request: web.Request) -> web.Response:
        asked.append(request)
        return web.Response(text="internal")

    app = web.Application()
    app.router.add_route("*", "/", secret)
    async with TestServer(app, host="127.0.0.1") as server, exchange.client() as client:
        if host == "vendor.example":
            monkeypatch.setattr(client.connector, "_resolver", Lying())
        answer = await exchange.post(client, f"http://{host}:{server.port}/", {}, b"{}")

    assert asked == []
    assert answer.status is None
    assert answer.error is not None
    assert answer.error.startswith("refused: webhooks may not reach")


SPELLINGS = (
    *("2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "127.1", "0"),
    *("0.0.0.0", "127.0.0.1.", "localhost.", "[::1]", "[::]", "[::1%25lo]", "[::127.0.0.1]"),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
    *("\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "\u24db\u24de\u24d2alhost"),
)


@pytest.mark.parametrize("host", SPELLINGS)
async def test_however_loopback_is_spelled_no_byte_reaches_it(host: str) -> None:
    asked = []

    async def secret(request: web.Request) -> web.Response:
        asked.append(request)
        return web.Response(text="internal")

    app = web.Application()
    app.router.add_route("*", "/", secret)
    async with TestServer(app, host="127.0.0.1") as server, exchange.client() as client:
        url = f"http://{host}:{server.port}/"
        answer = await exchange.post(client, url, {}, b"{}", deadline=5)
        with pytest.raises(Invalid):
            await guard.check_url(url, resolve=resolves_to_loopback)

    assert asked == []
    assert answer.status is None
    assert answer.error


class Turning(AbstractResolver):
    """A DNS that names a public address the first time, and ours from then on; or both at once."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
            for one in found
        ]

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("answers", [(["127.0.0.1"],), (["10.0.0.1", "127.0.0.1"],)])
async def test_a_name_that_was_good_when_it_was_registered_is_checked_at_each_connection(
    answers: tuple[list[str], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    async def secret(request: web.Request) -> web.Response:
        asked.append(request)
        return web.Response(text="internal")

    async def public(host: str, port: int) -> list[str]:
        return ["8.8.8.8"]

    url = await guard.check_url("https://vendor.example/", resolve=public)
    app = web.Application()
    app.router.add_route("*", "/", secret)
    async with TestServer(app, host="127.0.0.1") as server, exchange.client() as client:
        monkeypatch.setattr(client.connector, "_resolver", Turning(*answers))
        plain = url.replace("https:", "http:").replace(".example/", f".example:{server.port}/")
        answer = await exchange.post(client, plain, {}, b"{}", deadline=5)

    assert asked == []
    assert str(answer.error).startswith("refused: ")


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:{port}/inside",
        "file:///etc/passwd",
    ],
)
async def test_a_redirect_leads_nowhere(to: str) -> None:
    asked = []

    async def answer_to(request: web.Request) -> web.Response:
        asked.append(request.path)
        where = to.replace("{port}", str(request.url.port))
        return web.Response(status=307, headers={"Location": where})

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer_to)
    async with TestServer(app, host="127.0.0.1") as server, exchange.client(LOOPBACK) as client:
        answer = await exchange.post(client, f"http://127.0.0.1:{server.port}/", {}, b"{}")

    assert asked == ["/"]
    assert answer.status == 307


async def test_the_refusal_is_an_ordinary_connection_error_to_aiohttp() -> None:
    async with exchange.client() as client:
        with pytest.raises(ClientConnectorError) as raised:
            await client.post("http://10.0.0.1:9/")
    assert isinstance(raised.value.os_error, guard.RefusedAddress)


async def resolves_to_loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


async def resolves_to_both(host: str, port: int) -> list[str]:
    return ["127.0.0.1", "8.8.8.8"]


async def resolves_to_nothing(host: str, port: int) -> list[str]:
    raise OSError("no such host")


@pytest.mark.parametrize(
    "url",
    [
        "https://vendor.example/hooks",
        "https://vendor.example:8443/hooks?park=1",
        "https://8.8.8.8/hooks",
    ],
)
async def test_urls_that_may_be_registered(url: str) -> None:
    assert await guard.check_url(url, resolve=resolves_to_nothing) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://vendor.example/hooks",
        "ftp://vendor.example/",
        "file:///etc/passwd",
        "https://",
        "vendor.example",
        "",
        "https://user:secret@vendor.example/",
        "https://user@vendor.example/",
        "https://vendor.example/#part",
        "https://vendor.example/a b",
        "https://vendor.example:99999/",
        "https://[::1/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://vendor.example/" + "a" * 2048,
    ],
)
async def test_urls_that_may_not(url: str) -> None:
    with pytest.raises(Invalid):
        await guard.check_url(url, resolve=resolves_to_loopback)


async def test_plain_http_only_to_hosts_wholly_inside_the_allow_list() -> None:
    url = "http://vendor.internal:8090/hooks"

    assert await guard.check_url(url, LOOPBACK, resolve=resolves_to_loopback) == url
    assert await guard.check_url("http://127.0.0.1:8090/", LOOPBACK)
    with pytest.raises(Invalid):
        await guard.check_url(url, LOOPBACK, resolve=resolves_to_both)
    with pytest.raises(Invalid):
        await guard.check_url(url, LOOPBACK, resolve=resolves_to_nothing)
