"""Hours that are paid beforehand: held until they are, free again if they are not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.accounting import PaymentReturn
from models.booking import Booking
from models.events import EventRow
from models.payments import Payment, PaymentRequest
from services.booking import admin, alarms, deciding
from services.booking import booking as bookings
from services.booking.booking import Asked
from services.claims.claims import Taken
from services.events import follows
from services.events.registry import parse_event
from services.kit.actors import tenant
from services.kit.errors import IllegalTransition
from services.ordering import payment_requests
from tests.given.booking import HOUR, NOW, at, booked, by, park_of, reloaded, thing
from tests.given.demo_park import DemoPark
from tests.given.hire import HOUR_PRICE, charged, free_first, orders_of_hours

BY_WECHAT = {"payment": "wechat_pay"}
LATER = NOW + timedelta(minutes=5)


async def request(demo: DemoPark) -> PaymentRequest:
    """The last one."""
    async with demo.sessions() as session:
        found = await session.scalars(
            select(PaymentRequest).order_by(PaymentRequest.id.desc()).limit(1)
        )
        return found.one()


async def paid(demo: DemoPark, *, amount: int = HOUR_PRICE, now: datetime = LATER) -> None:
    """WeChat Pay says so; nothing has followed yet."""
    asked = await request(demo)
    async with demo.sessions.begin() as session:
        await payment_requests.settle(
            session, demo.id, asked.reference,
            amount=amount, currency="CNY", paid_at=now, provider_id="42", now=now,
        )  # fmt: skip


async def worked(demo: DemoPark, *, now: datetime = LATER) -> None:
    """What the worker does after the events that nobody has handled."""
    async with demo.sessions.begin() as session:
        rows = await session.scalars(
            select(EventRow).where(EventRow.handled_at.is_(None)).order_by(EventRow.id)
        )
        for row in rows.all():
            await follows.handle(session, [(row, parse_event(row.type, row.data))], now)
            row.handled_at = now


async def held(demo: DemoPark, **more: Any) -> tuple[Booking, int]:
    who = await free_first(demo)
    return await charged(demo, who, **BY_WECHAT, **more), who


async def money(demo: DemoPark) -> tuple[int, int]:
    """What was paid, and what of it is on its way back."""
    async with demo.sessions() as session:
        there = list(await session.scalars(select(Payment)))
        back = list(await session.scalars(select(PaymentReturn)))
    return sum(one.amount for one in there), sum(one.amount for one in back)


async def test_it_is_held_until_it_is_paid_and_then_theirs(demo: DemoPark) -> None:
    booking, _ = await held(demo)
    assert (booking.status, booking.held_for) == ("held", "payment")
    assert (await request(demo)).expires_at == NOW + timedelta(minutes=15)
    with pytest.raises(Taken):
        await charged(demo, await free_first(demo, day=3))
    await paid(demo)
    await worked(demo)
    had = await reloaded(demo, booking.id)
    assert (had.status, had.held_for) == ("confirmed", None)
    [order] = await orders_of_hours(demo)
    assert (order.status, order.payment, order.total) == ("accepted", "wechat_pay", HOUR_PRICE)
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=at(10) + timedelta(hours=2))
    [order] = await orders_of_hours(demo)
    assert (order.status, await money(demo)) == ("completed", (HOUR_PRICE, 0))


async def test_nobody_pays_and_it_is_free_at_once(demo: DemoPark) -> None:
    booking, who = await held(demo)
    over = NOW + timedelta(minutes=15)
    async with demo.sessions.begin() as session:
        await payment_requests.expire(session, demo.id, (await request(demo)).reference, now=over)
    await worked(demo, now=over)
    gone = await reloaded(demo, booking.id)
    assert (gone.status, gone.charged_min) == ("expired", 0)
    [order] = await orders_of_hours(demo)
    assert (order.status, order.held) == ("cancelled", False)
    await charged(demo, who)
    await paid(demo, now=over + timedelta(minutes=1))  # It was too late: all of it goes back.
    assert (await request(demo)).status == "returned"


async def test_it_is_free_again_by_itself_where_nobody_works(demo: DemoPark) -> None:
    """The worker stands still: the hold ends by the clock, and what was paid goes back."""
    booking, who = await held(demo)
    await paid(demo)
    late = NOW + timedelta(minutes=40)
    await booked(demo, "court_2", at(10), who=who, now=late, pays_min=60, pays=HOUR_PRICE)
    await worked(demo, now=late)
    assert (await reloaded(demo, booking.id)).status == "expired"
    assert await money(demo) == (HOUR_PRICE, HOUR_PRICE)
    first, second = await orders_of_hours(demo)
    assert (first.status, second.status) == ("expired", "accepted")


async def test_the_alarm_lets_go_of_what_no_event_did(demo: DemoPark) -> None:
    booking, _ = await held(demo)
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=NOW + timedelta(minutes=26))
    assert (await reloaded(demo, booking.id)).status == "expired"
    assert (await request(demo)).status == "closed"


async def test_who_gives_it_up_unpaid_owes_nothing_and_pays_nothing(demo: DemoPark) -> None:
    booking, who = await held(demo)
    async with demo.sessions.begin() as session:
        await bookings.cancel(session, demo.id, booking.id, by=tenant(who), now=LATER)
    await paid(demo)
    await worked(demo)
    assert (await request(demo)).status == "returned"
    assert (await reloaded(demo, booking.id)).status == "cancelled"
    assert [one.status for one in await orders_of_hours(demo)] == ["cancelled"]


async def test_who_gives_the_order_up_gives_up_the_time(demo: DemoPark) -> None:
    booking, _ = await held(demo)
    [order] = await orders_of_hours(demo)
    async with demo.sessions.begin() as session:
        await payment_requests.cancel(session, order, now=LATER)
    await worked(demo)
    assert (await reloaded(demo, booking.id)).status == "expired"


@pytest.mark.parametrize(("hour", "back"), [(5, HOUR_PRICE), (9, 0)])
async def test_cancelled_in_time_the_money_goes_back(demo: DemoPark, hour: int, back: int) -> None:
    booking, who = await held(demo)
    await paid(demo)
    await worked(demo)
    async with demo.sessions.begin() as session:
        await bookings.cancel(session, demo.id, booking.id, by=tenant(who), now=at(hour))
    assert await money(demo) == (HOUR_PRICE, back)
    status = "rejected" if back else "completed"
    assert [one.status for one in await orders_of_hours(demo)] == [status]


async def test_cancelled_between_the_payment_and_its_news_it_goes_back(demo: DemoPark) -> None:
    booking, who = await held(demo)
    await paid(demo)
    async with demo.sessions.begin() as session:
        await bookings.cancel(session, demo.id, booking.id, by=tenant(who), now=LATER)
    await worked(demo)
    assert (await reloaded(demo, booking.id)).status == "cancelled"
    assert await money(demo) == (HOUR_PRICE, HOUR_PRICE)


async def test_another_sum_is_put_to_staff_and_the_time_is_free(demo: DemoPark) -> None:
    booking, _ = await held(demo)
    await paid(demo, amount=1)
    await worked(demo)
    assert (await request(demo)).status == "disputed"
    assert (await reloaded(demo, booking.id)).status == "expired"


async def test_what_is_not_paid_is_neither_moved_nor_approved(demo: DemoPark) -> None:
    booking, who = await held(demo)
    async with demo.sessions.begin() as session:
        park, court = await park_of(session, demo), await thing(session, demo, "court_2")
        asked = Asked(court, at(12), at(13))
        with pytest.raises(IllegalTransition):
            await bookings.move_to(session, park, booking.id, asked, by=tenant(who), now=NOW)
        with pytest.raises(IllegalTransition):
            await deciding.approve(session, by(demo), booking.id)


async def test_moved_to_another_sum_it_goes_back_and_the_new_one_is_paid_as_usual(
    demo: DemoPark,
) -> None:
    booking, who = await held(demo)
    await paid(demo)
    await worked(demo)
    async with demo.sessions.begin() as session:
        park, court = await park_of(session, demo), await thing(session, demo, "court_2")
        same = Asked(court, at(12), at(13))
        await bookings.move_to(session, park, booking.id, same, by=tenant(who), now=LATER)
        longer = Asked(court, at(12), at(14), pays_min=120, pays=12_000)
        await bookings.move_to(session, park, booking.id, longer, by=tenant(who), now=LATER)
    assert [(one.status, one.payment) for one in await orders_of_hours(demo)] == [
        ("rejected", "wechat_pay"),
        ("accepted", "on_pickup"),
    ]
    assert await money(demo) == (HOUR_PRICE, HOUR_PRICE)


async def test_staff_are_asked_once_it_is_paid(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        pool = await admin.pool(session, demo.id, "badminton")
        assert pool is not None
        pool.needs_approval = True
    who = (await booked(demo)).person_id
    first = await booked(demo, "court_1", at(18), hours=2, who=who)
    booking = await charged(demo, who, **BY_WECHAT)
    assert booking.held_for == "payment"
    await paid(demo)
    await worked(demo)
    asked = await reloaded(demo, booking.id)
    assert (asked.status, asked.held_for) == ("held", "approval")
    async with demo.sessions.begin() as session:
        assert {one.id for one in await deciding.waiting(session, demo.id)} == {
            first.id, booking.id,
        }  # fmt: skip
        await deciding.decline(session, by(demo, now=LATER + HOUR), booking.id, "检修")
    assert await money(demo) == (HOUR_PRICE, HOUR_PRICE)
