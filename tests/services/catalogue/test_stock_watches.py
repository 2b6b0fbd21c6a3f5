"""Back in stock: said once, to those who asked, however it came back."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, StockWatch
from models.conversations import Message
from models.events import EventRow
from models.people import Person
from services.catalogue import stock_admin, stock_watches
from services.events.registry import parse_event
from services.kit.audit import By
from services.notices.opt_outs import opt_out
from services.notices.telling import tell_held, tell_people
from services.ordering import orders, placing
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark, jobs

NOW = WEDNESDAY_MORNING
NIGHT = NOW.replace(hour=23)


async def umbrella(session: AsyncSession, demo: DemoPark) -> Item:
    return await session.get_one(Item, (demo.id, demo.items["umbrella"]), populate_existing=True)


async def waiting(session: AsyncSession, demo: DemoPark, **values: Any) -> Person:
    """Somebody who waits for an umbrella, and has a conversation."""
    conversation = await demo.conversation(session, **values)
    person = await session.get_one(Person, (demo.id, conversation.person_id))
    await stock_watches.watch(session, person, await umbrella(session, demo), now=NOW)
    return person


async def events(session: AsyncSession) -> list[EventRow]:
    found = await session.scalars(
        select(EventRow).where(EventRow.type == "item.back_in_stock").order_by(EventRow.id)
    )
    return list(found)


async def told(session: AsyncSession) -> list[str]:
    found = await session.scalars(
        select(Message.text).where(Message.author == "system").order_by(Message.id)
    )
    return list(found)


async def by_desk(session: AsyncSession, demo: DemoPark) -> None:
    item = await umbrella(session, demo)
    await stock_admin.set_stock(session, By(demo.id, None, NOW), item, 12, seen=item.stock)


async def by_adding(session: AsyncSession, demo: DemoPark) -> None:
    await stock_admin.add_stock(session, By(demo.id, None, NOW), await umbrella(session, demo), 12)


async def by_sql(session: AsyncSession, demo: DemoPark) -> None:
    await session.execute(text("update item set stock = 12 where code = 'umbrella'"))


async def by_an_order_that_is_cancelled(session: AsyncSession, demo: DemoPark) -> None:
    await session.execute(text("update item set stock = 12 where code = 'umbrella'"))
    order = await demo.draft(session, "umbrella", quantity=12)
    order.fulfilment = "counter"
    await placing.place(session, order, now=NOW)
    assert (await umbrella(session, demo)).stock == 0
    await orders.advance(session, demo.id, order.id, "cancel", now=NOW)


@pytest.mark.parametrize("comes_back", [by_desk, by_adding, by_sql, by_an_order_that_is_cancelled])
async def test_however_it_came_back_it_is_said_once_and_the_watch_is_over(
    demo: DemoPark, comes_back: Callable[[AsyncSession, DemoPark], Awaitable[None]]
) -> None:
    async with demo.sessions() as session:
        await session.execute(text("update item set stock = 0 where code = 'umbrella'"))
        await waiting(session, demo)
        await waiting(session, demo, language="en")
        await stock_watches.ring(session, now=NOW)
        assert await events(session) == []
        await comes_back(session, demo)
        for _ in range(3):
            await stock_watches.ring(session, now=NOW)
        (row,) = await events(session)
        assert row.data == {
            "item_id": demo.items["umbrella"], "item_code": "umbrella", "outlet": "shop",
            "name_zh": "雨伞", "name_en": "umbrella", "stock": 12,
        }  # fmt: skip
        await tell_people(session, row, parse_event(row.type, row.data), NOW)
        assert await told(session) == [
            "雨伞到货了，¥35，现有 12 把。",
            "umbrella is back in stock, ¥35, 12 available.",
        ]
        assert (await session.scalars(select(StockWatch))).all() == []
        await tell_people(session, row, parse_event(row.type, row.data), NOW)
        assert len(await told(session)) == 2


async def test_each_time_that_it_was_sold_out_is_said_and_a_smaller_stock_is_not(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        for stock in (0, 3, 2, 0, None):
            await session.execute(
                text("update item set stock = :stock where code = 'umbrella'"), {"stock": stock}
            )
            await stock_watches.ring(session, now=NOW)
        assert [row.data["stock"] for row in await events(session)] == [3, None]


async def test_less_than_one_can_buy_is_as_good_as_nothing(demo: DemoPark) -> None:
    """Of A4 paper one takes two packs at least."""
    async with demo.sessions() as session:
        for stock in (1, 2):
            await session.execute(
                text("update item set stock = :stock where code = 'a4_paper'"), {"stock": stock}
            )
            await stock_watches.ring(session, now=NOW)
            assert len(await events(session)) == stock - 1


async def test_at_night_it_waits_and_who_takes_it_back_meanwhile_is_not_told(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        await session.execute(text("update item set stock = 0 where code = 'umbrella'"))
        sleeper, changes_mind = await waiting(session, demo), await waiting(session, demo)
        await by_sql(session, demo)
        await stock_watches.ring(session, now=NIGHT)
        (row,) = await events(session)
        event = parse_event(row.type, row.data)
        assert list(await tell_people(session, row, event, NIGHT)) == []
        held = await jobs(session, "notices")
        assert [job.args["person_id"] for job in held] == [sleeper.id, changes_mind.id]
        assert {job.scheduled_at.astimezone(SHANGHAI).hour for job in held} == {7}
        item = demo.items["umbrella"]
        assert await stock_watches.unwatch(session, demo.id, changes_mind.id, item) is True
        assert await stock_watches.unwatch(session, demo.id, changes_mind.id, item) is False
        for person in (sleeper, changes_mind):
            await tell_held(session, demo.id, row.id, person.id, now=NOW + timedelta(days=1))
        assert await told(session) == ["雨伞到货了，¥35，现有 12 把。"]


async def test_gone_again_before_the_morning_they_wait_for_the_next_time(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await session.execute(text("update item set stock = 0 where code = 'umbrella'"))
        person = await waiting(session, demo)
        await by_sql(session, demo)
        await stock_watches.ring(session, now=NIGHT)
        (row,) = await events(session)
        await session.execute(text("update item set stock = 0 where code = 'umbrella'"))
        await umbrella(session, demo)
        await tell_held(session, demo.id, row.id, person.id, now=NOW)
        assert await told(session) == []
        await by_sql(session, demo)
        await umbrella(session, demo)
        await stock_watches.ring(session, now=NOW)
        again = (await events(session))[-1]
        await tell_people(session, again, parse_event(again.type, again.data), NOW)
        assert len(await told(session)) == 1


async def test_one_watch_a_person_and_item_and_none_against_an_opt_out(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await session.execute(text("update item set stock = 0 where code = 'umbrella'"))
        person = await waiting(session, demo)
        item = await umbrella(session, demo)
        await stock_watches.watch(session, person, item, now=NOW)
        assert await stock_watches.watched(session, demo.id, person.id) == [item]
        await opt_out(session, person, "stock", now=NOW)
        await by_sql(session, demo)
        await stock_watches.ring(session, now=NOW)
        assert (await session.scalars(select(StockWatch))).all() == []
        await stock_watches.watch(session, person, item, now=NOW)  # Asked for after all.
        assert await stock_watches.watched(session, demo.id, person.id) == [item]
