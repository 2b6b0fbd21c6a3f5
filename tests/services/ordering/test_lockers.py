"""A box is one order's, from packed to fetched; nobody else's code opens it."""

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item
from models.ordering import Locker, LockerBox, Order
from models.staff import AuditEntry
from services.kit.audit import By
from services.kit.errors import NotFound
from services.ordering import describing, fulfilments, lockers, orders, placing
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_staff

NOW = WEDNESDAY_MORNING


async def bank(session: AsyncSession, demo: DemoPark, code: str = "locker_b") -> Locker:
    found = await session.scalar(select(Locker).where(Locker.code == code))
    assert found is not None
    return found


async def for_the_locker(
    session: AsyncSession, demo: DemoPark, code: str = "locker_b", **how: Any
) -> Order:
    order = await demo.draft(session, "umbrella", **how)
    fulfilments.put_in_locker(order, await bank(session, demo, code))
    return await placing.place(session, order, now=NOW)


async def boxes(
    session: AsyncSession, demo: DemoPark, code: str = "locker_b"
) -> dict[int, int | None]:
    """Whose order is in which box, of those that hold one."""
    locker = await bank(session, demo, code)
    found = await session.execute(
        select(LockerBox.number, LockerBox.order_id).where(LockerBox.locker_id == locker.id)
    )
    return {number: order_id for number, order_id in found if order_id is not None}


async def go(session: AsyncSession, order: Order, *actions: str) -> Order:
    for action in actions:
        order = await orders.advance(session, order.park_id, order.id, action, now=NOW)
    return order


async def test_a_packed_order_gets_a_box_and_a_code_and_the_vendor_sees_the_box_alone(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        order = await go(session, await for_the_locker(session, demo), "accept")
        assert (order.box_number, order.pickup_code) == (None, None)
        assert (await describing.describe(session, order)).locker.model_dump() == {
            "code": "locker_b", "name_zh": "B座快递柜", "name_en": "locker B", "building": "B",
            "box": None,
        }  # fmt: skip
        order = await go(session, order, "ready")
        assert await boxes(session, demo) == {1: order.id}
        assert order.box_number == 1
        assert re.fullmatch(r"\d{6}", order.pickup_code or "")
        seen = await describing.describe(session, order)
        assert (seen.fulfilment, seen.locker.box) == ("locker", 1)
        assert order.pickup_code not in seen.model_dump_json()


@pytest.mark.parametrize("end", ["complete", "delivering complete"])
async def test_a_box_is_free_again_when_the_order_is_over(demo: DemoPark, end: str) -> None:
    async with demo.sessions() as session:
        order = await go(session, await for_the_locker(session, demo), "accept", "ready")
        order = await go(session, order, *end.split())
        assert await boxes(session, demo) == {}
        assert (order.box_number, order.pickup_code) == (None, None)


@pytest.mark.parametrize("end", ["reject", "cancel", "expire"])
async def test_what_was_reserved_for_the_locker_comes_back(demo: DemoPark, end: str) -> None:
    async with demo.sessions() as session:
        before = await demo.stock(session, "umbrella")
        order = await for_the_locker(session, demo)
        slot = order.slot_start
        assert (await demo.stock(session, "umbrella"), await demo.taken(session, slot)) == (49, 1)
        await go(session, order, end)
        assert await demo.stock(session, "umbrella") == before
        assert await demo.taken(session, slot) == 0
        assert await boxes(session, demo) == {}


async def test_a_full_locker_leaves_the_order_at_the_counter(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        await session.execute(text("delete from locker_box where number > 1"))
        first, second = [
            await go(session, await for_the_locker(session, demo), "accept", "ready")
            for _ in range(2)
        ]
        assert (first.fulfilment, first.box_number) == ("locker", 1)
        assert (second.fulfilment, second.box_number, second.pickup_code) == ("counter", None, None)
        assert (await describing.describe(session, second)).locker.box is None
        await go(session, first, "complete")
        third = await go(session, await for_the_locker(session, demo), "accept", "ready")
        assert (third.box_number, await boxes(session, demo)) == (1, {1: third.id})


async def test_twelve_orders_packed_at_once_for_eight_boxes_get_eight_different_ones(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        made = [await for_the_locker(session, demo, "locker_c") for _ in range(12)]
        for order in made:
            await go(session, order, "accept")

    async def pack(order: Order) -> Order:
        async with demo.sessions.begin() as session:
            return await go(session, order, "ready")

    packed = await asyncio.gather(*(pack(order) for order in made))

    held = [order for order in packed if order.fulfilment == "locker"]
    numbers = [order.box_number for order in held]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert len({order.pickup_code for order in held}) == 8
    assert [order.fulfilment for order in packed].count("counter") == 4
    async with demo.sessions() as session:
        assert await boxes(session, demo, "locker_c") == {o.box_number: o.id for o in held}


async def test_the_database_itself_refuses_an_order_a_second_box(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await go(session, await for_the_locker(session, demo), "accept", "ready")
        with pytest.raises(Exception, match="uq_locker_box_park_id_order_id"):
            await session.execute(
                text("update locker_box set order_id = :id where number = 2"), {"id": order.id}
            )


async def test_ready_said_twice_keeps_the_box_and_its_code(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await go(session, await for_the_locker(session, demo), "accept", "ready")
        code = order.pickup_code
        order = await go(session, order, "ready")
        assert (order.box_number, order.pickup_code, len(await boxes(session, demo))) == (
            1,
            code,
            1,
        )


# Which locker


async def test_the_tenants_own_building_is_where_something_was_brought_last(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        draft = await demo.draft(session, "umbrella", conversation=conversation)
        assert await lockers.nearest(session, draft) is None
        lunch = await demo.draft(session, conversation=conversation)
        lunch.fulfilment, lunch.building, lunch.floor, lunch.phone = "delivery", "C", 3, "138"
        await placing.place(session, lunch, now=NOW)
        assert (await lockers.nearest(session, draft)).code == "locker_c"
        draft.building = "A"
        assert (await lockers.nearest(session, draft)).code == "locker_a"
        draft.building = "D"
        assert await lockers.nearest(session, draft) is None


async def test_a_building_without_one_is_said_with_those_that_have_one(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        with pytest.raises(lockers.NoLockerThere) as nowhere:
            await lockers.in_building(session, demo.id, "D")
        assert [one.building for one in nowhere.value.banks] == ["A", "B", "C"]
        (await bank(session, demo)).active = False
        await session.flush()
        with pytest.raises(lockers.NoLockerThere):
            await lockers.in_building(session, demo.id, "B")


# By hand


async def test_staff_free_a_box_and_that_is_noted(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await go(session, await for_the_locker(session, demo), "accept", "ready")
        staff = await make_staff(session, demo.id)
        box = await session.scalar(select(LockerBox).where(LockerBox.order_id == order.id))
        by = By(demo.id, staff.id, NOW + timedelta(hours=1))
        with pytest.raises(NotFound):
            await lockers.free_by_hand(session, by, box.id, held=order.id + 1)
        await lockers.free_by_hand(session, by, box.id, held=order.id)
        assert await boxes(session, demo) == {}
        assert (order.status, order.fulfilment, order.pickup_code) == ("ready", "counter", None)
        entry = (await session.scalars(select(AuditEntry))).one()
        assert (entry.action, entry.before, entry.after) == (
            "locker.free", {"box": 1}, {"box": None},
        )  # fmt: skip
        with pytest.raises(NotFound):
            await lockers.free_by_hand(session, by, box.id, held=order.id)


async def test_boxes_are_added_and_never_taken_away(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        locker = await bank(session, demo, "locker_c")
        for count in (10, 3):
            await lockers.set_boxes(session, locker, count)
        [shown] = [one for one in await lockers.overview(session, demo.id) if one.locker is locker]
        assert ([box.number for box in shown.boxes], shown.free) == ([*range(1, 11)], 10)


async def test_forty_buyers_of_ten_umbrellas_make_ten_orders(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "umbrella", stock=10)
        drafts = [await demo.draft(session, "umbrella") for _ in range(40)]
        for order in drafts:
            fulfilments.put_in_locker(order, await bank(session, demo))

    async def buy(order: Order) -> int | None:
        """What is left, as whoever is refused is told; None for whoever gets it."""
        try:
            async with demo.sessions.begin() as session:
                await placing.place(session, order, now=NOW)
        except placing.OutOfStock as refused:
            return refused.left
        return None

    told = await asyncio.gather(*(buy(order) for order in drafts))

    assert (told.count(None), told.count(0), len(told)) == (10, 30, 40)
    async with demo.sessions() as session:
        umbrella = await session.get_one(Item, (demo.id, demo.items["umbrella"]))
        placed = await session.scalars(select(Order.status).where(Order.status == "placed"))
        assert (umbrella.stock, umbrella.sold_out_at is not None) == (0, True)
        assert len(placed.all()) == 10


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("便利店旁边那个", "locker_b"),
        ("便利店取货柜", "locker_b"),
        ("the one by the shop", "locker_b"),
        ("电梯厅那个", "locker_c"),
        ("the locker in the lift hall", "locker_c"),
        ("大堂的", "locker_a"),
        ("随便哪个柜子", None),
        ("in the building", None),
    ],
)
async def test_a_bank_is_told_by_where_it_stands(
    demo: DemoPark, said: str, code: str | None
) -> None:
    async with demo.sessions() as session:
        found = lockers.described(await lockers.banks(session, demo.id), said)
    assert (found.code if found is not None else None) == code
