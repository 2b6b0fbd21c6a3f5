"""Keeping when outlets serve, and until when one may order."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet, ServiceWindow
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import claim, snapshot
from services.park.weekly import WEEK

COLUMNS = (
    *("meal", "weekdays", "on_holidays", "starts", "ends"),
    *("cutoff", "lead_minutes", "slot_minutes", "capacity"),
)
MEALS = ("breakfast", "lunch", "dinner", "all_day")
SHORTEST_SLOT, LONGEST_SLOT = 5, 240
LONGEST_LEAD = 24 * 60
MOST_ORDERS = 10_000
MOST_WINDOWS = 100
"""Of an outlet, where all are said at once."""


@dataclass(frozen=True, slots=True)
class Served:
    """A window as it is entered; clock times of the park, waits in minutes."""

    meal: str
    weekdays: Collection[int]
    starts: time
    ends: time
    on_holidays: bool = False
    cutoff: time | None = None
    lead_minutes: int = 0
    slot_minutes: int = 15
    capacity: int | None = None


async def windows_of(session: AsyncSession, park_id: int) -> dict[int, list[ServiceWindow]]:
    """Of every outlet by its id, the earliest first."""
    found = await session.scalars(
        select(ServiceWindow)
        .where(ServiceWindow.park_id == park_id)
        .order_by(ServiceWindow.starts, ServiceWindow.id)
    )
    by_outlet: dict[int, list[ServiceWindow]] = {}
    for window in found:
        by_outlet.setdefault(window.outlet_id, []).append(window)
    return by_outlet


async def find(session: AsyncSession, outlet: Outlet, window_id: int) -> ServiceWindow:
    """Raises NotFound."""
    window = await session.get(ServiceWindow, (outlet.park_id, window_id))
    if window is None or window.outlet_id != outlet.id:
        raise NotFound(f"service window {window_id}")
    return window


async def add(session: AsyncSession, by: By, outlet: Outlet, entered: Served) -> ServiceWindow:
    """Raises Invalid."""
    _check(entered)
    await _refuse_overlap(session, outlet.park_id, outlet.id, entered)
    window = ServiceWindow(park_id=by.park_id, outlet_id=outlet.id)
    _set(window, entered)
    session.add(window)
    await session.flush()
    after = snapshot(window, COLUMNS)
    record(session, by, "window.add", f"outlet:{outlet.id}", before={}, after=after)
    return window


async def edit(
    session: AsyncSession, by: By, window: ServiceWindow, entered: Served, *, seen: str
) -> None:
    """Orders that are placed keep their slots. Raises Invalid, ChangedMeanwhile."""
    subject = f"outlet:{window.outlet_id}"
    before = await claim(session, window, COLUMNS, seen, subject)
    _check(entered)
    await _refuse_overlap(session, window.park_id, window.outlet_id, entered, but=window.id)
    _set(window, entered)
    await session.flush()
    record(session, by, "window.edit", subject, before=before, after=snapshot(window, COLUMNS))


async def remove(session: AsyncSession, by: By, window: ServiceWindow) -> None:
    subject, before = f"outlet:{window.outlet_id}", snapshot(window, COLUMNS)
    await session.delete(window)
    await session.flush()
    record(session, by, "window.remove", subject, before=before, after={})


async def replace(
    session: AsyncSession, by: By, outlet: Outlet, wanted: Collection[Served]
) -> None:
    """Let an outlet serve in these windows and in no others. What stands already stays.

    Raises Invalid.
    """
    there = (await windows_of(session, outlet.park_id)).get(outlet.id, [])
    fresh = [_plain(one) for one in wanted]
    for window in there:
        held = _plain_row(window)
        if held in fresh:
            fresh.remove(held)
        else:
            await remove(session, by, window)
    for values in fresh:
        await add(session, by, outlet, Served(**values))


def _plain(entered: Served) -> dict[str, Any]:
    return asdict(entered) | {"weekdays": sorted(set(entered.weekdays))}


def _plain_row(window: ServiceWindow) -> dict[str, Any]:
    return {column: getattr(window, column) for column in COLUMNS}


async def _refuse_overlap(
    session: AsyncSession, park_id: int, outlet_id: int, entered: Served, *, but: int | None = None
) -> None:
    """Two windows of one meal at one time would offer each slot twice, each with its own count."""
    for other in (await windows_of(session, park_id)).get(outlet_id, []):
        shared = set(other.weekdays) & set(entered.weekdays)
        shared |= {0} if other.on_holidays and entered.on_holidays else set()
        meet = other.starts < entered.ends and entered.starts < other.ends
        if other.id != but and other.meal == entered.meal and shared and meet:
            raise Invalid(
                "this window overlaps another",
                field="starts",
                starts=f"{other.starts:%H:%M}",
                ends=f"{other.ends:%H:%M}",
            )


def _set(window: ServiceWindow, entered: Served) -> None:
    for column, value in asdict(entered).items():
        setattr(window, column, value)
    window.weekdays = sorted(set(entered.weekdays))


def _check(entered: Served) -> None:
    days = set(entered.weekdays)
    rules = {
        "meal": entered.meal in MEALS,
        "weekdays": days <= set(WEEK) and bool(days or entered.on_holidays),
        "ends": entered.starts < entered.ends,
        "cutoff": entered.cutoff is None or entered.cutoff <= entered.starts,
        "lead_minutes": 0 <= entered.lead_minutes <= LONGEST_LEAD,
        "slot_minutes": SHORTEST_SLOT <= entered.slot_minutes <= LONGEST_SLOT,
        "capacity": entered.capacity is None or 1 <= entered.capacity <= MOST_ORDERS,
    }
    for field, holds in rules.items():
        if not holds:
            raise Invalid(f"this {field} cannot be", field=field)
