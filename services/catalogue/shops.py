"""Shops: their shelves, what is on them, and when they are open."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, Outlet, ServiceWindow
from models.park import Park
from services.catalogue.slots import slots_on
from services.park.calendar import special_days

FEW = 10
"""Fewer pieces than this are worth saying."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category of a shop, and how many goods it has."""

    outlet: Outlet
    name_zh: str
    name_en: str
    goods: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When a shop is open today, in clock times of the park."""

    starts: time
    ends: time
    open_now: bool


async def shelves(session: AsyncSession, park_id: int) -> list[Shelf]:
    """Every shop's, as they stand in its catalogue."""
    found = await session.execute(
        select(Outlet, Item)
        .join(Item, (Item.park_id == Outlet.park_id) & (Item.outlet_id == Outlet.id))
        .where(Outlet.park_id == park_id, Outlet.kind == "shopping", Item.active)
        .order_by(Outlet.id, Item.sort, Item.id)
    )
    counted = Counter((outlet, item.category_zh, item.category_en) for outlet, item in found)
    return [Shelf(outlet, zh, en, goods) for (outlet, zh, en), goods in counted.items()]


async def on_shelf(session: AsyncSession, park_id: int, name: str) -> list[Item]:
    """The goods of a shelf, by its name in either language."""
    query = _goods(park_id).where(or_(Item.category_zh == name, Item.category_en == name))
    return list(await session.scalars(query))


async def search(session: AsyncSession, park_id: int, words: Sequence[str]) -> list[Item]:
    """Goods whose names, aliases or shelf contain every word. No words find nothing."""
    if not words:
        return []
    text = func.lower(
        func.concat_ws(
            " ",
            Item.name_zh,
            Item.name_en,
            func.array_to_string(Item.aliases, " "),
            Item.category_zh,
            Item.category_en,
        )
    )
    holds = [func.strpos(text, literal(word.lower())) > 0 for word in words]
    return list(await session.scalars(_goods(park_id).where(*holds)))


def _goods(park_id: int) -> Select[Item]:
    return (
        select(Item)
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(Item.park_id == park_id, Outlet.kind == "shopping", Item.active)
        .order_by(Item.sort, Item.id)
    )


async def hours(session: AsyncSession, outlet: Outlet, *, now: datetime) -> Hours | None:
    """None on a day on which it stays closed."""
    park = await session.get_one(Park, outlet.park_id)
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    windows = await session.scalars(
        select(ServiceWindow).where(
            ServiceWindow.park_id == outlet.park_id, ServiceWindow.outlet_id == outlet.id
        )
    )
    special = await special_days(session, outlet.park_id, today, today)
    slots = sorted(slots_on(today, windows.all(), special, zone))
    if not slots:
        return None
    is_open = any(slot.start <= now < slot.end for slot in slots)
    return Hours(slots[0].start.time(), slots[-1].end.time(), is_open)
