"""Addresses of calendars, each a secret: of what a person has, a company has, a room is had for."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import BookingFeed
from models.booking_shelf import BookingResource
from models.people import Person
from services.kit.audit import By, record
from services.kit.errors import NotFound, Refused

Scope = Literal["person", "company"]
MOST_FEEDS = 5


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


async def find(session: AsyncSession, park_id: int, token: str) -> BookingFeed:
    """The one of an address. Raises NotFound for one that is none, or none any more, and where its
    person has left the company."""
    feed = await session.scalar(
        select(BookingFeed).where(
            BookingFeed.park_id == park_id,
            BookingFeed.token_hash == _hash(token),
            BookingFeed.revoked_at.is_(None),
        )
    )
    if feed is None:
        raise NotFound("no such calendar")
    if feed.scope == "company":
        company: int | None = await session.scalar(
            select(Person.company_id).where(
                Person.park_id == feed.park_id, Person.id == feed.person_id
            )
        )
        if company != feed.company_id:
            raise NotFound("no such calendar")
    return feed


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
