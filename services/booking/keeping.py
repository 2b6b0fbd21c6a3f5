"""What operators change of what there is by the hour, each change in the log."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.allowances import Allowance
from models.booking_shelf import BookingHours, BookingPool, BookingResource
from models.claims import Lane, LanePart
from services.allowances import allowances
from services.booking import admin, costs
from services.claims import claims, lanes
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.kit.snapshots import claim, snapshot
from services.park import places
from services.park.weekly import WeeklyHours

POOL = ("kind", "name_zh", "name_en", "aliases", *admin.RULES, "active", "sort")
THING = (
    *("name_zh", "name_en", "aliases", "building", "floor", "room", "capacity"),
    *("features", "active", "sort"),
)
ALLOWANCE = ("scope", "period", "amount", "beyond", "active")
LONGEST_NAME = 60
MOST_THINGS = 300
"""Of one pool."""
LOOKED_AHEAD = timedelta(days=800)
"""Beyond what anybody can book."""


class CodeTaken(Conflict):
    """Another has that code. `details`: `field`."""

    code = "booking_code_taken"


class StillBooked(Conflict):
    """Somebody has time on it ahead: what divides it, or what it is of, stays as it is."""

    code = "booking_still_booked"


async def keep_pool(
    session: AsyncSession, by: By, code: str, values: dict[str, Any], *, seen: str | None = None
) -> BookingPool:
    """Add a pool, or change the one of that code; `seen` is the version that a form showed.

    Raises Invalid, ChangedMeanwhile.
    """
    _check_names(values)
    row = await admin.pool(session, by.park_id, code)
    if row is None:
        row = await admin.put_pool(session, by.park_id, code, values)
        await session.refresh(row)
        after = snapshot(row, POOL)
        record(session, by, "booking_pool.add", f"booking_pool:{row.id}", before={}, after=after)
        return row
    subject = f"booking_pool:{row.id}"
    before = snapshot(row, POOL)
    if seen is not None:
        before = await claim(session, row, POOL, seen, subject)
    await admin.put_pool(session, by.park_id, code, values)
    record(session, by, "booking_pool.edit", subject, before=before, after=snapshot(row, POOL))
    return row


async def keep_thing(
    session: AsyncSession,
    by: By,
    pool: BookingPool,
    code: str,
    values: dict[str, Any],
    *,
    parts: Collection[str] | None = None,
    seen: str | None = None,
) -> BookingResource:
    """Add a thing, or change the one of that code; `parts` are codes of those that make it up,
    None: as they were. Raises Invalid, NotFound, CodeTaken, StillBooked, ChangedMeanwhile."""
    _check_names(values)
    building, floor = values.get("building"), values.get("floor")
    if building is not None:
        await places.check(session, by.park_id, building=building, floor=floor)
    row = await thing_of(session, by.park_id, code)
    if row is not None and row.pool_id != pool.id:
        raise CodeTaken(code, field="code")
    is_new, before = row is None, dict[str, Any]()
    if row is None:
        await _check_count(session, pool)
    else:
        before = snapshot(row, THING)
        if seen is not None:
            before = await claim(session, row, THING, seen, f"booking_thing:{row.id}")
    had = () if row is None else await parts_of(session, row)
    row = await admin.put_resource(session, by.park_id, code, values | {"pool_id": pool.id})
    await session.refresh(row)
    after = snapshot(row, THING)
    if parts is not None and set(parts) != set(had):
        await _divide(session, by, row, had, parts)
        before, after = before | {"parts": sorted(had)}, after | {"parts": sorted(set(parts))}
    action = "booking_thing.add" if is_new else "booking_thing.edit"
    subject = f"booking_thing:{row.id}"
    record(session, by, action, subject, before=_called(before), after=_called(after))
    return row


def _called(shown: dict[str, Any]) -> dict[str, Any]:
    """As the log names it, where `capacity` is of slots."""
    return {("seats" if name == "capacity" else name): value for name, value in shown.items()}


async def thing_of(session: AsyncSession, park_id: int, code: str) -> BookingResource | None:
    return await session.scalar(
        select(BookingResource).where(
            BookingResource.park_id == park_id, BookingResource.code == code
        )
    )


async def parts_of(session: AsyncSession, row: BookingResource) -> Sequence[str]:
    """Codes of the things that make it up."""
    found = await session.scalars(
        select(BookingResource.code)
        .join(
            LanePart,
            (LanePart.park_id == BookingResource.park_id)
            & (LanePart.part_id == BookingResource.lane_id),
        )
        .where(LanePart.park_id == row.park_id, LanePart.whole_id == row.lane_id)
        .order_by(BookingResource.code)
    )
    return found.all()


async def _divide(
    session: AsyncSession,
    by: By,
    row: BookingResource,
    had: Sequence[str],
    parts: Collection[str],
) -> None:
    codes = {row.code, *had, *parts}
    numbers = await session.scalars(
        select(Lane.number)
        .join(
            BookingResource,
            (BookingResource.park_id == Lane.park_id) & (BookingResource.lane_id == Lane.id),
        )
        .where(BookingResource.park_id == row.park_id, BookingResource.code.in_(codes))
    )
    ahead = by.at + LOOKED_AHEAD
    if await claims.busy(session, row.park_id, numbers.all(), by.at, ahead, now=by.at):
        raise StillBooked(row.code, field="parts")
    if parts:
        await admin.divide(session, row, parts)
    else:
        await lanes.divide(session, row.park_id, row.lane_id, ())


async def hours_of(session: AsyncSession, pool: BookingPool) -> Sequence[BookingHours]:
    found = await session.scalars(
        select(BookingHours)
        .where(BookingHours.park_id == pool.park_id, BookingHours.pool_id == pool.id)
        .order_by(BookingHours.weekdays, BookingHours.starts, BookingHours.id)
    )
    return found.all()


async def set_hours(
    session: AsyncSession, by: By, pool: BookingPool, hours: Sequence[tuple[WeeklyHours, bool]]
) -> None:
    """In place of those that it had; what is booked stays. Raises Invalid."""
    before = [snapshot(one, admin.HOURS) for one in await hours_of(session, pool)]
    await admin.set_hours(session, pool, hours)
    after = [snapshot(one, admin.HOURS) for one in await hours_of(session, pool)]
    record(
        session,
        by,
        "booking_pool.hours",
        f"booking_pool:{pool.id}",
        before={"opening": [_told(one) for one in before]},
        after={"opening": [_told(one) for one in after]},
    )


def _told(hours: dict[str, Any]) -> str:
    """As the log holds them: 1234567+ 08:00-22:00, the mark where they hold on holidays."""
    days = "".join(map(str, hours["weekdays"])) + ("+" if hours["on_holidays"] else "")
    return f"{days} {hours['starts']}-{hours['ends']}"


async def allowances_of(session: AsyncSession, pool: BookingPool) -> Sequence[Allowance]:
    """Those that count."""
    return await allowances.of(session, pool.park_id, costs.counted(pool))


async def keep_allowance(
    session: AsyncSession,
    by: By,
    pool: BookingPool,
    *,
    scope: str,
    period: str,
    minutes: int,
    beyond: str,
) -> Allowance:
    """So many minutes for each in each period; what is used already counts."""
    there = {(one.scope, one.period): one for one in await allowances_of(session, pool)}
    former = there.get((scope, period))
    before = {} if former is None else snapshot(former, ALLOWANCE)
    row = await admin.put_allowance(
        session, pool, scope=scope, period=period, minutes=minutes, beyond=beyond
    )
    verb = "add" if former is None else "edit"
    subject, after = f"booking_pool:{pool.id}", snapshot(row, ALLOWANCE)
    record(session, by, f"booking_allowance.{verb}", subject, before=before, after=after)
    return row


async def end_allowance(session: AsyncSession, by: By, pool: BookingPool, allowance: int) -> None:
    """It counts no more. Raises NotFound."""
    row = next((one for one in await allowances_of(session, pool) if one.id == allowance), None)
    if row is None:
        raise NotFound(f"allowance {allowance}")
    before = snapshot(row, ALLOWANCE)
    row.active = False
    await session.flush()
    subject = f"booking_pool:{pool.id}"
    record(session, by, "booking_allowance.remove", subject, before=before, after={})


async def _check_count(session: AsyncSession, pool: BookingPool) -> None:
    there = await session.scalars(
        select(BookingResource.id)
        .where(BookingResource.park_id == pool.park_id, BookingResource.pool_id == pool.id)
        .limit(MOST_THINGS)
    )
    if len(there.all()) >= MOST_THINGS:
        raise Invalid(f"{MOST_THINGS} at most", field="code")


def _check_names(values: dict[str, Any]) -> None:
    for field in ("name_zh", "name_en"):
        if field in values and not 0 < len(values[field]) <= LONGEST_NAME:
            raise Invalid(f"a name has 1 to {LONGEST_NAME} characters", field=field)
