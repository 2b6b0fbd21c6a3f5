"""`parkline up --demo` of the bench's own: its ports, its data, what each process costs."""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psycopg

from bench.process import running, unset
from bench.seeding import NO_LIMITS
from parkline.settings.ports import free_ports_of_each

ROOT = Path(__file__).resolve().parents[1]
PORTS = ("PORT", "ACTIONS_PORT", "BOT_PORT", "WORKER_METRICS_PORT", "VENDOR_PORT")
READY_SECONDS = 240
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
class Installation:
    process: asyncio.subprocess.Process
    data: Path
    ports: Mapping[str, int]
    seconds_to_ready: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['PORT']}"

    @property
    def bot_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['BOT_PORT']}"

    @property
    def database_url(self) -> str:
        found = re.search(r"PARKLINE_DATABASE_URL='([^']+)'", (self.data / "up.log").read_text())
        assert found is not None
        return found[1]

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def pids(self, role: str) -> list[int]:
        """The processes of a role of this installation, oldest first; `postgres` is one, too."""
        if role == "postgres":
            # The server is nobody's child: it says itself which process it is.
            said = (self.data / "postgres" / "postmaster.pid").read_text()
            postmaster = int(said.split()[0])
            return [postmaster, *sorted(_family(postmaster))]
        return sorted(pid for pid in _family(self.process.pid) if ROLES[role] in _command(pid))

    def costs(self) -> dict[str, Cost]:
        """By role; that of PostgreSQL over all of its processes."""
        family = [(_command(pid), cost(pid)) for pid in _family(self.process.pid)]
        made = {
            role: Cost(
                sum(one.cpu for command, one in family if mark in command),
                sum(one.rss for command, one in family if mark in command),
            )
            for role, mark in ROLES.items()
        }
        postgres = [cost(pid) for pid in self.pids("postgres")]
        whole = Cost(sum(one.cpu for one in postgres), sum(one.rss for one in postgres))
        return {**made, "postgres": whole}


@asynccontextmanager
async def stock_rasa(model: Path, folder: Path, port: int) -> AsyncIterator[str]:
    """Rasa as its own command line runs it, with the endpoints and credentials in `folder`."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = (
        *(str(ROOT / "bot/.venv/bin/python"), "-m", "rasa", "run", "--model", str(model)),
        *("--endpoints", str(folder / "endpoints.yml"), "--port", str(port)),
        *("--credentials", str(folder / "credentials.yml"), "--interface", "127.0.0.1"),
    )
    async with running(folder / "stock.log", {**os.environ, **quiet}, *command) as process:
        await answers(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"


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
async def installation(*, of_each: int = 1) -> AsyncIterator[Installation]:
    """Up until the block ends, with so many gateways, bots and workers. Slots, stock and limits of
    the demo park are made boundless."""
    with tempfile.TemporaryDirectory(prefix="parkline-bench-") as name:
        data = Path(name)
        data.chmod(0o755)  # noqa: ASYNC240 - PostgreSQL's own user may enter
        ports = free_ports_of_each(PORTS, of_each)
        environment = {
            **unset(),
            **{f"PARKLINE_{key}": str(port) for key, port in ports.items()},
            "PARKLINE_DATA_DIR": name,
            "PARKLINE_DEMO": "true",
        }
        command = (
            *(sys.executable, "-m", "parkline", "up", "--demo"),
            *(f"--{role}={of_each}" for role in ("gateways", "bots", "workers")),
        )
        started = time.monotonic()
        async with running(data / "up.log", environment, *command) as process:
            await _ready(data / "up.log", process)
            made = Installation(process, data, ports, time.monotonic() - started)
            _without_limits(made)
            yield made


async def _ready(log: Path, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(READY_SECONDS):
        while process.returncode is None:
            if "] ready;" in log.read_text():  # noqa: ASYNC240 - nothing else runs meanwhile
                return
            await asyncio.sleep(0.05)
    raise RuntimeError("`parkline up` ended")


def _without_limits(made: Installation) -> None:
    """Thousands of orders in a minute are not what the demo park's kitchen can cook."""
    made.sql("update service_window set weekdays = '{1,2,3,4,5,6,7}', on_holidays = true")
    made.sql("update service_window set capacity = 1000000 where capacity is not null")
    made.sql("update item set stock = 1000000 where stock is not null")
    made.sql(NO_LIMITS)


def _family(parent: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # It ended meanwhile.
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    waiting = [parent]
    while waiting:
        for pid in children.get(waiting.pop(), ()):
            yield pid
            waiting.append(pid)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def cost(pid: int) -> Cost:
    """Of one process; nothing once it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return Cost(0, 0)
    return Cost((int(fields[11]) + int(fields[12])) / TICKS, int(fields[21]) * PAGE)
