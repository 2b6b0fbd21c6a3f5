"""Times at which nobody can book something: cleaning, repair, an event of the park's own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingClosure, BookingResource
from models.park import Park
from services.booking import shelf
from services.booking.events import ClosureEnded
from services.claims import claims
from services.claims.claims import Span, Taken
from services.events.publish import publish
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound

LONGEST_REASON = 200


class InTheWay(Conflict):
    """Somebody has booked it then. `bookings`: which; `details`: `booking_nos`."""

    code = "closure_meets_bookings"

    def __init__(self, found: Sequence[Booking]) -> None:
        super().__init__("booked", booking_nos=[one.booking_no for one in found])
        self.bookings = list(found)


async def close(
    session: AsyncSession,
    by: By,
    park: Park,
    resource_id: int,
    *,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
) -> BookingClosure:
    """Nobody can book it then. Raises NotFound, Invalid, InTheWay with what was booked before,
    which stays as it is."""
    if not starts_at < ends_at or ends_at <= by.at:
        raise Invalid("it ends after it starts, and ahead", field="ends_at")
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise Invalid("say why, shortly", field="reason")
    thing = await shelf.thing(session, park, resource_id, now=by.at)
    try:
        async with session.begin_nested():
            row = BookingClosure(
                park_id=park.id,
                resource_id=resource_id,
                starts_at=starts_at,
                ends_at=ends_at,
                reason=reason.strip(),
                staff_id=by.staff_id,
                created_at=by.at,
            )
            session.add(row)
            await session.flush()
            await claims.lock(session, thing.lanes)
            await claims.take(
                session,
                park.id,
                f"closure:{row.id}",
                thing.lanes,
                Span(starts_at, ends_at),
                now=by.at,
                kind="closure",
            )
    except Taken as taken:
        raise InTheWay(await _bookings(session, park.id, taken)) from taken
    _note(session, by, row, after={"starts_at": starts_at.isoformat()})
    return row


async def reopen(session: AsyncSession, by: By, closure_id: int) -> BookingClosure:
    """Take it back; again, it changes nothing. Raises NotFound."""
    row = await session.get(BookingClosure, (by.park_id, closure_id), with_for_update=True)
    if row is None:
        raise NotFound(f"closure {closure_id}")
    if row.ended_at is None:
        row.ended_at = by.at
        await session.flush()
        await claims.release(session, by.park_id, f"closure:{row.id}", now=by.at)
        await opened(session, [row], now=by.at)
        _note(session, by, row, before={"starts_at": row.starts_at.isoformat()})
    return row


async def opened(session: AsyncSession, ended: Sequence[BookingClosure], *, now: datetime) -> None:
    """Say that a resource may be booked again where these closures were, if that is ahead."""
    ahead = [one for one in ended if one.ends_at > now]
    if not ahead:
        return
    resource = await session.get_one(BookingResource, (ahead[0].park_id, ahead[0].resource_id))
    told = ClosureEnded(
        resource_id=resource.id,
        resource=resource.code,
        starts_at=min(one.starts_at for one in ahead),
        ends_at=max(one.ends_at for one in ahead),
    )
    await publish(session, resource.park_id, told, now=now)


async def between(
    session: AsyncSession, park_id: int, start: datetime, end: datetime
) -> Sequence[BookingClosure]:
    """Those that hold at some time between two moments."""
    found = await session.scalars(
        select(BookingClosure)
        .where(
            BookingClosure.park_id == park_id,
            BookingClosure.ended_at.is_(None),
            BookingClosure.starts_at < end,
            BookingClosure.ends_at > start,
        )
        .order_by(BookingClosure.starts_at, BookingClosure.id)
    )
    return found.all()


async def _bookings(session: AsyncSession, park_id: int, taken: Taken) -> Sequence[Booking]:
    ids = [int(one.split(":")[1]) for one in taken.subjects if one.startswith("booking:")]
    found = await session.scalars(
        select(Booking)
        .where(Booking.park_id == park_id, Booking.id.in_(ids))
        .order_by(Booking.starts_at, Booking.id)
    )
    return found.all()


def _note(
    session: AsyncSession,
    by: By,
    row: BookingClosure,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    action = "closure.add" if after else "closure.remove"
    record(session, by, action, f"closure:{row.id}", before=before or {}, after=after or {})
