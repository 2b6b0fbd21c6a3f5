"""Calendars by a secret address (RFC 5545): what a person has, a company has, a room is had for.

Moments are in UTC, so no calendar has to know the park's rules of summer time. Each occurrence of a
series is an event of its own with a UID that never changes; SEQUENCE grows with each change, and
what was cancelled stays for CANCELLED_FOR, so that calendars take it out.
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking, BookingFeed
from models.booking_shelf import BookingResource
from models.park import Park
from models.people import Person
from services.booking import telling
from services.kit.audit import By, record
from services.kit.errors import NotFound, Refused
from services.park import places

Scope = Literal["person", "company"]
CANCELLED_FOR = timedelta(days=30)
BACK, AHEAD = timedelta(days=30), timedelta(days=400)
"""How far a calendar reaches."""
MOST_EVENTS, MOST_FEEDS = 2000, 5
LONGEST_LINE = 75
"""Octets, by RFC 5545, 3.1."""
_OVER = ("declined", "cancelled", "expired")
_STATUS = {"held": "TENTATIVE", **dict.fromkeys(_OVER, "CANCELLED")}


class TooManyFeeds(Refused):
    """`details`: `limit`."""

    code = "too_many_feeds"


class NoCompany(Refused):
    """They are of no company that could have a calendar."""

    code = "booking_no_company"


@dataclass(frozen=True, slots=True)
class Issued:
    """`token` is shown once; only its hash is kept."""

    feed: BookingFeed
    token: str


async def issue(session: AsyncSession, person: Person, scope: Scope, *, now: datetime) -> Issued:
    """A new address. Raises NoCompany, TooManyFeeds."""
    if scope == "company" and person.company_id is None:
        raise NoCompany("of no company")
    await session.get_one(Person, (person.park_id, person.id), with_for_update={"key_share": True})
    if len(await of_person(session, person)) >= MOST_FEEDS:
        raise TooManyFeeds(limit=MOST_FEEDS)
    token = secrets.token_urlsafe(32)
    feed = BookingFeed(
        park_id=person.park_id,
        scope=scope,
        person_id=person.id,
        company_id=person.company_id if scope == "company" else None,
        token_hash=_hash(token),
        created_at=now,
    )
    session.add(feed)
    await session.flush()
    return Issued(feed, token)


async def issue_of_room(session: AsyncSession, by: By, resource_id: int) -> Issued:
    """A new address of when a room is had, without who has it. Raises NotFound, TooManyFeeds."""
    key = (by.park_id, resource_id)
    room = await session.get(BookingResource, key, with_for_update={"key_share": True})
    if room is None:
        raise NotFound(f"resource {resource_id}")
    there = [one for one in await of_rooms(session, by.park_id) if one.resource_id == room.id]
    if len(there) >= MOST_FEEDS:
        raise TooManyFeeds(limit=MOST_FEEDS)
    token = secrets.token_urlsafe(32)
    feed = BookingFeed(
        park_id=by.park_id,
        scope="resource",
        resource_id=room.id,
        token_hash=_hash(token),
        created_at=by.at,
    )
    session.add(feed)
    await session.flush()
    subject, after = f"booking_feed:{feed.id}", {"resource": room.code}
    record(session, by, "booking_feed.add", subject, before={}, after=after)
    return Issued(feed, token)


async def of_rooms(session: AsyncSession, park_id: int) -> Sequence[BookingFeed]:
    """Those of rooms that hold, the oldest first."""
    found = await session.scalars(
        select(BookingFeed)
        .where(
            BookingFeed.park_id == park_id,
            BookingFeed.scope == "resource",
            BookingFeed.revoked_at.is_(None),
        )
        .order_by(BookingFeed.id)
    )
    return found.all()


async def revoke_of_room(session: AsyncSession, by: By, feed_id: int) -> None:
    """The address is good no more. Raises NotFound for one that is of no room."""
    feed = await session.get(BookingFeed, (by.park_id, feed_id))
    if feed is None or feed.scope != "resource":
        raise NotFound(f"calendar {feed_id}")
    if feed.revoked_at is None:
        feed.revoked_at = by.at
        await session.flush()
        room = await session.get_one(BookingResource, (by.park_id, feed.resource_id))
        subject, before = f"booking_feed:{feed.id}", {"resource": room.code}
        record(session, by, "booking_feed.remove", subject, before=before, after={})


async def of_person(session: AsyncSession, person: Person) -> Sequence[BookingFeed]:
    """Those that hold, the oldest first."""
    found = await session.scalars(
        select(BookingFeed)
        .where(
            BookingFeed.park_id == person.park_id,
            BookingFeed.person_id == person.id,
            BookingFeed.revoked_at.is_(None),
        )
        .order_by(BookingFeed.id)
    )
    return found.all()


async def revoke(session: AsyncSession, person: Person, feed_id: int, *, now: datetime) -> None:
    """The address is good no more. Raises NotFound for somebody else's."""
    feed = await session.get(BookingFeed, (person.park_id, feed_id))
    if feed is None or feed.person_id != person.id:
        raise NotFound(f"calendar {feed_id}")
    feed.revoked_at = feed.revoked_at or now
    await session.flush()


async def read(
    session: AsyncSession, park: Park, token: str, language: str, *, now: datetime
) -> str:
    """The calendar that an address shows. Raises NotFound for one that is none, or none any more,
    and where its person has left the company."""
    feed = await session.scalar(
        select(BookingFeed).where(
            BookingFeed.park_id == park.id,
            BookingFeed.token_hash == _hash(token),
            BookingFeed.revoked_at.is_(None),
        )
    )
    if feed is None:
        raise NotFound("no such calendar")
    rows = await session.execute(
        select(Booking, BookingResource)
        .join(
            BookingResource,
            (BookingResource.park_id == Booking.park_id)
            & (BookingResource.id == Booking.resource_id),
        )
        .where(
            Booking.park_id == park.id,
            await _whose(session, feed),
            Booking.status != "skipped",
            Booking.ends_at > now - BACK,
            Booking.starts_at < now + AHEAD,
            or_(Booking.status.not_in(_OVER), Booking.updated_at > now - CANCELLED_FOR),
        )
        .order_by(Booking.starts_at, Booking.id)
        .limit(MOST_EVENTS)
    )
    names = await places.building_names(session, park.id, language)
    lines = [*_head(park, language)]
    for booking, resource in rows:
        where = places.describe(_At(resource), names, language)
        words = booking.title if feed.scope == "person" else None
        lines += _event(booking, telling.name(resource, language), where, words)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _fold(line))


async def _whose(session: AsyncSession, feed: BookingFeed) -> ColumnElement[bool]:
    if feed.scope == "person":
        return Booking.person_id == feed.person_id
    if feed.scope == "resource":
        return Booking.resource_id == feed.resource_id
    company: int | None = await session.scalar(
        select(Person.company_id).where(Person.park_id == feed.park_id, Person.id == feed.person_id)
    )
    if company != feed.company_id:
        raise NotFound("no such calendar")
    return Booking.company_id == feed.company_id


def _head(park: Park, language: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parkline//Bookings//EN")
    yield from ("CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield f"X-WR-CALNAME:{_escape(str(getattr(park, f'name_{language}')))}"


def _event(booking: Booking, name: str, where: str, words: str | None) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{booking.uid}"
    yield f"SEQUENCE:{booking.sequence}"
    yield f"DTSTAMP:{_utc(booking.updated_at)}"
    yield f"LAST-MODIFIED:{_utc(booking.updated_at)}"
    yield f"DTSTART:{_utc(booking.starts_at)}"
    yield f"DTEND:{_utc(booking.ends_at)}"
    yield f"STATUS:{_STATUS.get(booking.status, 'CONFIRMED')}"
    yield f"SUMMARY:{_escape(f'{name} · {words}' if words else name)}"
    yield f"LOCATION:{_escape(where or name)}"
    yield f"DESCRIPTION:{_escape(booking.booking_no)}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escape(text: str) -> str:
    """As TEXT of RFC 5545, 3.3.11."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Lines of LONGEST_LINE octets at most, never within a character; all but the first begin with
    a blank."""
    piece, lead = "", ""
    for sign in line:
        if len((lead + piece + sign).encode()) > LONGEST_LINE:
            yield lead + piece
            piece, lead = "", " "
        piece += sign
    yield lead + piece


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


class _At:
    """Where a resource is, as places are described."""

    def __init__(self, row: BookingResource) -> None:
        self.building, self.floor, self.room, self.place = row.building, row.floor, row.room, None
