"""What an hour of a pool costs: an item of an outlet of kind facility, of which hours are sold."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingPool
from models.catalogue import FACILITY, Item, Outlet
from models.hire import HourPrice
from services.catalogue import admin
from services.catalogue.admin import PRICE, Described
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import snapshot, version
from services.texts import say


async def facilities(session: AsyncSession, park_id: int) -> Sequence[Outlet]:
    """Outlets that may sell hours."""
    found = await session.scalars(
        select(Outlet).where(Outlet.park_id == park_id, Outlet.kind == FACILITY).order_by(Outlet.id)
    )
    return found.all()


async def of_pool(session: AsyncSession, pool: BookingPool) -> Item | None:
    """What an hour is sold as, with its price; None where nothing is asked for."""
    return await session.scalar(
        select(Item)
        .join(HourPrice, (HourPrice.park_id == Item.park_id) & (HourPrice.item_id == Item.id))
        .where(HourPrice.park_id == pool.park_id, HourPrice.pool_id == pool.id)
    )


async def of_hour(session: AsyncSession, pool: BookingPool) -> int | None:
    """In minor units of the park's currency."""
    item = await of_pool(session, pool)
    return item.price if item is not None else None


async def put(session: AsyncSession, by: By, pool: BookingPool, outlet_id: int, price: int) -> Item:
    """An hour of the pool's things costs so much (minor units) from now on, to be paid to a
    facility. What is booked keeps its price. Raises NotFound, Invalid."""
    outlet = await admin.find_outlet(session, by.park_id, outlet_id)
    if outlet.kind != FACILITY:
        raise Invalid(f"{outlet.code} is no facility", field="outlet")
    former = await of_pool(session, pool)
    if former is not None and former.outlet_id == outlet.id:
        seen = version(snapshot(former, PRICE))
        await admin.set_price(session, by, former, price, seen=seen)
        return former
    item = await _item(session, by, pool, outlet, price)
    row = await _row(session, pool)
    if row is None:
        row = HourPrice(park_id=by.park_id, pool_id=pool.id, item_id=item.id)
        session.add(row)
    row.item_id = item.id
    await session.flush()
    _note(session, by, pool, former, item)
    return item


async def end(session: AsyncSession, by: By, pool: BookingPool) -> None:
    """Nothing is asked for any more; what is booked keeps its price. Raises NotFound."""
    row, former = await _row(session, pool), await of_pool(session, pool)
    if row is None:
        raise NotFound(f"no price of {pool.code}")
    await session.delete(row)
    await session.flush()
    _note(session, by, pool, former, None)


async def _row(session: AsyncSession, pool: BookingPool) -> HourPrice | None:
    return await session.scalar(
        select(HourPrice)
        .where(HourPrice.park_id == pool.park_id, HourPrice.pool_id == pool.id)
        .with_for_update()
    )


async def _item(
    session: AsyncSession, by: By, pool: BookingPool, outlet: Outlet, price: int
) -> Item:
    """What was sold there before is sold again, with its history."""
    code = item_code(pool)
    known = await _known(session, by.park_id, code)
    if known is not None and known.outlet_id != outlet.id:
        code = f"{code}_{outlet.code}"[:64]
        known = await _known(session, by.park_id, code)
    if known is not None:
        await admin.set_price(session, by, known, price, seen=version(snapshot(known, PRICE)))
        return known
    described = Described(price=price, meals=("all_day",), **called(pool))
    return await admin.add(session, by, outlet, described, code=code, anyway=True)


def item_code(pool: BookingPool) -> str:
    return f"hour_{pool.code}"[:64]


def called(pool: BookingPool) -> dict[str, Any]:
    """Columns of the item that an hour of it is sold as."""
    return {
        "name_zh": say("zh", "hire-item", pool=pool.name_zh),
        "name_en": say("en", "hire-item", pool=pool.name_en),
        "category_zh": say("zh", "hire-category"),
        "category_en": say("en", "hire-category"),
        "unit_zh": say("zh", "hire-unit"),
        "unit_en": say("en", "hire-unit"),
    }


async def _known(session: AsyncSession, park_id: int, code: str) -> Item | None:
    return await session.scalar(select(Item).where(Item.park_id == park_id, Item.code == code))


def _note(
    session: AsyncSession, by: By, pool: BookingPool, former: Item | None, item: Item | None
) -> None:
    before = {} if former is None else {"price": former.price}
    after = {} if item is None else {"price": item.price}
    record(session, by, "booking_pool.price", f"booking_pool:{pool.id}", before=before, after=after)
