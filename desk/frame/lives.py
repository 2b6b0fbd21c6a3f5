"""The live updates of each park whose desk is open here."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from types import TracebackType
from typing import Self

from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from desk.frame.live import Live


class Lives:
    """Use as `async with Lives(…) as lives`. A park that nobody looks at costs nothing."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        clock: Callable[[], datetime],
        redis: Redis | None = None,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._redis = redis
        self._by_park: dict[int, Live] = {}
        self._running = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._running.aclose()

    def of(self, park_id: int) -> Live:
        """That of a park, which runs from the first call on. Call it in the event loop."""
        live = self._by_park.get(park_id)
        if live is None:
            live = self._by_park[park_id] = Live(
                self._sessions, park_id, self._clock, self._redis
            ).start()
            self._running.push_async_exit(live)
        return live

    def heard(self, park_id: int, conversation_id: int | None) -> None:
        """A wake-up of the feed."""
        if (live := self._by_park.get(park_id)) is not None:
            live.heard(park_id, conversation_id)
