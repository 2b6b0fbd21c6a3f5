"""A cart that changes in the app while the bot thinks about a message is read again, and nothing is
lost of either."""

from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import update

from models.ordering import Order
from parkline.roles.private import private_app
from services.conversations import conversations
from services.ordering import carts
from services.ordering.cart_lines import Wish
from tests.actions.driver import LINKS, WEDNESDAY_MORNING, Bot
from tests.actions.kit.taking import asked, with_a_cart
from tests.given.demo_park import DemoPark

TOKEN = "token-of-the-tests"
LATER = WEDNESDAY_MORNING.replace(microsecond=1)


async def act(bot: Bot) -> tuple[int, dict[str, Any]]:
    """What the port for actions answers."""
    tracker = {
        "sender_id": f"{bot.demo.id}:{bot.conversation_id}",
        "slots": bot.slots,
        "latest_message": {},
        "events": bot.events,
        "active_loop": {},
    }
    call = {
        "next_action": "action_act",
        "sender_id": tracker["sender_id"],
        "tracker": tracker,
        "domain": {},
    }
    app = private_app(
        bot.demo.sessions, park="daybreak", token=TOKEN, links=LINKS, under_way=bot.under_way
    )
    async with TestClient[web.Request, web.Application](TestServer(app)) as client:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = await client.post("/actions/webhook", json=call, headers=headers)
        return answer.status, await answer.json()


async def test_a_cart_that_was_changed_meanwhile_takes_what_is_wanted(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    message, taken = await with_a_cart(bot)
    async with demo.sessions.begin() as session:
        await session.execute(update(Order).values(updated_at=LATER, note="少放盐"))
    with bot.under_way.turn(message, taken):
        status, _ = await act(bot)
    draft = await bot.draft()
    assert (status, draft.note, await bot.cart()) == (
        200,
        "少放盐",
        [("beef_noodles", 4, [], None)],
    )


async def test_a_cart_that_was_begun_meanwhile_takes_what_is_wanted(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    message, taken = await asked(bot)
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
        wish = Wish(demo.items["beef_noodles"], 1)
        await carts.add(session, conversation, [wish], now=WEDNESDAY_MORNING)
    with bot.under_way.turn(message, taken):
        status, _ = await act(bot)
    assert (status, sum(one[1] for one in await bot.cart())) == (200, 3)
