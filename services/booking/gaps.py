"""Gaps of series that fill by themselves: what is free again, and what can be booked by now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingSeries
from models.events import EventRow
from models.park import Park
from services.booking import events, series, shelf
from services.events.base import Event
from services.events.follows import Told

AT_ONCE = 20
"""Series that are looked at in one transaction."""


async def after(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """After an event that made time free: whoever's series had been skipped there has it, unless
    somebody who waited was offered it before."""
    assert isinstance(event, events.BookingEvent | events.ClosureEnded)
    code, starts, ends = event.freed
    resource = await shelf.by_code(session, row.park_id, code)
    if resource is None:
        return ()
    found = await session.scalars(
        select(BookingSeries.id)
        .join(
            Booking,
            (Booking.park_id == BookingSeries.park_id) & (Booking.series_id == BookingSeries.id),
        )
        .where(
            BookingSeries.park_id == row.park_id,
            BookingSeries.resource_id == resource.id,
            BookingSeries.fills,
            BookingSeries.ended_at.is_(None),
            Booking.status == "skipped",
            Booking.starts_at < ends,
            Booking.ends_at > starts,
            Booking.starts_at > now,
        )
        .distinct()
        .order_by(BookingSeries.id)
        .limit(AT_ONCE)
    )
    await _fill(session, row.park_id, found.all(), now)
    return ()


async def due(session: AsyncSession, *, now: datetime, limit: int = AT_ONCE) -> int:
    """Once a day for each series: dates that lay beyond what could be booked are taken."""
    found = (
        await session.execute(
            select(BookingSeries.park_id, BookingSeries.id)
            .where(
                BookingSeries.fills,
                BookingSeries.ended_at.is_(None),
                BookingSeries.fills_at <= now,
            )
            .order_by(BookingSeries.fills_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    ).all()
    for park_id, series_id in found:
        await _fill(session, park_id, [series_id], now)
    return len(found)


async def keep(
    session: AsyncSession, park_id: int, series_id: int, *, person_id: int, now: datetime
) -> None:
    """Have a series fill its gaps by itself from now on. Raises NotFound for somebody else's."""
    row = await series.load(session, park_id, series_id, person_id)
    row.fills, row.fills_at = True, now + series.LOOKS_EVERY
    await session.flush()


async def open_gaps(
    session: AsyncSession, park_id: int, series_id: int, *, now: datetime
) -> Sequence[Booking]:
    """Dates of it that are still to come and were skipped."""
    found = await session.scalars(
        select(Booking)
        .where(
            Booking.park_id == park_id,
            Booking.series_id == series_id,
            Booking.status == "skipped",
            Booking.starts_at > now,
        )
        .order_by(Booking.starts_at)
    )
    return found.all()


async def _fill(session: AsyncSession, park_id: int, ids: Sequence[int], now: datetime) -> None:
    park = await session.get_one(Park, park_id)
    for series_id in ids:
        row = await session.get_one(BookingSeries, (park_id, series_id))
        row.fills_at = now + series.LOOKS_EVERY
        await series.fill(
            session, park, series_id, person_id=row.person_id, now=now, by_itself=True
        )
