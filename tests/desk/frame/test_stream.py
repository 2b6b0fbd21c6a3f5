"""The stream: what happens reaches every open desk that may know it, once, in order."""

from collections.abc import AsyncIterator

import pytest

from models.staff import Staff
from services.conversations import events as conversations_events
from services.events import log
from services.events.log import Position
from services.vendors import events as vendors_events
from tests.desk.driver import Desk, open_desk
from tests.desk.frame.happenings import happen, nothing_comes, subjects, ticket, write
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park
from tests.kit.waiting import until


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
    handed_off = conversations_events.ConversationHandedOff(conversation_id=5, reason="asked")
    disabled = vendors_events.EndpointDisabled(endpoint_id=6, vendor_id=1, reason="failed")
    heard = {}
    for role in ("agent", "engineer", "operator"):
        async with desk.signed_in(role) as browser, browser.stream() as stream:
            await happen(desk, handed_off, disabled, ticket(9))
            heard[role] = []
            while (event := await stream.next()).event != "ticket":
                heard[role].append(event.event)
    assert heard == {"agent": ["conversation"], "engineer": [], "operator": ["endpoint"]}


async def test_what_was_missed_is_sorted_out_by_role_too(desk: Desk) -> None:
    await happen(
        desk,
        conversations_events.ConversationHandedOff(conversation_id=5, reason="asked"),
        ticket(9),
    )
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
            position = await log.now_at(session)
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
    monkeypatch.setattr("desk.frame.live.REPLAY", 2)
    await happen(desk, ticket(1), ticket(2), ticket(3))
    async with desk.signed_in("agent") as browser, browser.stream("0-0") as stream:
        assert (await stream.next()).event == "reset"
        await happen(desk, ticket(4))
        assert await subjects(stream, 1) == ["ticket:4"]


async def test_a_quiet_stream_says_that_it_is_still_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.frame.stream.KEEP_ALIVE_SECONDS", 0.05)
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
            await happen(
                checking,
                conversations_events.ConversationHandedOff(conversation_id=1, reason="asked"),
            )
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
        await until(is_idle)
