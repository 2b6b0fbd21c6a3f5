"""Waiting for what another process does."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 30
"""Seconds in which what has to come comes, on a busy machine, too."""


async def until(check: Callable[[], Awaitable[object]], *, seconds: float = PATIENCE) -> None:
    """Return as soon as `check` says something true. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while True:
            if await check():
                return
            await asyncio.sleep(0.02)
