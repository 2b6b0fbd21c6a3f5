"""Changing what is in a cart."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.catalogue import Item
from models.ordering import Order
from services.ordering import cart_edits
from services.ordering.cart_lines import QuantityRefused
from tests.given.carts import NOW, Cart
from tests.given.demo_park import DemoPark

Edit = tuple[str, str | int, int, Sequence[str]]
"""What to do, to which item or line, how many, with which options."""


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


async def test_other_options_cost_what_they_cost_and_take_the_place_of_those_before(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add("beef_noodles", 2, "not_spicy", "add_egg")
        order = await cart.order()
        await cart_edits.set_options(session, order, order.lines[0], ["more_noodles"], now=NOW)
        assert await cart.shown() == [("beef_noodles", 2, ["more_noodles"], None, 2200 + 200)]
        assert order.total == 2 * (2200 + 200)


ITEMS = st.sampled_from(["beef_noodles", "kung_pao_chicken_rice", "cola", "soy_milk"])
OPTIONS = st.lists(st.sampled_from(["not_spicy", "add_egg", "more_noodles", "mild"]), max_size=3)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), ITEMS, st.integers(1, 4), OPTIONS),
        st.tuples(st.just("set"), st.integers(0, 9), st.integers(0, 6), st.just([])),
        st.tuples(st.sampled_from(["refine", "choose"]), st.integers(0, 9), st.just(0), OPTIONS),
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
        elif kind == "choose":
            await cart_edits.set_options(cart.session, order, line, options, now=NOW)
        else:
            await cart_edits.remove(cart.session, order, line, now=NOW)
