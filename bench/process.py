"""Processes of the bench's own."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from parkline.settings.settings import ROOT


@asynccontextmanager
async def running(
    log: Path, variables: Mapping[str, str], *command: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Until the block ends. What it says comes behind what is in `log`."""
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=variables, stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
