"""The event loop of the roles that run for months."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

READ_BYTES = 32 * 1024
"""Of a socket at once. asyncio asks for 256 KiB each time and gives back what was not filled; what
stays of it lies in the way of the next, and a gateway whose connections come and go grew without
end (decision 0026)."""


class FrugalLoop(asyncio.SelectorEventLoop):
    """Reads from sockets by READ_BYTES."""

    def _make_socket_transport(self, *args: Any, **options: Any) -> asyncio.Transport:
        transport: asyncio.Transport = super()._make_socket_transport(*args, **options)  # type: ignore[misc]
        # asyncio has no setting for it; tests/parkline/process/test_loop.py tells if the name
        # changes.
        transport.max_size = READ_BYTES  # type: ignore[attr-defined]
        return transport


def run(main: Coroutine[Any, Any, None]) -> None:
    """As asyncio.run does, on a FrugalLoop."""
    asyncio.run(main, loop_factory=FrugalLoop)


@asynccontextmanager
async def running(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """`work` beside the body, which ends it."""
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
