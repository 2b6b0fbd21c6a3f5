"""One task for each conversation that has something to do, woken as often as you like."""

import asyncio
from collections.abc import Awaitable, Callable, KeysView


class Wakes[Key]:
    """Runs `handle` for a key; woken meanwhile, once more afterwards. `handle` must not raise."""

    def __init__(self, handle: Callable[[Key], Awaitable[None]], name: str) -> None:
        self._handle = handle
        self._name = name
        self._running: dict[Key, asyncio.Task[None]] = {}
        self._again: set[Key] = set()
        self._closed = False

    def __len__(self) -> int:
        """For how many keys something is being done."""
        return len(self._running)

    def __contains__(self, key: Key) -> bool:
        return key in self._running

    def keys(self) -> KeysView[Key]:
        """For which."""
        return self._running.keys()

    def wake(self, key: Key) -> None:
        """Returns at once. After `close` it does nothing."""
        if self._closed:
            return
        if key in self._running:
            self._again.add(key)
            return
        task = asyncio.create_task(self._run(key), name=f"{self._name}-{key}")
        self._running[key] = task
        task.add_done_callback(lambda _done: self._finished(key))

    async def settled(self, key: Key) -> None:
        """Wait until nothing is being done for the key."""
        while task := self._running.get(key):
            await asyncio.wait([task])
            await asyncio.sleep(0)

    async def close(self, seconds: float | None = None) -> None:
        """Let what runs end; what has not after so long is cancelled."""
        self._closed = True
        running = list(self._running.values())
        if running and seconds is not None:
            _, late = await asyncio.wait(running, timeout=seconds)
            for task in late:
                task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _run(self, key: Key) -> None:
        await self._handle(key)

    def _finished(self, key: Key) -> None:
        del self._running[key]
        if key in self._again:
            self._again.discard(key)
            self.wake(key)
