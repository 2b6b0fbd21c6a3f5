"""A process of ours that can die at a chosen point, and take nothing back afterwards.

What dies is real code on real connections: its statement is not sent, or its commit was done and
nobody heard of it, or a request was not sent, or was taken and its answer never read. From then on
nothing that the process runs reaches the database or the network, whatever its handlers try; open
transactions are rolled back, as PostgreSQL does for a client that is gone.
"""

import asyncio
import re
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from enum import Enum
from typing import Any, Self

import aiohttp
from sqlalchemy import event
from sqlalchemy.util import await_only

from parkline.stores.database import connect

PATIENCE = 30
_WRITES = re.compile(r"\b(insert|update|delete)\b(?! skip)", re.IGNORECASE)


class Point(Enum):
    NEVER = "never"
    BEFORE_COMMIT = "before the commit"
    AFTER_COMMIT = "after the commit, before anybody hears of it"
    BEFORE_SEND = "before the send"
    AFTER_SEND = "after the other side has taken it"


@dataclass(frozen=True)
class Fate:
    """Die at the `nth` such point, counted from 1; if it comes to that."""

    point: Point = Point.NEVER
    nth: int = 1

    def __repr__(self) -> str:
        return f"Fate(Point.{self.point.name}, {self.nth})"


class Crash(BaseException):
    """The process is dead. No handler of Exception holds it up."""


class Died(Exception):
    """Whoever asked gets no answer."""


class Process:
    """Use as an async context manager. Subclasses enter what they run into `self.stack`."""

    def __init__(self, url: str) -> None:
        self.engine, self.sessions = connect(url, pool_size=12)
        self.stack = AsyncExitStack()
        self.dead = asyncio.Event()
        self.is_busy = False
        """Somebody waits for an answer of it."""
        self._fate, self._left = Fate(), 0
        self._held = asyncio.Event()
        self._go = asyncio.Event()
        self._go.set()
        self._written: set[int] = set()
        """Connections whose transaction has written."""
        self._hook()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.stop()
        await self.stack.aclose()
        await self.engine.dispose()

    async def start(self) -> None:
        """Bring up what it runs."""

    async def stop(self) -> None:
        """End its tasks. Of a dead one they write nothing any more."""

    @property
    def is_dead(self) -> bool:
        return self.dead.is_set()

    async def run[Result](self, work: Coroutine[Any, Any, Result], fate: Fate) -> Result:
        """What it answers. Raises Died, also where it died after it had answered."""
        self._fate, self._left, self.is_busy = fate, fate.nth, True
        task = asyncio.create_task(work)
        death = asyncio.create_task(self.dead.wait())
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.wait({task, death}, return_when=asyncio.FIRST_COMPLETED)
            if self.is_dead:
                raise Died
            return task.result()
        except Crash:
            raise Died from None
        finally:
            self._fate, self.is_busy = Fate(), False
            for one in (task, death):
                one.cancel()
            await asyncio.gather(task, death, return_exceptions=True)

    def reach(self, point: Point) -> None:
        """Raises Crash where the process dies here, or is dead."""
        if not self.is_dead and self._fate.point is point:
            self._left -= 1
            if self._left == 0:
                self.dead.set()
        if self.is_dead:
            raise Crash

    def hold(self) -> asyncio.Event:
        """Its next commit waits for `release`; set as soon as it does."""
        self._held.clear()
        self._go.clear()
        return self._held

    def release(self) -> None:
        self._go.set()

    def client(self, session: aiohttp.ClientSession) -> aiohttp.ClientSession:
        """Its requests are points at which it may die."""

        async def before(*_about: object) -> None:
            self.reach(Point.BEFORE_SEND)

        async def after(*_about: object) -> None:
            self.reach(Point.AFTER_SEND)

        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(before)  # type: ignore[arg-type]
        trace.on_request_end.append(after)  # type: ignore[arg-type]
        trace.on_request_exception.append(after)  # type: ignore[arg-type]
        trace.freeze()
        session.trace_configs.append(trace)
        return session

    def _hook(self) -> None:
        engine = self.engine.sync_engine
        event.listen(engine, "before_cursor_execute", self._before_statement)
        event.listen(engine, "after_cursor_execute", self._after_statement)
        commit = engine.dialect.do_commit

        def do_commit(connection: Any) -> None:
            wrote = id(connection.dbapi_connection) in self._written
            self._written.discard(id(connection.dbapi_connection))
            if wrote and not self._go.is_set():
                self._held.set()
                await_only(self._go.wait())
            self._point(Point.BEFORE_COMMIT, wrote)
            commit(connection)
            self._point(Point.AFTER_COMMIT, wrote)

        engine.dialect.do_commit = do_commit  # type: ignore[method-assign]

    def _before_statement(
        self, connection: Any, _cursor: Any, statement: str, *_more: object
    ) -> None:
        by_itself = _commits_by_itself(connection) and _WRITES.search(statement) is not None
        self._point(Point.BEFORE_COMMIT, by_itself)

    def _after_statement(
        self, connection: Any, _cursor: Any, statement: str, *_more: object
    ) -> None:
        if _WRITES.search(statement) is None:
            return
        if _commits_by_itself(connection):
            self._point(Point.AFTER_COMMIT, True)
        else:
            self._written.add(id(connection.connection.dbapi_connection))

    def _point(self, point: Point, wrote: bool) -> None:
        if wrote or self.is_dead:
            self.reach(point)


def _commits_by_itself(connection: Any) -> bool:
    level = connection.get_execution_options().get("isolation_level")
    return bool(level == "AUTOCOMMIT")
