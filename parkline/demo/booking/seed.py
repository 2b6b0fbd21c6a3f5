"""The demo's rooms, courts and halls in the database."""

from parkline.demo.booking.data import BookingData, PoolEntry, ThingEntry
from parkline.demo.seeds import Seeding
from services.booking import admin
from services.park.weekly import WeeklyHours


async def seed_booking(seeding: Seeding, data: BookingData) -> None:
    """Again, it changes what the file changed, and nothing that was booked."""
    for sort, entry in enumerate(data.pools, start=1):
        await _pool(seeding, entry, sort)


async def _pool(seeding: Seeding, entry: PoolEntry, sort: int) -> None:
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


async def _thing(seeding: Seeding, pool_id: int, entry: ThingEntry, sort: int) -> None:
    values = entry.model_dump(exclude={"code", "parts"}) | {"pool_id": pool_id, "sort": sort}
    row = await admin.put_resource(seeding.session, seeding.park.id, entry.code, values)
    if entry.parts:
        await admin.divide(seeding.session, row, entry.parts)
