"""What costs something is an order, said before, made with the booking, ended with it."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from models.accounting import AccountMonth
from models.booking_shelf import BookingPool
from models.payments import Payment
from services.accounting.accounts import LimitReached, NotEntitled
from services.booking import admin, alarms, deciding, presence
from services.booking import booking as bookings
from services.booking.booking import Asked
from services.booking.costs import CostsMore
from services.claims.claims import Taken
from services.hire import charges, prices
from services.kit.actors import tenant
from services.ordering import orders
from tests.given.booking import HOUR, NOW, at, booked, by, live, park_of, person, reloaded, thing
from tests.given.demo_park import DemoPark
from tests.given.hire import (
    HOUR_PRICE,
    charged,
    colleague,
    followed,
    free_first,
    orders_of_hours,
)


async def spent(demo: DemoPark) -> int:
    async with demo.sessions() as session:
        return await session.scalar(select(func.coalesce(func.sum(AccountMonth.spent), 0))) or 0


async def cancelled(demo: DemoPark, booking_id: int, who: int, *, now: datetime = NOW) -> None:
    async with demo.sessions.begin() as session:
        await bookings.cancel(session, demo.id, booking_id, by=tenant(who), now=now)


async def priced_hall(demo: DemoPark, price: int = 30_000) -> None:
    """An hour of the hall costs something from the first on."""
    async with demo.sessions.begin() as session:
        pool = await admin.pool(session, demo.id, "hall")
        assert pool is not None
        await admin.put_allowance(
            session, pool, scope="person", period="day", minutes=0, beyond="charge"
        )
        [outlet] = await prices.facilities(session, demo.id)
        await prices.put(session, by(demo), pool, outlet.id, price)


async def test_it_is_said_before_it_costs_minutes_and_sum(demo: DemoPark) -> None:
    who = await free_first(demo)
    agreed: list[dict[str, int]] = [
        {},
        {"pays_min": 60},
        {"pays_min": 60, "pays": 5_999},
        {"pays": 6_000},
    ]
    for asked in agreed:
        with pytest.raises(CostsMore) as refused:
            await booked(demo, "court_2", at(10), who=who, **asked)
        assert refused.value.details == {
            "minutes": 60, "left": 0, "hour_price": 6_000, "amount": 6_000, "currency": "CNY",
        }  # fmt: skip
    assert await orders_of_hours(demo) == []


async def test_a_yes_is_an_order_of_the_facility_with_hours_at_their_price(demo: DemoPark) -> None:
    who = await free_first(demo)
    booking = await charged(demo, who, hours=2)
    (order,) = await orders_of_hours(demo)
    assert (order.status, order.payment, order.total) == ("accepted", "on_pickup", 12_000)
    assert (order.note, order.person_id, order.accept_by) == (booking.booking_no, who, None)
    [line] = order.lines
    assert (line.name_zh, line.quantity, line.unit_price) == ("羽毛球2号场（120 分钟）", 2, 6_000)
    assert (await reloaded(demo, booking.id)).charged_min == 120


async def test_whoever_has_a_company_account_charges_it_and_gets_it_back(demo: DemoPark) -> None:
    who = await free_first(demo, who=await colleague(demo))
    booking = await charged(demo, who)
    assert await spent(demo) == HOUR_PRICE
    await cancelled(demo, booking.id, who, now=at(5))
    (order,) = await orders_of_hours(demo)
    assert (order.status, await spent(demo)) == ("rejected", 0)


async def test_cancelled_late_it_is_due(demo: DemoPark) -> None:
    who = await free_first(demo, who=await colleague(demo))
    booking = await charged(demo, who)
    await cancelled(demo, booking.id, who, now=at(9))
    (order,) = await orders_of_hours(demo)
    assert (order.status, await spent(demo)) == ("completed", HOUR_PRICE)
    assert (await reloaded(demo, booking.id)).status == "cancelled"


async def test_above_the_companys_limit_nothing_stays(demo: DemoPark) -> None:
    who = await free_first(demo, who=await colleague(demo, limit=5_000))
    before = await live(demo)
    with pytest.raises(LimitReached):
        await charged(demo, who)
    assert (await live(demo), await orders_of_hours(demo), await spent(demo)) == (before, [], 0)
    await charged(demo, who, payment="on_pickup")
    guest = await free_first(demo, day=3)
    with pytest.raises(NotEntitled):
        await charged(demo, guest, day=3, payment="company_account")


async def test_moving_changes_the_sum(demo: DemoPark) -> None:
    who = await free_first(demo, who=await colleague(demo))
    booking = await charged(demo, who)
    async with demo.sessions.begin() as session:
        park, court = await park_of(session, demo), await thing(session, demo, "court_2")

        async def moved(starts_at: datetime, hours: int, **agreed: Any) -> None:
            asked = Asked(court, starts_at, starts_at + hours * HOUR, **agreed)
            await bookings.move_to(session, park, booking.id, asked, by=tenant(who), now=NOW)

        await moved(at(11), 1)  # Agreed to once already.
        with pytest.raises(CostsMore):
            await moved(at(11), 2)
        await moved(at(11), 2, pays_min=120, pays=12_000)
    assert [(one.status, one.total) for one in await orders_of_hours(demo)] == [
        ("rejected", 6_000),
        ("accepted", 12_000),
    ]
    assert await spent(demo) == 12_000
    async with demo.sessions.begin() as session:
        asked = Asked(court, at(11, day=3), at(12, day=3))
        await bookings.move_to(session, park, booking.id, asked, by=tenant(who), now=NOW)
    assert await spent(demo) == 0
    assert [one.status for one in await orders_of_hours(demo)] == ["rejected", "rejected"]


async def test_a_price_never_rises_silently(demo: DemoPark) -> None:
    who = await free_first(demo)
    async with demo.sessions.begin() as session:
        pool = (
            await session.scalars(select(BookingPool).where(BookingPool.code == "badminton"))
        ).one()
        [outlet] = await prices.facilities(session, demo.id)
        await prices.put(session, by(demo), pool, outlet.id, 7_000)
    with pytest.raises(CostsMore) as refused:
        await charged(demo, who)
    assert refused.value.details["amount"] == 7_000


async def test_what_staff_have_to_say_yes_to_is_paid_for_and_given_back_with_a_no(
    demo: DemoPark,
) -> None:
    await priced_hall(demo)
    who = await colleague(demo, limit=200_000)
    first, second, third = [
        await booked(
            demo, "hall_east", at(9, day=day), hours=2, who=who, pays_min=120, pays=60_000,
            payment="on_pickup" if day == 10 else None,
        )
        for day in (8, 9, 10)
    ]  # fmt: skip
    assert [one.status for one in await orders_of_hours(demo)] == ["placed", "placed", "placed"]
    async with demo.sessions.begin() as session:
        await deciding.approve(session, by(demo), first.id)
        await deciding.decline(session, by(demo), second.id, "检修")
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=NOW + 25 * HOUR)
    assert (await reloaded(demo, third.id)).status == "expired"
    assert [one.status for one in await orders_of_hours(demo)] == [
        "accepted",
        "rejected",
        "expired",
    ]
    assert await spent(demo) == 60_000


async def test_the_end_settles_what_is_prepaid_and_leaves_the_rest_to_the_desk(
    demo: DemoPark,
) -> None:
    prepaid = await free_first(demo, who=await colleague(demo))
    await charged(demo, prepaid)
    guest = await free_first(demo, day=3)
    at_desk = await charged(demo, guest, day=3)
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=at(12, day=3))
    assert [one.status for one in await orders_of_hours(demo)] == ["completed", "ready"]
    for _ in range(2):
        async with demo.sessions.begin() as session:
            await charges.paid(session, by(demo, now=at(13, day=3)), at_desk.id)
    assert [one.status for one in await orders_of_hours(demo)] == ["completed", "completed"]
    async with demo.sessions() as session:
        methods = await session.scalars(select(Payment.method).order_by(Payment.id))
        assert methods.all() == ["company_account", "on_pickup"]


async def test_an_order_that_its_outlet_rejects_frees_the_time(demo: DemoPark) -> None:
    who = await free_first(demo, who=await colleague(demo))
    booking = await charged(demo, who)
    (order,) = await orders_of_hours(demo)
    async with demo.sessions.begin() as session:
        await orders.advance(session, demo.id, order.id, "reject", now=NOW, reason="漏水")
    await followed(demo, "order.rejected")
    ended = await reloaded(demo, booking.id)
    assert (ended.status, ended.status_reason, await spent(demo)) == ("cancelled", "漏水", 0)
    await booked(demo, "court_2", at(10), who=who, pays_min=60, pays=6_000)


async def test_an_order_that_is_rejected_during_the_hour_waives_it(demo: DemoPark) -> None:
    who = await free_first(demo, who=await colleague(demo))
    booking = await charged(demo, who)
    async with demo.sessions.begin() as session:
        await presence.check_in(session, demo.id, booking.id, now=at(10))
        (order,) = await orders_of_hours(demo)
        await orders.advance(session, demo.id, order.id, "reject", now=at(10, 5))
    await followed(demo, "order.rejected", now=at(10, 6))
    had = await reloaded(demo, booking.id)
    assert (had.status, had.charged_min, await spent(demo)) == ("checked_in", 0, 0)


async def test_who_asks_to_cancel_the_order_gives_up_the_booking_by_its_rule(
    demo: DemoPark,
) -> None:
    who = await free_first(demo, who=await colleague(demo))
    booking = await charged(demo, who)
    (order,) = await orders_of_hours(demo)
    async with demo.sessions.begin() as session:
        await orders.request_cancellation(session, demo.id, order.id, now=NOW)
    await followed(demo, "order.cancel_requested", now=at(9))
    assert (await reloaded(demo, booking.id)).status == "cancelled"
    assert await spent(demo) == HOUR_PRICE  # It was late.


async def test_staying_longer_is_agreed_to_as_well(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        who = (await person(session, demo)).id
    booking = await booked(demo, "court_1", at(10), hours=2, who=who)
    async with demo.sessions.begin() as session:
        park = await park_of(session, demo)
        await presence.check_in(session, demo.id, booking.id, now=at(10))
        with pytest.raises(CostsMore):
            await presence.extend(session, park, booking.id, 60, by=tenant(who), now=at(11))
        await presence.extend(
            session, park, booking.id, 60, by=tenant(who), now=at(11), pays_min=60, pays=6_000
        )
    (order,) = await orders_of_hours(demo)
    assert (order.status, order.total) == ("accepted", 6_000)


async def test_of_many_at_once_one_has_the_time_and_one_order_is_made(demo: DemoPark) -> None:
    who = await free_first(demo, who=await colleague(demo))

    async def one() -> str:
        try:
            await charged(demo, who)
        except Taken:
            return "taken"
        return "had"

    assert sorted(await asyncio.gather(*(one() for _ in range(8)))) == ["had", *["taken"] * 7]
    assert (len(await orders_of_hours(demo)), await spent(demo)) == (1, HOUR_PRICE)
