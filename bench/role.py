"""One role of Parkline as its own process, on stores that stand already."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.installation import answers
from bench.process import running
from bench.stores import Stores
from parkline.settings.settings import Settings
from tests.kit.installation import PORTS, variables


@dataclass(frozen=True, slots=True)
class Role:
    """`settings` are those that the process runs with."""

    process: asyncio.subprocess.Process
    settings: Settings

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def url(self) -> str:
        return self.settings.base_url


@asynccontextmanager
async def gateway(backing: Stores, database_url: str, folder: Path) -> AsyncIterator[Role]:
    """`parkline gateway` of the demo, without a bot and without workers, until the block ends.

    What it says is in gateway.log of the folder. Raises RuntimeError if it ends before it serves.
    """
    environment = variables(
        folder, DATABASE_URL=database_url, REDIS_URL=backing.redis_url, DEMO="true"
    )
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=database_url,
        redis_url=backing.redis_url,
        data_dir=folder,
        demo=True,
        **{name.lower(): environment[f"PARKLINE_{name}"] for name in PORTS},  # type: ignore[arg-type]
    )
    command = (sys.executable, "-m", "parkline", "gateway")
    async with running(folder / "gateway.log", environment, *command) as process:
        await answers(f"{settings.base_url}/livez", process)
        yield Role(process, settings)


def cpu(pid: int) -> float:
    """Seconds that a process has used, with its children, those that ended and were waited for
    included."""
    return sum(map(_seconds, _family(psutil.Process(pid))))


def _family(root: psutil.Process) -> Iterator[psutil.Process]:
    yield root
    yield from root.children(recursive=True)


def _seconds(process: psutil.Process) -> float:
    try:
        used = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(used.user + used.system + used.children_user + used.children_system)
