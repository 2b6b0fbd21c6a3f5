"""The gateway: serves the world, and actions to the bot; takes turns."""

import asyncio
from contextlib import AsyncExitStack

import structlog
from aiohttp import web

from parkline.process import names
from parkline.process.collecting import settle
from parkline.process.core import Core, core
from parkline.process.requests import watch_requests
from parkline.process.serving import LAST_CALL_SECONDS, Stop, inherited, say_goodbye, serving
from parkline.process.tracing import traced
from parkline.process.watch import watch_routes
from parkline.roles import links, world
from parkline.roles.private import ACTED, private_app
from parkline.settings import secrets
from parkline.settings.settings import Settings

log = structlog.get_logger(__name__)


async def run(settings: Settings, database_url: str, redis_url: str, stop: Stop) -> None:
    """Serve until `stop` is asked for, then leave: unready, drained, every lease given back."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(traced(settings, "gateway"))
        made = await stack.enter_async_context(core(settings, database_url, redis_url))
        merchants = links.Merchants()
        await _serve_bot(stack, settings, made, stop, merchants)
        live = await stack.enter_async_context(world.desk_live(made))
        app = world.public_app(settings, made, live, stop=stop)
        merchants.accounts = app[world.ACCOUNTS]
        await made.cleaner.warm()
        await _serve_world(stack, settings, app)
        await _serve_watch(stack, settings, made, stop)
        await _warn_of_strangers(settings, made)
        settle()
        log.info("gateway.ready", url=settings.base_url)
        await stop.wait()
        log.info("gateway.stopping")
        await asyncio.sleep(settings.drain_seconds)
    log.info("gateway.stopped")


async def _warn_of_strangers(settings: Settings, made: Core) -> None:
    """Processes that do not know the key that signs here take our visitors for strangers."""
    key = secrets.key_id(settings)
    async with made.sessions() as session:
        processes = await names.connected(session)
    if unknowing := [str(one) for one in processes if not one.knows(key)]:
        log.warning("secret_key.not_known_everywhere", key_id=key, processes=unknowing)


async def _serve_bot(
    stack: AsyncExitStack, settings: Settings, made: Core, stop: Stop, merchants: links.Merchants
) -> None:
    """The actions port. It closes after the turns that call it have ended."""
    token, *others = secrets.bot_tokens(settings)
    app = private_app(
        made.turn_sessions,
        park=settings.park,
        token=token,
        links=links.of(settings, made.parks, made.pass_keys, merchants),
        accepted_tokens=others,
        under_way=made.turns.under_way,
    )
    made.dialogue.act_by(app[ACTED])
    watch_requests(app, made.requests, log_each=settings.access_log, trusted=True)
    say_goodbye(app, stop)
    listener = inherited("actions", settings.listen_fds)
    port = serving(app, "127.0.0.1", settings.actions_port, listener=listener)
    await stack.enter_async_context(port)


async def _serve_world(stack: AsyncExitStack, settings: Settings, app: web.Application) -> None:
    listener = inherited("gateway", settings.listen_fds)
    port = serving(
        app, settings.host, settings.port, listener=listener, last_call=LAST_CALL_SECONDS
    )
    await stack.enter_async_context(port)


async def _serve_watch(stack: AsyncExitStack, settings: Settings, made: Core, stop: Stop) -> None:
    """Health and metrics of this very process, where several share the public port."""
    if settings.gateway_metrics_port is None:
        return
    watch = web.Application()
    watch.router.add_routes(watch_routes(made.registry, world.needs(made, stop), world.uses(made)))
    port = serving(watch, "127.0.0.1", settings.gateway_metrics_port)
    await stack.enter_async_context(port)
