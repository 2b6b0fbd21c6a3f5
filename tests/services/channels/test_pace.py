"""Messages to one person, no faster than their platform shows them."""

import asyncio
from datetime import datetime, timedelta

from models.conversations import Conversation
from services.channels import pace
from services.channels.pace import Pace
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
PACE = Pace(timedelta(seconds=3), burst=10)


async def take(demo: DemoPark, conversation: Conversation, now: datetime) -> timedelta:
    async with demo.sessions.begin() as session:
        return await pace.take(session, conversation, PACE, now=now)


async def test_a_burst_goes_at_once_and_then_one_each_three_seconds(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
    waits = [await take(demo, talk, NOW) for _ in range(11)]
    assert waits == [timedelta(0)] * 10 + [timedelta(seconds=3)]
    assert await take(demo, talk, NOW + timedelta(seconds=2)) == timedelta(seconds=1)
    assert await take(demo, talk, NOW + timedelta(seconds=3)) == timedelta(0)
    assert await take(demo, talk, NOW + timedelta(seconds=3)) == timedelta(seconds=3)


async def test_whatever_is_wanted_no_minute_has_more_than_thirty(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        went = []
        for second in range(180):
            now = NOW + timedelta(seconds=second)
            while await pace.take(session, talk, PACE, now=now) == timedelta(0):
                went.append(second)
    minutes = [sum(start <= at < start + 60 for at in went) for start in range(120)]
    assert max(minutes) == 29
    assert len(went) == 10 + 59  # All that three minutes allow: nothing is kept back for good.


async def test_somebody_else_is_not_held_up(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk, other = await demo.conversation(session), await demo.conversation(session)
    for _ in range(11):
        await take(demo, talk, NOW)
    assert await take(demo, other, NOW) == timedelta(0)


async def test_processes_that_send_at_once_share_the_pace(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
    waits = await asyncio.gather(*(take(demo, talk, NOW) for _ in range(14)))
    assert sorted(waits) == [timedelta(0)] * 10 + [timedelta(seconds=3)] * 4
