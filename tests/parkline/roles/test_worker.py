"""What the worker does by itself, beside the queue."""

import asyncio
from contextlib import suppress

from parkline.roles.worker import _every
from tests.kit.waiting import until


async def test_work_that_fails_is_done_again_in_its_time() -> None:
    tries = 0

    async def fails_once() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise RuntimeError("a bug")

    task = asyncio.create_task(_every(0.01, "something", fails_once))
    try:

        async def tried_again() -> bool:
            return tries >= 3

        await until(tried_again)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
