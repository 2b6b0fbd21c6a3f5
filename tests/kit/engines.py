"""Engines that outlive a test: what SQLAlchemy has compiled for one test serves the next.

Compiling the statements anew was a quarter of the processor's time of all tests. Connections belong
to an event loop: those on a loop that is kept are kept with it, the others are closed.
"""

import asyncio
from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import asyncpg
from sqlalchemy import QueuePool, event
from sqlalchemy.ext.asyncio import AsyncEngine

from parkline.stores.database import Sessions, connect, libpq_url
from services.kit.kept import forget
from tests.kit import fenced
from tests.kit.loops import KeptLoop

KEPT = "kept"
"""Name of the connections in PostgreSQL's list of them."""
REPORTED = "select pg_stat_force_next_flush()"
"""What a connection has touched is counted at once, and not a second later."""


@dataclass(slots=True)
class _Engine:
    engine: AsyncEngine
    sessions: Sessions
    url: str = ""
    loop: AbstractEventLoop | None = None
    """Where its connections are, if it has any."""
    connections: list[asyncpg.Connection] = field(default_factory=list)

    def address(self, _dialect: object, _record: object, _args: object, how: Any) -> None:
        """Called before each connection is made."""
        how["dsn"] = libpq_url(self.url)

    def connected(self, made: Any, _record: object) -> None:
        self.connections.append(made.driver_connection)

    def sockets(self) -> int:
        return self._pool.checkedin()

    def in_use(self) -> int:
        return self._pool.checkedout()

    async def close(self) -> None:
        await self.engine.dispose()
        self.connections = []
        self.leave()

    async def lend(self, url: str, loop: AbstractEventLoop) -> None:
        forget(self.engine.sync_engine)
        if self.loop is not None and url != self.url:
            await self.close()
        self.url = url
        if self.loop is None and isinstance(loop, KeptLoop):
            loop.kept.append(self)
            self.loop = loop

    async def take_back(self) -> None:
        """A connection that somebody still has may come back at any time."""
        if self.loop is None or self.in_use():
            await self.close()
            return
        self.connections = [each for each in self.connections if not each.is_closed()]
        await asyncio.gather(*(each.execute(REPORTED) for each in self.connections))

    def leave(self) -> None:
        if isinstance(self.loop, KeptLoop):
            self.loop.kept.remove(self)
        self.loop = None

    @property
    def _pool(self) -> QueuePool:
        return cast("QueuePool", self.engine.pool)


_idle: dict[tuple[int, bool], list[_Engine]] = {}
"""By the size of their pool, and whether they are behind the fence."""


@asynccontextmanager
async def sessions_on(url: str, *, pool_size: int = 10) -> AsyncIterator[Sessions]:
    """As `parkline.stores.database.database`, on an engine that may have been another test's."""
    idle = _idle.setdefault((pool_size, fenced.is_on()), [])
    loop = asyncio.get_running_loop()
    lent = _suited(idle, url, loop)
    if lent is None:
        lent = _made(url, pool_size)
    else:
        idle.remove(lent)
    await lent.lend(url, loop)
    try:
        yield lent.sessions
    finally:
        await lent.take_back()
        idle.append(lent)


def _suited(idle: list[_Engine], url: str, loop: AbstractEventLoop) -> _Engine | None:
    """One that has connections there, else one that can be connected there."""
    able = [engine for engine in idle if engine.loop in (loop, None)]
    return max(able, key=lambda engine: (engine.loop is loop, engine.url == url), default=None)


def _made(url: str, pool_size: int) -> _Engine:
    made = _Engine(*connect(url, pool_size=pool_size, name=KEPT, fenced=fenced.is_on()))
    event.listen(made.engine.sync_engine, "do_connect", made.address)
    event.listen(made.engine.sync_engine, "connect", made.connected)
    return made
