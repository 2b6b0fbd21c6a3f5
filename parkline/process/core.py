"""What answers messages: opened once, shared by the gateway and the terminal."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aiohttp
from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from redis.asyncio import Redis
from sqlalchemy import select

from connectors.bot.client import Dialogue
from connectors.bot.turn_metrics import TurnMetrics
from connectors.bot.turns import TurnRunner
from connectors.channels.feed import Feed
from connectors.readers.asking import Asker, ReaderMetrics
from connectors.readers.endpoint import Endpoint
from connectors.readers.second import SecondReader
from edge.parks import Parks
from edge.photo_cleaner import PhotoCleaner, photo_cleaner
from edge.shares import Shares
from models.park import Park
from parkline.failing import Failed
from parkline.process import names
from parkline.process.clock import Clock, system_clock
from parkline.process.loop import running
from parkline.process.pass_keys import PassKeys
from parkline.process.requests import RequestMetrics
from parkline.process.watch import count_tasks
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores import schema
from parkline.stores.database import Sessions, database
from services.kit import fence

CONNECTIONS = 10
"""To PostgreSQL, for whoever comes; and as many more for turns, their actions and showing answers,
which must not wait behind newcomers when more comes than can be answered."""
PATIENCE_SECONDS = 2.0
"""Who comes and has waited so long for a connection is asked to come again."""


class ParkMissing(Failed):
    """The settings name a park that is not in the database."""


@dataclass(frozen=True, slots=True)
class Core:
    """What answers messages, shared by the gateway and the terminal."""

    park: Park
    """That of the settings."""
    parks: Parks
    pass_keys: PassKeys
    sessions: Sessions
    turn_sessions: Sessions
    """For turns, their actions and showing answers."""
    redis: Redis | None
    dialogue: Dialogue
    feed: Feed
    turns: TurnRunner
    http: aiohttp.ClientSession
    """Calls out: the bot, platforms."""
    registry: CollectorRegistry
    cleaner: PhotoCleaner
    """Every photo that comes in, by whichever way, is decoded by it."""
    requests: RequestMetrics
    shares: Shares


@asynccontextmanager
async def core(
    settings: Settings, database_url: str, redis_url: str | None, clock: Clock = system_clock
) -> AsyncIterator[Core]:
    """Open the database, the feed and the way to the bot. Raises ParkMissing, SchemaRefused."""
    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    count_tasks(registry)
    name = names.name(settings, "gateway")
    async with AsyncExitStack() as stack:
        sessions = await stack.enter_async_context(
            database(
                database_url,
                pool_size=CONNECTIONS,
                overflow=0,
                wait=PATIENCE_SECONDS,
                name=name,
                fenced=settings.rls,
            )
        )
        turn_sessions = await stack.enter_async_context(
            database(
                database_url, pool_size=CONNECTIONS, overflow=0, name=name, fenced=settings.rls
            )
        )
        park = await _park(sessions, settings)
        # What is nobody else's, such as a platform's account, is of the settings' park.
        stack.enter_context(fence.within(park.id))
        pass_keys = PassKeys(settings, clock)
        shares = Shares(registry)
        parks = Parks(sessions, settings.park, [pass_keys.read, shares.read])
        await parks.refresh()
        redis = Redis.from_url(redis_url) if redis_url else None
        if redis is not None:
            stack.push_async_callback(redis.aclose)
        feed = await stack.enter_async_context(Feed(redis))
        feed.watch(parks.heard)
        await stack.enter_async_context(running(parks.keep_fresh(), "parks"))
        client = await stack.enter_async_context(aiohttp.ClientSession())
        dialogue = Dialogue(
            client,
            settings.bots,
            secrets.bot_token(settings),
            timeout=settings.bot_timeout_seconds,
        )
        second = None
        if (asker := _asker(settings, client, turn_sessions, registry, clock)) is not None:
            second = SecondReader(turn_sessions, asker, dialogue)
            await stack.enter_async_context(second.running())
        turns = TurnRunner(
            *(turn_sessions, dialogue, feed, clock, TurnMetrics(registry)),
            second=second,
            shares=shares,
        )
        noting = shares.keep_noting(turn_sessions, clock)
        await stack.enter_async_context(running(noting, "quotas"))
        stack.push_async_callback(turns.close)
        cleaner = await stack.enter_async_context(photo_cleaner())
        yield Core(
            park, parks, pass_keys, sessions, turn_sessions, redis, dialogue, feed, turns, client,
            registry, cleaner, RequestMetrics(registry), shares,
        )  # fmt: skip


def _asker(
    settings: Settings,
    client: aiohttp.ClientSession,
    sessions: Sessions,
    registry: CollectorRegistry,
    clock: Clock,
) -> Asker | None:
    """None where the settings name no endpoint; then nothing of a second reader runs."""
    if not settings.reader_url:
        return None
    key = settings.reader_key()
    endpoint = Endpoint(client, settings.reader_url, settings.reader_model, key)
    return Asker(sessions, endpoint, clock, ReaderMetrics(registry))


async def _park(sessions: Sessions, settings: Settings) -> Park:
    async with sessions() as session:
        await schema.require(session, newer=settings.newer_schema)
        park = await session.scalar(select(Park).where(Park.slug == settings.park))
    if park is None:
        raise ParkMissing(
            f"no park {settings.park!r} in the database: `parkline park init` makes yours, or set"
            " PARKLINE_PARK to the one that is there"
        )
    return park
