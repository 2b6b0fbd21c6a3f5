"""The gateway: channels, desk and vendor API for the world, actions for the bot, turns."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import aiohttp
import structlog
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from redis.asyncio import Redis
from sqlalchemy import select, text

from api.app import PREFIX as API_PREFIX
from api.app import api_app
from api.deps import Deps
from connectors.channels.base import Gateway
from connectors.channels.feed import Feed
from connectors.dialogue import Dialogue
from connectors.gates.api import PREFIX as GATE_PREFIX
from connectors.gates.api import gate_routes
from connectors.gates.page import pass_routes
from connectors.payments.base import Repaid, Settled
from connectors.payments.wechatpay import WeChatPay
from connectors.payments.wechatpay.notify import notify_route
from connectors.turns import TurnMetrics, TurnRunner
from connectors.vendors.api import PREFIX as VENDOR_PREFIX
from connectors.vendors.api import vendor_routes
from desk.app import desk_app
from desk.live import Live
from edge.problems import problems
from models import Park
from parkline import links, secrets, wechat_login
from parkline.api import api_deps
from parkline.channels import install_channels
from parkline.clock import Clock, system_clock
from parkline.database import Sessions, database
from parkline.desk import desk_deps
from parkline.miniapp import miniapp_routes
from parkline.private import private_app
from parkline.settings import Settings
from parkline.watch import Probe, watch_routes
from parkline.wechat_pay import NOTIFY_PATH, Till, book, wechat_pay

log = structlog.get_logger(__name__)


class ParkMissing(Exception):
    """The settings name a park that is not in the database."""


@dataclass(frozen=True, slots=True)
class Core:
    """What answers messages, shared by the gateway and the terminal."""

    park: Park
    sessions: Sessions
    redis: Redis | None
    dialogue: Dialogue
    feed: Feed
    turns: TurnRunner
    http: aiohttp.ClientSession
    """Calls out: the bot, platforms."""
    registry: CollectorRegistry


@asynccontextmanager
async def core(
    settings: Settings, database_url: str, redis_url: str | None, clock: Clock = system_clock
) -> AsyncIterator[Core]:
    """Open the database, the feed and the way to the bot. Raises ParkMissing."""
    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    async with AsyncExitStack() as stack:
        sessions = await stack.enter_async_context(database(database_url))
        park = await _park(sessions, settings.park)
        redis = Redis.from_url(redis_url) if redis_url else None
        if redis is not None:
            stack.push_async_callback(redis.aclose)
        feed = await stack.enter_async_context(Feed(redis))
        client = await stack.enter_async_context(aiohttp.ClientSession())
        dialogue = Dialogue(
            client,
            settings.bot_url,
            secrets.bot_token(settings),
            timeout=settings.bot_timeout_seconds,
        )
        turns = TurnRunner(sessions, dialogue, feed, clock, TurnMetrics(registry))
        stack.push_async_callback(turns.close)
        yield Core(park, sessions, redis, dialogue, feed, turns, client, registry)


async def _park(sessions: Sessions, slug: str) -> Park:
    async with sessions() as session:
        park = await session.scalar(select(Park).where(Park.slug == slug))
    if park is None:
        raise ParkMissing(f"no park {slug!r} in the database: run `parkline seed` first")
    return park


def public_app(
    settings: Settings, made: Core, live: Live, clock: Clock = system_clock
) -> web.Application:
    """Everything that the world may reach."""
    app = web.Application(middlewares=[problems([VENDOR_PREFIX, GATE_PREFIX])])
    gateway = Gateway(made.park.id, made.sessions, clock, made.turns, made.feed)
    install_channels(app, settings, made, gateway)
    desk = desk_deps(
        settings, made.park, sessions=made.sessions, feed=made.feed, live=live, clock=clock
    )
    app.add_subapp("/desk", desk_app(desk))
    pay = wechat_pay(settings, clock)
    app.add_subapp(API_PREFIX, api_app(_api(settings, made, gateway, pay)))
    app.router.add_routes(miniapp_routes())
    app.router.add_routes(vendor_routes(made.sessions, clock))
    app.router.add_routes(_gates(settings, made, clock))
    app.router.add_routes(watch_routes(made.registry, _probes(made)))
    if pay is not None:
        app.router.add_routes([_notified(made, pay, clock)])
    return app


def _notified(made: Core, pay: WeChatPay, clock: Clock) -> web.RouteDef:
    async def booked(said: Settled | Repaid) -> None:
        await book(made.sessions, made.park.id, said, now=clock())
        await made.feed.announce(made.park.id)

    return notify_route(NOTIFY_PATH, pay, clock, booked)


def _api(settings: Settings, made: Core, gateway: Gateway, pay: WeChatPay | None) -> Deps:
    mini = wechat_login.mini_program(settings, made.http, gateway)
    till = Till(pay) if pay else None
    return api_deps(settings, made.park, gateway, wechat=mini, till=till)


def _gates(settings: Settings, made: Core, clock: Clock) -> list[web.RouteDef]:
    def key_of(park: str) -> Ed25519PublicKey:
        return secrets.passes_key(settings, park).public_key()

    return [
        *gate_routes(made.sessions, clock, key_of),
        *pass_routes(made.park.id, made.sessions, clock, key_of),
    ]


def desk_live(made: Core, clock: Clock = system_clock) -> Live:
    """Live updates of the desk, woken by the feed."""
    live = Live(made.sessions, made.park.id, clock, made.redis)
    made.feed.watch(live.heard)
    return live


def _probes(made: Core) -> dict[str, Probe]:
    async def postgres() -> bool:
        async with made.sessions() as session:
            return bool(await session.scalar(text("select true")))

    return {"database": postgres, "bot": made.dialogue.is_up}


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve `app`; yields the port it really got (0 asks for a free one)."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def run(settings: Settings, database_url: str, redis_url: str) -> None:
    """Serve until stopped."""
    token = secrets.bot_token(settings)
    async with AsyncExitStack() as stack:
        made = await stack.enter_async_context(core(settings, database_url, redis_url))
        actions = private_app(
            made.sessions, park=settings.park, token=token, links=links.of(settings)
        )
        await stack.enter_async_context(serving(actions, "127.0.0.1", settings.actions_port))
        live = await stack.enter_async_context(desk_live(made))
        app = public_app(settings, made, live)
        await stack.enter_async_context(serving(app, settings.host, settings.port))
        sweeping = asyncio.create_task(made.turns.sweep_forever(), name="sweep")
        log.info("gateway.ready", url=settings.base_url)
        try:
            await asyncio.Event().wait()
        finally:
            sweeping.cancel()
            with suppress(asyncio.CancelledError):
                await sweeping
