"""When courts are free, as open data: what OpenActive's feeds hold, kept as rows.

A feed is read in pages by `modified` and id (Realtime Paged Data Exchange), so a change has to come
after everything that was to be read before. One worker at a time looks what is free, writes what
differs, and gives it a `modified` later than any; whoever reads sees all of that or nothing.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingOpenItem, BookingPool
from models.park import Park
from services.booking import charging, free, rules, shelf
from services.booking.shelf import Thing
from services.kit.rest import at_work

AHEAD = timedelta(days=14)
DELETED_FOR = timedelta(days=7)
"""For so long what is no more is said to be so: whoever reads less often begins anew."""
PAGE = 500
Key = tuple[int, datetime | None]


async def refresh(session: AsyncSession, *, now: datetime) -> int:
    """Write what differs by now, in every park with open data; how many items did."""
    parks = await session.scalars(
        select(BookingPool.park_id)
        .where(BookingPool.open_data, at_work(BookingPool.park_id))
        .union(select(BookingOpenItem.park_id).where(at_work(BookingOpenItem.park_id)))
    )
    changed = 0
    for park_id in sorted(parks.all()):
        changed += await of_park(session, await session.get_one(Park, park_id), now=now)
    return changed


async def of_park(session: AsyncSession, park: Park, *, now: datetime) -> int:
    """None where another worker is at it."""
    key = func.hashtextextended(f"open_data:{park.id}", 0)
    if not await session.scalar(select(func.pg_try_advisory_xact_lock(key))):
        return 0
    wanted = await _wanted(session, park, now)
    modified = await _next(session, park.id, now)
    rows = await session.scalars(select(BookingOpenItem).where(BookingOpenItem.park_id == park.id))
    there = {(one.resource_id, one.starts_at): one for one in rows}
    changed = 0
    for which, (ends_at, says) in wanted.items():
        row = there.pop(which, None)
        if row is None:
            row = BookingOpenItem(
                park_id=park.id, resource_id=which[0], starts_at=which[1],
                is_slot=which[1] is not None, deleted=True, says="", modified=modified,
            )  # fmt: skip
            session.add(row)
        if row.deleted or (row.ends_at, row.says) != (ends_at, says):
            row.ends_at, row.says, row.deleted, row.modified = ends_at, says, False, modified
            changed += 1
    for row in there.values():
        if not row.deleted:
            row.deleted, row.modified = True, modified
            changed += 1
    await _forget(session, park.id, now)
    await session.flush()
    return changed


async def page(
    session: AsyncSession, park_id: int, *, slots: bool, after: tuple[int, int] | None
) -> Sequence[BookingOpenItem]:
    """What comes after a `modified` and an id, in order."""
    query = select(BookingOpenItem).where(
        BookingOpenItem.park_id == park_id, BookingOpenItem.is_slot.is_(slots)
    )
    if after is not None:
        query = query.where(tuple_(BookingOpenItem.modified, BookingOpenItem.id) > tuple_(*after))
    found = await session.scalars(
        query.order_by(BookingOpenItem.modified, BookingOpenItem.id).limit(PAGE)
    )
    return found.all()


async def is_open(session: AsyncSession, park_id: int) -> bool:
    """Whether the park has any."""
    found = await session.scalar(
        select(BookingPool.id)
        .where(BookingPool.park_id == park_id, BookingPool.open_data, BookingPool.active)
        .limit(1)
    )
    return found is not None


async def _wanted(
    session: AsyncSession, park: Park, now: datetime
) -> dict[Key, tuple[datetime | None, str]]:
    """What is to be said: of each resource, and of each slot that is still to come."""
    things = [one for one in await shelf.things(session, park, now=now) if one.pool.open_data]
    gaps = await free.gaps(session, things, now, now + AHEAD, now=now)
    found: dict[Key, tuple[datetime | None, str]] = {}
    for one in things:
        found[one.id, None] = (None, await _described(session, park, one))
        for begins, ends in _slots(one, now):
            can = any(since <= begins and ends <= until for since, until in gaps[one.id])
            fits = can and rules.fits(one, begins, ends, now=now)
            found[one.id, begins] = (ends, str(int(fits)))
    return found


def _slots(thing: Thing, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """As long as the shortest booking, one after another while it is open."""
    lasts = timedelta(minutes=thing.pool.shortest_min)
    until = now + min(AHEAD, timedelta(days=thing.pool.horizon_days))
    for opens, closes in thing.hours.stretches(now - lasts, until):
        begins = rules.on_step(thing, opens)
        while begins + lasts <= min(closes, until):
            if begins >= now:
                yield begins, begins + lasts
            begins += lasts


async def _described(session: AsyncSession, park: Park, thing: Thing) -> str:
    price = await charging.hour_price(session, thing.pool)
    row = thing.resource
    said: Sequence[Any] = (
        *(row.name_zh, row.name_en, row.building, row.floor, row.room, row.capacity),
        *(sorted(row.features), price, park.name_zh, park.name_en, park.currency),
    )
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]


async def _next(session: AsyncSession, park_id: int, now: datetime) -> int:
    last = await session.scalar(
        select(func.max(BookingOpenItem.modified)).where(BookingOpenItem.park_id == park_id)
    )
    return max(int(now.timestamp() * 1000), (last or 0) + 1)


async def _forget(session: AsyncSession, park_id: int, now: datetime) -> None:
    before = int((now - DELETED_FOR).timestamp() * 1000)
    await session.execute(
        delete(BookingOpenItem).where(
            BookingOpenItem.park_id == park_id,
            BookingOpenItem.deleted,
            BookingOpenItem.modified < before,
        )
    )
