"""`parkline up --demo` of the bench's own: its ports, its data, what each process costs."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.seeding import NO_LIMITS
from tests.kit import installation as kit
from tests.kit.installation import READY_SECONDS
from tests.kit.processes import command, family

ROLES = {
    "bot": "bot.components",
    "gateway": "parkline gateway",
    "worker": "parkline worker",
    "vendor": "parkline.demo.vendor",
    "valkey": "valkey",
}
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds since the process started, and resident bytes now."""

    cpu: float
    rss: int


@dataclass(frozen=True, slots=True)
class Installation(kit.Installation):
    data: Path
    seconds_to_ready: float

    @property
    def bot_url(self) -> str:
        return f"http://127.0.0.1:{self.port('BOT_PORT')}"

    def pids(self, role: str) -> list[int]:
        """The processes of a role of this installation, oldest first; `postgres` is one, too."""
        if role == "postgres":
            # The server is nobody's child: it says itself which process it is.
            said = (self.data / "postgres" / "postmaster.pid").read_text()
            postmaster = int(said.split()[0])
            return [postmaster, *sorted(family(postmaster))]
        return sorted(pid for pid in family(self.process.pid) if ROLES[role] in command(pid))

    def costs(self) -> dict[str, Cost]:
        """By role; that of PostgreSQL over all of its processes."""
        processes = [(command(pid), cost(pid)) for pid in family(self.process.pid)]
        made = {
            role: Cost(
                sum(one.cpu for said, one in processes if mark in said),
                sum(one.rss for said, one in processes if mark in said),
            )
            for role, mark in ROLES.items()
        }
        postgres = [cost(pid) for pid in self.pids("postgres")]
        whole = Cost(sum(one.cpu for one in postgres), sum(one.rss for one in postgres))
        return {**made, "postgres": whole}


async def answers(url: str, process: asyncio.subprocess.Process) -> None:
    """Wait until somebody answers there. Raises RuntimeError if the process ends before."""
    async with asyncio.timeout(READY_SECONDS), aiohttp.ClientSession() as client:
        while process.returncode is None:
            with suppress(aiohttp.ClientError):
                async with client.get(url) as response:
                    if response.status == 200:  # noqa: PLR2004
                        return
            await asyncio.sleep(0.05)
    raise RuntimeError("the process ended")


@asynccontextmanager
async def installation(
    *, of_each: int = 1, parks: int = 1, data: Path | None = None, **settings: str
) -> AsyncIterator[Installation]:
    """Up until the block ends, with so many gateways, bots and workers, and `settings`. Slots,
    stock and limits of the demo park are made boundless. `data`: a folder that stays, for an
    installation that comes up again."""
    with tempfile.TemporaryDirectory(prefix="parkline-bench-") as name:
        data = data or Path(name)
        data.chmod(0o755)
        environment = kit.variables(data, of_each=of_each, DEMO="true", **settings)
        said, started = data / "up.log", time.monotonic()
        demo = ("--demo", f"--parks={parks}")
        process = kit.start(said, environment, *demo, *kit.several(of_each))
        try:
            await asyncio.to_thread(kit.wait_until_ready, process, said)
            seconds = time.monotonic() - started
            made = Installation(process, said, environment, data, seconds)
            _without_limits(made)
            yield made
        finally:
            await asyncio.to_thread(kit.stop, process)


def _without_limits(made: Installation) -> None:
    """Thousands of orders in a minute are not what the demo park's kitchen can cook."""
    made.sql("update service_window set weekdays = '{1,2,3,4,5,6,7}', on_holidays = true")
    made.sql("update service_window set capacity = 1000000 where capacity is not null")
    made.sql("update item set stock = 1000000 where stock is not null")
    made.sql(NO_LIMITS)


def cost(pid: int) -> Cost:
    """Of one process; nothing once it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return Cost(0, 0)
    return Cost((int(fields[11]) + int(fields[12])) / TICKS, int(fields[21]) * PAGE)
