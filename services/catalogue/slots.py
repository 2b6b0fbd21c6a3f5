"""Service windows cut into slots, and which of them still take an order. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from models.catalogue import ServiceWindow
from services.park.calendar import counts_as_weekday

HORIZON_DAYS = 7
"""How far ahead one may order."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A span in which an order is fetched or delivered; aware, in the park's time zone."""

    start: datetime
    end: datetime
    meal: str
    closes: datetime
    """The last moment at which an order for it is taken."""
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """When a tenant wants it: all that is given must fit."""

    start: datetime | None = None
    end: datetime | None = None
    meal: str | None = None
    asap: bool = False
    day: date | None = None


def slots_on(
    day: date, windows: Iterable[ServiceWindow], special: Mapping[date, str], zone: tzinfo
) -> Iterator[Slot]:
    """All slots of a day, open or not. `special` says which days are holiday or workday."""
    weekday = counts_as_weekday(day, special)
    for window in windows:
        holiday = special.get(day) == "holiday"
        if window.on_holidays if holiday else weekday in window.weekdays:
            yield from _cut(day, window, zone)


def _cut(day: date, window: ServiceWindow, zone: tzinfo) -> Iterator[Slot]:
    start = datetime.combine(day, window.starts, zone)
    ends = datetime.combine(day, window.ends, zone)
    step = timedelta(minutes=window.slot_minutes)
    cutoff = window.cutoff and datetime.combine(day, window.cutoff, zone)
    while start < ends:
        closes = cutoff or start - timedelta(minutes=window.lead_minutes)
        yield Slot(start, min(start + step, ends), window.meal, closes, window.capacity)
        start += step


def upcoming(
    now: datetime,
    windows: Iterable[ServiceWindow],
    special: Mapping[date, str],
    zone: tzinfo,
    *,
    days: int = HORIZON_DAYS,
) -> list[Slot]:
    """Slots from today on that have not begun, soonest first, whether still open or not."""
    windows = list(windows)
    today = now.astimezone(zone).date()
    found = [
        slot
        for offset in range(days + 1)
        for slot in slots_on(today + timedelta(days=offset), windows, special, zone)
        if slot.end > now
    ]
    return sorted(found)


def is_open(slot: Slot, now: datetime) -> bool:
    return now <= slot.closes


def fits(slot: Slot, wanted: Wanted) -> bool:
    """Whether the slot is what was asked for. A time belongs to the slot that contains it."""
    if wanted.meal is not None and slot.meal not in (wanted.meal, "all_day"):
        return False
    if wanted.day is not None and slot.start.date() != wanted.day:
        return False
    if wanted.start is None:
        return True
    if wanted.end is None:
        return slot.start <= wanted.start < slot.end
    return slot.start < wanted.end and wanted.start <= slot.start


def one_a_window(slots: Iterable[Slot]) -> list[Slot]:
    """The first slot of each meal of each day: what to offer when nothing was asked for."""
    first: dict[tuple[date, str], Slot] = {}
    for slot in slots:
        first.setdefault((slot.start.date(), slot.meal), slot)
    return list(first.values())
