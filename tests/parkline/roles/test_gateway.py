"""What a gateway is made of."""

from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select, text

from models.conversations import Message
from parkline.process.clock import system_clock
from parkline.process.core import CONNECTIONS, core
from parkline.roles.world import desk_live, public_app
from parkline.settings.settings import Settings
from services.conversations import conversations, receiving
from tests.connectors.bot.fake import TOKEN, FakeBot


async def test_turns_have_connections_that_whoever_comes_cannot_take(
    demo_url: str, bot: FakeBot
) -> None:
    settings = Settings(demo=True, bot_port=urlsplit(bot.url).port or 0, bot_token=TOKEN)
    async with core(settings, demo_url, None) as made, AsyncExitStack() as newcomers:
        async with made.sessions.begin() as session:
            row = await conversations.open_conversation(
                session, made.park.id, channel="webchat", external_id="li", now=system_clock()
            )
            await receiving.receive(session, row, external_id="m1", text="你好", now=system_clock())
        for _ in range(CONNECTIONS):
            session = await newcomers.enter_async_context(made.sessions())
            await session.execute(text("select 1"))
        made.turns.wake(row.park_id, row.id)
        await made.turns.settled(row.park_id, row.id)
        async with made.turn_sessions() as session:
            said = list(await session.scalars(select(Message.text).order_by(Message.id)))
    assert said == ["你好", "re: 你好"]


async def test_a_gateway_stays_ready_while_its_bot_restarts(
    demo_url: str, redis_url: str, bot: FakeBot
) -> None:
    chosen = Settings(demo=True, bot_port=urlsplit(bot.url).port or 0, bot_token=TOKEN)
    away = chosen.model_copy(update={"bot_urls": ["http://127.0.0.1:1"]})
    for settings, degraded in ((chosen, []), (away, ["bot"])):
        async with core(settings, demo_url, redis_url) as made, desk_live(made) as live:
            app = public_app(settings, made, live)
            async with TestClient(TestServer(app)) as client:
                response = await client.get("/readyz")
                said = await response.json()
        assert (response.status, said["ready"], said["degraded"]) == (200, True, degraded)
