"""When somebody of staff works, by the rota and the park's calendar."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.staff import Shift
from services.park.calendar import counts_as_weekday, special_days


async def hours(
    session: AsyncSession, park: Park, staff_id: int, first: date, last: date
) -> list[tuple[datetime, datetime]]:
    """Beginning and end of each of their shifts on days of the park from `first` to `last`, both
    included, in the park's zone and in order. Holidays have none, a make-up workday has
    Monday's."""
    shifts = list(
        await session.scalars(
            select(Shift)
            .where(Shift.park_id == park.id, Shift.staff_id == staff_id)
            .order_by(Shift.starts)
        )
    )
    special = await special_days(session, park.id, first, last)
    zone = ZoneInfo(park.timezone)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        (datetime.combine(day, shift.starts, zone), datetime.combine(day, shift.ends, zone))
        for day in days
        for shift in shifts
        if counts_as_weekday(day, special) in shift.weekdays
    ]
