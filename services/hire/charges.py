"""The order of a booking that costs something: made with it, moved with it, ended with it.

Whoever locks both locks the booking before the order.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingPool, BookingResource
from models.catalogue import Item, Outlet
from models.hire import BookingCharge
from models.ordering import Order, OrderLine
from models.park import Park
from models.people import Person
from services.accounting import accounts
from services.booking import charging
from services.booking.charging import HOUR, Charged
from services.hire import prices
from services.kit.audit import By, record
from services.kit.errors import NotFound
from services.kit.numbers import new_number
from services.ordering import orders, payment_requests, payments
from services.texts import say

METHODS = (*payments.METHODS, payments.WECHAT_PAY)
"""How hours can be paid: at the desk, by the company, or beforehand by WeChat Pay."""
AT_LEAST = timedelta(minutes=5)
"""For so long who pays beforehand may, even for what begins at once."""
HEARD_OF = timedelta(minutes=10)
"""For so long the time is held beyond that: money that was in time may be slow to be heard of."""
GIVEN_UP = {"declined": "reject", "expired": "expire"}
"""How an order that is not accepted yet ends with its booking; else it is cancelled."""
HAD = frozenset({"confirmed", "checked_in"})
OVER = frozenset({"no_show", "completed"})


async def of(session: AsyncSession, booking: Booking) -> Charged | None:
    """What counts for it now."""
    row = await _charge(session, booking)
    if row is None:
        return None
    order = await orders.load(session, row.park_id, row.order_id)
    asked = await payment_requests.waiting_of(session, order) if order.held else None
    return Charged(
        order.id,
        order.order_no,
        order.status,
        order.payment,
        row.minutes,
        row.amount,
        asked.expires_at if asked is not None else None,
    )


async def held_until(
    session: AsyncSession,
    pool: BookingPool,
    payment: str | None,
    starts_at: datetime,
    now: datetime,
) -> datetime | None:
    """What is paid by WeChat Pay is theirs once it is paid."""
    if payment != payments.WECHAT_PAY or await prices.of_hour(session, pool) is None:
        return None
    return _pay_by(starts_at, now) + HEARD_OF


async def order(
    session: AsyncSession, person: Person, booking: Booking, payment: str | None, now: datetime
) -> None:
    """What was paid by WeChat Pay goes back where the sum is another one: the new one is paid as is
    usual. Raises Invalid, accounts.NotEntitled, accounts.LimitReached."""
    pool = await session.get_one(BookingPool, (booking.park_id, booking.pool_id))
    item = await prices.of_pool(session, pool) if booking.charged_min else None
    former = await _charge(session, booking)
    if former is not None:
        same = item is not None and (former.minutes, former.hour_price) == (
            booking.charged_min,
            item.price,
        )
        if same:
            return
        given_up = await _end(session, former, "cancelled", now)
        if given_up.payment in payments.METHODS:
            payment = payment or given_up.payment
    if item is None:
        return
    made = await _place(session, person, booking, item, payment=payment, now=now)
    session.add(
        BookingCharge(
            park_id=booking.park_id,
            booking_id=booking.id,
            order_id=made.id,
            minutes=booking.charged_min,
            hour_price=item.price,
            amount=made.total,
            created_at=now,
        )
    )
    await session.flush()


async def follow(session: AsyncSession, booking: Booking, now: datetime) -> None:
    """A yes accepts its order; whoever gives up in time owes nothing, whoever does not, or was
    there, or did not come, does."""
    row = await _charge(session, booking)
    if row is None:
        return
    if booking.status in HAD:
        found = await orders.load(session, row.park_id, row.order_id, lock=True)
        await _move(session, found, "accept", now)
    elif booking.status in OVER or (booking.status == "cancelled" and booking.charged_min):
        await _due(session, row, now)
    elif booking.status in {"cancelled", *GIVEN_UP}:
        await _end(session, row, booking.status, now)


async def paid(session: AsyncSession, by: By, booking_id: int) -> Order:
    """It was paid at the desk. Again, it changes nothing. Raises NotFound, IllegalTransition."""
    booking = await session.get(Booking, (by.park_id, booking_id), with_for_update=True)
    row = await _charge(session, booking) if booking is not None else None
    if row is None:
        raise NotFound(f"nothing to pay for booking {booking_id}")
    found = await orders.load(session, by.park_id, row.order_id, lock=True)
    if found.payment in payments.PREPAID:
        raise NotFound(f"{found.order_no} is paid already")
    before = found.status
    if found.status == "accepted":
        found = await orders.move(session, found, "ready", now=by.at)
    found = await orders.move(session, found, "complete", now=by.at)
    record(
        session,
        by,
        "booking.paid",
        f"booking:{booking_id}",
        before={"order_status": before},
        after={"order_status": found.status},
    )
    return found


async def waive(session: AsyncSession, booking: Booking, *, now: datetime) -> None:
    """Nothing is owed any more: whoever would be paid has given it back. The booking is locked."""
    row = await _charge(session, booking)
    if row is not None:
        row.ended_at, booking.charged_min = now, 0
        await session.flush()


async def _charge(session: AsyncSession, booking: Booking) -> BookingCharge | None:
    return await session.scalar(
        select(BookingCharge).where(
            BookingCharge.park_id == booking.park_id,
            BookingCharge.booking_id == booking.id,
            BookingCharge.ended_at.is_(None),
        )
    )


async def _place(
    session: AsyncSession,
    person: Person,
    booking: Booking,
    item: Item,
    *,
    payment: str | None,
    now: datetime,
) -> Order:
    """Nobody has to accept it but who says yes to the booking, so that it has no deadline."""
    park = await session.get_one(Park, booking.park_id)
    thing = await session.get_one(BookingResource, (booking.park_id, booking.resource_id))
    outlet = await session.get_one(Outlet, (booking.park_id, item.outlet_id))
    line = _line(item, thing, booking.charged_min)
    made = Order(
        park_id=booking.park_id,
        order_no=new_number("O"),
        kind=outlet.kind,
        person_id=person.id,
        outlet_id=outlet.id,
        status="draft",
        held=True,
        fulfilment="on_site",
        building=thing.building,
        floor=thing.floor,
        room=thing.room,
        phone=person.phone,
        note=booking.booking_no,
        currency=park.currency,
        total=line.quantity * line.unit_price,
        created_at=now,
        updated_at=now,
        lines=[line],
    )
    session.add(made)
    await session.flush()
    method = payment or await _usual(session, person)
    await payments.choose(session, made, method, also=(payments.WECHAT_PAY,))
    if made.payment == payments.WECHAT_PAY and made.total:
        await payment_requests.ask_for(
            session, made, until=_pay_by(booking.starts_at, now), now=now
        )
        return made
    await payments.charge(session, made, approval=None, now=now)
    made.placed_at = now
    made = await orders.move(session, made, "place", items={item.id: item}, now=now)
    if booking.status in HAD:
        made = await orders.move(session, made, "accept", items={item.id: item}, now=now)
    return made


def _pay_by(starts_at: datetime, now: datetime) -> datetime:
    return max(now + AT_LEAST, min(now + payment_requests.WAITS, starts_at))


def _line(item: Item, thing: BookingResource, minutes: int) -> OrderLine:
    """Whole hours at their price; else all of the time at what it costs."""
    whole = minutes % HOUR == 0
    named = {
        name: say(
            name.removeprefix("name_"), "hire-line", thing=getattr(thing, name), minutes=minutes
        )
        for name in ("name_zh", "name_en")
    }
    return OrderLine(
        park_id=item.park_id,
        item_id=item.id,
        position=1,
        unit_zh=item.unit_zh if whole else "",
        unit_en=item.unit_en if whole else "",
        quantity=minutes // HOUR if whole else 1,
        unit_price=item.price if whole else charging.amount(item.price, minutes),
        options=[],
        **named,
    )


async def _usual(session: AsyncSession, person: Person) -> str:
    account = await accounts.of_person(session, person.park_id, person.id)
    return payments.ON_PICKUP if account is None else payments.COMPANY_ACCOUNT


async def _end(session: AsyncSession, row: BookingCharge, status: str, now: datetime) -> Order:
    """Give its order up, and with it what was paid; one that is over already stays so."""
    found = await orders.load(session, row.park_id, row.order_id, lock=True)
    if found.held:
        found = await payment_requests.cancel(session, found, now=now)
    action = GIVEN_UP.get(status, "cancel") if found.status == "placed" else "reject"
    await _move(session, found, action, now)
    row.ended_at = now
    await session.flush()
    return found


async def _due(session: AsyncSession, row: BookingCharge, now: datetime) -> None:
    """What was paid beforehand is settled; what is paid at the desk waits there."""
    found = await orders.load(session, row.park_id, row.order_id, lock=True)
    prepaid = found.payment in payments.PREPAID
    for action in ("accept", "ready", *(("complete",) if prepaid else ())):
        await _move(session, found, action, now)


async def _move(session: AsyncSession, found: Order, action: str, now: datetime) -> None:
    if found.status in orders.ACTIONS[action].sources:
        await orders.move(session, found, action, now=now)
