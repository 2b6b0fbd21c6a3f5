from datetime import time

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import EventRow, Shift
from parkline.database import Sessions
from parkline.handlers import HANDLERS, tell_people, watch_acceptance, webhook
from services import (
    order_notices,
    payment_notices,
    spending_notices,
    ticket_notices,
    tickets,
    visit_notices,
)
from services.endpoints import VENDOR_EVENTS
from services.events import EVENTS, parse_event
from tests.demo_park import DemoPark
from tests.factories import make_staff
from tests.linking import linked, talk, wechat
from tests.notified import Notifier
from tests.sla_desk import make_sla_desk, on

ORDERS = {event: run for event, run in HANDLERS.items() if event.type.startswith("order.")}


def test_every_event_says_what_follows_from_it() -> None:
    assert set(HANDLERS) == set(EVENTS.values())


def test_every_event_that_a_vendor_can_be_told_is_sent() -> None:
    assert {event.type for event, run in HANDLERS.items() if webhook in run} == VENDOR_EVENTS


def test_every_event_with_a_notice_is_told() -> None:
    told = {event.type for event, run in HANDLERS.items() if tell_people in run}
    assert told == {
        *order_notices.NOTICES,
        *payment_notices.NOTICES,
        *spending_notices.NOTICES,
        *ticket_notices.NOTICES,
        *visit_notices.NOTICES,
        "item.back_in_stock",
    }


def test_a_placed_order_and_no_other_event_is_watched_until_somebody_accepts_it() -> None:
    assert {event.type for event, run in ORDERS.items() if watch_acceptance in run} == {
        "order.placed"
    }


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
    for handle in HANDLERS[type(event)]:
        await handle(session, row, event, on("12-02 10:00"))
    return ticket.status


async def test_who_asked_for_a_code_is_told_that_it_was_used(demo: DemoPark) -> None:
    web, telegram = await talk(demo), await talk(demo, "telegram", "42")
    await linked(demo, web, telegram)
    notifier = Notifier(demo)
    await notifier.handle_all(f"person:{web.person_id}")
    [said] = await notifier.messages()
    assert said.conversation_id == web.id
    assert said.text == (
        "您的绑定码刚刚在Telegram用上了，两边现在认您为同一个人。如果不是您本人操作，请马上解绑。"
    )
    assert said.buttons == [
        {"title": "不是我，解绑", "payload": '/unlink_account{"confirmed": true}'}
    ]
    assert notifier.feed.woken == [(demo.id, web.id)]


async def test_what_wechat_says_is_not_told(demo: DemoPark) -> None:
    await talk(demo, "wechat", "o1")
    await wechat(demo, "miniapp", "m1", "union")
    account = await wechat(demo, "wechat", "o1", "union")
    notifier = Notifier(demo)
    await notifier.handle_all(f"person:{account.person_id}")
    assert await notifier.messages() == []
