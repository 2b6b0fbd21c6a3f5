"""Processes of the bench's own."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from parkline.settings.settings import ROOT


def unset() -> dict[str, str]:
    """The variables of this process but for Parkline's own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PARKLINE_")}


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
