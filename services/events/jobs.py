"""Work that a domain has done later: jobs that were queued, and what falls due by itself."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from services.events.follows import Told
from services.kit.plugins import function_name

Run = Callable[..., Awaitable[object]]
"""Work in a transaction of its own: takes a session, `now` by name, and what was queued with the
job. Of those among its result that are Told, the sockets are woken."""


@dataclass(frozen=True, slots=True)
class Job:
    """Durable, and tried again for ever, ever slower. `task` is stored with what waits: it stays
    what it is."""

    task: str
    run: Run
    timed: bool = True
    """Whether it takes `now`."""

    @property
    def brief(self) -> str:
        return f"job {self.task}"


@dataclass(frozen=True, slots=True)
class Every:
    """Done every so many seconds by every worker: each takes what no other is at."""

    seconds: float
    run: Run
    timed: bool = True

    @property
    def brief(self) -> str:
        return f"every {self.seconds:g} s {function_name(self.run)}"


def told(result: object) -> list[Told]:
    """Which conversations the result of such work says were told something."""
    many = result if isinstance(result, Iterable) else (result,)
    return [one for one in many if isinstance(one, Told)]
