"""A vendor rejects a part of an order: what goes, what stands, and what is paid back."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.ordering import Order
from models.payments import Refund
from services.events.publish import publish
from services.kit.audit import By
from services.kit.errors import IllegalTransition, Invalid
from services.ordering import describing, orders, payments, reducing, refunds
from services.ordering.events import OrderAmended
from services.ordering.orders import Outdated
from services.ordering.refunds import Asked
from tests.given import factories
from tests.given.companies import account_of, charged, ledger_by_month, spent_by_month
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
BEEF, EGG = "beef_noodles", "tomato_egg_noodles"
WHY = "鸡蛋卖完了"


async def reject(
    session: AsyncSession, order: Order, left: dict[int, int], *, seen: int | None = None
) -> Order:
    return await reducing.reject_part(
        session, order.park_id, order.id, left, reason=WHY, seen=seen, now=NOW
    )


async def told(session: AsyncSession, order: Order) -> Sequence[EventRow]:
    rows = await session.scalars(
        select(EventRow)
        .where(EventRow.subject == f"order:{order.id}", EventRow.type == "order.reduced")
        .order_by(EventRow.sequence)
    )
    return rows.all()


@pytest.mark.parametrize("status", ["placed", "accepted", "preparing"])
async def test_the_rest_stands_with_its_number_state_slot_and_sum(
    demo: DemoPark, status: str
) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, EGG, stock=9)
        order = await demo.placed(session, BEEF, EGG, quantity=3)
        for action in {"placed": [], "accepted": ["accept"]}.get(status, ["accept", "preparing"]):
            await orders.advance(session, demo.id, order.id, action, now=NOW)
        beef, egg = order.lines
        before, taken = order.total, await demo.taken(session)
        await reject(session, order, {egg.id: 1})
        assert (order.status, egg.quantity) == (status, 1)
        assert order.total == before - 2 * egg.unit_price
        assert (await demo.stock(session, EGG), await demo.taken(session)) == (8, taken)
        [event] = await told(session, order)
        shown = event.data["order"]
        assert [line["id"] for line in shown["lines"]] == [beef.id, egg.id]
        assert (shown["total"], shown["status"], event.data["reason"]) == (order.total, status, WHY)
        assert event.data["rejected"] == [
            {
                "line_id": egg.id,
                "name_zh": egg.name_zh,
                "name_en": egg.name_en,
                "quantity": 2,
            }
        ]


async def test_a_line_of_which_nothing_is_left_goes(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF, EGG)
        beef, egg = order.lines
        await reject(session, order, {egg.id: 0})
        assert [line.id for line in order.lines] == [beef.id]
    async with demo.sessions() as session:
        again = await orders.load(session, demo.id, order.id)
        assert ([line.id for line in again.lines], again.total) == ([beef.id], beef.unit_price)


async def test_the_same_again_changes_nothing(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF, EGG, quantity=2)
        beef, egg = order.lines
        for _ in range(2):
            await reject(session, order, {beef.id: 1, egg.id: 0})
        assert (len(await told(session, order)), order.total) == (1, beef.unit_price)
        await reject(session, order, {beef.id: 1})
        assert len(await told(session, order)) == 1


async def test_if_nothing_is_left_all_of_it_is_rejected(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF, EGG)
        for _ in range(2):
            await reject(session, order, {line.id: 0 for line in order.lines})
        assert (order.status, order.status_reason, len(order.lines)) == ("rejected", WHY, 2)
        assert await demo.taken(session) == 0
        assert await told(session, order) == []


async def test_what_the_order_never_had_is_refused(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order, other = await demo.placed(session, BEEF), await demo.placed(session, BEEF)
        [line] = order.lines
        for left in ({line.id: 2}, {other.lines[0].id: 0}, {line.id: 0, 4711: 0}):
            with pytest.raises(Invalid):
                await reject(session, order, left)
        assert (order.status, line.quantity, await told(session, order)) == ("placed", 1, [])


@pytest.mark.parametrize("status", ["ready", "completed", "cancelled"])
async def test_what_is_ready_or_over_is_whole(demo: DemoPark, status: str) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF, EGG)
        order.status = status
        await session.flush()
        with pytest.raises(IllegalTransition):
            await reject(session, order, {order.lines[0].id: 0})


async def test_a_vendor_rejects_a_part_of_what_it_knows(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, BEEF, EGG)
        told_ = OrderAmended(order=await describing.describe(session, order), changed=["lines"])
        await publish(session, demo.id, told_, now=NOW)
        left = {order.lines[0].id: 0}
        for seen in (None, 1):
            with pytest.raises(Outdated):
                await reject(session, order, left, seen=seen)
        await reject(session, order, left, seen=2)
        assert len(order.lines) == 1


async def test_what_a_company_paid_for_it_goes_back_to_its_account(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo)
        order = await charged(session, demo, account, BEEF, EGG, quantity=2)
        beef, egg = order.lines
        await reject(session, order, {egg.id: 0})
        payment = await payments.of_order(session, demo.id, order.id)
        assert payment is not None
        assert (payment.refunded, payment.status) == (2 * egg.unit_price, "partly_refunded")
        [refund] = await refunds.of_payment(session, payment)
        assert (refund.cause, refund.reason) == ("rejected", WHY)
        spent = {"2026-12": 2 * beef.unit_price}
        assert await spent_by_month(session) == spent == await ledger_by_month(session)
        assert [kind for _, kind in await demo.events(session, f"order:{order.id}")][-2:] == [
            "order.reduced",
            "payment.refunded",
        ]
        await orders.advance(session, demo.id, order.id, "reject", now=NOW, reason="停电")
        assert payment.refunded == payment.amount
        assert await spent_by_month(session) == {"2026-12": 0} == await ledger_by_month(session)


async def test_what_staff_gave_back_is_not_given_back_again(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        account = await account_of(session, demo)
        order = await charged(session, demo, account, BEEF, EGG, quantity=2)
        _, egg = order.lines
        staff = await factories.make_staff(session, demo.id, roles=["manager"])
        by = By(demo.id, staff.id, NOW)
        await refunds.refund(session, by, order.id, Asked("凉了", {egg.id: 1}), key="k")
        await reject(session, order, {egg.id: 0})
        amounts = await session.scalars(select(Refund.amount).order_by(Refund.id))
        assert list(amounts) == [egg.unit_price, egg.unit_price]
