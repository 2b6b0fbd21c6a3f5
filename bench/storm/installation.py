"""A real installation in a folder of its own: `parkline up`, its processes, its stores."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from random import Random

import aiohttp
import psutil
import psycopg
from redis.asyncio import Redis

from parkline.settings.settings import Settings
from parkline.stores.database import libpq_url
from tests.kit.installation import several, start, stop, variables, wait_until_ready

SECRET = "the-storm's-own-secret-of-no-value"  # noqa: S105 - of a folder that is thrown away
COMMANDS = {"gateway": "parkline gateway", "worker": "parkline worker", "bot": "rasa_cli"}


def environment(folder: Path, of_each: int) -> dict[str, str]:
    return variables(
        folder,
        of_each=of_each,
        SECRET_KEY=SECRET,
        WEBHOOK_ALLOW='["127.0.0.0/8"]',
        TRUSTED_PROXIES='["127.0.0.0/8"]',
    )


@dataclass(slots=True)
class Installation:
    """`parkline up`, whose folder was prepared before."""

    folder: Path
    settings: Settings
    environment: dict[str, str]
    database_url: str
    of_each: int
    """Gateways, bots and workers."""
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Returns when it says that it is ready. Raises RuntimeError with what it said."""
        said = self.folder / "up.log"
        self.process = start(said, self.environment, *several(self.of_each))
        wait_until_ready(self.process, said)

    def stop(self) -> None:
        stop(self.process)

    async def fault(self, kind: str, random: Random) -> str:
        """Do it; what exactly was done."""
        match kind:
            case "gateway" | "worker" | "bot":
                return self._kill(self._role(kind))
            case "valkey":
                return self._kill(self._valkey())
            case "flush":
                return await self._flush()
            case "postgres":
                return self._kill(self._postmaster())
            case "backend":
                return self._kill(self._backend(random))
            case _:
                raise ValueError(kind)

    def _kill(self, process: psutil.Process | None) -> str:
        if process is None:
            return "was down already"
        try:
            os.kill(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return "was down already"
        return f"SIGKILL to {process.pid}"

    def _role(self, role: str) -> psutil.Process | None:
        return self._child(COMMANDS[role])

    def _valkey(self) -> psutil.Process | None:
        return self._child("valkey-server")

    def _child(self, part: str) -> psutil.Process | None:
        for child in psutil.Process(self.process.pid).children():
            try:
                if part in " ".join(child.cmdline()):
                    return child
            except psutil.Error:  # It ended meanwhile.
                continue
        return None

    def _postmaster(self) -> psutil.Process | None:
        try:
            kept = (self.folder / "postgres" / "postmaster.pid").read_text()
            return psutil.Process(int(kept.split("\n", 1)[0]))
        except (OSError, ValueError, psutil.Error):
            return None

    def _backend(self, random: Random) -> psutil.Process | None:
        """A session of ours: PostgreSQL then throws all of them out and recovers."""
        postmaster = self._postmaster()
        try:
            children = postmaster.children() if postmaster else []
            ours = [one for one in children if "parkline" in " ".join(one.cmdline())]
        except psutil.Error:
            return None
        return random.choice(ours) if ours else None

    async def _flush(self) -> str:
        valkey = self._valkey()
        if valkey is None:
            return "was down already"
        ports = [one.laddr.port for one in valkey.net_connections() if one.status == "LISTEN"]
        async with Redis.from_url(f"redis://127.0.0.1:{ports[0]}/0") as redis:
            await redis.flushall()
        return "FLUSHALL"

    async def serves(self, kind: str) -> bool:
        """Whether what `kind` strikes does its work now."""
        ports = {"bot": self.settings.bot_port, "gateway": self.settings.port}
        ports["worker"] = self.settings.worker_metrics_port
        if kind in ports:
            path = "/" if kind == "bot" else "/livez"
            return await _answers(f"http://127.0.0.1:{ports[kind]}{path}")
        if kind in ("valkey", "flush"):
            return self._valkey() is not None
        with contextlib.suppress(psycopg.Error):
            await self.sql("select 1")
            return True
        return False

    async def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        connection = await psycopg.AsyncConnection.connect(
            libpq_url(self.database_url), autocommit=True
        )
        async with connection:
            cursor = await connection.execute(statement, values or None)
            return list(await cursor.fetchall()) if cursor.description else []

    async def stands(self) -> bool:
        """Whether everything that was killed does its work again."""
        return all([await self.serves(kind) for kind in (*COMMANDS, "postgres", "valkey")])


async def _answers(url: str) -> bool:
    timeout = aiohttp.ClientTimeout(total=3)
    with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError):
        async with aiohttp.ClientSession(timeout=timeout) as http, http.get(url) as answer:
            return answer.status == HTTPStatus.OK
    return False


async def until_stands(installation: Installation, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not await installation.stands():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.5)
    return True
