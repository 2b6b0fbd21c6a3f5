"""What is broken in a room: who has it next is told, if it still is."""

from datetime import timedelta

from sqlalchemy import select

from models.booking import Booking
from models.events import EventRow
from models.tickets import Ticket
from services.booking import events, gaps, series, troubles
from services.booking.series import Recurs
from services.events.registry import parse_event
from services.kit.actors import ITSELF, tenant
from services.tickets import tickets
from tests.given.booking import NOW, at, booked, park_of, person, thing
from tests.given.demo_park import DemoPark


async def broken(demo: DemoPark, room: str = "301") -> Ticket:
    async with demo.sessions.begin() as session:
        return await tickets.open_ticket(
            session,
            demo.id,
            kind="repair",
            urgency="normal",
            description="投影仪坏了",
            building="A",
            room=room,
            now=NOW,
        )


async def warned(demo: DemoPark, booking: Booking, ticket: Ticket) -> list[str]:
    async with demo.sessions.begin() as session:
        await troubles.warn(session, demo.id, booking.id, ticket.id, now=at(13, 30))
    async with demo.sessions() as session:
        found = await session.scalars(
            select(EventRow).where(EventRow.type == events.BookingTroubled.type)
        )
        return [row.data["ticket_no"] for row in found]


async def test_who_has_it_next_is_warned_while_it_is_broken(demo: DemoPark) -> None:
    booking = await booked(demo, "a_301", at(14))
    ticket = await broken(demo)
    assert await warned(demo, booking, ticket) == [ticket.ticket_no]


async def test_what_is_mended_is_not_told(demo: DemoPark) -> None:
    booking = await booked(demo, "a_301", at(14))
    ticket = await broken(demo)
    async with demo.sessions.begin() as session:
        await tickets.advance(session, demo.id, ticket.id, "resolve", by=ITSELF, now=NOW)
    assert await warned(demo, booking, ticket) == []


async def test_who_reports_it_from_the_room_is_named_with_the_booking(demo: DemoPark) -> None:
    """Once, though what follows runs again; not where they have another room."""
    mine = await booked(demo, "a_301", at(9, 30))
    tickets_ = []
    for room in ("301", "302"):
        async with demo.sessions.begin() as session:
            tickets_.append(
                await tickets.open_ticket(
                    session, demo.id, kind="repair", urgency="normal", description="投影仪坏了",
                    building="A", room=room, person_id=mine.person_id, now=NOW,
                )
            )  # fmt: skip
    async with demo.sessions.begin() as session:
        rows = await session.scalars(select(EventRow).where(EventRow.type == "ticket.reported"))
        for row in [*rows] * 2:
            await troubles.after_report(session, row, parse_event(row.type, row.data), NOW)
    async with demo.sessions() as session:
        told = [
            [one.text for one in await tickets.history(session, demo.id, ticket.id) if one.text]
            for ticket in tickets_
        ]
    assert [sum(mine.booking_no in text for text in each) for each in told] == [1, 0]


async def test_another_room_is_none_of_it(demo: DemoPark) -> None:
    booking = await booked(demo, "a_301", at(14))
    ticket = await broken(demo, room="302")
    assert await warned(demo, booking, ticket) == []


async def test_a_series_fills_what_is_free_again_by_itself(demo: DemoPark) -> None:
    taken = await booked(demo, "b_201", at(14, day=9))
    async with demo.sessions.begin() as session:
        who = await person(session, demo)
        park = await park_of(session, demo)
        recurs = Recurs(
            await thing(session, demo, "b_201"),
            "FREQ=WEEKLY;COUNT=3",
            at(14).date(),
            at(14).time(),
            60,
            fills=True,
        )
        made = await series.book(session, park, who, recurs, by=tenant(who), now=NOW)
        assert [one.starts_at for one in made.skipped] == [at(14, day=9)]
    async with demo.sessions.begin() as session:
        from services.booking import booking as bookings

        await bookings.cancel(session, demo.id, taken.id, by=tenant(taken.person_id), now=NOW)
    async with demo.sessions.begin() as session:
        row = await session.scalar(
            select(EventRow).where(EventRow.type == "booking.cancelled").limit(1)
        )
        assert row is not None
        await gaps.after(session, row, parse_event(row.type, row.data), NOW)
    async with demo.sessions() as session:
        found = await session.scalars(
            select(Booking.status).where(Booking.series_id == made.series.id)
        )
        assert set(found) == {"confirmed"}
        told = await session.scalars(select(EventRow.type).where(EventRow.type == "booking.filled"))
        assert len(told.all()) == 1


async def test_a_series_that_does_not_look_again_is_left_alone(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        who = await person(session, demo)
        recurs = Recurs(
            await thing(session, demo, "b_201"),
            "FREQ=WEEKLY;COUNT=2",
            at(14).date(),
            at(14).time(),
            60,
        )
        park = await park_of(session, demo)
        await series.book(session, park, who, recurs, by=tenant(who), now=NOW)
    async with demo.sessions.begin() as session:
        assert await gaps.due(session, now=NOW + timedelta(days=2)) == 0
