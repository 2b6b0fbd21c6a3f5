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
    before: datetime | None = None
    """It has to be there by then."""


def slots_on(
    day: date, windows: Iterable[ServiceWindow], special: Mapping[date, str], zone: tzinfo
) -> Iterator[Slot]:
    """All slots of a day, open or not. `special` says which days are holiday or workday."""
    for window in _serving(day, windows, special):
        yield from _cut(day, window, zone)


def slots_at(
    start: datetime, windows: Iterable[ServiceWindow], special: Mapping[date, str], zone: tzinfo
) -> list[Slot]:
    """Those of `slots_on` that begin at a moment, of which at most one is of a window."""
    local = start.astimezone(zone)
    found = [
        _slot(local.replace(fold=0), window)
        for window in _serving(local.date(), windows, special)
        if _begins(local, window)
    ]
    return [slot for slot in found if slot.start == start]


def hours_on(
    day: date, windows: Iterable[ServiceWindow], special: Mapping[date, str], zone: tzinfo
) -> tuple[datetime, datetime] | None:
    """From the first slot of a day to the end of its last; None if nothing is served."""
    serving = list(_serving(day, windows, special))
    if not serving:
        return None
    opens, closes = min(one.starts for one in serving), max(one.ends for one in serving)
    return datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)


def _serving(
    day: date, windows: Iterable[ServiceWindow], special: Mapping[date, str]
) -> Iterator[ServiceWindow]:
    weekday, holiday = counts_as_weekday(day, special), special.get(day) == "holiday"
    for window in windows:
        if window.on_holidays if holiday else weekday in window.weekdays:
            yield window


def _cut(day: date, window: ServiceWindow, zone: tzinfo) -> Iterator[Slot]:
    start, ends = (datetime.combine(day, at, zone) for at in (window.starts, window.ends))
    while start < ends:
        yield _slot(start, window)
        start += timedelta(minutes=window.slot_minutes)


def _begins(local: datetime, window: ServiceWindow) -> bool:
    """Whether one of the window's slots begins at a time of the park's clock."""
    first = datetime.combine(local, window.starts, local.tzinfo)
    whole = (local - first) % timedelta(minutes=window.slot_minutes) == timedelta(0)
    return whole and window.starts <= local.time() < window.ends


def _slot(start: datetime, window: ServiceWindow) -> Slot:
    ends = datetime.combine(start, window.ends, start.tzinfo)
    end = min(start + timedelta(minutes=window.slot_minutes), ends)
    if window.cutoff:
        closes = datetime.combine(start, window.cutoff, start.tzinfo)
    else:
        closes = start - timedelta(minutes=window.lead_minutes)
    return Slot(start, end, window.meal, closes, window.capacity)


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
    if wanted.before is not None and slot.end > wanted.before:
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
