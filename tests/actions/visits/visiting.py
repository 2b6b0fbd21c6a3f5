"""Visits in conversations of tests: registering one, and what the park holds of them."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from models.people import Company, Person
from models.visits import Visit
from services.conversations import conversations
from tests.actions.driver import Bot, Entity, Ran, entity, time
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.hosts import company_of

FORM = "visitor_form"
TOMORROW_AT_THREE = WEDNESDAY_MORNING.replace(hour=15, minute=0) + timedelta(days=1)


def name(said: str, **more: object) -> Entity:
    return entity("visitor_name", said, **more)


def at(moment: datetime = TOMORROW_AT_THREE, **more: object) -> Entity:
    return time(moment, day_named=True, **more)


def day(start: datetime, days: int = 1, text: str = "明天") -> Entity:
    first = start.replace(hour=0, minute=0)
    value = {"from": first.isoformat(), "to": (first + timedelta(days=days)).isoformat()}
    return entity("period", value, day_named=True, text=text)


async def register(
    bot: Bot, *entities: Entity, text: str = "登记访客", language: str = "zh"
) -> Ran:
    bot.hear(text, "register_visitor", *entities, language=language)
    return await bot.run("action_act")


async def begun(demo: DemoPark, *entities: Entity, asked: str = "visit_names") -> Bot:
    """A registration of which `asked` is what the form asks for."""
    bot = await Bot.new(demo)
    await register(bot, *entities)
    bot.asked(asked, FORM)
    return bot


async def answer(bot: Bot, text: str, intent: str = "out_of_scope", *entities: Entity) -> Ran:
    bot.hear(text, intent, *entities)
    return await bot.validate(FORM)


async def visits_of(demo: DemoPark) -> list[Visit]:
    """All of the park's, oldest first."""
    async with demo.sessions() as session:
        return list(await session.scalars(select(Visit).order_by(Visit.id)))


async def member_of_a_company(demo: DemoPark, bot: Bot) -> None:
    """Let the tenant belong to a company of the park."""
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
        person = await session.get_one(Person, (demo.id, conversation.person_id))
        person.company_id = (await company_of(session, demo)).id


async def with_approver(demo: DemoPark, bot: Bot) -> Bot:
    """The conversation of somebody who says yes or no to the visitors of `bot`'s person."""
    approver = await Bot.new(demo)
    async with demo.sessions.begin() as session:
        host = await conversations.find(session, demo.id, bot.conversation_id)
        boss = await conversations.find(session, demo.id, approver.conversation_id)
        company = Company(
            park_id=demo.id,
            name_zh="星图科技",
            name_en="Starmap",
            visits_need_approval=True,
            approver_id=boss.person_id,
        )
        session.add(company)
        await session.flush()
        await session.execute(
            update(Person)
            .where(Person.id.in_([host.person_id, boss.person_id]))
            .values(company_id=company.id)
        )
    return approver
