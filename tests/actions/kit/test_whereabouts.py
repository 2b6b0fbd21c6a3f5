"""Who scanned a code lately need not say where they are."""

from datetime import timedelta
from typing import Any

from services.conversations import conversations
from services.park import last_places
from services.park.places import Spot
from tests.actions.driver import Bot, entity, location
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

HERE = Spot("A", 3, "301")
BROKEN = (entity("repair_category", "hvac"), entity("urgency", "normal"))


async def at(demo: DemoPark, spot: Spot, *, minutes: int) -> Bot:
    """Somebody who scanned the code of a place so long ago."""
    bot = await Bot.new(demo)
    seen_at = WEDNESDAY_MORNING - timedelta(minutes=minutes)
    async with demo.sessions.begin() as session:
        row = await conversations.find(session, demo.id, bot.conversation_id)
        await last_places.seen(session, demo.id, row.person_id, spot, now=seen_at)
    return bot


async def reported(bot: Bot, *entities: dict[str, Any]) -> list[tuple[Any, ...]]:
    bot.hear("空调不制冷", "report_repair", *BROKEN, *entities)
    await bot.run("action_act")
    return [(one.building, one.floor, one.room) for one in await bot.tickets()]


async def test_a_repair_is_where_they_stand(demo: DemoPark) -> None:
    assert await reported(await at(demo, HERE, minutes=119)) == [("A", 3, "301")]


async def test_what_they_say_counts_more(demo: DemoPark) -> None:
    bot = await at(demo, HERE, minutes=10)
    assert await reported(bot, location("B", 5, "502")) == [("B", 5, "502")]


async def test_after_two_hours_they_are_asked(demo: DemoPark) -> None:
    assert await reported(await at(demo, HERE, minutes=121)) == []


async def test_a_building_alone_is_not_enough(demo: DemoPark) -> None:
    assert await reported(await at(demo, Spot("A"), minutes=10)) == []


async def test_a_delivery_to_where_they_stand_is_a_button(demo: DemoPark) -> None:
    bot = await at(demo, HERE, minutes=10)
    await bot.order("beef_noodles", 2)
    ran = await bot.run("action_ask_checkout_form_location")
    [question] = ran.responses
    assert question["buttons"][0] == {
        "title": "送到A座3楼301",
        "payload": '/checkout{"location": {"building": "A", "floor": 3, "room": "301"}}',
    }


async def test_a_delivery_to_a_building_alone_is_not_offered(demo: DemoPark) -> None:
    bot = await at(demo, Spot("A"), minutes=10)
    await bot.order("beef_noodles", 2)
    ran = await bot.run("action_ask_checkout_form_location")
    assert [one["title"] for one in ran.responses[0]["buttons"]] == ["自取"]
