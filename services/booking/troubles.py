"""What is broken in a room that is booked: who has it next is told, if it still is by then."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking import Booking
from models.booking_shelf import BookingResource
from models.events import EventRow
from models.park import Park
from models.tickets import Ticket
from services.booking import events, presence, states
from services.events.base import Event
from services.events.follows import Told
from services.events.publish import defer
from services.kit.actors import ITSELF
from services.texts import say
from services.tickets import tickets
from services.tickets.events import TicketReported

WARN_BOOKING = "warn_booking"
"""Task: tells one booking of one ticket."""
BEFORE = timedelta(minutes=30)
"""How long before it begins somebody is told."""
AHEAD = timedelta(days=7)
MOST = 20
"""Bookings that are warned of one ticket, and tickets of which one booking is."""


async def after_report(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Something is broken in a room: whoever has it in the days to come may have to know."""
    assert isinstance(event, TicketReported)
    if event.kind != "repair":
        return ()
    ticket = await tickets.load(session, row.park_id, event.ticket_id)
    if ticket.building is None or ticket.room is None:
        return ()
    await _name_whose(session, ticket, now)
    found = await session.scalars(
        _of_its_room(ticket)
        .where(
            Booking.status.in_(("held", "confirmed")),
            Booking.starts_at > now,
            Booking.starts_at < now + AHEAD,
        )
        .order_by(Booking.starts_at)
        .limit(MOST)
    )
    for booking in found.all():
        await _later(session, booking, ticket.id)
    return ()


async def after_booking(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """A room is booked, or changed for another, in which something is broken already."""
    assert isinstance(event, events.BookingEvent)
    booking = await states.load(session, row.park_id, event.booking_id)
    if booking.starts_at <= now:
        return ()
    for ticket in await open_in(session, booking):
        await _later(session, booking, ticket.id)
    return ()


def _of_its_room(ticket: Ticket) -> Select[Booking]:
    """Bookings of the room in which the ticket says that something is broken."""
    of_resource = (BookingResource.park_id == Booking.park_id) & (
        BookingResource.id == Booking.resource_id
    )
    return (
        select(Booking)
        .join(BookingResource, of_resource)
        .where(
            Booking.park_id == ticket.park_id,
            BookingResource.building == ticket.building,
            BookingResource.room == ticket.room,
        )
    )


async def _name_whose(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Whoever works on it sees whose booking it is of, and how long that goes on, as when it is
    reported by chat."""
    booking = await session.scalar(
        _of_its_room(ticket)
        .where(
            Booking.person_id == ticket.person_id,
            Booking.status.in_(("confirmed", "checked_in")),
            Booking.starts_at <= now + presence.EARLY,
            Booking.ends_at > now,
        )
        .order_by(Booking.starts_at)
        .limit(1)
    )
    if booking is None:
        return
    there = await tickets.history(session, ticket.park_id, ticket.id)
    if any(booking.booking_no in (one.text or "") for one in there):
        return
    park = await session.get_one(Park, ticket.park_id)
    until = f"{booking.ends_at.astimezone(ZoneInfo(park.timezone)):%H:%M}"
    words = say(park.language, "repair-at-meeting", number=booking.booking_no, until=until)
    await tickets.record(session, ticket, "note", by=ITSELF, now=now, text=words)


async def open_in(session: AsyncSession, booking: Booking) -> Sequence[Ticket]:
    """Repairs that go on in the room of a booking, the oldest first."""
    resource = await session.get_one(BookingResource, (booking.park_id, booking.resource_id))
    if resource.building is None or resource.room is None:
        return ()
    found = await session.scalars(
        select(Ticket)
        .where(
            Ticket.park_id == booking.park_id,
            Ticket.kind == "repair",
            Ticket.building == resource.building,
            Ticket.room == resource.room,
            Ticket.status.in_(tickets.OPEN),
        )
        .order_by(Ticket.id)
        .limit(MOST)
    )
    return found.all()


async def warn(
    session: AsyncSession, park_id: int, booking_id: int, ticket_id: int, *, now: datetime
) -> None:
    """The job: it is said if both still stand, and the booking is there where the ticket is."""
    booking = await states.load(session, park_id, booking_id)
    if booking.status not in {"held", "confirmed"} or booking.starts_at <= now:
        return
    still = [one for one in await open_in(session, booking) if one.id == ticket_id]
    if still and booking.person_id != still[0].person_id:
        await states.say(
            session, booking, events.BookingTroubled, now=now, ticket_no=still[0].ticket_no
        )


async def _later(session: AsyncSession, booking: Booking, ticket_id: int) -> None:
    args = {"park_id": booking.park_id, "booking_id": booking.id, "ticket_id": ticket_id}
    at = booking.starts_at - BEFORE
    await defer(session, WARN_BOOKING, queue="deadlines", args=args, at=at)
