"""Somebody else is in a room: who is told what, and what nobody is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.booking import Booking
from models.booking_shelf import BookingPool
from models.conversations import Conversation
from models.events import EventRow
from models.people import Company, Person
from models.tickets import Ticket
from services.booking import disputes, notices, words
from services.booking.disputes import Disputed
from services.events.registry import parse_event
from tests.given.booking import at, booked, park_of
from tests.given.demo_park import DemoPark

NOW = at(15, 5)


async def disputed(demo: DemoPark, booking: Booking, minutes: int = 0) -> Disputed:
    async with demo.sessions.begin() as session:
        conversation = await session.scalar(
            select(Conversation).where(Conversation.person_id == booking.person_id)
        )
        assert conversation is not None
        return await disputes.dispute(
            session,
            await park_of(session, demo),
            booking,
            conversation=conversation,
            now=NOW + timedelta(minutes=minutes),
        )


async def news(demo: DemoPark) -> list[tuple[list[int], str]]:
    """Who is told, and what, of each dispute."""
    told = []
    async with demo.sessions() as session:
        found = await session.scalars(
            select(EventRow).where(EventRow.type == "booking.disputed").order_by(EventRow.id)
        )
        for row in found.all():
            event = parse_event(row.type, row.data)
            notice = await notices.notice_of(session, row, event, NOW)  # type: ignore[arg-type]
            if notice is not None:
                [audience] = [await notice.audience()]
                conversation = await session.scalar(
                    select(Conversation).where(Conversation.person_id == audience[0])
                )
                assert conversation is not None
                told.append((audience, (await notice.reply_to(conversation)).text))
    return told


async def test_whose_time_is_over_is_asked_to_leave(demo: DemoPark) -> None:
    before = await booked(demo, "a_301", at(14))
    mine = await booked(demo, "a_301", at(15))
    assert (await disputed(demo, mine)).how == "asked"
    [(audience, text)] = await news(demo)
    assert audience == [before.person_id]
    assert "下一场的人已经到了" in text or "have the room next" in text
    async with demo.sessions() as session:
        [ticket] = await session.scalars(select(Ticket).where(Ticket.kind == "complaint"))
    assert (ticket.building, ticket.room, ticket.urgency) == ("A", "301", "urgent")


async def test_who_is_early_learns_until_when(demo: DemoPark) -> None:
    before = await booked(demo, "a_301", at(14, 30))
    mine = await booked(demo, "a_301", at(15, 30))
    found = await disputed(demo, mine, minutes=20)
    assert found == Disputed("early", before.ends_at)


async def test_nobody_known_is_left_to_the_desk(demo: DemoPark) -> None:
    mine = await booked(demo, "a_301", at(15))
    assert (await disputed(demo, mine)).how == "unknown"
    assert await news(demo) == []


async def test_saying_it_again_tells_nobody_twice(demo: DemoPark) -> None:
    await booked(demo, "a_301", at(14))
    mine = await booked(demo, "a_301", at(15))
    await disputed(demo, mine)
    await disputed(demo, mine, minutes=5)
    assert len(await news(demo)) == 1


@pytest.mark.parametrize("named", [False, True])
async def test_the_company_is_named_where_the_rule_says_so(demo: DemoPark, named: bool) -> None:
    await booked(demo, "a_301", at(14))
    mine = await booked(demo, "a_301", at(15))
    async with demo.sessions.begin() as session:
        company = Company(park_id=demo.id, name_zh="星桥科技", name_en="Starbridge")
        session.add(company)
        await session.flush()
        row = await session.get_one(Booking, (demo.id, mine.id))
        row.company_id = company.id
        person = await session.get_one(Person, (demo.id, mine.person_id))
        person.name = "李雷"
        pool = await session.get_one(BookingPool, (demo.id, mine.pool_id))
        pool.names_company = named
    await disputed(demo, mine)
    [(_, text)] = await news(demo)
    assert ("星桥科技" in text or "Starbridge" in text) == named
    assert "李雷" not in text


async def test_who_has_a_room_now_is_heard_in_so_many_words(demo: DemoPark) -> None:
    mine = await booked(demo, "a_301", at(15))
    async with demo.sessions() as session:
        conversation = await session.scalar(
            select(Conversation).where(Conversation.person_id == mine.person_id)
        )
        assert conversation is not None
        heard = [
            await words.volunteered(session, conversation, text, moment)
            for text, moment in (
                ("我们会议室里有人", NOW),
                ("Somebody is in our room!", NOW),
                ("我们会议室里有人晕倒了", NOW),
                ("我们会议室里有人", at(10)),
            )
        ]
    assert [one is not None for one in heard] == [True, True, False, False]
