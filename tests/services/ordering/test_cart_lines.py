"""What is in a cart: which lines, at what price, and how many."""

import pytest

from services.ordering import cart_edits, carts
from services.ordering.cart_lines import QuantityRefused
from tests.given.carts import NOW, Cart
from tests.given.demo_park import DemoPark


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
