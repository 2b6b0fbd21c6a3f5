"""What hours cost, in a park's file."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingPool
from models.catalogue import Item, Outlet
from models.hire import HourPrice
from models.park import Park
from services.booking import admin as pools
from services.hire import prices
from services.kit.errors import Invalid
from services.kit.money import minor_units, plain_amount
from services.kit.park_file import Code, Entry, Filing, Section


class PriceEntry(Entry):
    """What an hour beyond the free ones costs, in the park's currency, and whose outlet of kind
    facility is paid."""

    pool: Code
    outlet: Code
    hour_price: Annotated[Decimal, Field(ge=0)]


async def _prices(session: AsyncSession, park: Park) -> list[PriceEntry]:
    rows = await session.execute(
        select(BookingPool.code, Outlet.code, Item.price)
        .join(
            HourPrice,
            (HourPrice.park_id == BookingPool.park_id) & (HourPrice.pool_id == BookingPool.id),
        )
        .join(Item, (Item.park_id == HourPrice.park_id) & (Item.id == HourPrice.item_id))
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(BookingPool.park_id == park.id)
        .order_by(BookingPool.sort, BookingPool.id)
    )
    return [
        PriceEntry(pool=pool, outlet=outlet, hour_price=Decimal(plain_amount(price, park.currency)))
        for pool, outlet, price in rows
    ]


async def _put_price(filing: Filing, entry: PriceEntry) -> None:
    session, by = filing.session, filing.by
    pool = await pools.pool(session, by.park_id, entry.pool)
    if pool is None:
        raise Invalid(f"there is no pool {entry.pool!r}", field="pool")
    offered = {one.code: one.id for one in await prices.facilities(session, by.park_id)}
    if entry.outlet not in offered:
        raise Invalid(f"there is no outlet {entry.outlet!r} of kind facility", field="outlet")
    price = minor_units(str(entry.hour_price), filing.park.currency)
    await prices.put(session, by, pool, offered[entry.outlet], price)


SECTIONS = (Section("booking_prices", PriceEntry, ("pool",), 64, _prices, _put_price),)
