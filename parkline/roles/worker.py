"""The worker: event handlers, webhook deliveries, notices, deadlines, and what is due by itself."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from functools import partial
from urllib.parse import urlsplit

import aiohttp
import structlog
from aiohttp import web
from procrastinate import App
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis
from sqlalchemy import text

import services
from connectors.alerts.phones import PhoneBridge
from connectors.alerts.pushing import Pusher
from connectors.bot.client import Dialogue
from connectors.bot.hearing import Listener
from connectors.calendars.reader import CalendarReader
from connectors.channels.feed import Feed
from connectors.channels.wecom.robot import Robot
from connectors.payments.cashier import Cashier
from connectors.peers.reader import PeerReader
from connectors.vendors import exchange, guard
from connectors.vendors.delivery import Deliverer, DeliveryMetrics
from connectors.vendors.runner import IN_HAND, Runner
from edge.shares import Shares
from parkline.payments.wechat_pay import merchant_of, wechat_pay
from parkline.process import names
from parkline.process.clock import system_clock
from parkline.process.collecting import settle
from parkline.process.listening import listen
from parkline.process.serving import Stop, serving
from parkline.process.tracing import traced
from parkline.process.watch import count_tasks, watch_routes
from parkline.roles.alerting import StaffAlerting
from parkline.roles.handling import EventRunner
from parkline.roles.jobs import Group, Worker, make_app, rescue_stalled
from parkline.roles.retention import Retention, RetentionMetrics
from parkline.roles.tenant_pushing import TenantPushing
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores import schema
from parkline.stores.database import Sessions, database
from services.events import queue
from services.events.jobs import Every
from services.kit import fence
from services.kit.plugins import found
from services.vendors import deliveries

CONCURRENCY = 24
HEARTBEAT_SECONDS = 2.0
FINISH_SECONDS = 7.0
"""A job that runs longer when we leave is another worker's."""
RESCUE_SECONDS = 2.0
TIDY_SECONDS = 600.0
RETENTION_SECONDS = 30.0
DAYS_SECONDS = 300.0
CALENDARS_SECONDS = 30.0
"""How soon a calendar is read that is due."""
PEERS_SECONDS = 2.0
"""How soon a peer is asked that is due, or told what is new."""

log = structlog.get_logger(__name__)


async def run(settings: Settings, database_url: str, redis_url: str, stop: Stop) -> None:
    """Work until `stop` is asked for; jobs that run then have FINISH_SECONDS.

    Those that take longer are given up, and are another worker's at once. Raises SchemaRefused.
    """
    registry = CollectorRegistry()
    count_tasks(registry)
    allow = guard.networks(settings.webhook_allow)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(traced(settings, "worker"))
        name = names.name(settings, "worker")
        stack.enter_context(fence.everywhere())  # It takes from queues; what it took is of a park.
        sessions = await stack.enter_async_context(
            database(database_url, pool_size=CONCURRENCY, name=name, fenced=settings.rls)
        )
        async with sessions() as session:
            await schema.require(session, newer=settings.newer_schema)
        redis = Redis.from_url(redis_url)
        stack.push_async_callback(redis.aclose)
        feed = Feed(redis)  # Nobody here waits for news: it only tells.
        deliverer = await stack.enter_async_context(
            Deliverer(
                sessions,
                secrets.vault(settings),
                lambda: exchange.client(allow, connections=IN_HAND),
                DeliveryMetrics(registry),
            )
        )
        events = EventRunner(sessions, feed, system_clock)
        shares = Shares(registry)
        courier = Runner(deliverer, system_clock, shares)
        group = await _group(stack, settings)
        pay = wechat_pay(settings, system_clock)
        methods = {pay.code: pay} if pay else {}
        own = partial(merchant_of, settings, sessions, system_clock)
        cashier = Cashier(sessions, system_clock, methods, own)
        listener = await _listener(stack, settings, sessions, feed)
        alerting = await _alerting(stack, settings, sessions)
        pushing = TenantPushing(sessions, system_clock, alerting.pusher)
        worker = Worker(sessions, feed, system_clock, group, cashier, listener, alerting, pushing)
        calendars = CalendarReader(
            sessions, secrets.vault(settings), lambda: exchange.client(allow), system_clock
        )
        peers = PeerReader(
            sessions, secrets.vault(settings), lambda: exchange.client(allow), system_clock
        )
        keeping = Retention(sessions, system_clock, RetentionMetrics(registry))
        app = make_app(database_url, worker)
        await stack.enter_async_context(app.open_async())

        async def postgres() -> bool:
            async with sessions() as session:
                return bool(await session.scalar(text("select true")))

        async def staying() -> bool:
            return not stop.asked

        watch = web.Application()
        probes = {"database": postgres, "staying": staying}
        watch.router.add_routes(watch_routes(registry, probes))
        await stack.enter_async_context(
            serving(watch, settings.worker_metrics_host, settings.worker_metrics_port)
        )
        wakes = {queue.CHANNEL: events.wake, deliveries.CHANNEL: courier.wake}
        tasks = [
            asyncio.create_task(listen(database_url, wakes), name="listen"),
            asyncio.create_task(events.run(), name="events"),
            asyncio.create_task(shares.keep_reading(sessions), name="quotas"),
            asyncio.create_task(shares.keep_noting(sessions, system_clock), name="quotas-noted"),
            *_periodic_tasks(app, worker, keeping, calendars, peers),
        ]
        await _work(app, courier, tasks, stop)


async def _listener(
    stack: AsyncExitStack, settings: Settings, sessions: Sessions, feed: Feed
) -> Listener:
    http = await stack.enter_async_context(aiohttp.ClientSession())
    token, patience = secrets.bot_token(settings), settings.bot_timeout_seconds
    dialogue = Dialogue(http, settings.bots, token, timeout=patience)
    return Listener(sessions, dialogue, feed, system_clock)


async def _group(stack: AsyncExitStack, settings: Settings) -> Group | None:
    """The group of staff that the settings name."""
    if not (url := settings.wecom_robot_url.get_secret_value()):
        return None
    http = await stack.enter_async_context(aiohttp.ClientSession())
    robot = Robot(http, url, desk_url=settings.base_url, monotonic=time.monotonic)
    return Group(robot, settings.wecom_robot_language, settings.park)


async def _alerting(stack: AsyncExitStack, settings: Settings, sessions: Sessions) -> StaffAlerting:
    """Push services are reached as webhooks are; the bridge is the operator's own."""
    outside = await stack.enter_async_context(
        exchange.client(guard.networks(settings.webhook_allow))
    )
    host = urlsplit(settings.base_url).hostname or "localhost"
    is_https = settings.base_url.startswith("https:")
    contact = settings.base_url if is_https else f"mailto:postmaster@{host}"
    pusher = Pusher(outside, secrets.push_key(settings), contact)
    bridge = None
    if settings.phone_bridge_url:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        secret = settings.phone_bridge_secret.get_secret_value()
        bridge = PhoneBridge(http, settings.phone_bridge_url, secret, settings.base_url)
    return StaffAlerting(sessions, system_clock, pusher, bridge)


async def _work(app: App, courier: Runner, tasks: Sequence[asyncio.Task[None]], stop: Stop) -> None:
    """Until `stop` is asked for, or something ends that never should. `tasks` may be cancelled at
    any moment."""
    jobs = asyncio.create_task(_jobs(app), name="jobs")
    delivering = asyncio.create_task(courier.run(), name="deliveries")
    asked = asyncio.create_task(stop.wait(), name="stop")
    settle()
    log.info("worker.ready")
    try:
        await asyncio.wait({jobs, delivering, asked, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        log.info("worker.stopping")
    finally:
        for task in (*tasks, asked):
            task.cancel()
        courier.stop()
        jobs.cancel()  # Takes up no other, and finishes those that run.
        ended = await asyncio.gather(jobs, delivering, *tasks, asked, return_exceptions=True)
    if broken := [each for each in ended if isinstance(each, Exception)]:
        raise ExceptionGroup("the worker cannot go on", broken)
    log.info("worker.stopped")


async def _jobs(app: App) -> None:
    await app.run_worker_async(
        concurrency=CONCURRENCY,
        fetch_job_polling_interval=1.0,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=5 * HEARTBEAT_SECONDS,
        shutdown_graceful_timeout=FINISH_SECONDS,
        delete_jobs="successful",
        install_signal_handlers=False,
    )


Work = Callable[[], Awaitable[object]]


def _periodic_tasks(
    app: App, worker: Worker, keeping: Retention, calendars: CalendarReader, peers: PeerReader
) -> list[asyncio.Task[None]]:
    return [
        asyncio.create_task(_every(seconds, name, work), name=name)
        for name, seconds, work in _periodic(app, worker, keeping, calendars, peers)
    ]


def _periodic(
    app: App, worker: Worker, keeping: Retention, calendars: CalendarReader, peers: PeerReader
) -> list[tuple[str, float, Work]]:
    """What no event starts. Every worker does it: each takes what no other is at."""
    return [
        ("rescue", RESCUE_SECONDS, lambda: _rescue(app)),
        *((f"every-{s:g}", s, partial(worker.every, s)) for s in _periods()),
        ("tidy", TIDY_SECONDS, worker.tidy),
        ("retention", RETENTION_SECONDS, keeping.turn),
        ("plan_days", DAYS_SECONDS, worker.plan_days),
        ("calendars", CALENDARS_SECONDS, calendars.turn),
        ("peers", PEERS_SECONDS, peers.turn),
    ]


def _periods() -> list[float]:
    return sorted({one.seconds for one in found(services, Every)})


async def _every(seconds: float, name: str, work: Work) -> None:
    """Forever; a failure is logged and tried again in its time."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("worker.periodic_failed", work=name)
        await asyncio.sleep(seconds)


async def _rescue(app: App) -> None:
    if rescued := await rescue_stalled(app):
        log.warning("worker.rescued", jobs=rescued)
