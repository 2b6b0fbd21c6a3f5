"""What a pool's rules say of a time that somebody wants. Pure."""

from datetime import UTC, datetime, timedelta
from typing import Any

from models.booking_shelf import BookingPool
from services.booking.shelf import Thing
from services.claims.claims import Span
from services.kit.errors import Invalid, Refused

MINUTE = timedelta(minutes=1)


class NotBookable(Refused):
    """The thing, or all of its kind, cannot be booked at present."""

    code = "booking_closed"


class OffStep(Refused):
    """Bookings begin on, and last, multiples of the step. `details`: `step` in minutes."""

    code = "booking_off_step"


class TooShort(Refused):
    """`details`: `minutes`, the least."""

    code = "booking_too_short"


class TooLong(Refused):
    """`details`: `minutes`, the most."""

    code = "booking_too_long"


class TooLate(Refused):
    """It begins too soon. `details`: `minutes`, how long before it has to be booked."""

    code = "booking_too_late"


class Past(Refused):
    """It has begun already, or is over."""

    code = "booking_past"


class TooEarly(Refused):
    """It is too far ahead. `details`: `days`, how far one may book."""

    code = "booking_too_early"


class OutOfHours(Refused):
    """Not all of it is within the hours in which the thing can be used. `details`: `open`, those of
    the day on which it begins ("09:00–18:00"), where there are some."""

    code = "booking_out_of_hours"


class TooMany(Refused):
    """More people than fit in. `details`: `capacity`."""

    code = "booking_too_many_people"


def span(pool: BookingPool, starts_at: datetime, ends_at: datetime) -> Span:
    """What a booking takes, with the pool's minutes before and after."""
    return Span(starts_at, ends_at, pool.before_min, pool.after_min)


def check(
    thing: Thing,
    starts_at: datetime,
    ends_at: datetime,
    *,
    headcount: int | None = None,
    now: datetime,
    by_staff: bool = False,
) -> None:
    """Whether the rules let somebody have it, whoever else has. Staff are bound by less: not by
    lead, horizon and length. Raises one of the errors above, or Invalid."""
    pool = thing.pool
    if starts_at >= ends_at:
        raise Invalid("it ends after it starts", field="ends_at")
    if not (pool.active and thing.resource.active):
        raise NotBookable(thing.resource.code)
    if ends_at <= now:
        raise Past("it is over")
    _check_step(thing, starts_at, ends_at)
    if not by_staff:
        _check_length(pool, ends_at - starts_at)
        _check_ahead(pool, starts_at, now)
    if thing.hours.between(starts_at, ends_at) < ends_at - starts_at:
        raise OutOfHours(thing.resource.code, **_open_on(thing, starts_at))
    capacity = thing.resource.capacity
    if headcount is not None and capacity is not None and headcount > capacity:
        raise TooMany(thing.resource.code, capacity=capacity)


def _open_on(thing: Thing, starts_at: datetime) -> dict[str, str]:
    zone = thing.hours.zone
    spans = thing.hours.open_on(starts_at.astimezone(zone).date())
    local = [(a.astimezone(zone), b.astimezone(zone)) for a, b in spans]
    told = ", ".join(f"{a:%H:%M}–{b:%H:%M}" for a, b in local)
    return {"open": told} if told else {}


def fits(thing: Thing, starts_at: datetime, ends_at: datetime, **how: Any) -> bool:
    """The same as a yes or no."""
    try:
        check(thing, starts_at, ends_at, **how)
    except (Refused, Invalid):
        return False
    return True


def _check_step(thing: Thing, starts_at: datetime, ends_at: datetime) -> None:
    """By the clock on the wall, so that an hour that the clocks skip moves nothing."""
    step = thing.pool.step_min
    local = starts_at.astimezone(thing.hours.zone)
    minutes = local.hour * 60 + local.minute
    whole = not (local.second or local.microsecond)
    lasts = (ends_at - starts_at) / MINUTE
    if not whole or minutes % step or lasts % step:
        raise OffStep(thing.resource.code, step=step)


def _check_length(pool: BookingPool, lasts: timedelta) -> None:
    if lasts < pool.shortest_min * MINUTE:
        raise TooShort(pool.code, minutes=pool.shortest_min)
    if lasts > pool.longest_min * MINUTE:
        raise TooLong(pool.code, minutes=pool.longest_min)


def _check_ahead(pool: BookingPool, starts_at: datetime, now: datetime) -> None:
    """The step that goes on just now may still be had, where no lead is asked for."""
    if starts_at <= now - pool.step_min * MINUTE:
        raise Past("it has begun")
    if pool.lead_min and starts_at < now + pool.lead_min * MINUTE:
        raise TooLate(pool.code, minutes=pool.lead_min)
    if starts_at > now + timedelta(days=pool.horizon_days):
        raise TooEarly(pool.code, days=pool.horizon_days)


def on_step(thing: Thing, moment: datetime) -> datetime:
    """The last moment up to this one at which a booking may begin; in UTC."""
    local = moment.astimezone(thing.hours.zone)
    minutes = (local.hour * 60 + local.minute) // thing.pool.step_min * thing.pool.step_min
    begins = local.replace(hour=minutes // 60, minute=minutes % 60, second=0, microsecond=0)
    return begins.astimezone(UTC)
