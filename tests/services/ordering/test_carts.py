"""A conversation's drafts: one of each outlet, the oldest at hand."""

from datetime import timedelta

from services.ordering import cart_edits, carts, orders, placing
from services.ordering.cart_lines import Wish
from tests.given.carts import NOW, Cart
from tests.given.demo_park import NOON, DemoPark


async def test_each_outlet_has_its_own_draft_and_the_oldest_is_at_hand(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        codes = ["beef_noodles", "americano", "cola", "a4_paper"]
        wishes = [Wish(demo.items[code]) for code in codes]
        added = await carts.add(session, conversation, wishes, now=NOW)
        drafts = await carts.drafts(session, conversation)
        assert added.orders == drafts
        assert [(d.outlet_id, d.kind, d.total) for d in drafts] == [
            (demo.outlets["sunshine_canteen"], "catering", 2700),
            (demo.outlets["coffee_bar"], "catering", 1500),
            (demo.outlets["shop"], "shopping", 5000),
        ]
        assert await carts.at_hand(session, conversation) is drafts[0]
        assert await carts.discard(session, conversation, now=NOW) is True
        assert await carts.at_hand(session, conversation) is drafts[1]
        assert drafts[0].status == "cancelled"


async def test_an_emptied_cart_is_none_and_filled_again_the_same(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add("cola", 2)
        order = await cart.order()
        await cart_edits.set_quantity(session, order, order.lines[0], 0, now=NOW)
        assert (order.total, await carts.at_hand(session, cart.conversation)) == (0, None)
        assert await carts.discard(session, cart.conversation, now=NOW) is False
        await cart.add("cola", 1)
        assert await cart.order() is order


async def test_what_is_switched_off_or_of_another_park_is_not_added(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await demo.set_item(session, "cola", active=False)
        cart = await Cart.new(demo, session)
        await cart.add("cola", 1)
        await carts.add(session, cart.conversation, [Wish(10**9, 1)], now=NOW)
        assert await carts.at_hand(session, cart.conversation) is None


async def test_a_placed_order_is_no_cart(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        placed = await demo.draft(session, conversation=conversation)
        await placing.place(session, placed, now=NOW)
        assert await carts.at_hand(session, conversation) is None
        again = await demo.draft(session, conversation=conversation, now=NOW + timedelta(minutes=1))
        assert (again.id != placed.id, again.slot_start, placed.status) == (True, NOON, "placed")
        assert (await orders.load(session, demo.id, placed.id)).total == 2200
