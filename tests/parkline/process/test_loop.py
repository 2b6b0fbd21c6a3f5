"""Nothing is read in pieces that fragment the memory of a process that runs for months."""

import asyncio
from pathlib import Path

from parkline.process.loop import READ_BYTES, FrugalLoop, run
from parkline.process.serving import Stop
from parkline.roles.commands import _until_stopped

MUCH = b"x" * (8 * READ_BYTES)


class Echo(asyncio.Protocol):
    """Notes how much comes at once, and says the same when all has come."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.all = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.sizes.append(len(data))
        if sum(self.sizes) == len(MUCH):
            self.all.set()
            self.transport.write(MUCH)


def test_who_serves_and_who_asks_reads_by_pieces(tmp_path: Path) -> None:
    served, asked = list[Echo](), list[Echo]()

    def noted(of: list[Echo]) -> Echo:
        of.append(Echo())
        return of[-1]

    async def main() -> None:
        loop, path = asyncio.get_running_loop(), str(tmp_path / "socket")
        async with await loop.create_unix_server(lambda: noted(served), path):
            transport, _ = await loop.create_unix_connection(lambda: noted(asked), path)
            transport.write(MUCH)
            async with asyncio.timeout(5):
                await asked[0].all.wait()
            transport.close()

    run(main())
    assert max(served[0].sizes + asked[0].sizes) <= READ_BYTES


def test_a_role_runs_on_that_loop() -> None:
    seen: list[asyncio.AbstractEventLoop] = []

    async def main(_stop: Stop) -> None:
        seen.append(asyncio.get_running_loop())

    _until_stopped(main)
    assert isinstance(seen[0], FrugalLoop)
