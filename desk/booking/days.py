"""A day by resource, or a week of one: what stands in each half-hour, as cells of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from desk.frame.call import Call
from models.booking import Booking
from models.booking_shelf import BookingClosure
from services.booking import closures, shelf, states
from services.booking.shelf import Thing
from services.claims import claims
from services.claims.claims import Busy

STEP = timedelta(minutes=30)
FIRST, LAST, HOURS = 7, 22, 24
"""Hours between which the day is shown; it widens to what is taken earlier or later."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """So many half-hours of one thing. `kind`: free, closed (out of hours), booking, closure."""

    kind: str
    width: int
    starts_at: datetime
    booking: Booking | None = None
    closure: BookingClosure | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing on one day."""

    thing: Thing
    day: date
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """`heads` are the hours above the cells; `days` is how many days it shows."""

    day: date
    days: int
    heads: Sequence[datetime]
    rows: Sequence[Row]

    @property
    def things(self) -> list[Thing]:
        """Each once."""
        return list({row.thing.id: row.thing for row in self.rows}.values())


async def of(call: Call, day: date, zone: ZoneInfo, pool: str | None) -> Grid:
    """What a day looks like, for all things or for those of a pool."""
    things = [
        one
        for one in await shelf.things(call.session, call.park, now=call.now)
        if pool is None or one.pool.code == pool
    ]
    return await _grid(call, [(one, day) for one in things], day, 1, zone)


async def week(call: Call, day: date, zone: ZoneInfo, thing: Thing) -> Grid:
    """The seven days of one thing from a day on."""
    days = [day + timedelta(days=n) for n in range(WEEK)]
    return await _grid(call, [(thing, one) for one in days], day, WEEK, zone)


async def _grid(
    call: Call, wanted: Sequence[tuple[Thing, date]], day: date, days: int, zone: ZoneInfo
) -> Grid:
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=days), time(), zone)
    lanes = {lane for thing, _ in wanted for lane in thing.lanes}
    busy = await claims.busy(call.session, call.park.id, lanes, start, end, now=call.now)
    first, last = _edges(busy, day, days, zone)
    held = await _bookings(call, busy)
    closed = {
        f"closure:{one.id}": one
        for one in await closures.between(call.session, call.park.id, start, end)
    }
    rows = [
        Row(thing, of_day, _cells(thing, _halves(of_day, first, last, zone), busy, held, closed))
        for thing, of_day in wanted
    ]
    heads = [one for one in _halves(day, first, last, zone) if one.minute == 0]
    return Grid(day, days, heads, rows)


def _edges(busy: Sequence[Busy], day: date, days: int, zone: ZoneInfo) -> tuple[int, int]:
    """The hours of the clock between which all of the days are shown."""
    first, last = FIRST, LAST
    for n in range(days):
        begins = datetime.combine(day + timedelta(days=n), time(), zone)
        ends = datetime.combine(day + timedelta(days=n + 1), time(), zone)
        for one in busy:
            opens, closes = max(one.span.starts_at, begins), min(one.span.ends_at, ends)
            if opens < closes:
                first = min(first, opens.astimezone(zone).hour)
                whole = closes.astimezone(zone)
                until = whole.hour + (1 if whole.minute or whole.second else 0)
                last = max(last, until if closes < ends else HOURS)
    return first, last


def _halves(day: date, first: int, last: int, zone: ZoneInfo) -> list[datetime]:
    midnight = datetime.combine(day, time(), zone)
    return [midnight + n * STEP for n in range(2 * first, 2 * last)]


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
