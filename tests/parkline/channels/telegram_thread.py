"""A Telegram of the tests in a thread of its own: a command runs a loop of its own in this one."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from tests.connectors.channels.telegram import fake


@contextmanager
def telegram_in_a_thread() -> Iterator[fake.Telegram]:
    loop, stop, ready = asyncio.new_event_loop(), asyncio.Event(), Event()
    made: list[fake.Telegram] = []

    async def serve() -> None:
        async with fake.telegram() as platform:
            made.append(platform)
            ready.set()
            await stop.wait()

    thread = Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(5)
    try:
        yield made[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
