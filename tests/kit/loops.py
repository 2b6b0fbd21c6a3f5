"""Event loops that outlive a test, so that connections to the database may.

A test's loop was its own: each test connected anew, and PostgreSQL and its driver learned every
statement anew, which was a third of what a test with a database cost.
"""

import asyncio
from typing import Any, Protocol

QUIET_TURNS = 1000


class Kept(Protocol):
    """What stays open on a loop from one test to the next."""

    def sockets(self) -> int:
        """How many are open and used by nobody."""

    async def close(self) -> None:
        """All of them."""


class KeptLoop(asyncio.SelectorEventLoop):
    """pytest-asyncio asks for one for each test, cancels its tasks at the end and closes it. It is
    then the loop of the next test; if the test left a socket open, it is closed for good."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Kept] = []
        self._tasks: set[asyncio.Task[Any]] = set()
        self._own_sockets = self.sockets()

    def sockets(self) -> int:
        """How many it waits for."""
        selector: Any = vars(self)["_selector"]
        return len(selector.get_map())

    def keep(self, task: asyncio.Task[Any]) -> None:
        """Let it run on after the test, whose tasks are cancelled as far as asyncio knows them.
        asyncio has no public name for it."""
        asyncio.tasks._unregister_task(task)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        if self.is_closed():
            return
        kept = sum(kept.sockets() for kept in self.kept)
        if self.sockets() > self._own_sockets + kept or not self._gone_quiet():
            self.end()
            return
        self._as_new()
        _idle.append(self)

    def end(self) -> None:
        """For good, with what is kept on it."""
        for kept in list(self.kept):
            self.run_until_complete(kept.close())
        self._hang_up()
        super().close()

    def _hang_up(self) -> None:
        """Abort the connections that the test left open, such as one that a browser opened while
        the test's server was closing: collected later, it would be a warning in another test.
        asyncio has no public name for them."""
        state: Any = self
        for transport in list(state._transports.values()):
            transport.abort()
        self.run_until_complete(asyncio.sleep(0))

    def _gone_quiet(self) -> bool:
        """Whether what is to run at once has run: a kept task that was about to go on would never
        do so otherwise. Timers are the test's own."""
        state: Any = self
        state._scheduled.clear()
        for _ in range(QUIET_TURNS if self._tasks else 0):
            self.run_until_complete(asyncio.sleep(0))
            if not state._ready:
                return True
        return not self._tasks

    def _as_new(self) -> None:
        """What `close` of asyncio does, but for the sockets. asyncio has no names for it."""
        state: Any = self
        for number in list(state._signal_handlers):
            self.remove_signal_handler(number)
        state._ready.clear()
        state._scheduled.clear()
        state._asyncgens_shutdown_called = False
        state._executor_shutdown_called = False
        state._default_executor = None
        self.set_exception_handler(None)
        self.set_task_factory(None)
        self.set_debug(False)


_idle: list[KeptLoop] = []


def loop() -> KeptLoop:
    """One that no test is running on."""
    return _idle.pop() if _idle else KeptLoop()


def end() -> None:
    """All that no test is running on."""
    while _idle:
        _idle.pop().end()
