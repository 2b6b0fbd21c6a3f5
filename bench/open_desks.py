"""Open desks: each a stream of the gateway that is signed in, read without taking time for it."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import select

from desk.frame.guard import COOKIE
from models.staff import Staff
from parkline.stores.database import Sessions
from services.staff import sessions as staff_sessions
from services.staff.permissions import permissions_of

READY_SECONDS = 60
_FRAME = re.compile(rb"^id: (?P<id>\d+-\d+)\r?$", re.MULTILINE)


@dataclass(slots=True)
class Watcher(asyncio.Protocol):
    """One desk. What comes is kept with its moment, and looked into afterwards."""

    permissions: frozenset[str]
    request: bytes
    came: list[tuple[float, bytes]] = field(default_factory=list)
    """By `time.perf_counter()`."""
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.came.append((time.perf_counter(), data))
        if not self.opened.is_set() and b"retry:" in data:
            self.opened.set()

    def seen(self) -> dict[str, float]:
        """The ids of what it was shown, each with the moment at which it was there."""
        found: dict[str, float] = {}
        rest = b""
        for at, data in self.came:
            whole, _, rest = (rest + data).rpartition(b"\n")
            for frame in _FRAME.finditer(whole + b"\n"):
                found.setdefault(frame["id"].decode(), at)
        return found


@asynccontextmanager
async def desks(
    sessions: Sessions, host: str, port: int, count: int
) -> AsyncIterator[list[Watcher]]:
    """So many open desks, the demo's staff in turn, each in a session of its own."""
    watchers = []
    for permissions, token in await _signed_in(sessions, count):
        head = (
            f"GET /desk/stream HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {COOKIE}={token}\r\n\r\n"
        )
        watchers.append(Watcher(permissions, head.encode()))
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(READY_SECONDS):
            for watcher in watchers:
                await loop.create_connection(partial(_itself, watcher), host, port)
                await watcher.opened.wait()
        yield watchers
    finally:
        for watcher in watchers:
            if watcher.transport is not None:
                watcher.transport.close()


def _itself(watcher: Watcher) -> Watcher:
    return watcher


async def _signed_in(sessions: Sessions, count: int) -> Sequence[tuple[frozenset[str], str]]:
    async with sessions.begin() as session:
        members = (
            await session.scalars(select(Staff).where(Staff.active).order_by(Staff.id))
        ).all()
        made = []
        for number in range(count):
            member = members[number % len(members)]
            token = await staff_sessions.begin(session, member, now=datetime.now(UTC))
            assert token is not None
            made.append((permissions_of(member.roles), token))
    return made
