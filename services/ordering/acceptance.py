"""Until when an order is to be accepted: the clock runs while its outlet is staffed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order
from models.park import Park
from services.catalogue.slots import hours_on, slots_at
from services.ordering import placing_rows


async def due(session: AsyncSession, park: Park, order: Order, *, now: datetime) -> datetime:
    """`acceptance_minutes` from now, or from when the outlet opens next.

    An outlet is staffed from its first service of a day to the end of its last. The clock begins
    when orders for the slot close at the latest.
    """
    wait = timedelta(minutes=park.acceptance_minutes)
    if order.slot_start is None:
        return now + wait
    zone = ZoneInfo(park.timezone)
    today, last = now.astimezone(zone).date(), order.slot_start.astimezone(zone).date()
    windows, special = await placing_rows.windows(session, order, today)
    days = (today + timedelta(days=ahead) for ahead in range((last - today).days + 1))
    staffed = (hours_on(day, windows, special, zone) for day in days)
    opens = next((hours[0] for hours in staffed if hours and now < hours[1]), now)
    closes = [slot.closes for slot in slots_at(order.slot_start, windows, special, zone)]
    return max(now, min([opens, *closes])) + wait
