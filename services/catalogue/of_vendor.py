"""What a vendor sells, and where: its own outlets and items, and nobody else's."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, Outlet
from services.catalogue import admin
from services.kit.errors import NotFound


async def outlets(session: AsyncSession, park_id: int, vendor_id: int) -> list[Outlet]:
    found = await session.scalars(
        select(Outlet)
        .where(Outlet.park_id == park_id, Outlet.vendor_id == vendor_id)
        .order_by(Outlet.id)
    )
    return list(found)


async def outlet(session: AsyncSession, park_id: int, vendor_id: int, outlet_id: int) -> Outlet:
    """Raises NotFound, for another vendor's too."""
    found = await admin.find_outlet(session, park_id, outlet_id)
    if found.vendor_id != vendor_id:
        raise NotFound(f"outlet {outlet_id}")
    return found


async def item(session: AsyncSession, park_id: int, vendor_id: int, item_id: int) -> Item:
    """Raises NotFound, for another vendor's too."""
    found = await session.scalar(
        select(Item)
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(Item.park_id == park_id, Item.id == item_id, Outlet.vendor_id == vendor_id)
    )
    if found is None:
        raise NotFound(f"item {item_id}")
    return found


async def item_by(session: AsyncSession, park_id: int, vendor_id: int, reference: str) -> Item:
    """By its id or code. Raises NotFound, for another vendor's too."""
    if "\0" in reference:
        raise NotFound("no such item")
    is_code = Item.code == reference
    found = await session.scalar(
        select(Item)
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(Item.park_id == park_id, Outlet.vendor_id == vendor_id)
        .where(Item.id == int(reference) if is_id(reference) else is_code)
    )
    if found is None:
        raise NotFound("no such item")
    return found


async def outlet_by(session: AsyncSession, park_id: int, vendor_id: int, reference: str) -> Outlet:
    """By its id or code. Raises NotFound, for another vendor's too."""
    for one in await outlets(session, park_id, vendor_id):
        if reference in {str(one.id), one.code}:
            return one
    raise NotFound("no such outlet")


def is_id(reference: str) -> bool:
    """A bigint."""
    return reference.isascii() and reference.isdigit() and len(reference) <= 18  # noqa: PLR2004
