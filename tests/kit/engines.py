"""Engines that outlive a test: what SQLAlchemy has compiled for one test serves the next.

Compiling the statements anew was a quarter of the processor's time of all tests. Connections belong
to a test's event loop and are closed with it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from parkline.stores.database import Sessions, connect, libpq_url


@dataclass(slots=True)
class _Engine:
    engine: AsyncEngine
    sessions: Sessions
    url: str = ""

    def address(self, _dialect: object, _record: object, _args: object, how: Any) -> None:
        """Called before each connection is made."""
        how["dsn"] = libpq_url(self.url)


_idle: dict[int, list[_Engine]] = {}
"""By the size of their pool."""


@asynccontextmanager
async def sessions_on(url: str, *, pool_size: int = 10) -> AsyncIterator[Sessions]:
    """As `parkline.stores.database.database`, on an engine that may have been another test's."""
    idle = _idle.setdefault(pool_size, [])
    lent = idle.pop() if idle else _made(url, pool_size)
    lent.url = url
    try:
        yield lent.sessions
    finally:
        await lent.engine.dispose()
        idle.append(lent)


def _made(url: str, pool_size: int) -> _Engine:
    made = _Engine(*connect(url, pool_size=pool_size))
    event.listen(made.engine.sync_engine, "do_connect", made.address)
    return made
