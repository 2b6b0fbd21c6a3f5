"""Everything on one machine: the stores, the bot, gateway, worker, and the demo's other sides."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from parkline.bot import bot
from parkline.channels import miniapp
from parkline.demo import setup, vendor_credentials
from parkline.demo import wechat as demo_wechat
from parkline.failing import Failed
from parkline.process.clock import system_clock
from parkline.process.serving import listening
from parkline.settings.settings import Settings
from parkline.stores import database_roles, store_watch
from parkline.stores.database import migrate
from parkline.stores.embedded import Backing, Postgres, backing
from parkline.up import log_files
from parkline.up.children import Child, is_well

READY_SECONDS = 120

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many processes of each role."""

    gateways: int = 1
    bots: int = 1
    workers: int = 1


class NotReady(Failed):
    """A process did not come up; the message says where its log is."""


async def up(
    settings: Settings, say: Say, *, wechat: bool = False, counts: Counts | None = None
) -> None:
    """Bring everything up and keep it up until SIGINT or SIGTERM. Raises NotReady.

    SIGHUP restarts gateways, workers and bots one after another. `wechat`: the demo behind the
    simulated WeChat.
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
        extra = await _prepare_demo(settings, stores, say) if settings.demo else {}
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


async def _prepare_demo(settings: Settings, stores: Backing, say: Say) -> dict[str, str]:
    if await setup.seed_if_missing(stores.database_url, staff=True):
        say("seeded the demo park")
    return await vendor_credentials.credentials(settings, stores.database_url)


@dataclass(frozen=True, slots=True)
class Doors:
    """Sockets that listen for as long as we run, whichever gateways come and go behind them."""

    gateway: socket.socket
    actions: socket.socket


def _open_doors(settings: Settings, stack: ExitStack) -> Doors:
    """Raises NotReady where somebody else listens already."""

    def door(host: str, port: int) -> socket.socket:
        try:
            return stack.enter_context(listening(host, port))
        except OSError as problem:
            raise NotReady(f"cannot listen on {host}:{port}: {problem.strerror}") from None

    return Doors(door(settings.host, settings.port), door("127.0.0.1", settings.actions_port))


def crew(
    settings: Settings, stores: Backing, logs: Path, counts: Counts, doors: Doors
) -> list[Child]:
    """Bots, gateways and workers, as many as wanted. The first of a role has no number."""
    shared = {
        "PARKLINE_REDIS_URL": stores.redis_url,
        "PYTHONWARNINGS": "ignore",
    }
    if settings.demo:
        shared |= {"PARKLINE_DEMO": "true", "PARKLINE_WEBHOOK_ALLOW": '["127.0.0.0/8"]'}

    def child(role: str, number: int, health: str, **more: object) -> Child:
        name = role if number == 0 else f"{role}-{number + 1}"
        variables = {f"PARKLINE_{key}": str(value) for key, value in more.items()}
        command = [sys.executable, "-m", "parkline", role]
        given = shared | _database(role, settings, stores) | variables
        return Child(name, command, given, logs / f"{name}.log", health)

    bots = [settings.bot_port + number for number in range(counts.bots)]
    urls = json.dumps([f"http://127.0.0.1:{port}" for port in bots])
    children = [
        child("bot", number, f"http://127.0.0.1:{port}/", BOT_PORT=port)
        for number, port in enumerate(bots)
    ]
    for number in range(counts.gateways):
        port = _metrics_port(settings, number)
        made = child(
            *("gateway", number, f"http://127.0.0.1:{port}/readyz"),
            GATEWAY_METRICS_PORT=port,
            BOT_URLS=urls,
            LISTEN_FDS=json.dumps(
                {"gateway": doors.gateway.fileno(), "actions": doors.actions.fileno()}
            ),
        )
        made.files = (doors.gateway.fileno(), doors.actions.fileno())
        children.append(made)
    for number in range(counts.workers):
        port = settings.worker_metrics_port + number
        health = f"http://127.0.0.1:{port}/readyz"
        children.append(child("worker", number, health, WORKER_METRICS_PORT=port))
    return children


def _database(role: str, settings: Settings, stores: Backing) -> dict[str, str]:
    """The one URL that a process needs, as its role. The bot needs none.

    All of the settings are set, so that a child does not inherit the owner's or another's.
    """
    url = ""
    if role == "gateway":
        url = settings.gateway_database_url or _as_role(stores, "gateway")
    elif role == "worker":
        url = settings.worker_database_url or _as_role(stores, "worker")
    names = ("DATABASE_URL", "GATEWAY_DATABASE_URL", "WORKER_DATABASE_URL", "REPORTS_DATABASE_URL")
    return {f"PARKLINE_{name}": url for name in names}


def _as_role(stores: Backing, process: database_roles.Process) -> str:
    """A server of yours has the roles that you made; with none of them, the owner is used."""
    if not any(isinstance(store, Postgres) for store in stores.started):
        return stores.database_url
    return database_roles.as_role(stores.database_url, process)


def _metrics_port(settings: Settings, number: int) -> int:
    """Any free one, unless the settings say where Prometheus looks."""
    if settings.gateway_metrics_port is not None:
        return settings.gateway_metrics_port + number
    with listening("127.0.0.1", 0) as probe:
        port: int = probe.getsockname()[1]
        return port


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
            if await is_well(client, f"{base_url}/readyz"):
                return
            await asyncio.sleep(0.2)
