"""What there is to order: by meal, by outlet, and by what a tenant may have meant."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, Outlet, ServiceWindow
from models.park import Park
from services.catalogue.slots import HORIZON_DAYS, is_open, upcoming
from services.park.calendar import special_days


async def candidates(
    session: AsyncSession, park_id: int, ids: Sequence[int], *, shop: bool
) -> list[Item]:
    """The items of `ids` that can be ordered, best first; from the shop or not, if either fits."""
    found = await session.execute(
        select(Item, Outlet.kind)
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(Item.park_id == park_id, Item.id.in_(ids), Item.active)
    )
    rows = sorted(found, key=lambda row: ids.index(row[0].id))
    wanted = [item for item, kind in rows if (kind == "shopping") == shop]
    return wanted or [item for item, _kind in rows]


async def on_offer(
    session: AsyncSession, park_id: int, *, meal: str | None
) -> list[tuple[Outlet, list[Item]]]:
    """What catering outlets offer for a meal (or at all), by outlet, in menu order."""
    query = (
        select(Outlet, Item)
        .join(Item, (Item.park_id == Outlet.park_id) & (Item.outlet_id == Outlet.id))
        .where(Outlet.park_id == park_id, Outlet.kind == "catering", Item.active)
        .order_by(Outlet.id, Item.sort, Item.id)
    )
    found: dict[int, tuple[Outlet, list[Item]]] = {}
    for outlet, item in await session.execute(query):
        if meal is None or meal in item.meals or "all_day" in item.meals:
            found.setdefault(outlet.id, (outlet, []))[1].append(item)
    return list(found.values())


async def next_meal(session: AsyncSession, park_id: int, *, now: datetime) -> str | None:
    """The meal whose ordering is open and whose service comes first; None if nothing is served."""
    park = await session.get_one(Park, park_id)
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    special = await special_days(session, park_id, today, today + timedelta(days=HORIZON_DAYS))
    windows = await session.scalars(
        select(ServiceWindow)
        .join(
            Outlet,
            (Outlet.park_id == ServiceWindow.park_id) & (Outlet.id == ServiceWindow.outlet_id),
        )
        .where(
            Outlet.park_id == park_id, Outlet.kind == "catering", ServiceWindow.meal != "all_day"
        )
    )
    served = upcoming(now, windows, special, zone)
    return next((slot.meal for slot in served if is_open(slot, now)), None)
