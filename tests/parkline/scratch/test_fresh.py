"""A scratch park is as new between two conversations."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.catalogue import Item
from models.conversations import Conversation, Message
from models.ordering import Order
from parkline.process.core import Core
from parkline.scratch import fresh
from services.conversations import conversations
from services.ordering import carts
from services.ordering.cart_lines import Wish
from tests.given.demo_park import WEDNESDAY_MORNING
from tests.parkline.scratch.test_console import clock, made  # noqa: F401

NOW = WEDNESDAY_MORNING


async def order(core: Core, user: str) -> int:
    """Something of everything that a conversation leaves behind; the item whose stock was taken."""
    async with core.sessions.begin() as session:
        conversation = await conversations.open_conversation(
            session, core.park.id, channel="console", external_id=user, now=NOW
        )
        item = (await session.scalars(select(Item).where(Item.stock.is_not(None)))).first()
        assert item is not None
        await carts.add(session, conversation, [Wish(item.id, 1)], now=NOW)
        item.stock = 0
        said = [conversations.Reply("好的")]
        await conversations.speak(session, conversation, said, author="bot", now=NOW)
        return item.id


async def counts(core: Core) -> list[int]:
    async with core.sessions() as session:
        return [
            await session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Conversation, Message, Order)
        ]


async def test_what_conversations_made_goes_and_stock_returns(made: Core) -> None:  # noqa: F811
    await fresh.keep(made.sessions)
    before = await counts(made)
    for user in ("one", "two"):
        item = await order(made, user)
        assert await counts(made) > before
        await fresh.restore(made.sessions)
        assert await counts(made) == before
        async with made.sessions() as session:
            stock = await session.scalar(select(Item.stock).where(Item.id == item))
            assert stock
            assert stock > 0


async def test_every_table_returns_to_what_it_was(made: Core) -> None:  # noqa: F811
    async def contents() -> dict[str, str]:
        async with made.sessions() as session:
            tables = await session.scalars(
                text("select tablename from pg_tables where schemaname = current_schema()")
            )
            whole = "select md5(string_agg(t::text, $$ $$ order by t::text)) from"
            return {
                name: str(await session.scalar(text(f'{whole} "{name}" t')))
                for name in tables.all()
            }

    await fresh.keep(made.sessions)
    before = await contents()
    await order(made, "somebody")
    changed = await contents()
    assert {name for name in before if before[name] != changed[name]} >= {"item", "message"}
    await fresh.restore(made.sessions)
    assert await contents() == before


async def test_numbers_go_on_so_that_nothing_new_has_an_old_one(made: Core) -> None:  # noqa: F811
    await fresh.keep(made.sessions)
    numbers = []
    for _ in range(2):
        await order(made, "somebody")
        async with made.sessions() as session:
            numbers.append(await session.scalar(select(Conversation.id).limit(1)))
        await fresh.restore(made.sessions)
    assert numbers[0] != numbers[1]


async def test_a_park_that_was_never_kept_is_not_emptied(made: Core) -> None:  # noqa: F811
    await order(made, "somebody")
    with pytest.raises(DBAPIError):
        await fresh.restore(made.sessions)
    assert (await counts(made))[0] == 1
