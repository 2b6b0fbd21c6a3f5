"""The demo's rooms, courts and halls in the database."""

from typing import Any

from models.booking_shelf import BookingPool
from models.catalogue import FACILITY, Item, Outlet
from models.hire import HourPrice
from models.vendors import Vendor
from parkline.demo.booking.data import BookingData, PoolEntry, ThingEntry
from parkline.demo.rows import upsert
from parkline.demo.seeds import Seeding
from services.booking import admin
from services.hire import prices
from services.park.weekly import WeeklyHours


async def seed_booking(seeding: Seeding, data: BookingData) -> None:
    """Again, it changes what the file changed, and nothing that was booked."""
    facilities = await _facilities(seeding, data)
    for sort, entry in enumerate(data.pools, start=1):
        pool = await _pool(seeding, entry, sort)
        if entry.price is not None:
            await _price(seeding, pool, facilities[entry.price.outlet,], entry.price.hour)


async def _facilities(seeding: Seeding, data: BookingData) -> dict[tuple[Any, ...], Outlet]:
    rows = []
    for one in data.facilities:
        named = one.model_dump(include={"code", "name_zh", "name_en"})
        vendors = await upsert(seeding.session, seeding.park, Vendor, ("code",), [named])
        rows.append(
            one.model_dump()
            | {"vendor_id": vendors[one.code,].id, "kind": FACILITY, "fulfilments": ["on_site"]}
        )
    return await upsert(seeding.session, seeding.park, Outlet, ("code",), rows)


async def _price(seeding: Seeding, pool: BookingPool, outlet: Outlet, price: int) -> None:
    session, park = seeding.session, seeding.park
    item = {
        "code": prices.item_code(pool),
        "outlet_id": outlet.id,
        "price": price,
        "meals": ["all_day"],
        **prices.called(pool),
    }
    items = await upsert(session, park, Item, ("code",), [item])
    row = {"pool_id": pool.id, "item_id": items[item["code"],].id}
    await upsert(session, park, HourPrice, ("pool_id",), [row])


async def _pool(seeding: Seeding, entry: PoolEntry, sort: int) -> BookingPool:
    session, park = seeding.session, seeding.park
    named = entry.model_dump(include={"kind", "name_zh", "name_en", "aliases"})
    pool = await admin.put_pool(session, park.id, entry.code, named | entry.rules | {"sort": sort})
    hours = [
        (WeeklyHours(one.weekdays, one.starts, one.ends), one.on_holidays) for one in entry.hours
    ]
    await admin.set_hours(session, pool, hours)
    for place, thing in enumerate(entry.things, start=1):
        await _thing(seeding, pool.id, thing, place)
    for one in entry.allowances:
        await admin.put_allowance(session, pool, **one.model_dump())
    return pool


async def _thing(seeding: Seeding, pool_id: int, entry: ThingEntry, sort: int) -> None:
    values = entry.model_dump(exclude={"code", "parts"}) | {"pool_id": pool_id, "sort": sort}
    row = await admin.put_resource(seeding.session, seeding.park.id, entry.code, values)
    if entry.parts:
        await admin.divide(seeding.session, row, entry.parts)
