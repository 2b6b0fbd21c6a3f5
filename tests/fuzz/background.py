"""An event loop in a thread of its own: Hypothesis is not asynchronous, and the servers are."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

STARTS = 60
"""Seconds in which a server is up, or gone."""
ANSWERS = 30
"""Seconds in which whatever is asked ends."""


@dataclass(slots=True)
class Background:
    """`wrong` collects what the loop was told of: a task that nobody waits for has failed."""

    loop: asyncio.AbstractEventLoop
    wrong: list[str] = field(default_factory=list)

    def run[Done](self, work: Coroutine[Any, Any, Done], seconds: float = ANSWERS) -> Done:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(seconds)

    @contextmanager
    def open[Served](self, served: AbstractAsyncContextManager[Served]) -> Iterator[Served]:
        """Entered and left by one task: what is inside may bind itself to the task."""
        over = asyncio.Event()
        ready: asyncio.Queue[Served] = asyncio.Queue()

        async def serve() -> None:
            async with served as inside:
                await ready.put(inside)
                await over.wait()

        async def first() -> Served:
            waiting = asyncio.ensure_future(ready.get())
            await asyncio.wait([waiting, serving], return_when=asyncio.FIRST_COMPLETED)
            if not waiting.done():
                waiting.cancel()
                await serving
            return await waiting

        async def begin() -> "asyncio.Task[None]":
            return asyncio.create_task(serve())

        async def end() -> None:
            over.set()
            await serving

        serving = self.run(begin())
        try:
            yield self.run(first(), STARTS)
        finally:
            self.run(end(), STARTS)


@contextmanager
def background() -> Iterator[Background]:
    loop = asyncio.new_event_loop()
    found = Background(loop)
    loop.set_exception_handler(lambda _loop, what: found.wrong.append(str(what)))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
