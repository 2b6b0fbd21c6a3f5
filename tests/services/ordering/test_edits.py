"""Edits as acts: what each does to a cart, and what it does where an item does not allow it."""

from collections.abc import Sequence
from typing import Any

import pytest

from services.acts.acts import Edit, acts_of
from services.ordering import carts, edits
from services.ordering.cart_lines import QuantityRefused
from services.ordering.edits import Edited
from services.ordering.line_edits import EnoughAlready, OptionRefused
from tests.given.carts import NOW, Cart
from tests.given.demo_park import DemoPark

Said = dict[str, Any]
Row = tuple[str, int] | tuple[str, int, list[str]] | tuple[str, int, list[str], str]
BEEF, COLA, EGG = "beef_noodles", "cola", "tomato_egg_noodles"


def act(demo: DemoPark, op: str, *new: Said, **said: Any) -> Edit:
    """An edit, with items by their codes."""
    lines = [{**one, "item": demo.items[one["item"]]} for one in new]
    [found] = acts_of([{"act": "edit", "op": op, "lines": lines, **said}])
    assert isinstance(found, Edit)
    return found


def item(code: str, quantity: int | None = None, *options: str) -> Said:
    return {"item": code, "quantity": quantity, "options": options}


async def edit(cart: Cart, found: Edit, *positions: int) -> Edited:
    """Do it to the lines at these positions, from 1 on."""
    order = await cart.order()
    on = dict.fromkeys(order.lines[position - 1].id for position in positions)
    return await edits.of_cart(cart.session, cart.conversation, order, found, on, now=NOW)


async def rows(cart: Cart) -> list[Row]:
    found: list[Row] = []
    for code, quantity, options, note, _price in await cart.shown():
        found.append((code, quantity, options, note or "") if options or note else (code, quantity))
    return found


@pytest.mark.parametrize(
    ("what", "on", "after"),
    [
        (("add", [item(EGG, 2)], {}), [], [(BEEF, 2), (COLA, 3), (EGG, 2)]),
        (("add", [item(BEEF)], {}), [], [(BEEF, 3), (COLA, 3)]),
        (("add", [item(BEEF, 1, "not_spicy")], {}), [],
         [(BEEF, 2), (COLA, 3), (BEEF, 1, ["not_spicy"], "")]),
        (("set", [], {"quantity": 5}), [1], [(BEEF, 5), (COLA, 3)]),
        (("set", [], {"quantity": 0}), [1], [(COLA, 3)]),
        (("more", [], {}), [2], [(BEEF, 2), (COLA, 4)]),
        (("more", [], {"quantity": 3}), [1, 2], [(BEEF, 5), (COLA, 6)]),
        (("fewer", [], {}), [2], [(BEEF, 2), (COLA, 2)]),
        (("fewer", [], {"quantity": 2}), [1], [(COLA, 3)]),
        (("fill", [], {"quantity": 10}), [1], [(BEEF, 7), (COLA, 3)]),
        (("fill", [item(EGG)], {"quantity": 10}), [], [(BEEF, 2), (COLA, 3), (EGG, 5)]),
        (("double", [], {}), [1, 2], [(BEEF, 4), (COLA, 6)]),
        (("double", [], {}), [2], [(BEEF, 2), (COLA, 6)]),
        (("remove", [], {}), [1], [(COLA, 3)]),
        (("remove", [], {"quantity": 1}), [2], [(BEEF, 2), (COLA, 2)]),
        (("keep_only", [], {}), [2], [(COLA, 3)]),
        (("keep_only", [], {"quantity": 1}), [2], [(COLA, 1)]),
        (("swap", [item(EGG)], {}), [1], [(EGG, 2), (COLA, 3)]),
        (("swap", [item(EGG, 1)], {}), [1], [(EGG, 1), (COLA, 3)]),
        (("swap", [item(EGG)], {"part": 1}), [1], [(BEEF, 1), (COLA, 3), (EGG, 1)]),
        (("refine", [], {"options": ["not_spicy"], "part": 1}), [1],
         [(BEEF, 1), (COLA, 3), (BEEF, 1, ["not_spicy"], "")]),
        (("refine", [], {"options": ["not_spicy"], "part": 2}), [1],
         [(BEEF, 2, ["not_spicy"], ""), (COLA, 3)]),
        (("refine", [], {"note": "汤多一点"}), [1], [(BEEF, 2, [], "汤多一点"), (COLA, 3)]),
        (("refine", [], {"options": ["not_spicy"]}), [1, 2],
         [(BEEF, 2, ["not_spicy"], ""), (COLA, 3)]),
    ],
)  # fmt: skip
async def test_each_way_to_edit(
    demo: DemoPark, what: tuple[str, list[Said], Said], on: Sequence[int], after: list[Row]
) -> None:
    op, new, said = what
    async with demo.sessions() as session:
        cart = await filled(demo, session)
        edited = await edit(cart, act(demo, op, *new, **said), *on)
        assert (edited.changed, edited.refused) == (True, [])
        assert await rows(cart) == after
        order = await cart.order()
        assert order.total == sum(line.quantity * line.unit_price for line in order.lines)


async def filled(demo: DemoPark, session: Any) -> Cart:
    """Two beef noodles and three colas."""
    cart = await Cart.new(demo, session)
    await cart.add(BEEF, 2)
    await cart.add(COLA, 3)
    return cart


async def test_an_option_is_changed_for_its_groups_and_taken_off_again(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add(BEEF, 2, "not_spicy", "add_egg")
        await edit(cart, act(demo, "refine", options=["mild"]), 1)
        assert await rows(cart) == [(BEEF, 2, ["mild", "add_egg"], "")]
        assert (await cart.order()).total == 2 * 2500
        await edit(cart, act(demo, "refine", without=["add_egg"]), 1)
        assert await rows(cart) == [(BEEF, 2, ["mild"], "")]
        assert (await cart.order()).total == 2 * 2200


async def test_lines_that_become_the_same_become_one(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add(BEEF, 2)
        await edit(cart, act(demo, "refine", options=["not_spicy"], part=1), 1)
        assert await rows(cart) == [(BEEF, 1), (BEEF, 1, ["not_spicy"], "")]
        await edit(cart, act(demo, "refine", options=["not_spicy"]), 1)
        assert await rows(cart) == [(BEEF, 2, ["not_spicy"], "")]


async def test_a_note_of_no_line_is_for_the_whole_order(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await filled(demo, session)
        edited = await edit(cart, act(demo, "refine", note="筷子多给一双"))
        assert edited.changed
        assert (await cart.order()).note == "筷子多给一双"
        assert await rows(cart) == [(BEEF, 2), (COLA, 3)]


async def test_what_another_outlet_sells_goes_into_a_cart_of_its_own(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await filled(demo, session)
        await edit(cart, act(demo, "swap", item("latte"), part=1), 1)
        found = await carts.drafts(session, cart.conversation)
        assert [[(ln.name_en, ln.quantity) for ln in one.lines] for one in found] == [
            [("beef noodles", 1), ("cola", 3)],
            [("latte", 1)],
        ]


async def test_more_than_is_allowed_offers_what_is_and_leaves_the_line(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await filled(demo, session)
        await demo.set_item(session, BEEF, stock=4)
        edited = await edit(cart, act(demo, "more", quantity=3), 1, 2)
        [refused] = edited.refused
        assert isinstance(refused, QuantityRefused)
        assert (refused.why, refused.wanted, refused.allowed) == ("stock", 5, 4)
        assert await rows(cart) == [(BEEF, 2), (COLA, 6)]


async def test_doubling_is_all_or_nothing(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await filled(demo, session)
        await demo.set_item(session, COLA, stock=5)
        edited = await edit(cart, act(demo, "double"), 1, 2)
        assert ([one.code for one in edited.refused], edited.changed) == (
            ["quantity_refused"],
            False,
        )
        assert await rows(cart) == [(BEEF, 2), (COLA, 3)]


async def test_an_option_that_is_not_offered_names_those_that_are(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await filled(demo, session)
        edited = await edit(cart, act(demo, "refine", options=["oat_milk"]), 1)
        [refused] = edited.refused
        assert isinstance(refused, OptionRefused)
        assert refused.codes == ("oat_milk",)
        assert {"not_spicy", "add_egg"} <= {option.code for option in refused.offered}
        assert not edited.changed


async def test_what_is_added_in_a_way_that_is_not_offered_comes_without_it(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await filled(demo, session)
        edited = await edit(cart, act(demo, "add", item(EGG, 1, "oat_milk", "mild")))
        assert [one.code for one in edited.refused] == ["option_refused"]
        assert (await rows(cart))[-1] == (EGG, 1, ["mild"], "")


async def test_filling_up_what_is_full_says_how_many_there_are(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await filled(demo, session)
        with pytest.raises(EnoughAlready) as enough:
            await edit(cart, act(demo, "fill", quantity=5), 1)
        assert enough.value.pieces == 5


@pytest.mark.parametrize("op", ["fill", "more", "set", "keep_only", "double", "remove", "swap"])
async def test_an_edit_that_is_on_no_line_changes_none(demo: DemoPark, op: str) -> None:
    async with demo.sessions() as session:
        cart = await filled(demo, session)
        edited = await edit(cart, act(demo, op, quantity=9))
        assert (edited.changed, edited.refused) == (False, [])
        assert await rows(cart) == [(BEEF, 2), (COLA, 3)]


async def test_how_many_stay_of_each_line_may_be_counted_before(demo: DemoPark) -> None:
    """ "Three teas to lattes" of two lines of tea."""
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add(BEEF, 2)
        await cart.add(BEEF, 2, "not_spicy")
        order = await cart.order()
        on = {order.lines[0].id: 0, order.lines[1].id: 1}
        found = act(demo, "swap", item(EGG, 3))
        await edits.of_cart(session, cart.conversation, order, found, on, now=NOW)
        assert await rows(cart) == [(EGG, 3), (BEEF, 1, ["not_spicy"], "")]


async def test_portions_that_are_fewer_can_come_back(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add(BEEF, 3, "not_spicy")
        edited = await edit(cart, act(demo, "fewer", quantity=1), 1)
        [gone] = edited.taken_out
        assert (gone.quantity, gone.options) == (1, ("not_spicy",))
        await carts.add(session, cart.conversation, [gone], now=NOW)
        assert await rows(cart) == [(BEEF, 3, ["not_spicy"], "")]


async def test_what_was_taken_out_is_told_so_that_it_can_come_back(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        cart = await Cart.new(demo, session)
        await cart.add(BEEF, 2, "not_spicy", note="汤多一点")
        await cart.add(COLA, 1)
        edited = await edit(cart, act(demo, "remove"), 1)
        [gone] = edited.taken_out
        assert (gone.quantity, gone.options, gone.note) == (2, ("not_spicy",), "汤多一点")
        order = await cart.order()
        await carts.add(session, cart.conversation, [gone], now=NOW)
        assert (await rows(cart))[1] == (BEEF, 2, ["not_spicy"], "汤多一点")
        assert order.total == 2 * 2200 + 500
