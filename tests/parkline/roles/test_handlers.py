from datetime import time

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.events import EventRow
from models.staff import Shift
from parkline.stores.database import Sessions
from services.events.follows import following
from services.events.registry import known, parse_event
from services.kit.plugins import found
from services.notices.telling import Notices
from services.ordering import notices, payment_notices, spending_notices
from services.tickets import notices as ticket_notices
from services.tickets import tickets
from services.vendors.endpoints import PARK_EVENTS, VENDOR_EVENTS
from services.visits import notices as visit_notices
from tests.given.demo_park import DemoPark
from tests.given.factories import make_staff
from tests.given.notices import Notifier
from tests.given.people import agree, claim, code, company, described, linked, refuse, talk, wechat
from tests.given.sla_desk import make_sla_desk, on

FOLLOWING = {event: {one.name for one in following(event)} for event in known().values()}


def test_every_event_says_what_follows_from_it() -> None:
    assert [event.type for event, names in FOLLOWING.items() if not names] == []
    both = [
        event.type
        for event, names in FOLLOWING.items()
        if "nothing" in names and names != {"nothing"}
    ]
    assert both == []


def test_every_event_that_a_vendor_can_be_told_is_sent() -> None:
    told = {event.type for event, names in FOLLOWING.items() if "webhook" in names}
    assert told == VENDOR_EVENTS | PARK_EVENTS


def test_every_event_with_a_notice_is_told() -> None:
    told = {event.type for event, names in FOLLOWING.items() if "tell people" in names}
    assert told == {kind for one in found(services, Notices) for kind in one.types}
    assert told >= {
        *notices.NOTICES,
        *payment_notices.NOTICES,
        *spending_notices.NOTICES,
        *ticket_notices.NOTICES,
        *ticket_notices.DANGER_NOTICES,
        *visit_notices.NOTICES,
        "item.back_in_stock",
    }


def test_a_placed_order_and_no_other_event_is_watched_until_somebody_accepts_it() -> None:
    watched = {
        event.type for event, names in FOLLOWING.items() if "watch until it is accepted" in names
    }
    assert watched == {"order.placed"}


@pytest.mark.parametrize(
    ("urgency", "skills", "status"),
    [
        ("critical", ["fire_safety"], "assigned"),
        ("urgent", ["fire_safety"], "reported"),
        ("critical", ["plumbing"], "reported"),
    ],
    ids=["danger", "no danger", "danger that nobody on duty can see to"],
)
async def test_danger_goes_to_somebody_at_once(
    sessions: Sessions, urgency: str, skills: list[str], status: str
) -> None:
    async with sessions() as session:
        assert await status_after(session, urgency, skills) == status


async def status_after(session: AsyncSession, urgency: str, skills: list[str]) -> str:
    desk = await make_sla_desk(session)
    member = await make_staff(session, desk.park.id, roles=["engineer"], skills=skills)
    hours = {"weekdays": [3], "starts": time(9), "ends": time(18)}
    session.add(Shift(park_id=desk.park.id, staff_id=member.id, **hours))
    ticket = await tickets.open_ticket(
        session, desk.park.id, kind="repair", category="fire_safety", urgency=urgency,
        description="冒烟了", now=on("12-02 10:00"),
    )  # fmt: skip
    row = (await session.scalars(select(EventRow).where(EventRow.type == "ticket.reported"))).one()
    event = parse_event(row.type, row.data)
    for one in following(type(event)):
        await one.do(session, row, event, on("12-02 10:00"))
    return ticket.status


async def test_who_asked_for_a_code_is_asked_where_they_asked(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    await described(demo, telegram, name="韩梅梅")
    found = await claim(demo, telegram, await code(demo, web))
    await agree(demo, telegram, found.id)
    notifier = Notifier(demo)
    await notifier.handle_all(f"person:{web.person_id}")
    [said] = await notifier.messages()
    assert said.conversation_id == web.id
    assert said.text == (
        "有人在Telegram输入了您的绑定码，自称韩**，从 2026-12-02 起跟我们聊。绑定以后，"
        "两边的订单、报修、访客和登记的公司都合在一起，两边都看得到。那边是您本人吗？5 分钟内有效。"
    )
    assert said.data == {"expects": "confirm", "settles": "link_answer"}
    assert said.buttons == [
        {"title": "是我，绑定", "payload": '/link_account{"about": "link:1", "confirmed": true}'},
        {"title": "先不绑定", "payload": '/link_account{"about": "link:1", "confirmed": false}'},
    ]
    assert notifier.feed.woken == [(demo.id, web.id)]


async def test_who_would_belong_to_another_company_is_told_which(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    await described(demo, telegram, company_id=(await company(demo, "启明")).id)
    found = await claim(demo, telegram, await code(demo, web))
    await agree(demo, telegram, found.id)
    notifier = Notifier(demo)
    await notifier.handle_all(f"person:{web.person_id}")
    [said] = await notifier.messages()
    assert said.text.endswith("\n绑定以后，登记的公司是：启明。")


async def test_a_question_that_is_over_is_not_asked(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    found = await claim(demo, telegram, await code(demo, web))
    await agree(demo, telegram, found.id)
    await refuse(demo, telegram, found.id)
    notifier = Notifier(demo)
    await notifier.handle_all(f"person:{web.person_id}")
    assert await notifier.messages() == []


async def test_who_typed_a_code_is_told_what_the_other_side_said(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    refused = await claim(demo, telegram, await code(demo, web))
    await agree(demo, telegram, refused.id)
    await refuse(demo, web, refused.id)
    await linked(demo, web, telegram)
    notifier = Notifier(demo)
    await notifier.handle_all(f"person:{web.person_id}")
    told = [said for said in await notifier.messages() if said.conversation_id == telegram.id]
    assert [said.text for said in told] == [
        "那一边没有同意，什么都没有绑定。",
        "绑定好了！两边现在认您为同一个人：订单、报修、访客哪边都能查，通知发到您最近说话的那边。",
    ]
    assert told[1].buttons == [
        {"title": "不是我，解绑", "payload": '/unlink_account{"confirmed": true}'}
    ]


async def test_what_wechat_says_is_not_told(demo: DemoPark) -> None:
    await talk(demo, "wechat", "o1")
    await wechat(demo, "miniapp", "m1", "union")
    account = await wechat(demo, "wechat", "o1", "union")
    notifier = Notifier(demo)
    await notifier.handle_all(f"person:{account.person_id}")
    assert await notifier.messages() == []
