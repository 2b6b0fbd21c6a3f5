"""A hall that is given up at night: its half goes to who waited, at once, and on to the next."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.booking import Booking
from models.booking_shelf import BookingPool
from services.booking import alarms, waiting
from services.booking import booking as bookings
from services.booking.booking import Asked
from services.kit.actors import tenant
from tests.given.booking import NOW, at, booked, live, park_of, person, reloaded, thing
from tests.given.demo_park import DemoPark
from tests.given.notices import Notifier

NIGHT = at(23, 30)
HALF = (at(10, day=8), at(12, day=8))


@pytest.fixture
def notifier(demo: DemoPark) -> Notifier:
    return Notifier(demo)


async def waits(demo: DemoPark, code: str, now: datetime) -> int:
    """Somebody of a company who waits for it; who."""
    async with demo.sessions.begin() as session:
        who = await person(session, demo, "Starbridge")
        conversation = await demo.conversation(session)
        conversation.person_id = who.id
        asked = Asked(await thing(session, demo, code), *HALF)
        await waiting.wait(session, who, asked, any_thing=False, conversation=conversation, now=now)
        return who.id


async def of(demo: DemoPark, who: int) -> list[Booking]:
    async with demo.sessions() as session:
        found = await session.scalars(
            select(Booking).where(Booking.person_id == who).order_by(Booking.id)
        )
        return list(found)


async def test_half_of_it_goes_to_who_waits_longest_though_it_is_night(
    demo: DemoPark, notifier: Notifier
) -> None:
    async with demo.sessions.begin() as session:
        pool = await session.scalar(select(BookingPool).where(BookingPool.code == "hall"))
        assert pool is not None
        pool.needs_approval = False
        has = (await person(session, demo, "Starbridge")).id
    whole = await booked(demo, "hall_whole", at(9, day=8), hours=8, who=has)
    first = await waits(demo, "hall_east", NOW)
    second = await waits(demo, "hall_east", NOW + timedelta(minutes=1))
    async with demo.sessions.begin() as session:
        await park_of(session, demo)
        await bookings.cancel(session, demo.id, whole.id, by=tenant(has), now=NIGHT)
    await notifier.handle_last(f"booking:{whole.id}", now=NIGHT)
    [offered] = await of(demo, first)
    assert (offered.status, offered.held_for) == ("held", "offer")
    assert offered.next_alarm_at == NIGHT + waiting.HOLD
    assert await live(demo) == [(f"booking:{offered.id}", 1)]
    await notifier.handle_last(f"booking:{offered.id}", now=NIGHT)
    assert len(await notifier.texts()) == 1
    assert await notifier.held() == []

    later = NIGHT + waiting.HOLD
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=later)
    await notifier.handle_last(f"booking:{offered.id}", now=later)
    assert (await reloaded(demo, offered.id)).status == "expired"
    [next_] = await of(demo, second)
    assert next_.next_alarm_at == later + waiting.HOLD
    await notifier.handle_last(f"booking:{next_.id}", now=later)
    texts = await notifier.texts()
    assert "报告厅东区" in texts[-1]
    async with demo.sessions.begin() as session:
        await waiting.take(session, demo.id, next_.id, person_id=second, now=later)
    assert (await reloaded(demo, next_.id)).status == "confirmed"
