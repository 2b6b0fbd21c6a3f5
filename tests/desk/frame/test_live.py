"""Live: one reader a process, woken by others, and what is told once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis
from sqlalchemy.event import listen
from sqlalchemy.ext.asyncio import AsyncSession

from desk.frame.subscription import BACKLOG, Dropped
from models.staff import Staff
from services.conversations import conversations
from services.staff import sessions
from tests.desk.driver import Desk, Event, open_desk
from tests.desk.frame.happenings import happen, nothing_comes, subjects, ticket, write
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NEVER = 3_600.0
"""Seconds between polls, where a test must not be helped by polling."""


async def test_a_wake_up_of_the_feed_is_enough(demo: DemoPark) -> None:
    async with (
        open_desk(demo, live_settings={"poll_seconds": NEVER}) as desk,
        desk.signed_in("agent") as browser,
        browser.stream() as stream,
    ):
        await happen(desk, ticket(1))
        assert await nothing_comes(stream)
        await desk.feed.announce(demo.id)
        assert await subjects(stream, 1) == ["ticket:1"]


async def test_what_an_older_transaction_holds_back_is_told_when_that_ends(demo: DemoPark) -> None:
    """Nobody wakes the desk then, and the usual pause would be long."""
    async with (
        open_desk(demo, live_settings={"poll_seconds": NEVER}) as desk,
        desk.signed_in("agent") as browser,
        browser.stream() as stream,
        demo.sessions() as slow,
    ):
        await write(slow, demo.id, ticket(1))
        await happen(desk, ticket(2))
        await desk.feed.announce(demo.id)
        assert await nothing_comes(stream)
        await slow.commit()
        assert await subjects(stream, 2) == ["ticket:1", "ticket:2"]


async def test_somebody_wrote(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser, browser.stream() as stream:
        await desk.feed.publish(desk.demo.id, 42)
        assert await stream.next() == Event("said", {"conversation": 42}, None)


async def test_without_redis_messages_of_other_processes_are_looked_for(demo: DemoPark) -> None:
    settings = {"message_poll_seconds": 0.05}
    async with open_desk(demo, live_settings=settings) as desk:
        async with demo.sessions.begin() as session:
            await demo.conversation(session)
        async with desk.signed_in("agent") as browser, browser.stream() as stream:
            await asyncio.sleep(0.15)  # It has looked before anything is said.
            async with demo.sessions.begin() as session:
                conversation = await demo.conversation(session)
                await say(session, conversation.id, demo.id)
            event = await stream.next()
            assert event == Event("said", {"conversation": conversation.id}, None)


async def say(session: AsyncSession, conversation_id: int, park_id: int) -> None:
    conversation = await conversations.find(session, park_id, conversation_id)
    reply = conversations.Reply("hello")
    await conversations.speak(session, conversation, [reply], author="bot", now=WEDNESDAY_MORNING)


async def test_a_slow_desk_is_dropped_instead_of_kept_for(desk: Desk) -> None:
    staff = await desk.hire("agent")
    async with desk.demo.sessions.begin() as session:
        token = await sessions.begin(
            session, await session.get_one(Staff, (desk.demo.id, staff.id)), now=desk.clock()
        )
        signed_in = await sessions.of_token(session, desk.demo.id, str(token), now=desk.clock())
    assert signed_in is not None
    async with desk.deps.live.subscribe(signed_in, None) as slow:
        for _ in range(BACKLOG):
            desk.deps.live.heard(desk.demo.id, 1)
        assert len(await slow.next(1)) == BACKLOG
        for _ in range(BACKLOG + 1):
            desk.deps.live.heard(desk.demo.id, 1)
        with pytest.raises(Dropped):
            await slow.next(1)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        yield client


async def test_two_gateways_tell_each_other(demo: DemoPark, redis: Redis) -> None:
    quiet = {"poll_seconds": NEVER, "message_poll_seconds": NEVER}
    async with (
        open_desk(demo, redis=redis, live_settings=quiet) as here,
        open_desk(demo, redis=redis, live_settings=quiet) as there,
    ):
        await asyncio.gather(there.feed.connected(), there.deps.live.connected())
        async with (
            here.signed_in("agent", name="林晓") as ours,
            there.signed_in("agent") as theirs,
            theirs.stream() as stream,
        ):
            await here.feed.publish(demo.id, 42)
            assert await stream.next() == Event("said", {"conversation": 42}, None)
            await happen(here, ticket(1))
            await here.feed.announce(demo.id)
            assert await subjects(stream, 1) == ["ticket:1"]
            async with demo.sessions.begin() as session:
                conversation = await demo.conversation(session)
            said = {"conversation": conversation.id, "state": "typing"}
            await ours.json("/presence", said)
            seen = {**said, "staff": ours.staff.id, "name": "林晓"}
            assert await stream.next() == Event("presence", seen, None)
            answer = await theirs.json("/presence", {**said, "state": "looking"})
            assert (await answer.json())["present"] == [
                {"staff": ours.staff.id, "name": "林晓", "state": "typing"}
            ]


async def test_nobody_is_present_in_a_conversation_of_another_park(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        answer = await browser.json("/presence", {"conversation": 99_999, "state": "looking"})
        assert answer.status == 404
        answer = await browser.json("/presence", {"conversation": 1, "state": "dancing"})
        assert answer.status == 422


async def test_noise_on_the_topic_is_ignored(demo: DemoPark, redis: Redis) -> None:
    async with open_desk(demo, redis=redis) as desk:
        await desk.deps.live.connected()
        async with desk.signed_in("agent") as browser, browser.stream() as stream:
            for noise in (b"", b"\xff", b"{}", b"[]", b"7", b'["a", 1, 2, 3, "b", "dancing"]'):
                await redis.publish("parkline:desk", noise)
            await happen(desk, ticket(1))
            assert await subjects(stream, 1) == ["ticket:1"]


async def test_one_reader_serves_all_desks(desk: Desk) -> None:
    """Many open desks ask the table of events no more often than one."""
    asked: list[str] = []
    engine = desk.demo.sessions.kw["bind"].sync_engine
    async with desk.signed_in("agent") as browser, AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(browser.stream()) for _ in range(30)]
        listen(engine, "before_cursor_execute", lambda _c, _u, said, *_: asked.append(said))
        await happen(desk, ticket(1))
        for stream in streams:
            assert await subjects(stream, 1) == ["ticket:1"]
    assert 0 < len([said for said in asked if "ORDER BY event.xid" in said]) < 30
