"""Photos that tenants send find their repair."""

from datetime import timedelta

from sqlalchemy import select

from models.tickets import Photo
from services.conversations import conversations
from services.tickets import photos
from tests.actions.driver import Bot, Ran, entity, location
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.photo_files import encoded, picture

CLEANED = photos.clean(encoded(picture((40, 30))))


async def send(bot: Bot, *, minutes: int = 0) -> Ran:
    now = WEDNESDAY_MORNING + timedelta(minutes=minutes)
    async with bot.demo.sessions.begin() as session:
        conversation = await conversations.find(session, bot.demo.id, bot.conversation_id)
        await photos.store(session, conversation, CLEANED, now=now)
    bot.hear("/photo", "photo", now=now)
    return await bot.run("action_photo")


async def report(bot: Bot, *, minutes: int = 0) -> Ran:
    bot.hear(
        "A座301漏水", "report_repair", entity("repair_category", "plumbing"),
        location("A", 3, "301"), now=WEDNESDAY_MORNING + timedelta(minutes=minutes),
    )  # fmt: skip
    return await bot.run("action_act")


async def attached(bot: Bot) -> list[int | None]:
    async with bot.demo.sessions() as session:
        return list(await session.scalars(select(Photo.ticket_id).order_by(Photo.id)))


async def test_a_photo_after_the_report_goes_to_its_ticket(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot)
    [ticket] = await bot.tickets()
    ran = await send(bot, minutes=29)
    assert ran.text == f"照片已附到工单 {ticket.ticket_no}，师傅能看到。"
    assert await attached(bot) == [ticket.id]


async def test_a_photo_before_the_report_waits_for_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    assert (await send(bot)).text.startswith("收到照片。哪里坏了、在什么地方？")
    assert await attached(bot) == [None]
    await report(bot, minutes=5)
    [ticket] = await bot.tickets()
    assert await attached(bot) == [ticket.id]


async def test_a_photo_while_the_form_asks_waits_too(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.asked("repair_location", "repair_form")
    assert (await send(bot)).text == "收到照片，会和这次报修一起提交。"
    assert await attached(bot) == [None]


async def test_a_photo_long_after_a_report_is_of_something_else(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot)
    assert (await send(bot, minutes=31)).text.startswith("收到照片。")
    assert await attached(bot) == [None]


async def test_more_photos_than_a_ticket_takes_are_said_to_be_too_many(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot)
    said = [(await send(bot)).text for _ in range(photos.PER_TICKET + 1)]
    assert said[-1].endswith("的照片已经够多了，这次的没有再附上。")
    assert (await attached(bot)).count(None) == 1
