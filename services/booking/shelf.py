"""What can be booked: pools, their things and hours, read together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingHours, BookingPool, BookingResource
from models.park import Park
from services.claims import lanes
from services.kit.errors import NotFound
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
    """All that can be booked, or those of some pools or ids, in the order in which it is shown."""
    query = (
        select(BookingResource, BookingPool)
        .join(
            BookingPool,
            (BookingPool.park_id == BookingResource.park_id)
            & (BookingPool.id == BookingResource.pool_id),
        )
        .where(BookingResource.park_id == park.id)
    )
    if active_only:
        query = query.where(BookingResource.active, BookingPool.active)
    if pool_ids is not None:
        query = query.where(BookingResource.pool_id.in_(pool_ids))
    if ids is not None:
        query = query.where(BookingResource.id.in_(ids))
    found = (
        await session.execute(
            query.order_by(
                BookingPool.sort, BookingPool.id, BookingResource.sort, BookingResource.id
            )
        )
    ).all()
    calendars = await _calendars(session, park, {pool.id for _, pool in found}, now)
    leaves = await lanes.leaves(session, park.id, [one.lane_id for one, _ in found])
    return [Thing(one, pool, calendars[pool.id], leaves[one.lane_id]) for one, pool in found]


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


async def _calendars(
    session: AsyncSession, park: Park, pool_ids: Collection[int], now: datetime
) -> Mapping[int, Calendar]:
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    special = await special_days(
        session, park.id, today - timedelta(days=31), today + timedelta(days=760)
    )
    rows = await session.scalars(
        select(BookingHours)
        .where(BookingHours.park_id == park.id, BookingHours.pool_id.in_(pool_ids))
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
