"""Other people's calendars (RFC 5545): from when to when each of their events takes time.

What an event is called and who comes is read and forgotten: a room is closed, nobody needs to know
for what. Rules that recur go by the clock on the wall of the event's zone, so nine o'clock stays
nine o'clock when the clocks change.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr
from icalendar import Calendar

MOST_EVENTS = 2000
_RARE = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_FREE = ("TRANSPARENT", "FREE", "CANCELLED")
type Moment = datetime | date
type Event = Any
"""A component of icalendar: what a property is depends on what is in it."""


class Unreadable(ValueError):
    """`code`: not_calendar, broken_event, too_often or too_many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Taken:
    """An event, or one time of one that recurs; moments in UTC. `key` stays as long as the
    calendar has it, and tells nothing of it."""

    key: str
    starts_at: datetime
    ends_at: datetime


def read(text: str, zone: ZoneInfo, start: datetime, end: datetime) -> list[Taken]:
    """What takes time between two moments, in order. Whole days, and times that name no zone, are
    by the clock of `zone`. Raises Unreadable, also for a calendar that is cut short or holds one
    event that makes no sense: what is left would look as if the rest were called off."""
    events = _events(text)
    found: dict[str, Taken] = {}
    moved = _Moved.of(events, zone)
    for one in events:
        try:
            for taken in _times(one, zone, end, moved):
                if start < taken.ends_at > taken.starts_at < end:
                    found[taken.key] = taken
                if len(found) > MOST_EVENTS:
                    raise Unreadable("too_many")
        except Unreadable:
            raise
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            raise Unreadable("broken_event") from error
    return sorted(found.values(), key=lambda one: (one.starts_at, one.key))


def _events(text: str) -> list[Event]:
    """The newest of each event, and of each date of one that was changed by itself."""
    if not text.lstrip("\ufeff \r\n").startswith("BEGIN:VCALENDAR") or (
        not text.rstrip().endswith("END:VCALENDAR")
    ):
        raise Unreadable("not_calendar")
    try:
        calendars: Any = Calendar.from_ical(text.lstrip("\ufeff"), multiple=True)
        newest: dict[tuple[str, str], Event] = {}
        for event in (one for calendar in calendars for one in calendar.walk("VEVENT")):
            which = str(event["UID"]), _said(event)
            old = newest.get(which)
            if old is None or int(event.get("SEQUENCE", 0)) >= int(old.get("SEQUENCE", 0)):
                newest[which] = event
    except KeyError as error:
        raise Unreadable("broken_event") from error
    except (ValueError, IndexError) as error:
        raise Unreadable("not_calendar") from error
    return list(newest.values())


def _said(event: Event) -> str:
    recurrence = event.get("RECURRENCE-ID")
    return "" if recurrence is None else str(recurrence.dt)


def _moved_from(event: Event, zone: ZoneInfo) -> tuple[str, datetime] | None:
    """Which time of which series it stands for."""
    if event.get("RECURRENCE-ID") is None:
        return None
    return str(event["UID"]), _utc(event["RECURRENCE-ID"].dt, zone)


@dataclass(frozen=True, slots=True)
class _Moved:
    """Dates of series that were changed: one by itself, or one and all that follow it
    (RANGE=THISANDFUTURE, RFC 5545, 3.2.13), the earliest first."""

    alone: dict[tuple[str, datetime], Event]
    onwards: dict[str, list[tuple[datetime, Event]]]

    @classmethod
    def of(cls, events: Iterable[Event], zone: ZoneInfo) -> "_Moved":
        found = cls({}, {})
        recurring = {str(one["UID"]) for one in events if "RECURRENCE-ID" not in one}
        for one in events:
            key = _moved_from(one, zone)
            if key is None:
                continue
            if key[0] in recurring and _is_onwards(one):
                found.onwards.setdefault(key[0], []).append((key[1], one))
            else:
                found.alone[key] = one
        for those in found.onwards.values():
            those.sort(key=lambda change: change[0])
        return found

    def since(self, uid: str, at: datetime) -> Event | None:
        """The last change that holds for a date, if there is one."""
        there = [one for since, one in self.onwards.get(uid, ()) if since <= at]
        return there[-1] if there else None


def _is_onwards(event: Event) -> bool:
    return str(event["RECURRENCE-ID"].params.get("RANGE", "")).upper() == "THISANDFUTURE"


def _times(event: Event, zone: ZoneInfo, end: datetime, moved: _Moved) -> Iterator[Taken]:
    uid, first = str(event["UID"]), event["DTSTART"].dt
    key = _moved_from(event, zone)
    if key is not None:
        if key in moved.alone and not _is_free(event):
            yield _taken(uid, key[1], first, event, zone)
        return
    own = _own_zone(first, zone)
    earlier = min([_shift(one, own) for _, one in moved.onwards.get(uid, ())] + [timedelta()])
    for begins in _recurs(event, first, zone, end - earlier):
        at = _utc(begins, zone)
        if (uid, at) in moved.alone:
            continue
        change = moved.since(uid, at)
        if not _is_free(change or event):
            now = begins if change is None else _shifted(begins, change, own)
            yield _taken(uid, at, now, change or event, zone)


def _shift(change: Event, own: tzinfo) -> timedelta:
    """By how much a change moves its date, and all that follow, by the clock on the wall."""
    return _wall(change["DTSTART"].dt, own) - _wall(change["RECURRENCE-ID"].dt, own)


def _shifted(begins: Moment, change: Event, own: tzinfo) -> Moment:
    """As the change has it: a whole day, or an hour."""
    local = _wall(begins, own) + _shift(change, own)
    is_hour = isinstance(change["DTSTART"].dt, datetime)
    return local.replace(tzinfo=own) if is_hour else local.date()


def _is_free(event: Event) -> bool:
    said = (event.get("TRANSP"), event.get("STATUS"), event.get("X-MICROSOFT-CDO-BUSYSTATUS"))
    return any(str(one).upper() in _FREE for one in said)


def _taken(uid: str, recurs_at: datetime, begins: Moment, event: Event, zone: ZoneInfo) -> Taken:
    key = hashlib.sha256(f"{uid}/{recurs_at:%Y%m%dT%H%M%SZ}".encode()).hexdigest()[:32]
    starts_at = _utc(begins, zone)
    ends_at = _ends(begins, starts_at, event, zone)
    if ends_at < starts_at:
        raise Unreadable("broken_event")
    return Taken(key, starts_at, ends_at)


def _ends(begins: Moment, starts_at: datetime, event: Event, zone: ZoneInfo) -> datetime:
    """Whole days by the calendar; hours by how long they last."""
    first = event["DTSTART"].dt
    if isinstance(first, datetime):
        if "DTEND" in event:
            return starts_at + (_utc(event["DTEND"].dt, zone) - _utc(first, zone))
        return starts_at + (event["DURATION"].dt if "DURATION" in event else timedelta())
    length = timedelta(days=1)
    if "DTEND" in event:
        length = event["DTEND"].dt - first
    elif "DURATION" in event:
        length = event["DURATION"].dt
    return _utc(begins + length, zone)


def _recurs(event: Event, first: Moment, zone: ZoneInfo, end: datetime) -> Iterable[Moment]:
    """When it begins, by its own clock, until `end`."""
    if not any(name in event for name in ("RRULE", "RDATE")):
        return [first]
    own = _own_zone(first, zone)
    start = _wall(first, own)
    rules = rruleset()
    rules.rdate(start)
    for line in _many(event.get("RRULE")):
        rules.rrule(_rule(line, start, own, end))
    for name, add in (("RDATE", rules.rdate), ("EXDATE", rules.exdate)):
        for said in _many(event.get(name)):
            for one in said.dts:
                moment = one.dt[0] if isinstance(one.dt, tuple) else one.dt
                # A date alone leaves out that day, as some programs write it for hours.
                whole = isinstance(first, datetime) and not isinstance(moment, datetime)
                add(datetime.combine(moment, start.time()) if whole else _wall(moment, own))
    found: list[Moment] = []
    for at in rules:
        if at > _wall(end, own) or len(found) > MOST_EVENTS * 10:
            break
        found.append(at.replace(tzinfo=own) if isinstance(first, datetime) else at.date())
    return found


def _rule(line: Any, start: datetime, own: tzinfo, end: datetime) -> rrule:
    """By naive times of the wall, and so is `UNTIL`; ended at `end` at the latest."""
    if str(line["FREQ"][0]).upper() not in _RARE:
        raise Unreadable("too_often")
    until = min(
        (
            _wall(one, own) if isinstance(one, datetime) else datetime.combine(one, time.max)
            for one in line.get("UNTIL", [])
        ),
        default=_wall(end, own),
    )
    bare = {name: value for name, value in line.items() if name != "UNTIL"}
    text = type(line)(bare).to_ical().decode()
    rule = rrulestr(text, dtstart=start)
    assert isinstance(rule, rrule)
    if "COUNT" in line:
        return rule
    return rule.replace(until=min(until, _wall(end, own)))


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _own_zone(first: Moment, zone: ZoneInfo) -> tzinfo:
    own = first.tzinfo if isinstance(first, datetime) else None
    return own or zone


def _wall(moment: Moment, own: tzinfo) -> datetime:
    """Naive, by the clock of a zone."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    return (moment.astimezone(own) if moment.tzinfo else moment).replace(tzinfo=None)


def _utc(moment: Moment, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zone)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
