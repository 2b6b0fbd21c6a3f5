"""The page at a room's door: whether it is free, and what whoever stands there may do.

Its address holds a secret of the resource's; only the hash is kept. Nothing on it says who has the
room or what for.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingResource
from models.park import Park
from services.booking import booking as bookings
from services.booking import free, presence, rules, shelf, states
from services.booking.booking import Asked
from services.booking.shelf import Thing
from services.claims import claims
from services.claims.claims import Busy, Taken
from services.kit.actors import ITSELF
from services.kit.audit import By, record
from services.kit.errors import Conflict, NotFound, Refused
from services.people import stand_ins

LONGEST = timedelta(minutes=60)
"""For how long a room is booked, or kept for longer, at its door."""
MOST_LENGTHS = 3
_AHEAD = timedelta(days=1)


class NotNow(Conflict):
    """What the page showed is so no more, or is not offered at a door."""

    code = "panel_not_now"


@dataclass(frozen=True, slots=True)
class Panel:
    """What a door shows. Moments are in UTC; `books` and `extends` are until when it may be had."""

    thing: Thing
    current: Busy | None
    booking: Booking | None
    """The current one, where it is a booking."""
    next: Busy | None
    books: Sequence[datetime]
    extends: Sequence[datetime]
    can: Sequence[str]
    """check_in, end."""


async def issue(session: AsyncSession, by: By, resource_id: int) -> str:
    """A new address for its door; the one before is good no more. Shown once. Raises NotFound."""
    token = secrets.token_urlsafe(32)
    await _set(session, by, resource_id, _hash(token))
    return token


async def revoke(session: AsyncSession, by: By, resource_id: int) -> None:
    """Again, it changes nothing. Raises NotFound."""
    await _set(session, by, resource_id, None)


async def find(session: AsyncSession, park_id: int, token: str) -> BookingResource:
    """Whose door an address is of. It is looked up by its hash, so how long that takes says nothing
    of it. Raises NotFound."""
    row = await session.scalar(
        select(BookingResource).where(
            BookingResource.park_id == park_id,
            BookingResource.panel_hash == _hash(token),
            BookingResource.active,
        )
    )
    if row is None:
        raise NotFound("no such door")
    return row


async def look(session: AsyncSession, park: Park, resource_id: int, *, now: datetime) -> Panel:
    """How it is at the door just now."""
    thing = await shelf.thing(session, park, resource_id, now=now)
    busy = await claims.busy(session, park.id, thing.lanes, now, now + _AHEAD, now=now)
    current = next((one for one in busy if one.span.starts_at <= now < one.span.ends_at), None)
    coming = next((one for one in busy if one.span.starts_at > now), None)
    booking = await _booking(session, park.id, current or coming, now)
    if booking is not None and booking.status == "completed":
        current = booking = None  # They left; the minute is theirs to its end.
    books = () if current else await _lengths(session, thing, now)
    can = _can(booking, now)
    extends: Sequence[datetime] = ()
    if booking is not None and booking.status == "checked_in":
        extends = await _longer(session, thing, booking, now)
    return Panel(thing, current, booking, coming, books, extends, can)


async def book(
    session: AsyncSession, park: Park, resource_id: int, until: datetime, *, now: datetime
) -> Booking:
    """Have it from now on, checked in at once, for nobody in particular. Raises NotNow."""
    panel = await look(session, park, resource_id, now=now)
    if until not in panel.books:
        raise NotNow("not offered")
    person = await stand_ins.door(session, park.id)
    asked = Asked(panel.thing, rules.on_step(panel.thing, now), until)
    try:
        booking = await bookings.book(
            session, park, person, asked, conversation=None, by=ITSELF, now=now
        )
    except (Taken, Refused) as wrong:
        raise NotNow("not any more") from wrong
    return await presence.check_in(session, park.id, booking.id, now=now)


async def act(
    session: AsyncSession, park: Park, resource_id: int, action: str, *, now: datetime
) -> Booking:
    """Check in to what is, or ends, what is on now. Raises NotNow."""
    panel = await look(session, park, resource_id, now=now)
    if panel.booking is None or action not in panel.can:
        raise NotNow("not offered")
    if action == "check_in":
        return await presence.check_in(session, park.id, panel.booking.id, now=now)
    return await presence.end_early(session, park, panel.booking.id, now=now)


async def extend(
    session: AsyncSession, park: Park, resource_id: int, until: datetime, *, now: datetime
) -> Booking:
    """Keep for longer what is on now. Raises NotNow."""
    panel = await look(session, park, resource_id, now=now)
    if panel.booking is None or until not in panel.extends:
        raise NotNow("not offered")
    minutes = int((until - panel.booking.ends_at) / timedelta(minutes=1))
    try:
        return await presence.extend(session, park, panel.booking.id, minutes, by=ITSELF, now=now)
    except (Taken, Refused) as wrong:
        raise NotNow("not any more") from wrong


def _can(booking: Booking | None, now: datetime) -> list[str]:
    if booking is None:
        return []
    if booking.status == "confirmed":
        return ["check_in"] if booking.starts_at - presence.EARLY <= now else []
    return ["end"] if booking.status == "checked_in" and booking.starts_at <= now else []


async def _lengths(session: AsyncSession, thing: Thing, now: datetime) -> list[datetime]:
    """Until when it may be had from now on, by its pool's rules and who has it next. What staff
    approve, or only companies have, is not had by whoever stands there."""
    pool = thing.pool
    if pool.needs_approval or pool.audience != "anybody":
        return []
    step = timedelta(minutes=pool.step_min)
    begins = rules.on_step(thing, now)
    found: list[datetime] = []
    for steps in range(1, int(timedelta(hours=2) / step) + 2):
        ends = begins + steps * step
        if ends - now <= timedelta(minutes=5) or not rules.fits(thing, begins, ends, now=now):
            continue
        if found and ends - now > LONGEST:
            break
        if not await free.free(session, [thing], begins, ends, now=now):
            break
        found.append(ends)
    return found[:MOST_LENGTHS]


async def _longer(
    session: AsyncSession, thing: Thing, booking: Booking, now: datetime
) -> list[datetime]:
    step = timedelta(minutes=thing.pool.step_min)
    longest = booking.starts_at + timedelta(minutes=thing.pool.longest_min)
    found: list[datetime] = []
    for steps in range(1, max(1, int(LONGEST / step)) + 1):
        ends = booking.ends_at + steps * step
        span = rules.span(thing.pool, booking.ends_at, ends)
        busy = await claims.busy(
            session, booking.park_id, thing.lanes, booking.ends_at, span.last, now=now
        )
        others = [one for one in busy if one.subject != states.subject(booking)]
        is_open = thing.hours.between(booking.ends_at, ends) >= ends - booking.ends_at
        if ends > longest or others or not is_open:
            break
        found.append(ends)
    return found[:MOST_LENGTHS]


async def _booking(
    session: AsyncSession, park_id: int, busy: Busy | None, now: datetime
) -> Booking | None:
    if busy is None or not busy.subject.startswith("booking:"):
        return None
    found = await states.load(session, park_id, int(busy.subject.split(":")[1]))
    return found if found.starts_at - presence.EARLY <= now else None


async def _set(session: AsyncSession, by: By, resource_id: int, hashed: bytes | None) -> None:
    row = await session.get(BookingResource, (by.park_id, resource_id), with_for_update=True)
    if row is None:
        raise NotFound(f"resource {resource_id}")
    before, row.panel_hash = row.panel_hash, hashed
    await session.flush()
    record(
        session,
        by,
        "panel.make" if hashed else "panel.remove",
        f"resource:{row.id}",
        before={"panel": _mark(before)},
        after={"panel": _mark(hashed)},
    )


def _mark(hashed: bytes | None) -> str | None:
    """By which the log tells one address from another."""
    return hashed.hex()[:8] if hashed else None


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
