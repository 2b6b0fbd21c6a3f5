"""When each outlet serves a meal next, and which meal a time of the day belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet, ServiceWindow
from models.park import Park
from services.catalogue.slots import HORIZON_DAYS, is_open, upcoming
from services.park.calendar import special_days

ALL_DAY = "all_day"


@dataclass(frozen=True, slots=True)
class Service:
    """A window on the next day on which it takes an order; moments are of the park's zone."""

    starts: datetime
    ends: datetime
    closes: datetime | None
    """The last moment at which an order is taken; None where each slot closes by itself,
    `lead_minutes` before it begins."""
    lead_minutes: int
    missed_today: bool
    """Today it is served as well, and takes no order any more."""


async def next_services(
    session: AsyncSession, park: Park, meal: str, *, now: datetime
) -> Mapping[int, Service]:
    """By outlet, for a meal or all day; without those that take no order in HORIZON_DAYS."""
    zone = ZoneInfo(park.timezone)
    today = now.astimezone(zone).date()
    special = await special_days(session, park.id, today, today + timedelta(days=HORIZON_DAYS))
    windows = await session.scalars(
        select(ServiceWindow)
        .where(ServiceWindow.park_id == park.id, ServiceWindow.meal.in_((meal, ALL_DAY)))
        .order_by(ServiceWindow.outlet_id, ServiceWindow.id)
    )
    found: dict[int, Service] = {}
    for window in windows:
        slots = upcoming(now, [window], special, zone)
        first = next((slot for slot in slots if is_open(slot, now)), None)
        if first is None:
            continue
        day = first.start.date()
        missed = slots[0].start.date() == today != day
        service = _on(window, day, zone, missed)
        known = found.get(window.outlet_id)
        if known is None or service.starts < known.starts:
            found[window.outlet_id] = service
    return found


def _on(window: ServiceWindow, day: date, zone: ZoneInfo, missed: bool) -> Service:
    return Service(
        starts=datetime.combine(day, window.starts, zone),
        ends=datetime.combine(day, window.ends, zone),
        closes=datetime.combine(day, window.cutoff, zone) if window.cutoff else None,
        lead_minutes=window.lead_minutes,
        missed_today=missed,
    )


async def meal_at(session: AsyncSession, park: Park, start: datetime, end: datetime) -> str | None:
    """The meal of the canteens' windows that shares most of the time between two moments, by the
    clock of their first day; None where none shares any."""
    zone = ZoneInfo(park.timezone)
    first, last = start.astimezone(zone), end.astimezone(zone)
    windows = await session.scalars(
        select(ServiceWindow)
        .join(
            Outlet,
            (Outlet.park_id == ServiceWindow.park_id) & (Outlet.id == ServiceWindow.outlet_id),
        )
        .where(Outlet.park_id == park.id, Outlet.kind == "catering", ServiceWindow.meal != ALL_DAY)
        .order_by(ServiceWindow.id)
    )
    shared: dict[str, timedelta] = {}
    for window in windows:
        opens = datetime.combine(first.date(), window.starts, zone)
        shuts = datetime.combine(first.date(), window.ends, zone)
        common = min(last, shuts) - max(first, opens)
        if common > timedelta(0):
            shared[window.meal] = max(common, shared.get(window.meal, common))
    return max(shared, key=lambda meal: shared[meal], default=None)
