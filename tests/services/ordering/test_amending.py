"""Changing an order that is placed and not accepted: one order, one event, stock and slot right."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet
from models.events import EventRow
from models.ordering import Order
from services.catalogue.slots import Wanted
from services.ordering import amending, deadlines, line_edits, orders, placing
from services.ordering.amending import Change, NotAmendable
from services.ordering.cart_lines import QuantityRefused, Wish
from services.ordering.order_slots import SlotRefused, choose_slot
from services.ordering.orders import Outdated
from services.ordering.placing import EmptyCart, OutOfStock
from services.people import guest_limits
from services.people.guest_limits import GuestLimit
from services.vendors import endpoints, keys
from services.vendors.endpoints import CheckedUrl
from tests.contract.vendor_delivery import VAULT
from tests.given.demo_park import NOON, WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
BEEF, EGG = "beef_noodles", "tomato_egg_noodles"
LATER = NOON + timedelta(minutes=30)


def sets(session: AsyncSession, quantity: int) -> Change:
    """So many of its first line."""

    async def change(order: Order, holds: Mapping[int, int]) -> None:
        lines = await line_edits.of(session, order, holds=holds)
        lines.set(order.lines[0], quantity)

    return change


def swaps(demo: DemoPark, session: AsyncSession, code: str, part: int | None = None) -> Change:
    async def change(order: Order, holds: Mapping[int, int]) -> None:
        lines = await line_edits.of(session, order, more=[demo.items[code]], holds=holds)
        lines.swap(order.lines[0], Wish(demo.items[code]), part=part)

    return change


def moves(session: AsyncSession, at: Any) -> Change:
    async def change(order: Order, _holds: Mapping[int, int]) -> None:
        await choose_slot(session, order, Wanted(start=at), now=NOW)

    return change


async def told(session: AsyncSession, order: Order) -> list[EventRow]:
    rows = await session.scalars(
        select(EventRow).where(EventRow.subject == f"order:{order.id}").order_by(EventRow.sequence)
    )
    return list(rows)


async def test_one_event_tells_the_vendor_all_of_it(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF, quantity=2)
        number = order.order_no
        await amending.amend(session, order, sets(session, 3), now=NOW)
    async with demo.sessions() as session:
        placed, amended = await told(session, order)
        assert (placed.type, amended.type, amended.sequence) == ("order.placed", "order.amended", 2)
        data = amended.data["order"]
        assert (data["order_no"], data["status"], data["total"]) == (number, "placed", 3 * 2200)
        assert [line["quantity"] for line in data["lines"]] == [3]
        assert amended.data["changed"] == ["lines"]


@pytest.mark.parametrize(("quantity", "left"), [(1, 4), (2, 3), (5, 0)])
async def test_stock_follows(demo: DemoPark, quantity: int, left: int) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=5)
        order = await demo.placed(session, BEEF, quantity=2)
        await amending.amend(session, order, sets(session, quantity), now=NOW)
    async with demo.sessions() as session:
        assert await demo.stock(session, BEEF) == left
        assert len(await told(session, order)) == (1 if quantity == 2 else 2)


async def test_stock_follows_a_swap_of_a_part(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=5)
        await demo.set_item(session, EGG, stock=5)
        order = await demo.placed(session, BEEF, quantity=3)
        await amending.amend(session, order, swaps(demo, session, EGG, 1), now=NOW)
    async with demo.sessions() as session:
        assert (await demo.stock(session, BEEF), await demo.stock(session, EGG)) == (3, 4)


async def test_the_last_pieces_that_it_holds_itself_do_not_stand_against_fewer(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=3)
        order = await demo.placed(session, BEEF, quantity=3)
        await amending.amend(session, order, sets(session, 2), now=NOW)
        assert await demo.stock(session, BEEF) == 1


async def test_more_than_there_is_is_refused_with_what_there_is_and_changes_nothing(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=4)
        order = await demo.placed(session, BEEF, quantity=2)
        with pytest.raises(QuantityRefused) as refused:
            await amending.amend(session, order, sets(session, 5), now=NOW)
        assert refused.value.allowed == 4
        assert [line.quantity for line in order.lines] == [2]
    async with demo.sessions() as session:
        assert await demo.stock(session, BEEF) == 2
        assert len(await told(session, order)) == 1


async def test_a_race_for_the_last_piece_is_lost_whole(demo: DemoPark) -> None:
    """What somebody else has bought since the order's items were read."""
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=4)
        order = await demo.placed(session, BEEF, quantity=2)
    async with demo.sessions.begin() as session:
        mine = await orders.load(session, demo.id, order.id)

        async def change(placed: Order, holds: Mapping[int, int]) -> None:
            await sets(session, 4)(placed, holds)
            async with demo.sessions.begin() as other:
                await demo.placed(other, BEEF, quantity=1)

        with pytest.raises(OutOfStock):
            await amending.amend(session, mine, change, now=NOW)
        assert [line.quantity for line in mine.lines] == [2]
    async with demo.sessions() as session:
        assert await demo.stock(session, BEEF) == 1
        assert (await orders.load(session, demo.id, order.id)).total == 2 * 2200


async def test_the_slot_follows(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF)
        await amending.amend(session, order, moves(session, LATER), now=NOW)
    async with demo.sessions() as session:
        assert (await demo.taken(session, NOON), await demo.taken(session, LATER)) == (0, 1)
        assert (await told(session, order))[-1].data["changed"] == ["slot"]


async def test_a_full_slot_is_refused_and_the_old_one_is_kept(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF)
        other = await demo.placed(session, BEEF, at=LATER)
        await session.execute(
            amending._load.update()
            .where(amending._load.c.slot_start == other.slot_start)
            .values(taken=60)
        )
        with pytest.raises(SlotRefused) as refused:
            await amending.amend(session, order, moves(session, LATER), now=NOW)
        assert refused.value.instead
    async with demo.sessions() as session:
        assert await demo.taken(session, NOON) == 1


async def test_after_the_cut_off_it_can_shrink_and_not_grow(demo: DemoPark) -> None:
    late = NOW.replace(hour=10, minute=50)
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF, quantity=2)
        with pytest.raises(SlotRefused) as refused:
            await amending.amend(session, order, sets(session, 3), now=late)
        assert refused.value.why == "closed"
        await amending.amend(session, order, sets(session, 1), now=late)
        assert order.total == 2200


async def test_nothing_is_left_of_an_order_only_by_cancelling_it(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF)
        with pytest.raises(EmptyCart):
            await amending.amend(session, order, sets(session, 0), now=NOW)
        assert [line.quantity for line in order.lines] == [1]


@pytest.mark.parametrize("action", ["accept", "reject", "cancel", "expire"])
async def test_once_it_is_accepted_or_over_it_stays_as_it_is(demo: DemoPark, action: str) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF)
        await orders.advance(session, demo.id, order.id, action, now=NOW)
        with pytest.raises(NotAmendable) as refused:
            await amending.amend(session, order, sets(session, 2), now=NOW)
        assert (refused.value.why, refused.value.details["status"]) == ("late", order.status)


@pytest.mark.parametrize("payment", ["company_account", "wechat_pay"])
async def test_what_is_paid_already_is_not_changed_in_place(demo: DemoPark, payment: str) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF)
        order.payment = payment
        await session.flush()
        with pytest.raises(NotAmendable) as refused:
            await amending.amend(session, order, sets(session, 2), now=NOW)
        assert refused.value.why == "paid"


@pytest.mark.parametrize(
    ("types", "has_key", "amendable"),
    [
        (None, False, True),
        (None, True, False),
        ([], True, False),
        (["order.placed"], True, False),
        (["order.placed", "order.amended"], True, True),
    ],
)
async def test_a_vendor_whose_program_has_not_named_the_event_is_not_sent_it(
    demo: DemoPark, types: list[str] | None, has_key: bool, amendable: bool
) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF)
        outlet = await session.get_one(Outlet, (demo.id, order.outlet_id))
        about: dict[str, Any] = {"park_id": demo.id, "vendor_id": outlet.vendor_id}
        if types is not None:
            await endpoints.register_endpoint(
                session,
                VAULT,
                url=CheckedUrl("https://v.example/"),
                now=NOW,
                event_types=types,
                **about,
            )
        if has_key:
            await keys.create(session, demo.id, outlet.vendor_id, now=NOW)
        assert (await amending.stands_against(session, order)) == (None if amendable else "vendor")


async def test_a_vendor_accepts_only_what_it_knows(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF)
        await amending.amend(session, order, sets(session, 2), now=NOW)
        for seen in (None, 1):
            with pytest.raises(Outdated) as outdated:
                await orders.advance(session, demo.id, order.id, "accept", seen=seen, now=NOW)
            assert outdated.value.details == {"sequence": 2}
        await orders.advance(session, demo.id, order.id, "accept", seen=2, now=NOW)
        await orders.advance(session, demo.id, order.id, "accept", seen=1, now=NOW)  # It is.
        assert order.status == "accepted"


async def test_accepting_and_amending_at_once_end_as_one_of_the_two(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        placed = [await demo.placed(session, BEEF, quantity=2) for _ in range(6)]

    async def amend(order_id: int) -> None:
        async with demo.sessions.begin() as session:
            order = await orders.load(session, demo.id, order_id)
            await amending.amend(session, order, sets(session, 3), now=NOW)

    async def accept(order_id: int) -> None:
        async with demo.sessions.begin() as session:
            await orders.advance(session, demo.id, order_id, "accept", seen=1, now=NOW)

    tasks = [act(one.id) for one in placed for act in (amend, accept)]
    done = await asyncio.gather(*tasks, return_exceptions=True)
    for amended, accepted in zip(done[::2], done[1::2], strict=True):
        assert (isinstance(amended, NotAmendable), isinstance(accepted, Outdated)) in (
            (True, False),
            (False, True),
        )


async def test_changing_places_at_once_does_not_wait_in_a_circle(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, stock=100)
        early = [await demo.placed(session, BEEF) for _ in range(5)]
        late = [await demo.placed(session, BEEF, at=LATER) for _ in range(5)]
        drafts = [await demo.draft(session, BEEF) for _ in range(5)]

    async def move(order_id: int, at: Any) -> None:
        async with demo.sessions.begin() as session:
            order = await orders.load(session, demo.id, order_id)

            async def change(placed: Order, holds: Mapping[int, int]) -> None:
                await moves(session, at)(placed, holds)
                await sets(session, 2)(placed, holds)

            await amending.amend(session, order, change, now=NOW)

    async def place(order_id: int) -> None:
        async with demo.sessions.begin() as session:
            order = await orders.load(session, demo.id, order_id)
            await placing.place(session, order, now=NOW)

    await asyncio.gather(
        *(move(one.id, LATER) for one in early),
        *(move(one.id, NOON) for one in late),
        *(place(one.id) for one in drafts),
    )
    async with demo.sessions() as session:
        assert (await demo.taken(session, NOON), await demo.taken(session, LATER)) == (10, 5)
        assert await demo.stock(session, BEEF) == 100 - 10 * 2 - 5


async def test_an_order_that_was_moved_expires_with_its_new_slot(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF)
        await amending.amend(session, order, moves(session, LATER), now=NOW)
        await deadlines.slot_over(session, demo.id, order.id, now=NOON + timedelta(minutes=15))
        assert order.status == "placed"
        await deadlines.slot_over(session, demo.id, order.id, now=LATER + timedelta(minutes=15))
        assert order.status == "expired"


async def test_what_a_guest_adds_afterwards_is_counted(demo: DemoPark) -> None:
    most = guest_limits.LIMITS["piece"].person
    async with demo.sessions.begin() as session:
        await demo.set_item(session, BEEF, max_quantity=10 * most)
        order = await demo.placed(session, BEEF, quantity=2)
        with pytest.raises(GuestLimit):
            await amending.amend(session, order, sets(session, most + 1), now=NOW)
        await amending.amend(session, order, sets(session, most), now=NOW)
    async with demo.sessions() as session:
        assert [row.type for row in await told(session, order)] == ["order.placed", "order.amended"]
