"""The same again, at today's prices."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import ItemOption
from models.conversations import Conversation
from models.ordering import Order
from services.ordering import carts, orders, reorders
from services.ordering.cart_lines import Wish
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
LATER = NOW + timedelta(days=1)


async def complete(session: AsyncSession, order: Order) -> Order:
    for action in ("accept", "ready", "complete"):
        await orders.advance(session, order.park_id, order.id, action, now=NOW)
    return order


async def test_the_last_completed_order_is_meant_and_nobody_elses(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        last = (session, demo.id, conversation.person_id)
        assert await reorders.last_completed(*last) is None
        await complete(session, await demo.placed(session, conversation=conversation))
        second = await complete(session, await demo.placed(session, conversation=conversation))
        await demo.placed(session, conversation=conversation)
        await complete(session, await demo.placed(session))
        assert await reorders.last_completed(*last) is second


async def _last(demo: DemoPark, session: AsyncSession) -> tuple[Conversation, Order]:
    """Two beef noodles, one of them with an egg, and two colas, delivered to A-301."""
    conversation = await demo.conversation(session)
    order = await demo.draft(session, "beef_noodles", conversation=conversation)
    wishes = [
        Wish(demo.items["beef_noodles"], 1, ("add_egg",), "快点"),
        Wish(demo.items["cola"], 2),
    ]
    await carts.add(session, conversation, wishes, now=NOW)
    order.fulfilment, order.building, order.floor, order.room = "delivery", "A", 3, "301"
    order.phone = "13800000000"
    await orders.advance(session, demo.id, order.id, "place", now=NOW)
    return conversation, await complete(session, order)


async def test_it_holds_the_same_and_goes_to_the_same_place(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation, last = await _last(demo, session)
        repeated = await reorders.repeat(session, conversation, last, now=LATER)
        again = repeated.order
        assert again is not None
        assert (again.id != last.id, again.status, again.total) == (True, "draft", 5700)
        assert [(line.name_en, line.quantity, line.note) for line in again.lines] == [
            ("beef noodles", 1, None),
            ("beef noodles", 1, "快点"),
            ("cola", 2, None),
        ]
        assert (again.fulfilment, again.building, again.floor, again.room, again.phone) == (
            "delivery", "A", 3, "301", "13800000000",
        )  # fmt: skip
        assert again.slot_start is None
        assert (repeated.gone, repeated.repriced) == ([], [])


async def test_what_is_gone_and_what_costs_more_is_said(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation, last = await _last(demo, session)
        await demo.set_item(session, "beef_noodles", price=2300)
        await demo.set_item(session, "cola", active=False)
        repeated = await reorders.repeat(session, conversation, last, now=LATER)
        assert [line.name_en for line in repeated.gone] == ["cola"]
        assert [(line.unit_price, before) for line, before in repeated.repriced] == [
            (2300, 2200),
            (2600, 2500),
        ]


async def test_an_option_that_is_no_longer_offered_is_left_out_and_its_price_said(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        conversation, last = await _last(demo, session)
        await session.execute(delete(ItemOption).where(ItemOption.code == "add_egg"))
        repeated = await reorders.repeat(session, conversation, last, now=LATER)
        assert [(line.unit_price, before) for line, before in repeated.repriced] == [(2200, 2500)]


async def test_too_little_in_stock_is_gone_and_nothing_left_is_no_cart(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation, last = await _last(demo, session)
        await demo.set_item(session, "cola", stock=1)
        await demo.set_item(session, "beef_noodles", active=False)
        repeated = await reorders.repeat(session, conversation, last, now=LATER)
        assert repeated.order is None
        assert [line.name_en for line in repeated.gone] == ["beef noodles", "beef noodles", "cola"]
        assert await carts.at_hand(session, conversation) is None
