"""Everything on one machine: the stores, the bot, gateway, worker, and the demo's other sides."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import aiohttp
from yarl import URL

from parkline.bot import bot
from parkline.demo import setup, vendor_credentials
from parkline.demo import wechat as demo_wechat
from parkline.failing import Failed
from parkline.process.clock import system_clock
from parkline.process.serving import listening
from parkline.settings.settings import Settings
from parkline.stores import database_roles, fence, store_watch
from parkline.stores.database import migrate
from parkline.stores.embedded import Backing, backing
from parkline.up import announcing, log_files
from parkline.up.children import Child, is_well
from parkline.up.crew import Counts, Doors, crew

READY_SECONDS = 120

Say = Callable[[str], None]


class NotReady(Failed):
    """A process did not come up; the message says where its log is."""


async def up(
    settings: Settings,
    say: Say,
    *,
    wechat: bool = False,
    counts: Counts | None = None,
    parks: int = 1,
) -> None:
    """Bring everything up and keep it up until SIGINT or SIGTERM. Raises NotReady.

    SIGHUP restarts gateways, workers and bots one after another. `wechat`: the demo behind the
    simulated WeChat. `parks`: how many the demo has.
    """
    logs = settings.data_dir / "log"
    logs.mkdir(parents=True, exist_ok=True)
    logs.chmod(0o700)  # They tell who wrote when.
    stopped, rolling = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    loop.add_signal_handler(signal.SIGHUP, rolling.set)
    with ExitStack() as stack:
        doors = _open_doors(settings, stack)
        say("starting PostgreSQL and Valkey")
        stores = stack.enter_context(backing(settings))
        await asyncio.to_thread(migrate, stores.database_url)
        if settings.database_url is None:
            await asyncio.to_thread(
                database_roles.apply, stores.database_url, database_roles.embedded()
            )
        await asyncio.to_thread(partial(fence.apply, stores.database_url, on=settings.rls))
        extra = await _prepare_demo(settings, stores, say, parks) if settings.demo else {}
        if not await asyncio.to_thread(bot.is_trained):
            say("training the bot (once; again only when its data changes)")
            await asyncio.to_thread(bot.train, say)
        children = crew(settings, stores, logs, counts or Counts(), doors)
        children += _demo_vendor(settings, logs, extra)
        if wechat:
            children.append(_behind_wechat(settings, children, logs))
        watching = asyncio.create_task(store_watch.keep_up(stores.started), name="stores")
        turning = asyncio.create_task(
            log_files.keep_in_time(logs, settings.log_days, system_clock), name="logs"
        )
        pid = stack.enter_context(_pid_file(settings.data_dir / "up.pid"))
        try:
            for child in children:
                child.begin()
            await _announce(settings, stores, say, stopped, logs, wechat=wechat)
            say(f"kill -HUP {pid} restarts gateways, workers and bots one after another")
            await _until_stopped(children, say, stopped, rolling)
        finally:
            say("stopping")
            await _stop(children)
            for task in (watching, turning):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


@contextmanager
def _pid_file(path: Path) -> Iterator[int]:
    path.write_text(f"{os.getpid()}\n")
    try:
        yield os.getpid()
    finally:
        path.unlink(missing_ok=True)


async def _until_stopped(
    children: Sequence[Child], say: Say, stopped: asyncio.Event, rolling: asyncio.Event
) -> None:
    leaving = asyncio.create_task(stopped.wait())
    while not stopped.is_set():
        asked = asyncio.create_task(rolling.wait())
        await asyncio.wait({asked, leaving}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if stopped.is_set():
            return
        rolling.clear()
        work = asyncio.create_task(roll(children, say))
        await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def roll(children: Sequence[Child], say: Say) -> None:
    """Restart one after another, each when the one before is ready; the rest stays if one is not.

    Bots come last: a gateway answers bots of the version before, a bot may need a gateway of its
    own version. The demo's other sides are left alone.
    """
    for child in sorted(children, key=lambda child: child.name.partition("-")[0] == "bot"):
        if child.health is None:
            continue
        say(f"restarting {child.name}")
        await child.restart()
        try:
            async with asyncio.timeout(READY_SECONDS):
                await child.ready()
        except TimeoutError:
            say(f"{child.name} is not ready again; the others stay as they are: see {child.log}")
            return
    say("restarted")


async def _stop(children: Sequence[Child]) -> None:
    """First those that need the others to finish what they are at."""
    first = [child for child in children if child.name.startswith(("gateway", "worker"))]
    rest = [child for child in children if child not in first]
    for some in (first, rest):
        await asyncio.gather(*(child.stop() for child in some))


async def _prepare_demo(
    settings: Settings, stores: Backing, say: Say, parks: int
) -> dict[str, str]:
    host = str(URL(settings.base_url).host)
    reached_at = [] if ":" in host else [host]  # IPv6 is no name; localhost leads there as well.
    if await setup.seed_if_missing(
        stores.database_url, staff=True, parks=parks, reached_at=reached_at
    ):
        say("seeded the demo park" if parks == 1 else "seeded the demo parks")
    return await vendor_credentials.credentials(settings, stores.database_url)


def _open_doors(settings: Settings, stack: ExitStack) -> Doors:
    """Raises NotReady where somebody else listens already."""

    def door(host: str, port: int) -> socket.socket:
        try:
            return stack.enter_context(listening(host, port))
        except OSError as problem:
            raise NotReady(f"cannot listen on {host}:{port}: {problem.strerror}") from None

    return Doors(door(settings.host, settings.port), door("127.0.0.1", settings.actions_port))


def _demo_vendor(settings: Settings, logs: Path, vendor: Mapping[str, str]) -> list[Child]:
    if not vendor:
        return []
    command = [sys.executable, "-m", "parkline.demo.vendor", "--port", str(settings.vendor_port)]
    return [Child("vendor", command, vendor, logs / "vendor.log")]


def _behind_wechat(settings: Settings, children: Sequence[Child], logs: Path) -> Child:
    """Give the others the demo's accounts; the platform itself."""
    accounts = {**demo_wechat.account(settings), **demo_wechat.wallet(settings)}
    for child in children:
        if child.name.startswith(("gateway", "worker")):
            child.variables = {**child.variables, **accounts}
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
    for line in await announcing.lines(settings, stores.database_url, wechat=wechat):
        say(line)
    say(f"logs          {logs}")
    say("ready; Ctrl-C stops everything")


async def _wait_ready(base_url: str) -> None:
    async with aiohttp.ClientSession() as client:
        while True:
            if await is_well(client, f"{base_url}/readyz"):
                return
            await asyncio.sleep(0.2)
