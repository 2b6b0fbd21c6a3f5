"""What was closed is open again: who waited for it is asked, and series fill their gaps."""

from datetime import date, time

from sqlalchemy import select

from models.booking import Booking, BookingWait
from models.events import EventRow
from models.people import Person
from services.booking import closures, gaps, presence, series, waiting
from services.booking.booking import Asked
from services.booking.series import Recurs
from services.events.registry import parse_event
from services.kit.actors import tenant
from tests.given.booking import HOUR, NOW, at, booked, by, park_of, person, thing, told
from tests.given.demo_park import DemoPark

OPENED = "booking_closure.ended"


async def closed(demo: DemoPark) -> int:
    async with demo.sessions.begin() as session:
        room = await thing(session, demo, "b_301")
        row = await closures.close(
            session, by(demo), await park_of(session, demo), room.id,
            starts_at=at(9, day=14), ends_at=at(12, day=14), reason="打蜡",
        )  # fmt: skip
        return row.id


async def opened(demo: DemoPark, closure: int) -> None:
    """Staff open it, and the worker does what follows."""
    async with demo.sessions.begin() as session:
        await closures.reopen(session, by(demo), closure)
        await closures.reopen(session, by(demo), closure)
    async with demo.sessions.begin() as session:
        rows = (await session.scalars(select(EventRow).where(EventRow.type == OPENED))).all()
        assert len(rows) == 1
        event = parse_event(rows[0].type, rows[0].data)
        await waiting.offer(session, rows[0], event, NOW)
        await gaps.after(session, rows[0], event, NOW)


async def test_who_waits_is_offered_it(demo: DemoPark) -> None:
    closure = await closed(demo)
    async with demo.sessions.begin() as session:
        who = await person(session, demo)
        room = await thing(session, demo, "b_301")
        asked = Asked(room, at(10, day=14), at(11, day=14))
        wait = await waiting.wait(session, who, asked, any_thing=False, conversation=None, now=NOW)
    await opened(demo, closure)
    async with demo.sessions() as session:
        row = await session.get_one(BookingWait, (demo.id, wait.id))
        assert row.status == "offered"
        assert await told(demo, row.booking_id or 0) == ["booking.offered"]


async def test_a_series_that_fills_itself_has_its_date(demo: DemoPark) -> None:
    closure = await closed(demo)
    async with demo.sessions.begin() as session:
        who = await person(session, demo)
        recurs = Recurs(
            await thing(session, demo, "b_301"), "FREQ=WEEKLY;COUNT=3", date(2026, 12, 7),
            time(9, 30), 60, fills=True,
        )  # fmt: skip
        made = await series.book(
            session, await park_of(session, demo), who, recurs, by=tenant(who), now=NOW
        )
        assert [one.starts_at for one in made.skipped] == [at(9, 30, day=14)]
    await opened(demo, closure)
    async with demo.sessions() as session:
        filled = await session.get_one(Booking, (demo.id, made.skipped[0].id))
        assert filled.status == "confirmed"


async def test_who_stays_longer_is_told_of_to_others(demo: DemoPark) -> None:
    booking = await booked(demo, starts_at=at(10))
    async with demo.sessions.begin() as session:
        await presence.check_in(session, demo.id, booking.id, now=at(10))
    async with demo.sessions.begin() as session:
        who = await session.get_one(Person, (demo.id, booking.person_id))
        await presence.extend(
            session, await park_of(session, demo), booking.id, 30, by=tenant(who), now=at(10, 30)
        )
    async with demo.sessions() as session:
        row = await session.scalar(select(EventRow).where(EventRow.type == "booking.moved"))
        assert row is not None
        event = parse_event(row.type, row.data)
        assert (event.was_ends_at, event.ends_at) == (at(11), at(11) + HOUR / 2)  # type: ignore[attr-defined]
