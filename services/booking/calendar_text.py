"""What the calendar of an address says (RFC 5545).

What is booked once is an event in UTC. A series is one event with its rule by the clock on the
park's wall: dates that it has not are EXDATEs, those that differ (moved, in another room, called
off) are events of their own with a RECURRENCE-ID. UIDs never change, SEQUENCE grows with each
change, and what was cancelled stays for CANCELLED_FOR, so that calendars take it out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingFeed, BookingSeries
from models.booking_shelf import BookingClosure, BookingResource
from models.park import Park
from services.booking import calendars, series, telling
from services.booking.calendar_lines import escape, quoted, text, utc, wall, zone_lines
from services.park import places
from services.texts import say

CANCELLED_FOR = timedelta(days=30)
BACK, AHEAD = timedelta(days=30), timedelta(days=400)
"""How far a calendar reaches."""
MOST_EVENTS = 2000
_OVER = ("declined", "cancelled", "expired")
_STATUS = {"held": "TENTATIVE", **dict.fromkeys(_OVER, "CANCELLED")}
Row = tuple[Booking, BookingResource]


async def read(
    session: AsyncSession, park: Park, token: str, language: str, *, now: datetime
) -> str:
    """The calendar that an address shows. Raises as `calendars.find`."""
    feed = await calendars.find(session, park.id, token)
    writer = _Writer(
        ZoneInfo(park.timezone),
        language,
        park.slug,
        str(getattr(park, f"name_{language}")),
        await places.building_names(session, park.id, language),
        with_words=feed.scope == "person",
    )
    rows = await _rows(session, feed, now)
    recurring = await _recurring(session, feed, {one.series_id for one, _ in rows})
    events = [
        *(writer.once(one, resource) for one, resource in rows if one.series_id not in recurring),
        *(writer.series(row, those, now) for row, those in recurring.values()),
    ]
    if feed.scope == "resource":
        events += [writer.closure(one) for one in await _closures(session, feed, now)]
    lines = [*_head(park, language)]
    if recurring:
        begun = min(series.by_rule(row, writer.zone)[0] for row, _ in recurring.values())
        lines += zone_lines(writer.zone, begun - timedelta(days=1), now + AHEAD)
    return text([*lines, *(line for event in events for line in event), "END:VCALENDAR"])


async def _rows(session: AsyncSession, feed: BookingFeed, now: datetime) -> list[Row]:
    found = await session.execute(
        _with_resources()
        .where(
            Booking.park_id == feed.park_id,
            _whose(feed),
            Booking.status != "skipped",
            Booking.ends_at > now - BACK,
            Booking.starts_at < now + AHEAD,
            or_(Booking.status.not_in(_OVER), Booking.updated_at > now - CANCELLED_FOR),
        )
        .order_by(Booking.starts_at, Booking.id)
        .limit(MOST_EVENTS)
    )
    return [(booking, resource) for booking, resource in found]


async def _recurring(
    session: AsyncSession, feed: BookingFeed, ids: set[int | None]
) -> dict[int | None, tuple[BookingSeries, list[Row]]]:
    """Series with all of their dates that the calendar may show, by id."""
    ids.discard(None)
    if not ids:
        return {}
    rows = await session.scalars(
        select(BookingSeries)
        .where(BookingSeries.park_id == feed.park_id, BookingSeries.id.in_(ids))
        .order_by(BookingSeries.id)
    )
    found: dict[int | None, tuple[BookingSeries, list[Row]]] = {
        one.id: (one, []) for one in rows.all()
    }
    dates = await session.execute(
        _with_resources()
        .where(
            Booking.park_id == feed.park_id,
            _whose(feed),
            Booking.series_id.in_(ids),
            Booking.recurs_at.is_not(None),
        )
        .order_by(Booking.recurs_at, Booking.id)
    )
    for booking, resource in dates:
        found[booking.series_id][1].append((booking, resource))
    return {key: one for key, one in found.items() if one[1]}


async def _closures(
    session: AsyncSession, feed: BookingFeed, now: datetime
) -> Sequence[BookingClosure]:
    """When its room is closed, or was to be until lately."""
    found = await session.scalars(
        select(BookingClosure)
        .where(
            BookingClosure.park_id == feed.park_id,
            BookingClosure.resource_id == feed.resource_id,
            BookingClosure.ends_at > now - BACK,
            BookingClosure.starts_at < now + AHEAD,
            or_(BookingClosure.ended_at.is_(None), BookingClosure.ended_at > now - CANCELLED_FOR),
        )
        .order_by(BookingClosure.starts_at, BookingClosure.id)
        .limit(MOST_EVENTS)
    )
    return found.all()


def _with_resources() -> Select[Booking, BookingResource]:
    return select(Booking, BookingResource).join(
        BookingResource,
        (BookingResource.park_id == Booking.park_id) & (BookingResource.id == Booking.resource_id),
    )


def _whose(feed: BookingFeed) -> ColumnElement[bool]:
    match feed.scope:
        case "person":
            return Booking.person_id == feed.person_id
        case "resource":
            return Booking.resource_id == feed.resource_id
    return Booking.company_id == feed.company_id


def _head(park: Park, language: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parkline//Bookings//EN")
    yield from ("CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield f"X-WR-CALNAME:{escape(str(getattr(park, f'name_{language}')))}"


@dataclass(frozen=True, slots=True)
class _Writer:
    """`with_words`: whether it says what a booking is for."""

    zone: ZoneInfo
    language: str
    slug: str
    park: str
    buildings: dict[str, str]
    with_words: bool

    def once(self, booking: Booking, resource: BookingResource) -> Iterator[str]:
        yield "BEGIN:VEVENT"
        yield f"UID:{booking.uid}"
        yield from self._of(booking, resource)
        yield f"DTSTART:{utc(booking.starts_at)}"
        yield f"DTEND:{utc(booking.ends_at)}"
        yield "END:VEVENT"

    def series(self, row: BookingSeries, those: Sequence[Row], now: datetime) -> Iterator[str]:
        """Its rule, then each date that differs from it."""
        uid = f"series-{row.id}@{self.slug}"
        dates = series.by_rule(row, self.zone)
        plain = [one for one in those if self._is_plain(row, *one)]
        other = [one for one in those if one not in plain and _is_shown(one[0], now)]
        shown = {booking.recurs_at for booking, _ in (*plain, *other)}
        model = (plain or those)[-1]
        yield "BEGIN:VEVENT"
        yield f"UID:{uid}"
        yield self._at("DTSTART", dates[0])
        yield self._at("DTEND", dates[0] + timedelta(minutes=row.minutes))
        yield f"RRULE:{_rule(row.rule, self.zone)}"
        yield from (self._at("EXDATE", one) for one in dates if one not in shown)
        yield from self._says(
            model[0],
            model[1],
            sequence=sum(booking.sequence for booking, _ in those),
            changed=max(booking.updated_at for booking, _ in those),
            status="CONFIRMED" if plain else _status(model[0]),
        )
        yield "END:VEVENT"
        for booking, resource in other:
            yield "BEGIN:VEVENT"
            yield f"UID:{uid}"
            yield from self._of(booking, resource)
            yield self._at("RECURRENCE-ID", booking.recurs_at or booking.starts_at)
            yield self._at("DTSTART", booking.starts_at)
            yield self._at("DTEND", booking.ends_at)
            yield "END:VEVENT"

    def closure(self, one: BookingClosure) -> Iterator[str]:
        """Without why: that is staff's, or another calendar's."""
        called_off = one.ended_at is not None
        changed = utc(one.ended_at or one.created_at)
        yield "BEGIN:VEVENT"
        yield f"UID:closure-{one.id}@{self.slug}"
        yield f"SEQUENCE:{int(called_off)}"
        yield f"DTSTAMP:{changed}"
        yield f"LAST-MODIFIED:{changed}"
        yield f"DTSTART:{utc(one.starts_at)}"
        yield f"DTEND:{utc(one.ends_at)}"
        yield f"STATUS:{'CANCELLED' if called_off else 'CONFIRMED'}"
        yield self._organizer()
        yield f"SUMMARY:{escape(say(self.language, 'booking-calendar-closed'))}"
        yield "END:VEVENT"

    def _of(self, booking: Booking, resource: BookingResource) -> Iterator[str]:
        yield from self._says(
            booking,
            resource,
            sequence=booking.sequence,
            changed=booking.updated_at,
            status=_status(booking),
        )

    def _says(
        self,
        booking: Booking,
        resource: BookingResource,
        *,
        sequence: int,
        changed: datetime,
        status: str,
    ) -> Iterator[str]:
        name = telling.name(resource, self.language)
        where = places.describe(_At(resource), self.buildings, self.language)
        words = booking.title if self.with_words else None
        yield f"SEQUENCE:{sequence}"
        yield f"DTSTAMP:{utc(changed)}"
        yield f"LAST-MODIFIED:{utc(changed)}"
        yield f"STATUS:{status}"
        yield self._organizer()
        yield f"SUMMARY:{escape(f'{name} · {words}' if words else name)}"
        yield f"LOCATION:{escape(where or name)}"
        yield f"DESCRIPTION:{escape(booking.booking_no)}"

    def _organizer(self) -> str:
        """What is published has one (RFC 5546, 3.2.1). The park has no address of mail."""
        return f"ORGANIZER;CN={quoted(self.park)}:invalid:nomail"

    def _at(self, name: str, moment: datetime) -> str:
        return f"{name};TZID={self.zone.key}:{wall(moment, self.zone)}"

    @staticmethod
    def _is_plain(row: BookingSeries, booking: Booking, resource: BookingResource) -> bool:
        """Whether a date is as the series has it."""
        lasts = timedelta(minutes=row.minutes)
        return (
            _status(booking) == "CONFIRMED"
            and booking.status != "skipped"
            and resource.id == row.resource_id
            and booking.starts_at == booking.recurs_at
            and booking.ends_at - booking.starts_at == lasts
        )


def _is_shown(booking: Booking, now: datetime) -> bool:
    if booking.status == "skipped":
        return False
    return booking.status not in _OVER or booking.updated_at > now - CANCELLED_FOR


def _status(booking: Booking) -> str:
    return _STATUS.get(booking.status, "CONFIRMED")


def _rule(rule: str, zone: ZoneInfo) -> str:
    """An UNTIL by the park's clock is in UTC where DTSTART names a zone (RFC 5545, 3.3.10)."""
    parts = []
    for part in rule.upper().split(";"):
        name, _, value = part.partition("=")
        if name == "UNTIL":
            # A day without an hour is its first moment, as for `series`.
            value = utc(datetime.fromisoformat(value).replace(tzinfo=zone))
        parts.append(f"{name}={value}")
    return ";".join(parts)


class _At:
    """Where a resource is, as places are described."""

    def __init__(self, row: BookingResource) -> None:
        self.building, self.floor, self.room, self.place = row.building, row.floor, row.room, None
