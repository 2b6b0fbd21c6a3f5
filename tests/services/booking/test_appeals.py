"""A strike that is wrong: said why, decided by staff, heard of."""

import pytest
from sqlalchemy import select

from models.booking import Booking
from models.conversations import Conversation
from models.events import EventRow
from services.booking import alarms, appeals, limits, notices
from services.booking.appeals import AppealOver
from services.events.registry import parse_event
from services.kit.errors import Invalid, NotFound
from tests.given.booking import at, booked, by, told
from tests.given.demo_park import DemoPark

WHY = "我们 10 点就到了，只是没有签到"
AFTERWARDS = at(15)


async def struck(demo: DemoPark) -> Booking:
    booking = await booked(demo, starts_at=at(10))
    async with demo.sessions.begin() as session:
        assert await alarms.ring(session, now=AFTERWARDS)
    return booking


async def appealed(demo: DemoPark, booking: Booking, why: str = WHY) -> None:
    async with demo.sessions.begin() as session:
        row = await session.get_one(Booking, (demo.id, booking.id))
        await appeals.appeal(session, row, why, now=AFTERWARDS)


async def counted(demo: DemoPark, booking: Booking) -> int:
    async with demo.sessions() as session:
        return len(await limits.strikes(session, demo.id, booking.person_id, now=AFTERWARDS))


async def test_staff_see_it_and_take_the_strike_back(demo: DemoPark) -> None:
    booking = await struck(demo)
    await appealed(demo, booking)
    await appealed(demo, booking, "会议室里有人可以作证")
    async with demo.sessions.begin() as session:
        assert [one.id for one in await appeals.waiting(session, demo.id)] == [booking.id]
        strike = await appeals.take_back(session, by(demo, now=AFTERWARDS), booking.id)
        assert (strike.appeal, strike.answer) == ("会议室里有人可以作证", None)
        assert await appeals.waiting(session, demo.id) == []
    assert await counted(demo, booking) == 0
    assert (await told(demo, booking.id))[-2:] == ["booking.appealed", "booking.appeal_answered"]


async def test_staff_say_why_it_stays_and_that_is_the_end_of_it(demo: DemoPark) -> None:
    booking = await struck(demo)
    with pytest.raises(NotFound):
        async with demo.sessions.begin() as session:
            await appeals.refuse(session, by(demo), booking.id, "没有人申诉")
    await appealed(demo, booking)
    async with demo.sessions.begin() as session:
        with pytest.raises(Invalid):
            await appeals.refuse(session, by(demo), booking.id, "  ")
        await appeals.refuse(session, by(demo, now=AFTERWARDS), booking.id, "门禁没有记录")
        with pytest.raises(AppealOver):
            await appeals.refuse(session, by(demo), booking.id, "再说一遍")
    with pytest.raises(AppealOver):
        await appealed(demo, booking)
    assert await counted(demo, booking) == 1
    async with demo.sessions.begin() as session:
        await appeals.take_back(session, by(demo, now=AFTERWARDS), booking.id)
    assert await counted(demo, booking) == 0


async def test_the_person_hears_what_was_decided(demo: DemoPark) -> None:
    refused, granted = await struck(demo), await booked(demo, "a_302", starts_at=at(10))
    async with demo.sessions.begin() as session:
        await alarms.ring(session, now=AFTERWARDS)
    for one in (refused, granted):
        await appealed(demo, one)
    async with demo.sessions.begin() as session:
        await appeals.refuse(session, by(demo, now=AFTERWARDS), refused.id, "门禁没有记录。")
        await appeals.take_back(session, by(demo, now=AFTERWARDS), granted.id)
    said = await words(demo)
    assert any("未到记录保留：门禁没有记录。" in one for one in said)
    assert any("申诉已通过" in one for one in said)


async def words(demo: DemoPark) -> list[str]:
    """What the notices of answers say."""
    found = []
    async with demo.sessions.begin() as session:
        rows = await session.scalars(
            select(EventRow).where(EventRow.type == "booking.appeal_answered")
        )
        for row in rows.all():
            event = parse_event(row.type, row.data)
            notice = await notices.notice_of(session, row, event, AFTERWARDS)  # type: ignore[arg-type]
            assert notice is not None
            [who] = await notice.audience()
            talk = await session.scalar(select(Conversation).where(Conversation.person_id == who))
            assert talk is not None
            found.append((await notice.reply_to(talk)).text)
    return found


async def test_who_has_none_or_says_nothing_is_refused(demo: DemoPark) -> None:
    booking = await booked(demo)
    with pytest.raises(AppealOver):
        await appealed(demo, booking)
    missed = await struck(demo)
    with pytest.raises(Invalid):
        await appealed(demo, missed, " ")


async def test_what_is_taken_back_without_an_appeal_is_told_nobody(demo: DemoPark) -> None:
    booking = await struck(demo)
    async with demo.sessions.begin() as session:
        await appeals.take_back(session, by(demo, now=AFTERWARDS), booking.id)
    assert "booking.appeal_answered" not in await told(demo, booking.id)
    with pytest.raises(AppealOver):
        await appealed(demo, booking)
