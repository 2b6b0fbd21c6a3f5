"""Answers to quotes in the chat: by button, in words, to an old card, of several."""

from datetime import datetime

from models.people import Person
from services.conversations import conversations, typed_commands
from services.tickets import tickets
from tests.actions.driver import Bot, entity
from tests.given.companies import account_of
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.quotes import FRIDAY, on_ticket, orders_of_work, quoted, read


async def press(
    bot: Bot, action: str, *entities: dict[str, object], now: datetime = WEDNESDAY_MORNING
) -> str:
    bot.hear("/x", f"{action}_quote", *entities, now=now)
    return (await bot.run(f"action_{action}_quote")).text


async def test_the_button_orders_the_work_once(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    quote = await quoted(demo, bot.conversation_id)
    said = await press(bot, "accept", entity("quote", quote.id))
    (order,) = await orders_of_work(demo)
    assert "已同意报价，¥420，完工后付款" in said
    assert order.order_no in said
    assert "已经同意过了" in await press(bot, "accept", entity("quote", quote.id))
    assert len(await orders_of_work(demo)) == 1


async def test_an_old_button_says_so_and_shows_the_new_quote(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    old = await quoted(demo, bot.conversation_id)
    async with demo.sessions.begin() as session:
        ticket = await tickets.load(session, demo.id, old.ticket_id)
        new = await on_ticket(session, demo, ticket)
    bot.hear("/x", "accept_quote", entity("quote", old.id))
    ran = await bot.run("action_accept_quote")
    assert "旧报价" in ran.text
    assert "第 2 版" in ran.text
    assert ran.buttons[0][1] == f'/accept_quote{{"quote": {new.id}}}'
    assert await orders_of_work(demo) == []


async def test_above_the_companys_limit_nothing_is_ordered(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    quote = await quoted(demo, bot.conversation_id)
    company = (entity("quote", quote.id), entity("payment", "company_account"))
    assert "不能记公司账" in await press(bot, "accept", *company)
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo, limit=10_000)
        person = await session.get_one(Person, (demo.id, quote.person_id))
        person.company_id = account.company_id
    assert "超出本月额度 ¥320" in await press(bot, "accept", *company)
    assert await orders_of_work(demo) == []


async def test_a_strangers_quote_is_none(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    quote = await quoted(demo)
    assert "没有等您答复" in await press(bot, "accept", entity("quote", quote.id))
    assert (await read(demo, quote.id)).status == "sent"


async def test_too_late(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    quote = await quoted(demo, bot.conversation_id)
    assert "已经过期" in await press(bot, "accept", entity("quote", quote.id), now=FRIDAY)


async def test_a_no_keeps_why(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    quote = await quoted(demo, bot.conversation_id)
    said = await press(bot, "decline", entity("quote", quote.id), entity("comment", "太贵了不修了"))
    assert "不做" in said
    found = await read(demo, quote.id)
    assert (found.status, found.reason) == ("declined", "太贵了不修了")


async def test_of_several_it_is_asked_which(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    first = await quoted(demo, bot.conversation_id)
    await quoted(demo, bot.conversation_id)
    assert await typed(demo, bot, "同意报价") == "/accept_quote"
    bot.hear("同意报价", "accept_quote")
    ran = await bot.run("action_accept_quote")
    assert "有 2 份报价等您答复" in ran.text
    assert len(ran.buttons) == 4
    await press(bot, "accept", entity("quote", first.id))
    assert len(await orders_of_work(demo)) == 1


async def test_words_are_the_button_only_while_a_quote_waits(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    assert await typed(demo, bot, "同意报价") is None
    quote = await quoted(demo, bot.conversation_id)
    yes = f'/accept_quote{{"quote": {quote.id}}}'
    assert await typed(demo, bot, "同意报价") == yes
    assert await typed(demo, bot, "ok go ahead with the quote") == yes
    no = await typed(demo, bot, "太贵了不修了")
    assert no == f'/decline_quote{{"quote": {quote.id}, "comment": "太贵了不修了"}}'


async def typed(demo: DemoPark, bot: Bot, text: str) -> str | None:
    """The command of words that answer nothing of ours."""
    async with demo.sessions() as session:
        conversation = await conversations.find(session, demo.id, bot.conversation_id)
        return await typed_commands.typed_command(
            session, conversation, None, text, WEDNESDAY_MORNING, numbered=False
        )
