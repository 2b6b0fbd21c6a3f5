"""Whatever bytes a header holds, no route fails on them, and no log tells a key that was in one."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import pytest
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CollectorRegistry

from actions.kit.links import Links
from parkline.process.core import core
from parkline.process.serving import serving
from parkline.process.watch import watch_routes
from parkline.roles.private import private_app
from parkline.roles.world import desk_live, public_app
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions
from tests.connectors.bot.fake import TOKEN, FakeBot

pytestmark = pytest.mark.timeout(400)

SECRET = b"pk_do_not_log_me"
WEBSOCKET = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
HOSTILE = [
    *(b"Authorization: Bearer " + word for word in (
        b"\xff\xfe" + SECRET, SECRET + b"\x00", SECRET + b"\x01", "中".encode() + SECRET, b"",
        b"pl1.1.1.1." + SECRET, b"\xed\xa0\x80" + SECRET, SECRET * 700,
    )),
    b"Authorization : Bearer " + SECRET,
    b"Authorization\x7f: Bearer " + SECRET,
    b"Authorization " + SECRET,
    b"Authorization: Bearer a\r\n " + SECRET,
    b"Authorization: Basic " + SECRET,
    b"X-Api-Key\xff: " + SECRET,
    b"Cookie: parkline_desk=\xff\xfe" + SECRET,
    b"Cookie: parkline_desk=\xed\xa0\x80; parkline_desk_guest=\xff; parkline_desk_language=\xff",
    b"Cookie: parkline_desk_guest=\xff\r\nX-CSRF-Token: \xff\r\nOrigin: http://localhost",
    b"Cookie: parkline_visitor=\xff\r\nOrigin: http://localhost",
    b"Cookie: parkline_visitor=v1." + b"a" * 22 + b".999999999999." + b"a" * 43,
    b"Cookie: \xff=\xff; ;;;=;",
    b"Cookie: parkline_desk=" + b"a" * 7000,
    b"Accept-Language: \xff;q=\xff, zh;q=nan, en;q=1e999",
    b"Accept-Language: " + b"a," * 3500,
    b"Accept: \xff",
    b"Idempotency-Key: \xff",
    b"If-None-Match: \xff",
    b'If-None-Match: W/"',
    b"If-Modified-Since: \xff",
    b"X-Forwarded-For: \xff, ::1%\xff",
    b"Origin: \xff",
    b"Origin: http://[",
    b"Origin: http://localhost:999999",
    b"Last-Event-ID: \xff",
    b"Last-Event-ID: " + b"9" * 40,
    b"Content-Type: \xff",
    b"Content-Type: multipart/form-data",
    b"Content-Type: application/json; charset=\xff",
    b"Content-Encoding: \xff",
    b"Range: bytes=\xff-",
    b"HX-Request: \xff\r\nHX-Current-URL: \xff",
    b"X-CSRF-Token: \xff",
    b"X-Telegram-Bot-Api-Secret-Token: \xff",
    b"Wechatpay-Timestamp: \xff\r\nWechatpay-Nonce: \xff\r\nWechatpay-Serial: \xff\r\n"
    b"Wechatpay-Signature: \xff\r\nWechatpay-Signature-Type: \xff",
    b"webhook-id: \xff\r\nwebhook-timestamp: \xff\r\nwebhook-signature: \xff",
    WEBSOCKET + b"Sec-WebSocket-Key: \xff",
    WEBSOCKET + b"Sec-WebSocket-Key: " + b"a" * 24 + b"\r\nOrigin: \xff",
]  # fmt: skip
NUMBER = "X-Number"
"""Says which of them a request has."""
PATIENCE_SECONDS = 30
AT_ONCE = 6
"""Fewer than a gateway has connections to its database: on a busy machine the others would wait for
one, and a request that waits too long for it is refused."""


@pytest.fixture
async def gateway(demo_url: str, bot: FakeBot) -> AsyncIterator[web.Application]:
    settings = Settings(
        demo=True,
        bot_port=int(bot.url.rpartition(":")[2]),
        bot_token=TOKEN,
        telegram_token="123456:" + "a" * 35,
    )
    async with core(settings, demo_url, None) as made, desk_live(made) as live:
        yield public_app(settings, made, live)


@pytest.fixture(autouse=True)
def logs(caplog: pytest.LogCaptureFixture) -> Iterator[list[structlog.typing.EventDict]]:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as found:
        yield found


def routes_of(app: web.Application) -> list[tuple[str, str]]:
    """Every method and path of an application, its parts included, with something in each place."""
    found = set()
    for route in app.router.routes():
        resource = route.resource
        if resource is None or route.method in {"*", "HEAD", "OPTIONS"}:
            continue
        path = resource.canonical
        while "{" in path:
            begin, end = path.index("{"), path.index("}")
            path = f"{path[:begin]}1{path[end + 1 :]}"
        found.add((route.method, path))
    return sorted(found)


async def ask(port: int, method: str, path: str, header: bytes, number: int) -> int:
    """The status of an answer; 0 where the connection was closed without one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        host = b"" if header.lower().startswith(b"host:") else b"Host: localhost\r\n"
        more = b"" if header.startswith(WEBSOCKET) else b"Connection: close\r\n"
        if b"content-type" not in header.lower():
            more += b"Content-Type: application/x-www-form-urlencoded\r\n"
        head = f"{method} {path} HTTP/1.1\r\n{NUMBER}: {number}\r\n".encode()
        writer.write(head + host + more + b"Content-Length: 2\r\n" + header + b"\r\n\r\n{}")
        async with asyncio.timeout(PATIENCE_SECONDS):
            line = await reader.readline()
        return int(line.split()[1]) if line else 0
    finally:
        writer.close()


def note_what_comes(app: web.Application) -> set[int]:
    """Filled with the numbers of the headers that get past the server's parser."""
    come: set[int] = set()

    @web.middleware
    async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
        come.add(int(request.headers[NUMBER]))
        return await handler(request)

    app.middlewares.insert(0, note)
    return come


async def failures(app: web.Application) -> list[tuple[str, str, bytes, int]]:
    """What was answered with 500 or more.

    The parser knows no routes: what it refuses of one, it refuses of all, and is not asked again.
    """
    seats = asyncio.Semaphore(AT_ONCE)

    async def seated(port: int, method: str, path: str, number: int) -> int:
        async with seats:
            return await ask(port, method, path, HOSTILE[number], number)

    found = []
    come = note_what_comes(app)
    asked = list(range(len(HOSTILE)))
    async with serving(app, "127.0.0.1", 0) as port:
        for method, path in routes_of(app):
            statuses = await asyncio.gather(*(seated(port, method, path, one) for one in asked))
            found += [
                (method, path, HOSTILE[number], status)
                for number, status in zip(asked, statuses, strict=True)
                if status >= 500
            ]
            asked = sorted(come)
    assert 0 < len(come) < len(HOSTILE)
    return found


def secrets_in(caplog: pytest.LogCaptureFixture, logs: object) -> list[str]:
    told = [*caplog.text.splitlines(), *str(logs).splitlines()]
    return [line for line in told if SECRET.decode() in line]


async def test_no_route_of_the_gateway_fails_on_a_header_and_no_key_is_logged(
    gateway: web.Application,
    caplog: pytest.LogCaptureFixture,
    logs: list[structlog.typing.EventDict],
) -> None:
    assert len(routes_of(gateway)) > 200
    assert await failures(gateway) == []
    assert secrets_in(caplog, logs) == []


async def test_nor_does_one_of_the_private_ports(
    sessions: Sessions,
    caplog: pytest.LogCaptureFixture,
    logs: list[structlog.typing.EventDict],
) -> None:
    links = Links(pass_url=lambda _visit, _pass: "")
    app = private_app(sessions, park="daybreak", token="t" * 40, links=links)
    app.router.add_routes(watch_routes(CollectorRegistry(), {}))
    assert await failures(app) == []
    assert secrets_in(caplog, logs) == []
