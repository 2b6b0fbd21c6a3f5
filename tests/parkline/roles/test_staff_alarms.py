"""Staff are alarmed in their group: of what, in which words, and by a job that is not lost."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from aiohttp import ClientSession

from connectors.channels.wecom.robot import Robot, RobotFailed
from models.park import Park
from models.tickets import Ticket
from models.vendors import Endpoint
from parkline.roles import jobs
from parkline.roles.jobs import Group, Worker
from services.events.publish import publish
from services.ordering import deadlines
from services.tickets import tickets
from services.tickets.events import TicketChanged, TicketSlaBreached
from services.vendors.endpoints import disable_endpoint
from tests.connectors.channels.wecom.group import WeComGroup, wecom_group
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.demo_park import jobs as queued
from tests.given.notices import Notifier
from tests.given.tickets import opened

NOW = WEDNESDAY_MORNING


@pytest.fixture
async def group() -> AsyncIterator[WeComGroup]:
    async with wecom_group() as group:
        yield group


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as http:
        yield http


def worker(
    demo: DemoPark,
    group: WeComGroup,
    http: ClientSession,
    *,
    language: str = "zh",
    now: datetime = NOW,
) -> Worker:
    robot = Robot(http, group.url, desk_url="https://park.example", monotonic=lambda: 0.0)
    nobody = cast(Any, None)
    return Worker(demo.sessions, nobody, lambda: now, Group(robot, language))


async def alarms(demo: DemoPark, subject: str) -> list[dict[str, int]]:
    """Arguments of the jobs that the subject's events leave behind."""
    await Notifier(demo).handle_all(subject)
    async with demo.sessions() as session:
        return [job.args for job in await queued(session, "alarms")]


async def say_all(demo: DemoPark, subject: str, worker: Worker) -> None:
    for args in await alarms(demo, subject):
        await worker.alarm_staff(**args)


async def critical(demo: DemoPark, **values: Any) -> Ticket:
    async with demo.sessions.begin() as session:
        where = {"building": "A", "floor": 3, "room": "301", "phone": "13800001234"}
        about = {"category": "fire_safety", "urgency": "critical", "description": "王总的机房冒烟"}
        return await opened(demo, session, **where | about | values)


async def test_danger_is_told_with_its_place_and_nothing_of_who_reported_it(
    demo: DemoPark, group: WeComGroup, http: ClientSession
) -> None:
    ticket = await critical(demo)
    await say_all(demo, f"ticket:{ticket.id}", worker(demo, group, http))
    assert group.said == [
        f"**紧急工单 {ticket.ticket_no}**\n"
        "> 消防安全，A座3楼301\n"
        "> 发生于 今天 09:30\n"
        f"[在工作台打开](https://park.example/desk/tickets/{ticket.id})"
    ]


async def test_in_english(demo: DemoPark, group: WeComGroup, http: ClientSession) -> None:
    ticket = await critical(demo, building=None, floor=None, room=None)
    await say_all(demo, f"ticket:{ticket.id}", worker(demo, group, http, language="en"))
    assert group.said == [
        f"**Emergency ticket {ticket.ticket_no}**\n"
        "> fire safety, place to be confirmed with you\n"
        "> At today 09:30\n"
        f"[Open it at the desk](https://park.example/desk/tickets/{ticket.id})"
    ]


@pytest.mark.parametrize(
    "values",
    [{"urgency": "urgent"}, {"urgency": "low"}, {"kind": "complaint", "urgency": "normal"}],
)
async def test_what_can_wait_for_the_desk_alarms_nobody(
    demo: DemoPark, values: dict[str, Any]
) -> None:
    ticket = await critical(demo, **values)
    assert await alarms(demo, f"ticket:{ticket.id}") == []


async def test_danger_that_shows_later_is_told_then_and_once(demo: DemoPark) -> None:
    ticket = await critical(demo, urgency="normal")
    async with demo.sessions.begin() as session:
        found = await tickets.load(session, demo.id, ticket.id)
        found.urgency = "critical"
        for _ in range(2):
            worse = TicketChanged(**tickets.summary(found), what="edit")
            await publish(session, demo.id, worse, now=NOW)
    assert len(await alarms(demo, f"ticket:{ticket.id}")) == 1


async def test_an_order_that_nobody_accepts_is_told_with_its_outlet_and_slot(
    demo: DemoPark, group: WeComGroup, http: ClientSession
) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        ticket = await deadlines.chase_acceptance(session, order, now=NOW)
    assert ticket is not None
    await say_all(demo, f"ticket:{ticket.id}", worker(demo, group, http))
    [said] = group.said
    assert said.splitlines()[:3] == [
        f"**商家还没接单 {ticket.ticket_no}**",
        f"> 订单 {order.order_no}，阳光食堂",
        "> 用餐时段：今天 12:00",
    ]


async def test_a_promise_that_is_broken_is_told(
    demo: DemoPark, group: WeComGroup, http: ClientSession
) -> None:
    ticket = await critical(demo, urgency="urgent")
    async with demo.sessions.begin() as session:
        found = await tickets.load(session, demo.id, ticket.id)
        due = NOW + timedelta(minutes=15)
        late = TicketSlaBreached(**tickets.summary(found), clock="respond", due=due)
        await publish(session, demo.id, late, now=due)
    await say_all(demo, f"ticket:{ticket.id}", worker(demo, group, http))
    [said] = group.said
    assert said.splitlines()[:4] == [
        f"**工单响应超时 {ticket.ticket_no}**",
        "> 消防安全，A座3楼301",
        "> 应在 今天 09:45 之前",
        "> 发生于 今天 09:45",
    ]


async def test_a_vendor_that_gets_nothing_any_more_is_told(
    demo: DemoPark, group: WeComGroup, http: ClientSession
) -> None:
    async with demo.sessions.begin() as session:
        park = await session.get_one(Park, demo.id)
        vendor = await factories.make_vendor(session, park, name_zh="朝食餐饮")
        endpoint = Endpoint(
            park_id=demo.id,
            vendor_id=vendor.id,
            url="https://vendor.example/secret-path",
            event_types=[],
            secret=b"x",
            created_at=NOW,
        )
        session.add(endpoint)
        await session.flush()
        await disable_endpoint(session, demo.id, endpoint.id, reason="gone", now=NOW)
    await say_all(demo, f"endpoint:{endpoint.id}", worker(demo, group, http))
    [said] = group.said
    assert said.splitlines() == [
        "**商家的推送地址已停用**",
        "> 商家：朝食餐饮",
        "> 发生于 今天 09:30",
        f"[在工作台打开](https://park.example/desk/operate/vendors/endpoints/{endpoint.id})",
    ]


async def test_the_job_waits_as_long_as_the_platform_says_and_then_tells(
    demo: DemoPark, group: WeComGroup, http: ClientSession
) -> None:
    ticket = await critical(demo)
    [args] = await alarms(demo, f"ticket:{ticket.id}")
    group.codes = [45009, 93000]
    told = worker(demo, group, http)
    with pytest.raises(jobs._Later) as later:
        await told.alarm_staff(**args)
    assert later.value.at == NOW + timedelta(minutes=1)
    with pytest.raises(RobotFailed):
        await told.alarm_staff(**args)
    assert group.said == []
    await told.alarm_staff(**args)
    assert len(group.said) == 1


async def test_an_alarm_of_this_morning_is_not_rung_in_the_afternoon(
    demo: DemoPark, group: WeComGroup, http: ClientSession
) -> None:
    ticket = await critical(demo)
    await say_all(
        demo, f"ticket:{ticket.id}", worker(demo, group, http, now=NOW + timedelta(hours=7))
    )
    assert group.said == []


async def test_without_a_group_nobody_is_told_and_nothing_fails(demo: DemoPark) -> None:
    ticket = await critical(demo)
    [args] = await alarms(demo, f"ticket:{ticket.id}")
    await Notifier(demo).worker().alarm_staff(**args)


async def test_alarms_are_told_one_after_another(demo: DemoPark) -> None:
    ticket = await critical(demo)
    await alarms(demo, f"ticket:{ticket.id}")
    async with demo.sessions() as session:
        [job] = await queued(session, "alarms")
    assert (job.task_name, job.lock) == ("alarm_staff", "alarm_staff")
