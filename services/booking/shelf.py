"""What can be booked: pools, their things and hours, read together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import table_of
from models.booking_shelf import BookingHours, BookingPool, BookingResource
from models.park import Park
from services.claims import lanes
from services.kit.errors import NotFound
from services.kit.kept import kept, knows_version
from services.kit.plain_rows import Plain
from services.park.business_time import MIDNIGHT, Calendar
from services.park.calendar import NO_WEEKDAY, special_days

_LAST_HOUR, _LAST_MINUTE = 23, 59


@dataclass(frozen=True, slots=True)
class Thing:
    """A resource with its pool, the hours in which it can be used, and the lanes of its time."""

    resource: BookingResource
    pool: BookingPool
    hours: Calendar
    lanes: tuple[int, ...]

    @property
    def id(self) -> int:
        return self.resource.id


async def pools(
    session: AsyncSession, park_id: int, *, active_only: bool = True
) -> list[BookingPool]:
    query = select(BookingPool).where(BookingPool.park_id == park_id)
    if active_only:
        query = query.where(BookingPool.active)
    return list(await session.scalars(query.order_by(BookingPool.sort, BookingPool.id)))


async def things(
    session: AsyncSession,
    park: Park,
    *,
    now: datetime,
    pool_ids: Collection[int] | None = None,
    ids: Collection[int] | None = None,
    active_only: bool = True,
) -> list[Thing]:
    """All that can be booked, or those of some pools or ids, in the order in which it is shown; to
    be looked at only."""
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    if knows_version(session, park.id):
        every = partial(_read, session, park.id, zone, today)
        found = await kept(session, park.id, ("things", park.timezone, today), every)
    else:
        found = await _read(session, park.id, zone, today, pool_ids=pool_ids, ids=ids)
    return [
        one
        for one in found
        if (not active_only or (one.resource.active and one.pool.active))
        and (pool_ids is None or one.pool.id in pool_ids)
        and (ids is None or one.id in ids)
    ]


async def thing(session: AsyncSession, park: Park, resource_id: int, *, now: datetime) -> Thing:
    """One of them, active or not. Raises NotFound."""
    found = await things(session, park, now=now, ids=[resource_id], active_only=False)
    if not found:
        raise NotFound(f"resource {resource_id}")
    return found[0]


async def stands(session: AsyncSession, park_id: int, building: str, floor: int, room: str) -> bool:
    """Whether something that can be booked is in this room of this floor."""
    query = select(BookingResource.id).where(
        BookingResource.park_id == park_id,
        BookingResource.building == building,
        BookingResource.floor == floor,
        BookingResource.room == room,
    )
    return await session.scalar(query.limit(1)) is not None


async def by_code(session: AsyncSession, park_id: int, code: str) -> BookingResource | None:
    return await session.scalar(
        select(BookingResource).where(
            BookingResource.park_id == park_id, BookingResource.code == code
        )
    )


async def _read(
    session: AsyncSession,
    park_id: int,
    zone: ZoneInfo,
    today: date,
    *,
    pool_ids: Collection[int] | None = None,
    ids: Collection[int] | None = None,
) -> list[Thing]:
    query = _THINGS
    if pool_ids is not None:
        query = query.where(BookingResource.pool_id.in_(pool_ids))
    if ids is not None:
        query = query.where(BookingResource.id.in_(ids))
    found = [
        (resource, pool)
        for row in await session.execute(query, {"park": park_id})
        if (resource := _RESOURCES.of(row)) and (pool := _POOLS.of(row, _RESOURCES.width))
    ]
    calendars = await _calendars(session, park_id, {pool.id for _, pool in found}, zone, today)
    leaves = await lanes.leaves(session, park_id, [one.lane_id for one, _ in found])
    return [Thing(one, pool, calendars[pool.id], leaves[one.lane_id]) for one, pool in found]


_RESOURCES, _POOLS = Plain(BookingResource), Plain(BookingPool)
_THINGS = (
    select(*_RESOURCES.columns(table_of(BookingResource)), *_POOLS.columns(table_of(BookingPool)))
    .join_from(
        table_of(BookingResource),
        table_of(BookingPool),
        (BookingPool.park_id == BookingResource.park_id)
        & (BookingPool.id == BookingResource.pool_id),
    )
    .where(BookingResource.park_id == bindparam("park"))
    .order_by(BookingPool.sort, BookingPool.id, BookingResource.sort, BookingResource.id)
)


async def _calendars(
    session: AsyncSession, park_id: int, pool_ids: Collection[int], zone: ZoneInfo, today: date
) -> Mapping[int, Calendar]:
    special = await special_days(
        session, park_id, today - timedelta(days=31), today + timedelta(days=760)
    )
    rows = await session.scalars(
        select(BookingHours)
        .where(BookingHours.park_id == park_id, BookingHours.pool_id.in_(pool_ids))
        .order_by(BookingHours.starts, BookingHours.id)
    )
    by_pool: dict[int, list[BookingHours]] = {}
    for row in rows:
        by_pool.setdefault(row.pool_id, []).append(row)
    return {one: _calendar(by_pool.get(one, ()), zone, special) for one in pool_ids}


def _calendar(
    rows: Sequence[BookingHours], zone: ZoneInfo, special: Mapping[date, str]
) -> Calendar:
    """Hours that are of holidays, too, are those of the day that is no weekday."""
    return Calendar(
        zone,
        [
            (
                {*row.weekdays, NO_WEEKDAY} if row.on_holidays else set(row.weekdays),
                row.starts,
                MIDNIGHT
                if (row.ends.hour, row.ends.minute) == (_LAST_HOUR, _LAST_MINUTE)
                else row.ends,
            )
            for row in rows
        ],
        special,
    )
