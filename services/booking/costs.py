"""What a booking uses of allowances, and what it would cost: said before it does."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingPool
from models.park import Park
from models.people import Person
from services.allowances import allowances
from services.allowances.allowances import Standing
from services.booking import charging
from services.kit.errors import Refused

if TYPE_CHECKING:
    from services.booking.booking import Asked


class AllowanceSpent(Refused):
    """More than is left of an allowance that has no beyond. `details`: `left` in minutes, `scope`,
    `period`."""

    code = "booking_allowance_spent"


class CostsMore(Refused):
    """More is beyond the allowance than they agreed to pay for, or it costs more. `details`:
    `minutes` beyond it, `left` of it; and where an hour has a price, `hour_price` and `amount` in
    minor units of `currency`."""

    code = "booking_costs_more"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a booking of so many minutes would use. `beyond`: how many of them go beyond what is
    left, and what becomes of them (`then`: refuse, charge, ask). `amount` is what they cost at
    `hour_price`, in minor units; None where hours have no price."""

    standings: tuple[Standing, ...]
    beyond: int
    then: str | None
    hour_price: int | None = None

    @property
    def amount(self) -> int | None:
        if self.hour_price is None or self.then != "charge":
            return None
        return charging.amount(self.hour_price, self.beyond)


def counted(pool: BookingPool) -> str:
    """What its allowances count."""
    return f"booking:{pool.code}"


async def cost(
    session: AsyncSession,
    park: Park,
    person: Person,
    pool: BookingPool,
    *,
    starts_at: datetime,
    ends_at: datetime,
) -> Cost:
    """Beforehand; by the time it is booked less may be left."""
    found = await allowances.standings(session, park, person, counted(pool), starts_at)
    minutes = _minutes(starts_at, ends_at)
    short = [(minutes - one.left, one.allowance.beyond) for one in found if one.left < minutes]
    then = _strictest({how for _, how in short})
    beyond = max((over for over, _ in short), default=0)
    return Cost(tuple(found), beyond, then, await charging.hour_price(session, pool))


async def take(
    session: AsyncSession,
    park: Park,
    person: Person,
    booking: Booking,
    asked: "Asked",
    *,
    now: datetime,
) -> bool:
    """Use what it needs of each allowance; whether somebody has to be asked for the rest.

    It all counts for the period in which it begins, across midnight too. Raises AllowanceSpent,
    CostsMore; then the caller's savepoint gives back what was taken.
    """
    over = await allowances.take(
        session,
        park,
        person,
        counted(asked.thing.pool),
        _minutes(asked.starts_at, asked.ends_at),
        subject=f"booking:{booking.id}",
        at=asked.starts_at,
        now=now,
    )
    for allowance, short in over:
        if allowance.beyond == "refuse":
            raise AllowanceSpent(
                asked.thing.pool.code,
                left=_minutes(asked.starts_at, asked.ends_at) - short,
                scope=allowance.scope,
                period=allowance.period,
            )
    charged = max((short for one, short in over if one.beyond == "charge"), default=0)
    await _check_agreed(session, park, asked, charged)
    booking.charged_min = charged
    return any(one.beyond == "ask" for one, _ in over)


async def _check_agreed(session: AsyncSession, park: Park, asked: "Asked", charged: int) -> None:
    """Raises CostsMore."""
    if not charged:
        return
    pool = asked.thing.pool
    price = await charging.hour_price(session, pool)
    costs: dict[str, Any] = {}
    if price is not None:
        amount = charging.amount(price, charged)
        costs = {"hour_price": price, "amount": amount, "currency": park.currency}
    if charged > asked.pays_min or costs.get("amount", 0) > (asked.pays or 0):
        left = _minutes(asked.starts_at, asked.ends_at) - charged
        raise CostsMore(pool.code, minutes=charged, left=left, **costs)


async def may_ask(session: AsyncSession, pool: BookingPool) -> bool:
    """Whether staff have to say yes to what is booked in a pool, or to what goes beyond what is
    free of it."""
    counting = await allowances.of(session, pool.park_id, counted(pool))
    return pool.needs_approval or any(one.beyond == "ask" for one in counting)


def is_free_to_cancel(pool: BookingPool, booking: Booking, now: datetime) -> bool:
    """Whether it is early enough for what it used to come back; what nobody said yes to always
    is."""
    return booking.status == "held" or now <= free_until(pool, booking.starts_at)


def free_until(pool: BookingPool, starts_at: datetime) -> datetime:
    """The last moment at which what begins then is early enough to be cancelled."""
    return starts_at - timedelta(minutes=pool.free_cancel_min)


def _minutes(starts_at: datetime, ends_at: datetime) -> int:
    return int((ends_at - starts_at) / timedelta(minutes=1))


def _strictest(ways: set[str]) -> str | None:
    return next((one for one in ("refuse", "ask", "charge") if one in ways), None)
