"""The worker: event handlers, webhook deliveries, deadlines."""

import asyncio
from contextlib import AsyncExitStack

import structlog
from aiohttp import web
from procrastinate import App
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis
from sqlalchemy import text

from connectors.channels.feed import Feed
from connectors.vendors import exchange, guard
from connectors.vendors.delivery import Deliverer, DeliveryMetrics
from parkline import secrets
from parkline.clock import system_clock
from parkline.database import Sessions, database
from parkline.gateway import serving
from parkline.jobs import Worker, make_app, rescue_stalled
from parkline.settings import Settings
from parkline.watch import watch_routes
from services.housekeeping import tidy

CONCURRENCY = 24
HEARTBEAT_SECONDS = 2.0
RESCUE_SECONDS = 2.0
TIDY_SECONDS = 600.0

log = structlog.get_logger(__name__)


async def run(settings: Settings, database_url: str, redis_url: str) -> None:
    """Work until stopped; what is running then is finished first, within ten seconds."""
    registry = CollectorRegistry()
    allow = guard.networks(settings.webhook_allow)
    async with AsyncExitStack() as stack:
        sessions = await stack.enter_async_context(database(database_url, pool_size=CONCURRENCY))
        redis = Redis.from_url(redis_url)
        stack.push_async_callback(redis.aclose)
        feed = await stack.enter_async_context(Feed(redis))
        deliverer = await stack.enter_async_context(
            Deliverer(
                sessions,
                secrets.vault(settings),
                lambda: exchange.client(allow),
                DeliveryMetrics(registry),
            )
        )
        app = make_app(database_url, Worker(sessions, feed, deliverer, system_clock))
        await stack.enter_async_context(app.open_async())

        async def postgres() -> bool:
            async with sessions() as session:
                return bool(await session.scalar(text("select true")))

        watch = web.Application()
        watch.router.add_routes(watch_routes(registry, {"database": postgres}))
        await stack.enter_async_context(serving(watch, "127.0.0.1", settings.worker_metrics_port))
        await _work(app, sessions)


async def _work(app: App, sessions: Sessions) -> None:
    beside = [
        asyncio.create_task(_rescue_forever(app), name="rescue"),
        asyncio.create_task(_tidy_forever(sessions), name="tidy"),
    ]
    log.info("worker.ready")
    try:
        await app.run_worker_async(
            concurrency=CONCURRENCY,
            fetch_job_polling_interval=1.0,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=5 * HEARTBEAT_SECONDS,
            shutdown_graceful_timeout=8.0,
            delete_jobs="successful",
        )
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _tidy_forever(sessions: Sessions) -> None:
    while True:
        try:
            async with sessions.begin() as session:
                await tidy(session, now=system_clock())
        except Exception:
            log.exception("worker.tidy_failed")
        await asyncio.sleep(TIDY_SECONDS)


async def _rescue_forever(app: App) -> None:
    while True:
        await asyncio.sleep(RESCUE_SECONDS)
        try:
            if rescued := await rescue_stalled(app):
                log.warning("worker.rescued", jobs=rescued)
        except Exception:
            log.exception("worker.rescue_failed")
