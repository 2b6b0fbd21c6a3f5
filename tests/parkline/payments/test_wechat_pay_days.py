"""Days against WeChat Pay's bill: planned, asked for until it is there, compared to the fen."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from connectors.payments.cashier import Cashier
from models.accounting import PaymentReturn, Reconciliation, ReconciliationDifference
from models.events import EventRow
from models.staff import AuditEntry
from parkline.simulate.wechatpay.world import Trade
from services.accounting import days as reconciliation_days
from services.accounting import reconciliation
from services.accounting.reconciliation import Booked
from services.kit.audit import By
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, jobs
from tests.given.wechat_shop import Shop, shop

__all__ = ["shop"]

TODAY = WEDNESDAY_MORNING.date()


async def days(shop: Shop) -> list[Reconciliation]:
    async with shop.demo.sessions() as session:
        return list(await session.scalars(select(Reconciliation).order_by(Reconciliation.day)))


async def planned(shop: Shop) -> list[date]:
    await shop.cashier.plan_days()
    return [row.day for row in await days(shop)]


async def compared(shop: Shop) -> list[ReconciliationDifference]:
    """The day's differences, once it was compared by the worker."""
    await shop.cashier.plan_days()
    (row,) = await days(shop)
    assert await shop.cashier.reconcile(shop.demo.id, row.id) is None
    return await differences(shop)


async def differences(shop: Shop) -> list[ReconciliationDifference]:
    async with shop.demo.sessions() as session:
        found = await session.scalars(
            select(ReconciliationDifference).order_by(ReconciliationDifference.id)
        )
        return list(found)


async def once_more(shop: Shop) -> list[ReconciliationDifference]:
    (row,) = await days(shop)
    async with shop.demo.sessions.begin() as session:
        assert await reconciliation_days.again(session, by(shop), row.id)
        assert not await reconciliation_days.again(session, by(shop), row.id)
    return await compared(shop)


def by(shop: Shop) -> By:
    return By(shop.demo.id, None, shop.api.clock())


async def events(shop: Shop) -> list[tuple[str, Mapping[str, Any]]]:
    async with shop.demo.sessions() as session:
        rows = await session.scalars(
            select(EventRow)
            .where(EventRow.subject.startswith("reconciliation:"))
            .order_by(EventRow.id)
        )
        return [(row.type, row.data) for row in rows]


async def one_order(shop: Shop) -> Trade:
    await shop.paid(await shop.tenant())
    (trade,) = shop.simulator.world.trades.values()
    return trade


async def one_of_two(shop: Shop) -> Trade:
    """So that the day has a bill whatever becomes of it."""
    trade = await one_order(shop)
    await shop.paid(await shop.tenant("bob"))
    return trade


def told(one: ReconciliationDifference) -> tuple[str, int | None, int | None, str]:
    return one.kind, one.ours, one.theirs, one.status


async def test_a_day_is_planned_once_when_its_bill_should_be_there(shop: Shop) -> None:
    assert await planned(shop) == []
    await one_order(shop)
    assert await planned(shop) == []
    shop.later(hours=24, minutes=29)
    assert await planned(shop) == []
    shop.later(minutes=1)
    assert await planned(shop) == [TODAY]
    assert await planned(shop) == [TODAY]
    async with shop.demo.sessions() as session:
        queued = [job.task_name for job in await jobs(session, "payments")]
    assert queued.count("reconcile_day") == 1
    shop.later(days=2)
    assert await planned(shop) == [TODAY + timedelta(days=n) for n in range(3)]


async def test_what_was_forgotten_for_long_is_caught_up_with_for_a_month(shop: Shop) -> None:
    await one_order(shop)
    shop.later(days=60, minutes=30)
    found = await planned(shop)
    assert (found[0], found[-1], len(found)) == (
        TODAY + timedelta(days=28),
        TODAY + timedelta(days=59),
        32,
    )


async def test_a_day_that_agrees_is_kept_with_its_sums_and_alarms_nobody(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.paid(alice, quantity=2)
    await shop.paid(await shop.tenant("bob"))
    await alice.post(f"/orders/{order}/cancel")
    await shop.returned()
    shop.later(hours=25)
    assert await compared(shop) == []
    (row,) = await days(shop)
    assert (row.status, row.lines, row.our_lines) == ("compared", 3, 3)
    assert (row.collected, row.our_collected) == (6600, 6600)
    assert (row.returned, row.our_returned) == (4400, 4400)
    assert await events(shop) == []


async def test_each_kind_of_difference_is_a_row_and_staff_are_alarmed_once(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.paid(alice)
    await alice.post(f"/orders/{order}/cancel")
    await shop.returned()
    (trade,) = shop.simulator.world.trades.values()
    await shop.paid(await shop.tenant("bob"))
    bobs = list(shop.simulator.world.trades.values())[1]
    shop.simulator.courier.lost = True
    carols = await shop.to_pay(await shop.tenant("carol"))
    await shop.pays(carols)  # Nobody told us, and nobody asked.
    stranger = shop.simulator.world.trade(bobs.number)
    shop.simulator.world.trades["O-UNHEARD-1"] = Trade(
        {**stranger.asked, "out_trade_no": "O-UNHEARD-1"}, "wx1", "SUCCESS", "42", stranger.paid_at
    )
    trade.refunds[0].amount -= 1
    bobs.paid_at = None
    shop.later(hours=25)
    found = {one.reference: told(one) for one in await compared(shop)}
    assert found == {
        trade.refunds[0].number: ("other_sum", 2200, 2199, "open"),
        bobs.number: ("missing_there", 2200, None, "open"),
        (await shop.request(carols)).reference: ("other_state", 2200, 2200, "open"),
        "O-UNHEARD-1": ("missing_here", None, 2200, "open"),
    }
    ((name, data),) = await events(shop)
    assert (name, data["differences"], data["day"]) == ("payment.unreconciled", 4, "2026-12-02")


async def test_a_refund_that_ended_otherwise_there_is_a_difference(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.paid(alice)
    await alice.post(f"/orders/{order}/cancel")
    await shop.returned()
    (trade,) = shop.simulator.world.trades.values()
    shop.later(hours=25)
    for there, kinds in (("PROCESSING", []), ("CHANGE", ["other_state"]), ("SUCCESS", [])):
        trade.refunds[0].status = there
        if await days(shop):
            found = await once_more(shop)
        else:
            found = await compared(shop)
        assert [one.kind for one in found if one.status == "open"] == kinds, there


async def test_compared_again_what_is_the_same_stays_and_what_is_mended_is_gone(
    shop: Shop,
) -> None:
    trade = await one_of_two(shop)
    paid_at, trade.paid_at = trade.paid_at, None
    shop.later(hours=25)
    (found,) = await compared(shop)
    assert told(found) == ("missing_there", 2200, None, "open")
    assert [told(one) for one in await once_more(shop)] == [told(found)]
    assert len(await events(shop)) == 1  # Staff know of it.
    trade.paid_at = paid_at
    assert [one.status for one in await once_more(shop)] == ["gone"]
    trade.paid_at = None
    assert [one.status for one in await once_more(shop)] == ["open"]
    assert len(await events(shop)) == 2
    async with shop.demo.sessions() as session:
        entries = list(await session.scalars(select(AuditEntry.action)))
    assert entries.count("reconciliation.again") == 3


async def test_what_is_settled_stays_so_until_it_is_another_difference(shop: Shop) -> None:
    trade = await one_of_two(shop)
    paid_at, trade.paid_at = trade.paid_at, None
    shop.later(hours=25)
    (found,) = await compared(shop)
    async with shop.demo.sessions.begin() as session:
        for settled in (True, False):
            assert settled is await reconciliation.settle(
                session, by(shop), found.reconciliation_id, found.id, " 已和财务核对 "
            )
    (found,) = await once_more(shop)
    assert (found.status, found.note) == ("settled", "已和财务核对")
    trade.paid_at = paid_at
    trade.asked["amount"]["total"] = 2100
    (found,) = await once_more(shop)
    assert (found.kind, found.status, found.note) == ("other_sum", "open", None)


async def test_a_bill_that_is_not_there_yet_is_asked_for_again(shop: Shop) -> None:
    await one_order(shop)
    shop.simulator.world.billing = False
    shop.later(hours=25)
    await shop.cashier.plan_days()
    (row,) = await days(shop)
    waits: list[timedelta] = []
    for _ in range(10):
        again = await shop.cashier.reconcile(shop.demo.id, row.id)
        assert again is not None
        waits.append(again - shop.api.clock())
    assert waits == [timedelta(minutes=15)] * 8 + [timedelta(hours=1)] * 2
    (row,) = await days(shop)
    assert (row.status, row.tries, row.problem) == ("waiting", 10, "STATEMENT_CREATING")
    assert await events(shop) == []
    shop.simulator.world.billing = True
    assert await compared(shop) == []


async def test_staff_are_told_once_of_a_bill_that_is_a_day_late(shop: Shop) -> None:
    await one_order(shop)
    shop.simulator.world.billing = False
    shop.later(hours=49)
    await shop.cashier.plan_days()
    row = (await days(shop))[0]
    for _ in range(3):
        assert await shop.cashier.reconcile(shop.demo.id, row.id) is not None
    ((name, data),) = await events(shop)
    assert (name, data["problem"]) == ("payment.bill_missing", "STATEMENT_CREATING")


async def test_no_bill_where_we_have_payments_is_waited_for_a_day(shop: Shop) -> None:
    trade = await one_order(shop)
    trade.paid_at = None
    shop.simulator.world.trades.clear()
    shop.later(hours=25)
    await shop.cashier.plan_days()
    (row,) = await days(shop)
    assert await shop.cashier.reconcile(shop.demo.id, row.id) is not None
    (row,) = await days(shop)
    assert row.problem == "NO_STATEMENT_EXIST"
    shop.later(hours=24)
    assert await shop.cashier.reconcile(shop.demo.id, row.id) is None
    assert [one.kind for one in await differences(shop)] == ["missing_there"]


async def test_a_day_without_anything_needs_no_bill(shop: Shop) -> None:
    await shop.to_pay(await shop.tenant())
    shop.later(hours=25)
    assert await compared(shop) == []
    (row,) = await days(shop)
    assert (row.status, row.lines) == ("compared", 0)


async def test_without_a_merchant_the_day_waits_and_says_so(shop: Shop) -> None:
    await one_order(shop)
    shop.later(hours=25)
    await shop.cashier.plan_days()
    (row,) = await days(shop)
    nobody = Cashier(shop.demo.sessions, shop.api.clock, {})
    assert await nobody.reconcile(shop.demo.id, row.id) is not None
    (row,) = await days(shop)
    assert row.problem == "NOT_CONFIGURED"


async def test_a_refund_that_takes_till_the_next_day_is_looked_for_in_one_bill(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.paid(alice)
    shop.simulator.world.refund_status = "PROCESSING"
    await alice.post(f"/orders/{order}/cancel")
    await shop.returned()
    (trade,) = shop.simulator.world.trades.values()
    shop.later(hours=20)
    shop.simulator.end_refund(trade.refunds[0].number)
    await shop.told(2)
    shop.later(hours=30)
    await shop.cashier.plan_days()
    for row in await days(shop):
        assert await shop.cashier.reconcile(shop.demo.id, row.id) is None
    assert await differences(shop) == []
    async with shop.demo.sessions() as session:
        assert list(await session.scalars(select(PaymentReturn.billed_on))) == [TODAY]


async def test_a_refund_that_no_bill_has_is_missed_on_the_day_it_was_given(shop: Shop) -> None:
    alice = await shop.tenant()
    order = await shop.paid(alice)
    shop.simulator.world.refund_status = "PROCESSING"
    await alice.post(f"/orders/{order}/cancel")
    await shop.returned()
    (trade,) = shop.simulator.world.trades.values()
    shop.later(hours=20)
    shop.simulator.end_refund(trade.refunds[0].number)
    await shop.told(2)
    (number,) = [one.number for one in trade.refunds]
    trade.refunds.clear()
    shop.later(hours=60)  # What is not in the next bill either, once that is late.
    await shop.cashier.plan_days()
    for row in await days(shop):
        await shop.cashier.reconcile(shop.demo.id, row.id)
    ((kind, reference),) = [(one.kind, one.reference) for one in await differences(shop)]
    assert (kind, reference) == ("missing_there", number)


async def test_lines_of_another_park_are_its_own_business(shop: Shop) -> None:
    trade = await one_order(shop)
    day = datetime.fromisoformat("2026-12-02").date()
    async with shop.demo.sessions.begin() as session:
        other = await factories.make_park(session)
        found = await reconciliation.reconcile(
            session, other.id, "wechat_pay", day,
            [Booked(trade.number, 2200), Booked("O-NOBODY-1", 100)],
            now=shop.api.clock(),
        )  # fmt: skip
        assert [one.reference for one in found] == ["O-NOBODY-1"]
