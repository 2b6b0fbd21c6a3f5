"""Reports of repairs, as the bot hears them."""

from typing import Any

from models.tickets import Ticket
from tests.actions.driver import Bot, Entity, Ran, entity

FORM = "repair_form"
A301 = {"building": "A", "floor": 3, "room": "301"}


def broken(category: str = "hvac", urgency: str = "normal") -> list[Entity]:
    """What the bot finds in every report."""
    return [entity("repair_category", category), entity("urgency", urgency)]


async def report(bot: Bot, text: str, *entities: Entity, **hearing: Any) -> Ran:
    bot.hear(text, "report_repair", *entities, **hearing)
    return await bot.run("action_act")


def place_of(ticket: Ticket) -> tuple[Any, ...]:
    return ticket.building, ticket.floor, ticket.room, ticket.place
