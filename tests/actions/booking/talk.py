"""Talking about bookings: what is said, which button is pressed, what stands afterwards."""

import json
from typing import Any

from sqlalchemy import select

from models.booking import Booking
from models.visits import Visit
from tests.actions.driver import Bot, Entity, Ran, entity, times_of
from tests.given.demo_park import DemoPark

ACTIONS = {
    "book": "action_book",
    "find_room": "action_find_room",
    "check_in_booking": "action_check_in_booking",
    "change_booking": "action_change_booking",
    "cancel_booking": "action_cancel_booking",
    "track_booking": "action_track_booking",
    "booking_deed": "action_booking_deed",
    "pick_booking": "action_pick_booking",
    "affirm": "action_affirm",
    "deny": "action_deny",
    "out_of_scope": "action_out_of_scope",
    "checkout": "action_checkout",
    "browse_shop": "action_browse_shop",
}


async def say(bot: Bot, text: str, intent: str, *entities: Entity, **how: Any) -> Ran:
    """With the times that the bot's rules find; what we answer stands in the conversation."""
    times = [] if text.startswith("/") else times_of(text)
    bot.hear(text, intent, *entities, *times, **how)
    ran = await bot.run(ACTIONS[intent])
    for said in ran.responses:
        await bot.told(said["text"], buttons=said["buttons"], **said["custom"])
    return ran


async def press(bot: Bot, payload: str, **how: Any) -> Ran:
    """A button, as its command arrives."""
    intent, _, about = payload[1:].partition("{")
    told = json.loads("{" + about) if about else {}
    entities = [entity(name, value) for name, value in told.items()]
    return await say(bot, payload, intent, *entities, **how)


async def press_titled(bot: Bot, ran: Ran, title: str, **how: Any) -> Ran:
    [payload] = [payload for name, payload in ran.buttons if name == title]
    return await press(bot, payload, **how)


async def rows(demo: DemoPark, *statuses: str) -> list[Booking]:
    """By their time."""
    async with demo.sessions() as session:
        found = await session.scalars(select(Booking).order_by(Booking.starts_at, Booking.id))
        return [one for one in found if not statuses or one.status in statuses]


async def visits(demo: DemoPark) -> list[Visit]:
    async with demo.sessions() as session:
        return list(await session.scalars(select(Visit).order_by(Visit.id)))
