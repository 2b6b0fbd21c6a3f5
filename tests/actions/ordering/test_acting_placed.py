"""Acts on an order that is placed, where its vendor or its payment does not let it be changed in
place, and where what is asked for cannot be had."""

from typing import Any

from models.catalogue import Outlet
from models.ordering import Order
from services.ordering import orders
from services.vendors import keys
from tests.actions.ordering.acting import CONFIRM, edit, give, line
from tests.actions.ordering.test_acting import placed
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

BEEF, COLA = "beef_noodles", "cola"


def on(order: Order, *positions: int) -> dict[str, Any]:
    ids = [order.lines[position - 1].id for position in positions]
    return {"of": {"thing": f"order:{order.id}"}, **({"on": {"lines": ids}} if ids else {})}


async def told(demo: DemoPark, order: Order) -> list[str]:
    async with demo.sessions() as session:
        return [type_ for _, type_ in await demo.events(session, f"order:{order.id}")]


async def knows_nothing_of_changes(demo: DemoPark, order: Order) -> None:
    """Its vendor reads the API by a program that was written before."""
    async with demo.sessions.begin() as session:
        outlet = await session.get_one(Outlet, (demo.id, order.outlet_id))
        await keys.create(session, demo.id, outlet.vendor_id, now=WEDNESDAY_MORNING)


async def test_a_vendor_who_would_miss_the_change_gets_a_new_order_after_a_yes(
    demo: DemoPark,
) -> None:
    clerk = await placed(demo)
    order = await clerk.order()
    await knows_nothing_of_changes(demo, order)
    said = await clerk.hears(edit("set", quantity=3, **on(order, 1)))
    assert "我先撤回了" in said
    assert await told(demo, order) == ["order.placed", "order.cancelled"]
    assert await clerk.rows() == [(BEEF, 3), (COLA, 1)]
    assert clerk.expects == "confirm"
    await clerk.hears(CONFIRM)
    again = await clerk.order()
    assert (again.status, again.id != order.id) == ("placed", True)
    assert await told(demo, again) == ["order.placed"]


async def test_what_a_company_has_paid_is_charged_anew_after_a_yes(demo: DemoPark) -> None:
    clerk = await placed(demo)
    order = await clerk.order()
    await pay_by(demo, order, "company_account")
    said = await clerk.hears(give("correct", phone="13900000000"))
    assert "您确认后才重新下单" in said
    assert await told(demo, order) == ["order.placed", "order.cancelled"]
    assert ((await clerk.order()).status, (await clerk.order()).phone) == ("draft", "13900000000")


async def test_what_wechat_has_collected_stays_and_can_be_cancelled(demo: DemoPark) -> None:
    clerk = await placed(demo, "en")
    order = await clerk.order()
    await pay_by(demo, order, "wechat_pay")
    said = await clerk.hears(edit("set", quantity=3, **on(order, 1)))
    assert "is paid by WeChat Pay" in said
    assert clerk.titles == ["Cancel the order"]
    assert await told(demo, order) == ["order.placed"]
    assert [ln.quantity for ln in (await clerk.order()).lines] == [2, 1]


async def pay_by(demo: DemoPark, order: Order, payment: str) -> None:
    async with demo.sessions.begin() as session:
        (await orders.load(session, demo.id, order.id)).payment = payment


async def test_more_than_there_is_offers_what_there_is(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=4)
    clerk = await placed(demo)
    order = await clerk.order()
    said = await clerk.hears(edit("set", quantity=9, **on(order, 1)))
    assert "只剩 4" in said
    assert await told(demo, order) == ["order.placed"]
    await clerk.presses("4")
    assert await clerk.rows() == [(BEEF, 4), (COLA, 1)]
    assert await told(demo, order) == ["order.placed", "order.amended"]


async def test_what_another_outlet_sells_becomes_an_order_of_its_own(demo: DemoPark) -> None:
    clerk = await placed(demo)
    order = await clerk.order()
    await clerk.hears(edit("add", line("latte", 2), **on(order)))
    [first, second] = await clerk.orders()
    assert (first.status, second.status) == ("placed", "draft")
    assert [(ln.name_en, ln.quantity) for ln in second.lines] == [("latte", 2)]
    assert await told(demo, order) == ["order.placed"]


async def test_what_was_taken_out_of_it_comes_back_into_it(demo: DemoPark) -> None:
    clerk = await placed(demo)
    order = await clerk.order()
    await clerk.hears(edit("remove", **on(order, 2)))
    assert await clerk.rows() == [(BEEF, 2)]
    await clerk.hears({"act": "restore", **on(order)})
    assert await clerk.rows() == [(BEEF, 2), (COLA, 1)]
    assert await told(demo, order) == ["order.placed", "order.amended", "order.amended"]


async def test_taking_everything_out_is_no_cancelling(demo: DemoPark) -> None:
    clerk = await placed(demo)
    order = await clerk.order()
    said = await clerk.hears(edit("remove", **on(order, 1, 2)))
    assert "要取消整单吗" in said
    assert ((await clerk.order()).status, len((await clerk.order()).lines)) == ("placed", 2)


async def test_where_it_goes_is_changed_in_place(demo: DemoPark) -> None:
    clerk = await placed(demo)
    order = await clerk.order()
    there = {"building": "A", "floor": 3, "room": "301"}
    said = await clerk.hears(give("correct", place=there, phone="13900000000", way="delivery"))
    after = await clerk.order()
    assert (after.fulfilment, after.building, after.room) == ("delivery", "A", "301")
    assert "A座3楼301" in said
    assert await told(demo, order) == ["order.placed", "order.amended"]


async def test_a_place_that_there_is_not_leaves_it_as_it_was(demo: DemoPark) -> None:
    clerk = await placed(demo)
    order = await clerk.order()
    said = await clerk.hears(give("correct", place={"building": "A", "floor": 99}, way="delivery"))
    assert "没有 99 楼" in said
    assert await told(demo, order) == ["order.placed"]


async def test_how_it_is_paid_stays(demo: DemoPark) -> None:
    clerk = await placed(demo)
    order = await clerk.order()
    said = await clerk.hears(give("correct", payment="company_account"))
    assert "付款方式不变" in said
    assert (await clerk.order()).payment == "on_pickup"
    assert await told(demo, order) == ["order.placed"]
