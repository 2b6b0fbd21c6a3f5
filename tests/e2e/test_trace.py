"""One trace from a message to a vendor's webhook, through the rows between the processes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from bot.components.serving import tracing as bot_tracing
from connectors.channels.feed import Feed
from parkline.process.clock import SetClock
from parkline.process.requests import RequestMetrics, watch_requests
from parkline.process.tracing import traced
from parkline.roles.handling import EventRunner
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions
from services.conversations import conversations, receiving
from services.kit import tracing
from tests.connectors.bot.fake import FakeBot
from tests.connectors.bot.turning import make_conversation, running
from tests.contract.vendor_delivery import (
    NOW,
    World,
    answers,
    deliver_due,
    deliverer,
    make_world,
    receiver,
)
from tests.kit.otlp import Collector, collector

WORDS = "两杯拿铁，送到A座301，电话13800138000"


@pytest.fixture
async def kept() -> AsyncIterator[Collector]:
    async with collector() as kept:
        yield kept


def settings(url: str) -> Settings:
    return Settings(
        _env_file=None, demo=True, secret_key=SecretStr("s" * 32), otlp_url=url  # type: ignore[call-arg]
    )  # fmt: skip


@asynccontextmanager
async def actions(world: World) -> AsyncIterator[str]:
    """The gateway's port for the bot, where an action places an order: as it is watched there."""

    async def act(_request: web.Request) -> web.Response:
        with tracing.span("action", action="action_place_order"):
            await world.publish(await world.order())
        return web.Response()

    app = web.Application()
    app.router.add_post("/actions/webhook", act)
    watch_requests(app, RequestMetrics(CollectorRegistry()), log_each=False, trusted=True)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/actions/webhook"))


@asynccontextmanager
async def bot(url: str) -> AsyncIterator[FakeBot]:
    """Hands the trace on, and tells its own span, with the code of the real one."""
    fake = FakeBot()

    async def turn(request: web.Request) -> web.Response:
        span = bot_tracing.begin(request.headers.get("traceparent"))
        headers = bot_tracing.headers()
        async with aiohttp.ClientSession() as http, http.post(url, headers=headers) as answer:
            assert answer.status == 200
        said = {"text": "好的", "buttons": [], "custom": {}}
        told = {"span": span.told()} if span else {}
        return web.json_response({"messages": [said], "understood": {}, "memory": None, **told})

    app = web.Application()
    app.router.add_post("/webhooks/parkline/turn", turn)
    async with TestServer(app, host="127.0.0.1") as server:
        yield replace(fake, url=str(server.make_url("")).rstrip("/"))


async def test_a_message_and_the_webhook_that_follows_are_one_trace(
    sessions: Sessions, kept: Collector
) -> None:
    world = await make_world(sessions)
    clock = SetClock(NOW)
    row = await make_conversation(sessions)
    async with receiver(answers(200)) as vendor:
        await world.endpoint(vendor.url)
        async with actions(world) as url, bot(url) as fake, traced(settings(kept.url), "gateway"):
            with tracing.resumed("POST /chat/messages", None, "server"):
                async with sessions.begin() as session:
                    found = await conversations.find(session, row.park_id, row.id)
                    await receiving.receive(
                        session, found, external_id="m-1", text=WORDS, now=clock()
                    )
            # Another gateway takes the message up: it knows no more than the row says.
            async with running(sessions, fake, clock, CollectorRegistry()) as runner:
                await runner.sweep()
                runner.wake(row.park_id, row.id)
                await runner.settled(row.park_id, row.id)
        async with traced(settings(kept.url), "worker"), Feed(None) as feed:
            await EventRunner(sessions, feed, clock).handle_waiting()
            async with deliverer(sessions) as courier:
                await deliver_due(courier, now=NOW)
        [received] = vendor.received
    [webhook] = kept.named("webhook")
    down = ["POST /chat/messages", "message", "turn", "ask the bot", "turn in the bot"]
    action = [*down, "POST /actions/webhook", "action"]
    assert kept.path(webhook) == [*action, "webhook"]
    [event] = [one for one in kept.named("event") if one.about["parkline.type"] == "order.placed"]
    assert kept.path(event) == [*action, "event"]
    services = {one.name: one.service for one in kept.spans}
    assert (services["turn in the bot"], services["turn"]) == ("parkline-bot", "parkline-gateway")
    assert (services["event"], services["webhook"]) == ("parkline-worker", "parkline-worker")
    assert received.headers["traceparent"].startswith(f"00-{webhook.trace}-{webhook.id}-")
    assert webhook.about["parkline.status"] == 200
    for words in ("拿铁", "13800138000", "A座", vendor.url):
        assert words.encode() not in kept.raw


async def test_without_a_collector_rows_and_vendors_are_told_of_no_trace(
    sessions: Sessions,
) -> None:
    world = await make_world(sessions)
    async with receiver(answers(200)) as vendor, deliverer(sessions) as courier:
        await world.endpoint(vendor.url)
        await world.place()
        await deliver_due(courier, now=NOW)
        [received] = vendor.received
    assert "traceparent" not in received.headers
    assert [one.traceparent for one in await world.events("order.placed")] == [None]
