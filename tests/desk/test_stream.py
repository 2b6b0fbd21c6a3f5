"""The stream: what happens reaches every open desk that may know it, once, in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis
from sqlalchemy.event import listen
from sqlalchemy.ext.asyncio import AsyncSession

from desk.subscription import BACKLOG, Dropped
from models import Staff
from services import conversations, event_log, events, publish, sessions
from services.event_log import Position
from tests.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.desk.driver import Desk, Event, Events, open_desk
from tests.factories import make_park
from tests.waiting import until

NEVER = 3_600.0
"""Seconds between polls, where a test must not be helped by polling."""


def ticket(number: int) -> events.TicketReported:
    return events.TicketReported(
        ticket_id=number,
        ticket_no=f"T-{number}",
        kind="repair",
        category="hvac",
        urgency="normal",
    )


async def happen(desk: Desk, *what: events.Event, park_id: int | None = None) -> None:
    """As a service publishes, each in a transaction of its own."""
    for one in what:
        async with desk.demo.sessions.begin() as session:
            await write(session, park_id or desk.demo.id, one)


async def write(session: AsyncSession, park_id: int, what: events.Event) -> None:
    await publish.publish(session, park_id, what, now=WEDNESDAY_MORNING)


async def subjects(stream: Events, count: int) -> list[str]:
    return [(await stream.next()).data["subject"] for _ in range(count)]


async def nothing_comes(stream: Events) -> bool:
    try:
        await stream.next(seconds=0.2)
    except TimeoutError:
        return True
    return False


async def test_an_event_reaches_an_open_desk(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser, browser.stream() as stream:
        await happen(desk, ticket(1))
        event = await stream.next()
    assert event.event == "ticket"
    assert event.data == {
        "type": "ticket.reported",
        "subject": "ticket:1",
        "id": 1,
        "ticket_no": "T-1",
        "category": "hvac",
        "urgency": "normal",
        "status": "reported",
        "reason": None,
    }
    assert event.id is not None
    assert Position.parse(event.id) is not None


async def test_a_desk_hears_only_what_its_role_may_know(desk: Desk) -> None:
    handed_off = events.ConversationHandedOff(conversation_id=5, reason="asked")
    disabled = events.EndpointDisabled(endpoint_id=6, vendor_id=1, reason="failed")
    heard = {}
    for role in ("agent", "engineer", "operator"):
        async with desk.signed_in(role) as browser, browser.stream() as stream:
            await happen(desk, handed_off, disabled, ticket(9))
            heard[role] = []
            while (event := await stream.next()).event != "ticket":
                heard[role].append(event.event)
    assert heard == {"agent": ["conversation"], "engineer": [], "operator": ["endpoint"]}


async def test_what_was_missed_is_sorted_out_by_role_too(desk: Desk) -> None:
    await happen(desk, events.ConversationHandedOff(conversation_id=5, reason="asked"), ticket(9))
    async with desk.signed_in("engineer") as browser, browser.stream("0-0") as stream:
        assert await subjects(stream, 1) == ["ticket:9"]


async def test_what_happens_in_another_park_is_not_heard(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        other = await make_park(session)
    async with desk.signed_in("agent") as browser, browser.stream() as stream:
        await happen(desk, ticket(1), park_id=other.id)
        desk.deps.live.heard(other.id, 77)
        await happen(desk, ticket(2))
        assert await subjects(stream, 1) == ["ticket:2"]


async def test_a_desk_that_comes_back_is_told_what_it_missed_once_and_in_order(
    desk: Desk,
) -> None:
    async with desk.signed_in("agent") as browser:
        async with browser.stream() as stream:
            await happen(desk, ticket(1))
            last = (await stream.next()).id
        await happen(desk, ticket(2), ticket(3))
        async with browser.stream(**{"Last-Event-ID": str(last)}) as stream:
            await happen(desk, ticket(4))
            assert await subjects(stream, 3) == ["ticket:2", "ticket:3", "ticket:4"]
            assert await nothing_comes(stream)


async def test_a_page_carries_the_position_that_it_was_read_at(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        await happen(desk, ticket(1))
        page = await browser.page("/account")
        marker = 'name="desk-position" content="'
        start = page.index(marker) + len(marker)
        position = page[start : page.index('"', start)]
        await happen(desk, ticket(2))  # Between the page and its stream.
        async with browser.stream(position) as stream:
            assert await subjects(stream, 1) == ["ticket:2"]


async def test_what_commits_late_is_not_missed(desk: Desk) -> None:
    """An earlier transaction commits after a later one: its event has the lower place, and comes
    nevertheless. A reader by id, or by time, would have passed it."""
    park_id = desk.demo.id
    async with (
        desk.signed_in("agent") as browser,
        browser.stream() as stream,
        desk.demo.sessions() as slow,
    ):
        await write(slow, park_id, ticket(1))
        await happen(desk, ticket(2))
        assert await nothing_comes(stream)  # Held back, so that 1 cannot come out of order.
        await slow.commit()
        assert await subjects(stream, 2) == ["ticket:1", "ticket:2"]
        assert await nothing_comes(stream)


async def test_a_desk_that_comes_back_before_the_late_commit_misses_nothing(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser, desk.demo.sessions() as slow:
        await write(slow, desk.demo.id, ticket(1))
        async with desk.demo.sessions() as session:
            position = await event_log.now_at(session)
        await happen(desk, ticket(2))
        async with browser.stream(str(position)) as stream:
            await slow.commit()
            assert await subjects(stream, 2) == ["ticket:1", "ticket:2"]


async def test_what_was_rolled_back_is_never_told(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser, browser.stream() as stream:
        async with desk.demo.sessions() as session:
            await write(session, desk.demo.id, ticket(1))
            await session.rollback()
        await happen(desk, ticket(2))
        assert await subjects(stream, 1) == ["ticket:2"]


@pytest.mark.parametrize("said", ["", "x", "1", "-", "1-2-3", "٣-1", "9" * 30 + "-1", "-1-1"])
async def test_a_position_that_is_none_means_from_now_on(desk: Desk, said: str) -> None:
    await happen(desk, ticket(1))
    headers = {"Last-Event-ID": said}
    async with desk.signed_in("agent") as browser, browser.stream(**headers) as stream:
        await happen(desk, ticket(2))
        assert await subjects(stream, 1) == ["ticket:2"]


async def test_after_too_much_the_page_is_loaded_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.live.REPLAY", 2)
    await happen(desk, ticket(1), ticket(2), ticket(3))
    async with desk.signed_in("agent") as browser, browser.stream("0-0") as stream:
        assert (await stream.next()).event == "reset"
        await happen(desk, ticket(4))
        assert await subjects(stream, 1) == ["ticket:4"]


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


async def test_a_quiet_stream_says_that_it_is_still_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.pages.stream.KEEP_ALIVE_SECONDS", 0.05)
    async with desk.signed_in("agent") as browser, browser.stream() as stream:
        assert await stream.line_with(":") == ": still here"
        assert await stream.line_with(":") == ": still here"


@pytest.fixture
async def checking(demo: DemoPark) -> AsyncIterator[Desk]:
    async with open_desk(demo, live_settings={"check_seconds": 0.05}) as desk:
        yield desk


async def test_signing_out_ends_the_stream(checking: Desk) -> None:
    async with checking.signed_in("agent") as browser, browser.stream() as stream:
        await browser.post("/sign-out")
        await stream.ended()


async def test_deactivation_ends_the_stream(checking: Desk) -> None:
    async with checking.signed_in("agent") as browser, browser.stream() as stream:
        async with checking.demo.sessions.begin() as session:
            (await session.get_one(Staff, (checking.demo.id, browser.staff.id))).active = False
        await stream.ended()


async def test_another_role_ends_the_stream_which_comes_back_with_it(checking: Desk) -> None:
    async with checking.signed_in("agent") as browser:
        async with browser.stream() as stream:
            async with checking.demo.sessions.begin() as session:
                staff = await session.get_one(Staff, (checking.demo.id, browser.staff.id))
                staff.roles = ["engineer"]
            await stream.ended()
        async with browser.stream() as stream:
            await happen(checking, events.ConversationHandedOff(conversation_id=1, reason="asked"))
            await happen(checking, ticket(1))
            assert await subjects(stream, 1) == ["ticket:1"]


async def test_the_end_of_the_gateway_ends_the_streams(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser, browser.stream() as stream:
        desk.deps.live.close()
        await stream.ended()


async def test_an_open_desk_holds_no_database_connection(desk: Desk) -> None:
    pool = desk.demo.sessions.kw["bind"].pool

    async def is_idle() -> bool:
        return pool.checkedout() == 0

    async with desk.signed_in("agent") as browser, browser.stream(), browser.stream():
        await until(is_idle, seconds=5)


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
        assert (await slow.next(1)) is not None
        for _ in range(2):
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
