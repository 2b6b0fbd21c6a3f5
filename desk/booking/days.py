"""A day by resource: what stands in each half-hour, as cells of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from desk.frame.call import Call
from models.booking import Booking
from models.booking_shelf import BookingClosure
from services.booking import closures, shelf, states
from services.booking.shelf import Thing
from services.claims import claims
from services.claims.claims import Busy

STEP = timedelta(minutes=30)
FIRST, LAST = time(7), time(22)
"""Between which the day is shown; it widens to what is taken earlier or later."""


@dataclass(frozen=True, slots=True)
class Cell:
    """So many half-hours of one thing. `kind`: free, closed (out of hours), booking, closure."""

    kind: str
    width: int
    starts_at: datetime
    booking: Booking | None = None
    closure: BookingClosure | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """`heads` are the hours above the cells."""

    day: date
    heads: Sequence[datetime]
    rows: Sequence[tuple[Thing, Sequence[Cell]]]


async def of(call: Call, day: date, zone: Any, pool: str | None) -> Day:
    """What a day looks like, for all things or for those of a pool."""
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    things = [
        one
        for one in await shelf.things(call.session, call.park, now=call.now)
        if pool is None or one.pool.code == pool
    ]
    lanes = {lane for one in things for lane in one.lanes}
    busy = await claims.busy(call.session, call.park.id, lanes, start, end, now=call.now)
    first, last = _edges(day, zone, busy, start, end)
    halves = [first + n * STEP for n in range(int((last - first) / STEP))]
    held = await _bookings(call, busy)
    closed = {
        f"closure:{one.id}": one
        for one in await closures.between(call.session, call.park.id, start, end)
    }
    return Day(
        day,
        [one for one in halves if one.minute == 0],
        [(one, _cells(one, halves, busy, held, closed)) for one in things],
    )


def _edges(
    day: date, zone: Any, busy: Sequence[Busy], start: datetime, end: datetime
) -> tuple[datetime, datetime]:
    """Whole hours."""
    first, last = datetime.combine(day, FIRST, zone), datetime.combine(day, LAST, zone)
    for one in busy:
        first = min(first, max(one.span.starts_at, start).astimezone(zone))
        last = max(last, min(one.span.ends_at, end).astimezone(zone))
    first = first.replace(minute=0, second=0)
    over = timedelta(hours=1) if last.minute or last.second else timedelta()
    return first, min(last.replace(minute=0, second=0) + over, end)


def _cells(
    thing: Thing,
    halves: Sequence[datetime],
    busy: Sequence[Busy],
    held: Mapping[str, Booking],
    closed: Mapping[str, BookingClosure],
) -> list[Cell]:
    """Neighbours that hold the same are one cell."""
    cells: list[Cell] = []
    last: tuple[str, str] | None = None
    for half in halves:
        found = next(
            (
                one
                for one in busy
                if one.lane in thing.lanes
                and one.span.starts_at < half + STEP
                and half < one.span.ends_at
            ),
            None,
        )
        if found is not None:
            key = ("closure" if found.kind == "closure" else "booking", found.subject)
        else:
            key = ("free" if thing.hours.is_open(half) else "closed", "")
        if key == last and (key[0] != "free" or not cells):
            old = cells.pop()
            cells.append(Cell(old.kind, old.width + 1, old.starts_at, old.booking, old.closure))
        else:
            cells.append(Cell(key[0], 1, half, held.get(key[1]), closed.get(key[1])))
        last = key
    return cells


async def _bookings(call: Call, busy: Sequence[Busy]) -> dict[str, Booking]:
    ids = [int(one.subject.split(":")[1]) for one in busy if one.subject.startswith("booking:")]
    found = await call.session.scalars(
        select(Booking).where(Booking.park_id == call.park.id, Booking.id.in_(ids))
    )
    return {states.subject(one): one for one in found}
