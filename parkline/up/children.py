"""A process of ours that is started again whenever it falls."""

import asyncio
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import aiohttp

RESTART_SECONDS = (0.5, 1, 2, 5, 10)
"""Waits before a fallen child starts again; the last one from then on."""
STEADY_SECONDS = 30
"""A child that stood this long starts counting its falls anew."""
STOP_SECONDS = 10
PROBE = aiohttp.ClientTimeout(total=3)


@dataclass(slots=True)
class Child:
    """A process that is started again whenever it falls."""

    name: str
    command: Sequence[str]
    variables: Mapping[str, str]
    log: Path
    health: str | None = None
    """Answers 200 when it is ready."""
    files: Sequence[int] = ()
    """Open files that it inherits."""
    process: asyncio.subprocess.Process | None = None
    falls: int = 0
    stopping: bool = False
    wanted: bool = False
    """Its end is wanted, and its start right afterwards."""
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    def begin(self) -> None:
        self.task = asyncio.create_task(self._keep_up(), name=self.name)

    async def _keep_up(self) -> None:
        while not self.stopping:
            started = time.monotonic()
            with self.log.open("ab") as output:
                try:
                    await self._run(output)
                except OSError as problem:
                    output.write(f"{self.name} did not start: {problem}\n".encode())
            if self.stopping:
                return
            if self.wanted:
                self.wanted, self.falls = False, 0
                continue
            steady = time.monotonic() - started > STEADY_SECONDS
            self.falls = 1 if steady else self.falls + 1
            await asyncio.sleep(RESTART_SECONDS[min(self.falls, len(RESTART_SECONDS)) - 1])

    async def _run(self, output: IO[bytes]) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *self.command,
            # In our own folder: a child reads the same .env, and relative paths as we do.
            env={**os.environ, **self.variables},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=self.files,
        )
        await self.process.wait()

    async def stop(self) -> None:
        """Ask it to end, and make it after ten seconds."""
        self.stopping = True
        await self._end()
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task

    async def restart(self) -> None:
        """End it as `stop` does; it starts again at once. Nothing happens while it is down."""
        if self.process is not None and self.process.returncode is None:
            self.wanted = True
            await self._end()

    async def _end(self) -> None:
        if self.process is None or self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()

    async def ready(self) -> None:
        """Wait until it says so."""
        async with aiohttp.ClientSession(timeout=PROBE) as client:
            while self.health is not None and not await is_ready(client, self.health):  # noqa: ASYNC110 - it is another process
                await asyncio.sleep(0.1)


async def is_ready(client: aiohttp.ClientSession, url: str) -> bool:
    """Whether `url` answers 200."""
    try:
        async with client.get(url) as response:
            return response.status == 200  # noqa: PLR2004
    except (aiohttp.ClientError, TimeoutError):
        return False


async def is_well(client: aiohttp.ClientSession, url: str) -> bool:
    """Whether `url` says that the process is ready, and nothing that it uses is away."""
    try:
        async with client.get(url) as response:
            return response.ok and not (await response.json())["degraded"]
    except (aiohttp.ClientError, TimeoutError):
        return False
