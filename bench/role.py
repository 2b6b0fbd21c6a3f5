"""One role of Parkline as its own process, on stores that stand already."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.installation import answers
from bench.process import running, unset
from bench.stores import Stores
from parkline.settings.ports import free_ports
from parkline.settings.settings import Settings

PORTS = ("PORT", "ACTIONS_PORT", "BOT_PORT", "WORKER_METRICS_PORT")


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
    given = {
        "DATABASE_URL": database_url,
        "REDIS_URL": backing.redis_url,
        "DATA_DIR": str(folder),
        "DEMO": "true",
        **{name: str(port) for name, port in zip(PORTS, free_ports(len(PORTS)), strict=True)},
    }
    settings = Settings(_env_file=None, **{name.lower(): value for name, value in given.items()})  # type: ignore[call-arg,arg-type]
    variables = unset() | {f"PARKLINE_{name}": value for name, value in given.items()}
    command = (sys.executable, "-m", "parkline", "gateway")
    async with running(folder / "gateway.log", variables, *command) as process:
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
