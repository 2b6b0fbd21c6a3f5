"""Everything on one machine: the stores, the bot, gateway, worker, and the demo's other sides."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import aiohttp

from parkline import bot, demo_vendor, demo_wechat, miniapp, setup, store_watch
from parkline.database import migrate
from parkline.embedded import Backing, backing
from parkline.settings import ROOT, Settings

READY_SECONDS = 120
RESTART_SECONDS = (0.5, 1, 2, 5, 10)
"""Waits before a fallen child starts again; the last one from then on."""
STEADY_SECONDS = 30
"""A child that stood this long starts counting its falls anew."""
STOP_SECONDS = 10

Say = Callable[[str], None]


@dataclass(slots=True)
class Child:
    """A process that is started again whenever it falls."""

    name: str
    command: Sequence[str]
    variables: Mapping[str, str]
    log: Path
    process: asyncio.subprocess.Process | None = None
    falls: int = 0
    stopping: bool = False
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
            steady = time.monotonic() - started > STEADY_SECONDS
            self.falls = 1 if steady else self.falls + 1
            await asyncio.sleep(RESTART_SECONDS[min(self.falls, len(RESTART_SECONDS)) - 1])

    async def _run(self, output: IO[bytes]) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *self.command,
            cwd=ROOT,
            env={**os.environ, **self.variables},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        await self.process.wait()

    async def stop(self) -> None:
        """Ask it to end, and make it after ten seconds."""
        self.stopping = True
        if self.process is not None and self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
            except TimeoutError:
                self.process.kill()
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task


class NotReady(Exception):
    """A process did not come up; the message says where its log is."""


async def up(settings: Settings, say: Say, *, wechat: bool = False) -> None:
    """Bring everything up and keep it up until SIGINT or SIGTERM. Raises NotReady.

    `wechat`: the demo behind the simulated WeChat.
    """
    logs = settings.data_dir / "log"
    logs.mkdir(parents=True, exist_ok=True)
    logs.chmod(0o700)  # They tell who wrote when.
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    say("starting PostgreSQL and Valkey")
    with backing(settings) as stores:
        await asyncio.to_thread(migrate, stores.database_url)
        extra = await _prepare_demo(settings, stores, say) if settings.demo else {}
        if not await asyncio.to_thread(bot.is_trained):
            say("training the bot (once; again only when its data changes)")
            await asyncio.to_thread(bot.train, say)
        children = _children(settings, stores, logs, extra)
        if wechat:
            children.append(_behind_wechat(settings, children, logs))
        watching = asyncio.create_task(store_watch.keep_up(stores.started), name="stores")
        try:
            for child in children:
                child.begin()
            await _announce(settings, stores, say, stopped, logs, wechat=wechat)
            await stopped.wait()
        finally:
            say("stopping")
            await asyncio.gather(*(child.stop() for child in children))
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching


async def _prepare_demo(settings: Settings, stores: Backing, say: Say) -> dict[str, str]:
    if await setup.seed_if_missing(stores.database_url, staff=True):
        say("seeded the demo park")
    return await demo_vendor.credentials(settings, stores.database_url)


def _children(
    settings: Settings, stores: Backing, logs: Path, vendor: Mapping[str, str]
) -> list[Child]:
    shared = {
        "PARKLINE_DATABASE_URL": stores.database_url,
        "PARKLINE_REDIS_URL": stores.redis_url,
        "PYTHONWARNINGS": "ignore",
    }
    if settings.demo:
        shared |= {"PARKLINE_DEMO": "true", "PARKLINE_WEBHOOK_ALLOW": '["127.0.0.0/8"]'}
    parkline = [sys.executable, "-m", "parkline"]
    children = [
        Child(role, [*parkline, role], shared, logs / f"{role}.log")
        for role in ("bot", "gateway", "worker")
    ]
    if vendor:
        command = [sys.executable, "-m", "parkline.demo.vendor", "--port"]
        command.append(str(settings.vendor_port))
        children.append(Child("vendor", command, vendor, logs / "vendor.log"))
    return children


def _behind_wechat(settings: Settings, children: Sequence[Child], logs: Path) -> Child:
    """Give the others the demo's accounts; the platform itself."""
    for child in children:
        if child.name in ("gateway", "worker"):
            child.variables = {**child.variables, **demo_wechat.account(settings)}
    command = [sys.executable, "-m", "parkline", *demo_wechat.platform(settings)]
    return Child("wechat", command, {"PYTHONWARNINGS": "ignore"}, logs / "wechat.log")


async def _announce(
    settings: Settings,
    stores: Backing,
    say: Say,
    stopped: asyncio.Event,
    logs: Path,
    *,
    wechat: bool,
) -> None:
    say("starting bot, gateway and worker")
    waiting = asyncio.create_task(_wait_ready(settings.base_url))
    leaving = asyncio.create_task(stopped.wait())
    done, _ = await asyncio.wait(
        {waiting, leaving}, timeout=READY_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    leaving.cancel()
    if not done:
        waiting.cancel()
        raise NotReady(f"not ready after {READY_SECONDS} s; see the logs in {logs}")
    if waiting not in done:
        waiting.cancel()
        return
    say(f"web chat      {settings.base_url}/")
    if (miniapp.BUILD / "index.html").exists():
        say(f"mini-app      {settings.base_url}{miniapp.PREFIX}/")
    say(f"desk          {settings.base_url}/desk/")
    if settings.demo:
        say(f"vendor board  http://127.0.0.1:{settings.vendor_port}/")
    if wechat:
        say(f"WeChat phone  {demo_wechat.simulator_url(settings)}/phone/alice")
    if settings.database_url is None:  # Yours may carry a password.
        say(f"database      PARKLINE_DATABASE_URL='{stores.database_url}'")
    say(f"logs          {logs}")
    say("ready; Ctrl-C stops everything")


async def _wait_ready(base_url: str) -> None:
    async with aiohttp.ClientSession() as client:
        while True:
            with suppress(aiohttp.ClientError, TimeoutError):
                async with client.get(f"{base_url}/readyz") as response:
                    if response.status == 200:  # noqa: PLR2004
                        return
            await asyncio.sleep(0.2)
