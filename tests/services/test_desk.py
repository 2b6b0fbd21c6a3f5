"""What staff are asked to do."""

import asyncio

from sqlalchemy import select

from models import EventRow, Ticket
from services import conversations, desk
from tests.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def test_a_conversation_is_queued_once_however_often_it_is_asked(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)

    async def ask() -> None:
        async with demo.sessions.begin() as session:
            found = await conversations.find(session, demo.id, conversation.id)
            await desk.hand_off(session, found, "asked", now=NOW)

    await asyncio.gather(*(ask() for _ in range(4)))
    async with demo.sessions() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        assert found.owner == "queued"
        rows = list(await session.scalars(select(EventRow)))
    assert [(row.type, row.sequence, row.data) for row in rows] == [
        ("conversation.handed_off", 1, {"conversation_id": conversation.id, "reason": "asked"})
    ]


async def test_what_staff_own_stays_with_them(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session, owner="staff")
        await desk.hand_off(session, conversation, "asked", now=NOW)
        assert conversation.owner == "staff"
        assert await demo.events(session, f"conversation:{conversation.id}") == []


async def test_a_complaint_is_a_ticket_in_the_tenants_words(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        ticket = await desk.take_complaint(session, conversation, "汤是凉的", now=NOW)
        assert (ticket.kind, ticket.urgency, ticket.status, ticket.description) == (
            "complaint", "normal", "reported", "汤是凉的",
        )  # fmt: skip
        assert (ticket.person_id, ticket.conversation_id, ticket.created_at) == (
            conversation.person_id, conversation.id, NOW,
        )  # fmt: skip
        assert ticket.ticket_no.startswith("T-")
        assert await demo.events(session, f"ticket:{ticket.id}") == [(1, "ticket.reported")]


async def test_an_order_is_chased_by_one_ticket(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.placed(session)
        first = await desk.chase_acceptance(session, order, now=NOW)
        assert first is not None
        assert await desk.chase_acceptance(session, order, now=NOW) is None
        assert list(await session.scalars(select(Ticket.id))) == [first.id]
        data = await session.scalar(select(EventRow.data).where(EventRow.type == "ticket.reported"))
    assert data["order_no"] == order.order_no
