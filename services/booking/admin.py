"""What operators set up: pools with their rules and hours, things, and allowances."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.allowances import Allowance
from models.booking_shelf import BookingHours, BookingPool, BookingResource
from services.booking import costs
from services.booking.features import FEATURES
from services.claims import lanes
from services.kit.errors import Invalid, NotFound
from services.park.weekly import WeeklyHours

KINDS = ("room", "court", "hall", "equipment")
RULES = (
    *("audience", "step_min", "shortest_min", "longest_min", "lead_min", "horizon_days"),
    *("before_min", "after_min", "grace_min", "free_cancel_min", "most_open"),
    *("needs_approval", "decide_hours", "open_data", "names_company"),
)
"""Columns of a pool that are its rules."""
LIMITS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "step_min": (5, 1440),
        "shortest_min": (5, 20160),
        "longest_min": (5, 20160),
        "lead_min": (0, 43200),
        "horizon_days": (0, 730),
        "before_min": (0, 1440),
        "after_min": (0, 1440),
        "grace_min": (0, 240),
        "free_cancel_min": (0, 43200),
        "most_open": (1, 1000),
        "decide_hours": (1, 720),
    }
)
"""The least and the most of each rule that is a number."""
DAY = 1440
"""Minutes."""
HOURS = ("weekdays", "on_holidays", "starts", "ends")


async def pool(session: AsyncSession, park_id: int, code: str) -> BookingPool | None:
    return await session.scalar(
        select(BookingPool).where(BookingPool.park_id == park_id, BookingPool.code == code)
    )


async def put_pool(
    session: AsyncSession, park_id: int, code: str, values: dict[str, Any]
) -> BookingPool:
    """Add a pool, or change the one of that code. Raises Invalid."""
    row = await pool(session, park_id, code)
    _check_rules(values, row)
    if row is None:
        row = BookingPool(park_id=park_id, code=code)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    await session.flush()
    return row


def _check_rules(values: Mapping[str, Any], row: BookingPool | None) -> None:
    """With what stands already for what is not said. Raises Invalid."""
    for name, (least, most) in LIMITS.items():
        if name in values and not least <= values[name] <= most:
            raise Invalid(f"from {least} to {most}", field=name, least=least, most=most)

    def of(name: str, usual: int) -> int:
        return int(values.get(name, usual if row is None else getattr(row, name)))

    step = of("step_min", 30)
    shortest, longest = of("shortest_min", step), of("longest_min", 240)
    if DAY % step:
        raise Invalid("a day is a multiple of the step", field="step_min")
    for name, minutes in (("shortest_min", shortest), ("longest_min", longest)):
        if minutes % step:
            raise Invalid("a multiple of the step", field=name, step=step)
    if shortest > longest:
        raise Invalid("the longest is not shorter than the shortest", field="longest_min")


async def set_hours(
    session: AsyncSession, row: BookingPool, hours: Sequence[tuple[WeeklyHours, bool]]
) -> None:
    """Its hours, each with whether they hold on holidays, in place of those it had; those that stay
    keep their rows. Raises Invalid."""
    wanted = [one.columns() | {"on_holidays": on_holidays} for one, on_holidays in hours]
    there = await session.scalars(
        select(BookingHours).where(
            BookingHours.park_id == row.park_id, BookingHours.pool_id == row.id
        )
    )
    gone = []
    for former in there.all():
        held = {name: getattr(former, name) for name in HOURS}
        if held in wanted:
            wanted.remove(held)
        else:
            gone.append(former)
    for former, changed in zip(gone, wanted, strict=False):
        for name, value in changed.items():
            setattr(former, name, value)
    for former in gone[len(wanted) :]:
        await session.delete(former)
    session.add_all(
        BookingHours(park_id=row.park_id, pool_id=row.id, **one) for one in wanted[len(gone) :]
    )
    await session.flush()


async def put_resource(
    session: AsyncSession, park_id: int, code: str, values: dict[str, Any]
) -> BookingResource:
    """Add a thing, with a lane of its own, or change the one of that code. Raises Invalid."""
    if not set(values.get("features", ())) <= FEATURES:
        raise Invalid("no such feature", field="features")
    row = await session.scalar(
        select(BookingResource).where(
            BookingResource.park_id == park_id, BookingResource.code == code
        )
    )
    if row is None:
        lane = await lanes.add(session, park_id)
        row = BookingResource(park_id=park_id, code=code, lane_id=lane.id)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    await session.flush()
    return row


async def divide(session: AsyncSession, whole: BookingResource, parts: Collection[str]) -> None:
    """Say which things, by code, make up another. Raises NotFound, Invalid."""
    found = (
        await session.scalars(
            select(BookingResource).where(
                BookingResource.park_id == whole.park_id, BookingResource.code.in_(set(parts))
            )
        )
    ).all()
    if len(found) != len(set(parts)):
        raise NotFound("no such part")
    await lanes.divide(session, whole.park_id, whole.lane_id, [one.lane_id for one in found])


async def put_allowance(
    session: AsyncSession,
    row: BookingPool,
    *,
    scope: str,
    period: str,
    minutes: int,
    beyond: str,
) -> Allowance:
    """So many minutes of a pool for each company or person in each period."""
    what = costs.counted(row)
    found = await session.scalar(
        select(Allowance).where(
            Allowance.park_id == row.park_id,
            Allowance.what == what,
            Allowance.scope == scope,
            Allowance.period == period,
        )
    )
    if found is None:
        found = Allowance(park_id=row.park_id, what=what, scope=scope, period=period)
        session.add(found)
    found.amount, found.beyond, found.active = minutes, beyond, True
    await session.flush()
    return found
