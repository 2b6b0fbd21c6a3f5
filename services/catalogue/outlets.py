"""Outlets, and the slots that they still take orders for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import OFF_MENU, Outlet, ServiceWindow
from models.park import Park
from services.catalogue.slots import HORIZON_DAYS, Slot, is_open, upcoming
from services.park.calendar import special_days


async def outlets(session: AsyncSession, park_id: int) -> Sequence[Outlet]:
    """Those with a menu or a shelf."""
    found = await session.scalars(
        select(Outlet)
        .where(Outlet.park_id == park_id, Outlet.kind.not_in(OFF_MENU))
        .order_by(Outlet.kind, Outlet.id)
    )
    return found.all()


_BY_ID = select(Outlet).where(
    Outlet.park_id == bindparam("park_id"),
    Outlet.id == func.any(bindparam("ids", type_=ARRAY(BigInteger))),
)


async def by_id(session: AsyncSession, park_id: int, ids: Iterable[int]) -> dict[int, Outlet]:
    found = await session.scalars(_BY_ID, {"park_id": park_id, "ids": sorted(set(ids))})
    return {outlet.id: outlet for outlet in found}


async def open_slots(
    session: AsyncSession, park: Park, *, now: datetime
) -> Mapping[int, Sequence[Slot]]:
    """Slots of each outlet that can be ordered, soonest first, whether they are full or not."""
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    special = await special_days(session, park.id, today, today + timedelta(days=HORIZON_DAYS))
    windows: defaultdict[int, list[ServiceWindow]] = defaultdict(list)
    for window in await session.scalars(
        select(ServiceWindow).where(ServiceWindow.park_id == park.id)
    ):
        windows[window.outlet_id].append(window)
    return {
        outlet_id: [slot for slot in upcoming(now, found, special, zone) if is_open(slot, now)]
        for outlet_id, found in windows.items()
    }
