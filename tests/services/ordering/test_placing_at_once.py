"""Many who place at once: what there is, is sold once, and a failure leaves nothing behind."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import func, select, text

from models.conversations import Conversation
from models.events import EventRow
from models.ordering import Order
from parkline.stores.database import Sessions
from services.catalogue.slots import Wanted
from services.kit.errors import ParkError
from services.ordering import carts, orders, placing
from services.ordering.cart_lines import Wish
from tests.given.demo_park import NOON, DemoPark
from tests.services.ordering.test_placing import NOW, at, starts


async def _buy(demo: DemoPark, order: Order, session_of: Sessions) -> str:
    try:
        async with session_of.begin() as session:
            await placing.place(session, order, now=NOW)
    except ParkError as refusal:
        return refusal.code
    return "placed"


async def _drafts(demo: DemoPark, count: int, **how: int) -> list[Order]:
    async with demo.sessions.begin() as session:
        return [await demo.draft(session, **how) for _ in range(count)]


async def test_twenty_buyers_of_five_pieces_make_five_orders(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", stock=5)
    drafts = await _drafts(demo, 20)

    outcomes = await asyncio.gather(*(_buy(demo, order, demo.sessions) for order in drafts))

    assert Counter(outcomes) == {"placed": 5, "out_of_stock": 15}
    async with demo.sessions() as session:
        assert await demo.stock(session, "beef_noodles") == 0
        assert await demo.taken(session) == 5
        placed = select(func.count()).select_from(Order).where(Order.status == "placed")
        told = select(func.count()).where(EventRow.type == "order.placed")
        assert [await session.scalar(placed), await session.scalar(told)] == [5, 5]


async def test_twelve_orders_for_a_slot_of_three_make_three(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await session.execute(
            text("update service_window set capacity = 3 where outlet_id = :id"),
            {"id": demo.outlets["sunshine_canteen"]},
        )
    drafts = await _drafts(demo, 12)

    outcomes = await asyncio.gather(*(_buy(demo, order, demo.sessions) for order in drafts))

    assert Counter(outcomes) == {"placed": 3, "slot_refused": 9}
    async with demo.sessions() as session:
        assert await demo.taken(session) == 3


async def test_a_full_slot_is_no_longer_offered_and_refused_with_the_next(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await session.execute(text("update service_window set capacity = 1"))
        early = await demo.draft(session)
        await demo.placed(session)
        with pytest.raises(placing.SlotRefused) as refused:
            await placing.place(session, early, now=NOW)
        assert refused.value.why == "full"
        assert starts(refused.value.instead)[0] == at(2, "12:15")
        assert NOON not in starts(await placing.open_slots(session, early, now=NOW))
        with pytest.raises(placing.SlotRefused) as refused:
            await placing.choose_slot(session, early, Wanted(start=NOON), now=NOW)
        assert refused.value.why == "full"


async def test_one_order_placed_twice_at_once_is_one_order(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", stock=5)
    (order,) = await _drafts(demo, 1)

    outcomes = await asyncio.gather(*(_buy(demo, order, demo.sessions) for _ in range(4)))

    assert outcomes == ["placed"] * 4
    async with demo.sessions() as session:
        assert await demo.stock(session, "beef_noodles") == 4
        assert await demo.taken(session) == 1
        assert await demo.events(session, f"order:{order.id}") == [(1, "order.placed")]


async def test_the_last_pieces_count_over_all_lines_of_an_item(demo: DemoPark) -> None:
    """Three plain and three without chili are six; of five, five are left, not two."""
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", stock=6)
        order = await demo.draft(session, quantity=3)
        conversation = await session.get_one(Conversation, (demo.id, order.conversation_id))
        wish = Wish(demo.items["beef_noodles"], 3, ("not_spicy",))
        await carts.add(session, conversation, [wish], now=NOW)
        await demo.set_item(session, "beef_noodles", stock=5)
        with pytest.raises(placing.OutOfStock) as short:
            await placing.place(session, order, now=NOW)
        assert short.value.left == 5
        assert await demo.stock(session, "beef_noodles") == 5
        assert await demo.taken(session) == 0


async def test_after_a_refusal_for_stock_the_transaction_goes_on(demo: DemoPark) -> None:
    """The tenant is told what is left in the same turn, and the draft is still there."""
    async with demo.sessions.begin() as session:
        order = await demo.draft(session, "beef_noodles", "cola", quantity=2)
        await demo.set_item(session, "cola", stock=1)
        with pytest.raises(placing.OutOfStock) as short:
            await placing.place(session, order, now=NOW)
        assert (short.value.item.code, short.value.item.name_zh, short.value.left) == (
            "cola",
            "可乐",
            1,
        )
        assert (order.status, order.placed_at, order.accept_by) == ("draft", None, None)
        assert [line.quantity for line in order.lines] == [2, 2]
    async with demo.sessions() as session:
        assert (await orders.load(session, demo.id, order.id)).status == "draft"
        assert (await demo.stock(session, "cola"), await demo.taken(session)) == (1, 0)
        assert await demo.events(session, f"order:{order.id}") == []


class Crash(Exception):
    """Something that goes wrong after everything was written."""


async def _place_and_crash(demo: DemoPark, order: Order) -> None:
    async with demo.sessions.begin() as session:
        await placing.place(session, order, now=NOW)
        assert await demo.events(session, f"order:{order.id}") == [(1, "order.placed")]
        raise Crash


async def test_a_failure_after_the_event_leaves_no_order_and_no_event(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", stock=5)
        order = await demo.draft(session)
    with pytest.raises(Crash):
        await _place_and_crash(demo, order)
    async with demo.sessions() as session:
        assert (await orders.load(session, demo.id, order.id)).status == "draft"
        assert (await demo.stock(session, "beef_noodles"), await demo.taken(session)) == (5, 0)
        assert await demo.events(session, f"order:{order.id}") == []
