"""A part of a process's strength that one kind of work may have, however much of it comes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Bulkhead:
    """At most `most` inside at one moment, first come, first served; who has waited `patience`
    seconds is not let in any more."""

    def __init__(self, most: int, patience: float) -> None:
        self._room = asyncio.Semaphore(most)
        self._patience = patience

    @asynccontextmanager
    async def enter(self) -> AsyncIterator[bool]:
        """Yields whether there was room."""
        try:
            async with asyncio.timeout(self._patience):
                await self._room.acquire()
        except TimeoutError:
            yield False
            return
        try:
            yield True
        finally:
            self._room.release()
