"""What is told of a ticket: to its reporter, to those who follow it, and what to neither."""

import pytest
from sqlalchemy import select

from models.conversations import Message
from models.events import EventRow
from models.tickets import Ticket
from services.conversations import conversations
from services.events.registry import parse_event
from services.kit.actors import ITSELF, tenant
from services.ordering import deadlines
from services.tickets import tickets
from services.tickets.events import TicketEvent
from services.tickets.notices import NOTICES, notice_of
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_staff
from tests.given.notices import Notifier
from tests.given.tickets import move, observed, opened

NOW = WEDNESDAY_MORNING
PHONE = "8001"

PATHS: dict[str, list[str]] = {
    "assigned": ["assign"],
    "started": ["assign", "start"],
    "waiting_materials": ["assign", "start", "wait_materials"],
    "waiting_tenant": ["assign", "wait_tenant"],
    "resolved": ["assign", "resolve"],
    "closed": ["assign", "resolve", "close"],
    "cancelled": ["assign", "cancel"],
    "merged": ["merge"],
    "restored": ["assign", "cancel", "restore"],
    "reopened": ["assign", "resolve", "reopen"],
}
SAID = [
    ("zh repair assigned", "报修 {no} 已安排王强上门处理。"),
    ("en repair assigned", "王强 is coming to take care of your repair request {no}."),
    ("zh complaint assigned", "投诉 {no} 已由王强跟进。"),
    ("en question assigned", "王强 is looking after your question {no}."),
    ("zh repair started", "报修 {no} 正在处理，修好后马上告诉您。"),
    (
        "en repair started",
        "Work on your repair request {no} is under way. We'll tell you as soon as it's done.",
    ),
    (
        "zh repair waiting_materials",
        "报修 {no} 需要的配件还没到，到货后马上继续。\n说明：压缩机周五到",
    ),
    (
        "en repair waiting_materials",
        "Your repair request {no} is waiting for parts. We'll go on as soon as they arrive."
        "\nNote: 压缩机周五到",
    ),
    (
        "zh repair waiting_tenant",
        "报修 {no} 需要您配合才能继续。请说“转人工”告诉我们，或打服务台 {phone}。"
        "\n说明：几点有人在？",
    ),
    (
        "en complaint waiting_tenant",
        "We need something from you to go on with your complaint {no}."
        ' Please say "talk to a person", or call the service desk on {phone}.\nNote: 几点有人在？',
    ),
    ("zh repair resolved", "报修 {no} 已处理完，问题解决了吗？\n说明：换了压缩机"),
    (
        "en repair resolved",
        "Your repair request {no} has been dealt with. Is the problem solved?\nNote: 换了压缩机",
    ),
    ("zh repair closed", "报修 {no} 已关闭。要是问题又出现，随时告诉我。"),
    (
        "en repair closed",
        "Your repair request {no} has been closed. If the problem comes back, just tell me.",
    ),
    ("zh repair cancelled", "报修 {no} 已取消。有疑问请打服务台 {phone}。\n说明：不归物业管"),
    (
        "en repair cancelled",
        "Your repair request {no} has been cancelled. If you have any questions, call the service"
        " desk on {phone}.\nNote: 不归物业管",
    ),
    (
        "zh repair merged",
        "报修 {no} 和 {into} 是同一件事，已合并处理，之后查进度请用 {into}。",
    ),
    (
        "en repair merged",
        "Your repair request {no} is about the same thing as {into}, so we're handling them"
        " together. To check on it, please use {into} from now on.",
    ),
    ("zh repair restored", "报修 {no} 刚才取消了，现在又恢复了，我们会接着处理。"),
    (
        "en repair restored",
        "Your repair request {no} was called off and is on again; we'll go on with it.",
    ),
    ("zh complaint reopened", "投诉 {no} 已重新打开，我们会接着处理。"),
    (
        "en repair reopened",
        "Your repair request {no} has been reopened and we're on it again.",
    ),
]  # fmt: skip


@pytest.fixture
def notifier(demo: DemoPark) -> Notifier:
    return Notifier(demo)


async def told(notifier: Notifier, ticket: Ticket) -> list[Message]:
    """What its last event alone makes be said."""
    await notifier.handle_last(f"ticket:{ticket.id}")
    return await notifier.messages()


@pytest.mark.parametrize(("case", "text"), SAID)
async def test_each_change_is_told_to_the_reporter(
    demo: DemoPark, notifier: Notifier, case: str, text: str
) -> None:
    language, kind, name = case.split()
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session, language=language, kind=kind)
        await move(session, ticket, *PATHS[name])
    (message,) = await told(notifier, ticket)
    assert message.text == text.format(no=ticket.ticket_no, phone=PHONE, into="T-000001")
    assert message.conversation_id == ticket.conversation_id
    assert message.author == "system"
    assert message.data["ticket_no"] == ticket.ticket_no
    assert message.data["status"] == ticket.status
    assert notifier.feed.woken == [(demo.id, ticket.conversation_id)]


def test_every_notice_is_tried_here() -> None:
    assert {case.split()[2].partition("_")[0] for case, _ in SAID} == set(NOTICES.values())


async def test_the_reporter_is_asked_whether_it_is_fixed_and_observers_are_told(
    demo: DemoPark, notifier: Notifier
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        observer = await observed(demo, session, ticket)
        await move(session, ticket, "assign", "resolve")
    no = ticket.ticket_no
    asked, informed = await told(notifier, ticket)
    assert asked.conversation_id == ticket.conversation_id
    asks = {"expects": "confirm", "settles": "repair_confirm"}
    assert asked.data == {"ticket_no": no, "status": "resolved"} | asks
    assert asked.buttons == [
        {"title": "解决了", "payload": f'/confirm_repair{{"ticket_no": "{no}"}}'},
        {"title": "还没解决", "payload": f'/reopen_repair{{"ticket_no": "{no}"}}'},
    ]
    assert informed.conversation_id == observer.id
    assert informed.text == f"Your repair request {no} has been dealt with.\nNote: 换了压缩机"
    assert (informed.buttons, informed.data) == ([], {"ticket_no": no, "status": "resolved"})
    assert notifier.feed.woken == [(demo.id, ticket.conversation_id), (demo.id, observer.id)]


async def test_only_the_reporter_is_asked_to_help(demo: DemoPark, notifier: Notifier) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        await observed(demo, session, ticket)
        await move(session, ticket, "assign", "wait_tenant")
    asked, informed = [message.text for message in await told(notifier, ticket)]
    assert "需要您配合" in asked
    assert informed == (
        f"Your repair request {ticket.ticket_no} is on hold until the person who reported it first"
        " gets back to us.\nNote: 几点有人在？"
    )


@pytest.mark.parametrize("action", ["cancel", "reopen"])
async def test_who_did_it_knows_and_the_others_are_told(
    demo: DemoPark, notifier: Notifier, action: str
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        observer = await observed(demo, session, ticket)
        await move(session, ticket, *(["assign", "resolve"] if action == "reopen" else []))
        assert ticket.person_id is not None
        await move(session, ticket, action, by=tenant(ticket.person_id))
    (message,) = await told(notifier, ticket)
    assert message.conversation_id == observer.id


async def test_the_engineer_on_a_second_assignment_is_named(
    demo: DemoPark, notifier: Notifier
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        await move(session, ticket, "assign")
        other = await make_staff(session, demo.id, name="赵敏")
        await tickets.advance(
            session, demo.id, ticket.id, "assign", by=ITSELF, assignee_id=other.id, now=NOW
        )
    await notifier.handle_all(f"ticket:{ticket.id}")
    assert await notifier.texts() == [
        f"报修 {ticket.ticket_no} 已安排王强上门处理。",
        f"报修 {ticket.ticket_no} 已安排赵敏上门处理。",
    ]


@pytest.mark.parametrize(
    ("kind", "actions"),
    [
        ("repair", []),
        ("repair", ["triage"]),
        ("repair", ["assign", "accept"]),
        ("repair", ["assign", "decline"]),
        ("complaint", ["assign", "start"]),
        # They confirmed it: that it is put away is nothing to them.
        ("repair", ["assign", "resolve", "confirm"]),
        ("repair", ["assign", "resolve", "confirm", "close"]),
    ],
)
async def test_what_is_no_news_to_a_tenant(
    demo: DemoPark, notifier: Notifier, kind: str, actions: list[str]
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session, kind=kind)
        await move(session, ticket, *actions)
    assert await told(notifier, ticket) == []


async def test_what_the_desk_does_about_an_order_is_its_own_affair(
    demo: DemoPark, notifier: Notifier
) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        ticket = await deadlines.chase_acceptance(session, order, now=NOW)
        assert ticket is not None
        await move(session, ticket, "assign", "resolve")
    await notifier.handle_all(f"ticket:{ticket.id}")
    assert await notifier.texts() == []


async def test_a_ticket_that_nobody_reported_is_told_to_nobody(
    demo: DemoPark, notifier: Notifier
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session)
        ticket.person_id = None
        await move(session, ticket, "assign")
    assert await told(notifier, ticket) == []


async def test_of_danger_the_reporter_hears_who_was_sent_who_accepted_and_who_began(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        ticket = await opened(demo, session, urgency="critical", description="着火了")
        await move(session, ticket, "assign", "accept", "start")
        number = ticket.ticket_no
    async with demo.sessions.begin() as session:
        rows = await session.scalars(
            select(EventRow).where(EventRow.type.like("ticket.%")).order_by(EventRow.id)
        )
        said = []
        for row in rows.all():
            event = parse_event(row.type, row.data)
            assert isinstance(event, TicketEvent)
            notice = await notice_of(session, row, event, NOW)
            if notice is not None:
                found = await conversations.find(session, demo.id, ticket.conversation_id or 0)
                said.append((await notice.reply_to(found)).text)
    assert said == [
        f"紧急工单 {number} 已经派给王强，正等着确认接手。",
        f"王强已接手，正在赶来（{number}）。",
        f"王强已经开始处理（{number}）。",
    ]
