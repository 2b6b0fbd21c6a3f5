"""Whom a conversation is given to by itself: on duty, there, and with room for one more."""

import asyncio
from datetime import time

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.park import Park
from models.staff import Shift, Staff
from services.handoffs import dispatch, handoffs, snoozing
from services.handoffs.dispatch import NobodyFree
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_staff

NOW = WEDNESDAY_MORNING


async def agent(
    session: AsyncSession, demo: DemoPark, name: str, *, on_duty: bool = True, **values: object
) -> Staff:
    member = await make_staff(session, demo.id, name=name, roles=["agent"], **values)
    if on_duty:
        session.add(
            Shift(
                park_id=demo.id,
                staff_id=member.id,
                weekdays=[1, 2, 3, 4, 5],
                starts=time(8),
                ends=time(18),
            )
        )
        await session.flush()
    return member


async def queued(session: AsyncSession, demo: DemoPark) -> Conversation:
    found = await demo.conversation(session)
    await handoffs.hand_off(session, found, "asked", now=NOW)
    return found


async def had(session: AsyncSession, demo: DemoPark, member: Staff, n: int) -> list[Conversation]:
    """So many conversations that they have."""
    taken = [await queued(session, demo) for _ in range(n)]
    for one in taken:
        await handoffs.take(session, demo.id, one.id, member, now=NOW)
    return taken


async def give(session: AsyncSession, demo: DemoPark, found: Conversation) -> str:
    member = await dispatch.auto_assign(session, demo.id, found.id, by=None, now=NOW)
    return member.name


async def nobody_else(session: AsyncSession, demo: DemoPark) -> None:
    """The demo's own agents are away."""
    park = await session.get_one(Park, demo.id)
    for one in await dispatch.suggest(session, park, NOW):
        one.staff.presence = "away"


async def test_who_is_full_gets_none_by_itself(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await nobody_else(session, demo)
        full = await agent(session, demo, "full", chat_capacity=2)
        busier = await agent(session, demo, "room for more")
        await had(session, demo, full, 2)
        await had(session, demo, busier, 3)
        assert await give(session, demo, await queued(session, demo)) == "room for more"
        full.chat_capacity = 3
        assert await give(session, demo, await queued(session, demo)) == "full"


async def test_what_is_put_off_takes_no_room(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await nobody_else(session, demo)
        member = await agent(session, demo, "only one", chat_capacity=1)
        (first,) = await had(session, demo, member, 1)
        with pytest.raises(NobodyFree):
            await give(session, demo, await queued(session, demo))
        await snoozing.snooze(session, demo.id, first.id, member, until=None, now=NOW)
        assert await give(session, demo, await queued(session, demo)) == "only one"


async def test_off_duty_busy_and_away_get_none(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await nobody_else(session, demo)
        await agent(session, demo, "at home", on_duty=False)
        await agent(session, demo, "busy", presence="busy")
        await agent(session, demo, "away", presence="away")
        with pytest.raises(NobodyFree):
            await give(session, demo, await queued(session, demo))


async def test_two_at_once_see_each_others_load(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await nobody_else(session, demo)
        await agent(session, demo, "one", chat_capacity=1)
        await agent(session, demo, "two", chat_capacity=1)
        waiting = [(await queued(session, demo)).id for _ in range(2)]

    async def assign(conversation_id: int) -> str:
        async with demo.sessions.begin() as session:
            member = await dispatch.auto_assign(session, demo.id, conversation_id, by=None, now=NOW)
            return member.name

    assert sorted(await asyncio.gather(*map(assign, waiting))) == ["one", "two"]


async def test_who_has_it_keeps_it(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await nobody_else(session, demo)
        member = await agent(session, demo, "has it", presence="busy")
        (found,) = await had(session, demo, member, 1)
        await agent(session, demo, "free")
        assert await give(session, demo, found) == "has it"
