"""Lost and found things in conversations of tests: reporting one, and what the park holds."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.lost import LostItem
from tests.actions.driver import Bot, Entity, Ran
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

FORM = "lost_form"


async def report(
    bot: Bot,
    text: str,
    *entities: Entity,
    intent: str = "report_lost",
    language: str = "zh",
    now: datetime = WEDNESDAY_MORNING,
) -> Ran:
    bot.hear(text, intent, *entities, language=language, now=now)
    return await bot.run("action_report_lost")


async def answer(
    bot: Bot, asked: str, text: str, *entities: Entity, intent: str = "out_of_scope", **how: Any
) -> Ran:
    """The form asked for `asked` and heard this."""
    bot.asked(asked, FORM)
    bot.hear(text, intent, *entities, **how)
    return await bot.validate(FORM)


async def items_of(demo: DemoPark) -> list[LostItem]:
    """What tenants have reported, oldest first."""
    async with demo.sessions() as session:
        found = select(LostItem).where(LostItem.person_id.is_not(None)).order_by(LostItem.id)
        return list(await session.scalars(found))


def missing(ran: Ran) -> list[str]:
    """What the form still asks for."""
    return [
        name
        for name in ("lost_what", "lost_where", "lost_when", "lost_mark")
        if name in ran.slots and ran.slots[name] is None
    ]
