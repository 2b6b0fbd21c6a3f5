"""The draft of an order, as it is talked about."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, Item, Order
from services import cart_edits, carts, catering, orders
from services.carts import Added, QuantityRefused, Wish
from tests.demo_park import NOON, WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
Edit = tuple[str, str | int, int, Sequence[str]]
"""What to do, to which item or line, how many, with which options."""
Shown = list[tuple[str, int, list[str], str | None, int]]


class Cart:
    """A conversation's cart at hand in one session."""

    def __init__(self, demo: DemoPark, session: AsyncSession, conversation: Conversation) -> None:
        self.demo, self.session, self.conversation = demo, session, conversation

    @classmethod
    async def new(cls, demo: DemoPark, session: AsyncSession) -> "Cart":
        return cls(demo, session, await demo.conversation(session))

    async def add(
        self, code: str, quantity: int | None = None, *options: str, note: str | None = None
    ) -> Added:
        wish = Wish(self.demo.items[code], quantity, options, note)
        return await carts.add(self.session, self.conversation, [wish], now=NOW)

    async def order(self) -> Order:
        order = await carts.at_hand(self.session, self.conversation)
        assert order is not None
        return order

    async def shown(self) -> Shown:
        """(item, quantity, options, note, unit price) of each line."""
        codes = {id_: code for code, id_ in self.demo.items.items()}
        return [
            (
                codes[line.item_id],
                line.quantity,
                [str(option["code"]) for option in line.options],
                line.note,
                line.unit_price,
            )
            for line in (await self.order()).lines
        ]


async def test_the_same_again_is_the_same_line_and_anything_else_its_own(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add("beef_noodles", 2)
        await cart.add("beef_noodles")
        await cart.add("beef_noodles", 1, "not_spicy")
        await cart.add("beef_noodles", 1, note="多放葱")
        await cart.add("beef_noodles", 1, "not_spicy")
        await cart.add("beef_noodles", 2, note="多放葱")
        assert await cart.shown() == [
            ("beef_noodles", 3, [], None, 2200),
            ("beef_noodles", 2, ["not_spicy"], None, 2200),
            ("beef_noodles", 3, [], "多放葱", 2200),
        ]
        assert (await cart.order()).total == 8 * 2200


async def test_options_are_the_same_in_whatever_order_they_are_said(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add("beef_noodles", 1, "not_spicy", "add_egg")
        await cart.add("beef_noodles", 1, "add_egg", "not_spicy")
        ((_, quantity, options, _, price),) = await cart.shown()
    assert (quantity, sorted(options), price) == (2, ["add_egg", "not_spicy"], 2500)


async def test_of_one_group_the_last_option_holds(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add("beef_noodles", 1, "mild", "extra_spicy", "add_egg", "oat_milk")
        line = (await cart.order()).lines[0]
        assert await cart.shown() == [
            ("beef_noodles", 1, ["extra_spicy", "add_egg"], None, 2500)  # Noodles have no oat milk.
        ]
        await cart_edits.refine(session, await cart.order(), line, ["not_spicy"], None, now=NOW)
        assert await cart.shown() == [("beef_noodles", 1, ["not_spicy", "add_egg"], None, 2500)]
        await cart_edits.refine(
            session, await cart.order(), line, ["more_noodles"], "快点", now=NOW
        )
        await cart_edits.refine(session, await cart.order(), line, [], "少油", now=NOW)
        await cart_edits.refine(session, await cart.order(), line, [], "快点", now=NOW)
        ((_, _, options, note, price),) = await cart.shown()
        assert (set(options), price) == ({"not_spicy", "add_egg", "more_noodles"}, 2700)
        assert (await cart.order()).total == 2700
    assert note == "快点，少油"


async def test_swapping_keeps_the_number_unless_another_is_said(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add("cola", 3, "less_ice")
        await cart.add("beef_noodles", 1)
        sprite = await session.get_one(Item, (demo.id, demo.items["sprite"]))
        soy_milk = await session.get_one(Item, (demo.id, demo.items["soy_milk"]))
        order = await cart.order()

        await cart_edits.swap(session, order, order.lines[0], sprite, None, now=NOW)
        assert [line[:3] for line in await cart.shown()] == [
            ("beef_noodles", 1, []),
            ("sprite", 3, []),
        ]
        await cart_edits.swap(session, order, order.lines[1], soy_milk, 2, now=NOW)
        assert [line[:2] for line in await cart.shown()] == [("beef_noodles", 1), ("soy_milk", 2)]
        assert order.total == 2200 + 2 * 400


async def test_a_swap_that_cannot_be_leaves_the_line(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add("cola", 3)
        await demo.set_item(session, "sprite", stock=2)
        sprite = await session.get_one(Item, (demo.id, demo.items["sprite"]))
        order = await cart.order()
        with pytest.raises(QuantityRefused) as refused:
            await cart_edits.swap(session, order, order.lines[0], sprite, None, now=NOW)
        assert (refused.value.why, refused.value.allowed) == ("stock", 2)
        assert await cart.shown() == [("cola", 3, [], None, 500)]


@pytest.mark.parametrize(
    ("item", "asked", "why", "allowed"),
    [
        ({"max_quantity": 4}, 5, "too_many", 4),
        ({"min_quantity": 3}, 2, "too_few", 3),
        ({"stock": 2}, 3, "stock", 2),
        ({"stock": 0}, 1, "stock", 0),
        ({"stock": 9, "max_quantity": 4}, 9, "too_many", 4),
        ({"max_quantity": 4}, 4, None, 0),
        ({"min_quantity": 3}, 3, None, 0),
        ({"stock": 3}, 3, None, 0),
    ],
)
async def test_how_many_one_may_order(
    demo: DemoPark, item: dict[str, int], asked: int, why: str | None, allowed: int
) -> None:
    """Refused with the nearest number that works, by adding and by changing alike."""
    async with demo.sessions() as session:
        await demo.set_item(session, "cola", **item)
        cart = await Cart.new(demo, session)
        refused = (await cart.add("cola", asked)).refused
        assert [(r.why, r.wanted, r.allowed) for r in refused] == (
            [] if why is None else [(why, asked, allowed)]
        )
        assert (await carts.at_hand(session, cart.conversation) is None) is (why is not None)
        if why is None:
            return
        await demo.set_item(session, "cola", stock=None, min_quantity=1, max_quantity=20)
        await cart.add("cola", 1)
        await demo.set_item(session, "cola", **item)
        order = await cart.order()
        with pytest.raises(QuantityRefused):
            await cart_edits.set_quantity(session, order, order.lines[0], asked, now=NOW)
        assert order.lines[0].quantity == 1


async def test_limits_hold_over_all_lines_of_an_item(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await demo.set_item(session, "beef_noodles", max_quantity=5)
        cart = await Cart.new(demo, session)
        await cart.add("beef_noodles", 3)
        added = await cart.add("beef_noodles", 3, "not_spicy")
        assert [(r.why, r.wanted, r.allowed) for r in added.refused] == [("too_many", 6, 5)]
        assert (await cart.add("beef_noodles", 2, "not_spicy")).refused == []


async def test_an_item_with_a_minimum_is_added_by_it(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await demo.set_item(session, "cola", min_quantity=6)
        cart = await Cart.new(demo, session)
        await cart.add("cola")
        assert (await cart.shown())[0][1] == 6


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
        await catering.place(session, placed, now=NOW)
        assert await carts.at_hand(session, conversation) is None
        again = await demo.draft(session, conversation=conversation, now=NOW + timedelta(minutes=1))
        assert (again.id != placed.id, again.slot_start, placed.status) == (True, NOON, "placed")
        assert (await orders.load(session, demo.id, placed.id)).total == 2200


ITEMS = st.sampled_from(["beef_noodles", "kung_pao_chicken_rice", "cola", "soy_milk"])
OPTIONS = st.lists(st.sampled_from(["not_spicy", "add_egg", "more_noodles", "mild"]), max_size=3)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), ITEMS, st.integers(1, 4), OPTIONS),
        st.tuples(st.just("set"), st.integers(0, 9), st.integers(0, 6), st.just([])),
        st.tuples(st.just("refine"), st.integers(0, 9), st.just(0), OPTIONS),
        st.tuples(st.just("remove"), st.integers(0, 9), st.just(0), st.just([])),
    ),
    max_size=7,
)
PRICES = {"beef_noodles": 2200, "kung_pao_chicken_rice": 2500, "cola": 500, "soy_milk": 400}
EXTRA = {"add_egg": 300, "more_noodles": 200}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EDITS)
async def test_the_total_is_what_the_lines_add_up_to(demo: DemoPark, edits: list[Edit]) -> None:
    """Whatever is edited; unit prices are the menu's, one option a group."""
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add("cola", 1)
        order = await cart.order()
        for edit in edits:
            await _edit(cart, order, edit)
        await session.refresh(order)
        codes = {id_: code for code, id_ in demo.items.items()}
        for line in order.lines:
            chosen = [str(option["code"]) for option in line.options]
            groups = [option["group"] for option in line.options]
            assert len(set(groups)) == len(groups)
            assert line.unit_price == PRICES[codes[line.item_id]] + sum(
                EXTRA.get(code, 0) for code in chosen
            )
        assert order.total == sum(line.quantity * line.unit_price for line in order.lines)


async def _edit(cart: Cart, order: Order, edit: Edit) -> None:
    kind, what, number, options = edit
    if isinstance(what, str):
        await cart.add(what, number, *options)
    elif order.lines:
        line = order.lines[what % len(order.lines)]
        if kind == "set":
            await cart_edits.set_quantity(cart.session, order, line, number, now=NOW)
        elif kind == "refine":
            await cart_edits.refine(cart.session, order, line, options, None, now=NOW)
        else:
            await cart_edits.remove(cart.session, order, line, now=NOW)
