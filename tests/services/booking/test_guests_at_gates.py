"""Who lets a guest of theirs in by the gate is there: nobody has to say so again."""

from datetime import datetime

import pytest
from sqlalchemy import select

from models.booking import Booking
from models.booking_shelf import BookingResource
from models.events import EventRow
from models.people import Person
from models.visits import Visit
from services.booking import alarms, states
from services.events.registry import parse_event
from services.visits import gates, gathered
from services.visits.facts import Guests
from tests.given import factories
from tests.given.booking import at, booked, person, reloaded
from tests.given.demo_park import DemoPark


async def member(demo: DemoPark) -> int:
    """Somebody who may let people in."""
    async with demo.sessions.begin() as session:
        return (await person(session, demo, "Starbridge")).id


async def invited(demo: DemoPark, booking: Booking) -> Visit:
    async with demo.sessions.begin() as session:
        resource = await session.get_one(BookingResource, (demo.id, booking.resource_id))
        host = await session.get_one(Person, (demo.id, booking.person_id))
        return await gathered.register(
            session,
            host,
            Guests(names=["王伟"], headcount=1),
            states.gathering(booking, resource),
            conversation=None,
            now=booking.created_at,
        )


async def let_in(demo: DemoPark, visit: Visit, now: datetime) -> None:
    """By reception, and what the worker does then."""
    async with demo.sessions.begin() as session:
        staff = await factories.make_staff(session, demo.id)
        await gates.check_in(session, demo.id, visit.id, staff_id=staff.id, now=now)
    async with demo.sessions.begin() as session:
        row = await session.scalar(select(EventRow).where(EventRow.type == "visit.checked_in"))
        assert row is not None
        await gathered.tell(session, row, parse_event(row.type, row.data), now)


@pytest.mark.parametrize(
    ("comes", "status"),
    [(at(13, 46), "checked_in"), (at(14, 10), "checked_in"), (at(13, 30), "confirmed")],
    ids=["before", "late", "long-before"],
)
async def test_a_guest_at_the_gate_checks_the_room_in(
    demo: DemoPark, comes: datetime, status: str
) -> None:
    booking = await booked(demo, who=await member(demo))
    await let_in(demo, await invited(demo, booking), comes)
    found = await reloaded(demo, booking.id)
    assert found.status == status
    assert found.checked_in_at == (comes if status == "checked_in" else None)


async def test_a_guest_who_came_long_before_is_there_when_it_would_be_missed(
    demo: DemoPark,
) -> None:
    booking = await booked(demo, who=await member(demo))
    await let_in(demo, await invited(demo, booking), at(13, 30))
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=at(14, 15))
    found = await reloaded(demo, booking.id)
    assert (found.status, found.next_alarm_at) == ("checked_in", at(15))


async def test_a_guest_who_is_only_expected_is_not_there(demo: DemoPark) -> None:
    booking = await booked(demo, who=await member(demo))
    await invited(demo, booking)
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=at(14, 15))
    assert (await reloaded(demo, booking.id)).status == "no_show"


async def test_a_guest_of_another_thing_checks_nothing_in(demo: DemoPark) -> None:
    who = await member(demo)
    booking, other = await booked(demo, who=who), await booked(demo, "a_302", who=who)
    await let_in(demo, await invited(demo, other), at(13, 50))
    assert (await reloaded(demo, booking.id)).status == "confirmed"
    assert (await reloaded(demo, other.id)).status == "checked_in"
