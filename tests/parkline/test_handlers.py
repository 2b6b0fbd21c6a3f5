from datetime import time

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import EventRow, Shift
from parkline.database import Sessions
from parkline.handlers import HANDLERS, tell_people, watch_acceptance, webhook
from services import order_notices, ticket_notices, tickets, visit_notices
from services.endpoints import VENDOR_EVENTS
from services.events import EVENTS, parse_event
from tests.factories import make_staff
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
        *ticket_notices.NOTICES,
        *visit_notices.NOTICES,
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
