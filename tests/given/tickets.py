"""Tickets that tenants reported, and what staff do with them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.staff import Staff
from models.tickets import Ticket, TicketObserver
from services.kit.actors import Actor, staff
from services.tickets import tickets
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_staff

NOW = WEDNESDAY_MORNING
REASONS = {
    "wait_materials": "压缩机周五到",
    "wait_tenant": "几点有人在？",
    "resolve": "换了压缩机",
    "cancel": "不归物业管",
    "start": "备注",
}


async def opened(
    demo: DemoPark, session: AsyncSession, *, language: str = "zh", **values: Any
) -> Ticket:
    conversation = await demo.conversation(session, language=language)
    defaults: dict[str, Any] = {"kind": "repair", "urgency": "normal", "description": "空调不凉"}
    return await tickets.open_ticket(
        session,
        demo.id,
        person_id=conversation.person_id,
        conversation_id=conversation.id,
        now=NOW,
        **defaults | values,
    )


async def observed(demo: DemoPark, session: AsyncSession, ticket: Ticket) -> Conversation:
    """Somebody who reported the same, in English."""
    conversation = await demo.conversation(session, language="en")
    session.add(
        TicketObserver(
            park_id=demo.id,
            ticket_id=ticket.id,
            person_id=conversation.person_id,
            created_at=NOW,
        )
    )
    await session.flush()
    return conversation


async def move(
    session: AsyncSession, ticket: Ticket, *actions: str, by: Actor | None = None
) -> Staff:
    """Staff do it, unless it is said who does; what needs more than a reason gets it."""
    engineer = await make_staff(session, ticket.park_id, name="王强")
    for action in actions:
        into = await _other(session, ticket) if action == "merge" else None
        await tickets.advance(
            session,
            ticket.park_id,
            ticket.id,
            action,
            by=by or staff(engineer),
            reason=REASONS.get(action),
            assignee_id=engineer.id if action == "assign" else None,
            into=into,
            now=NOW,
        )
    return engineer


async def _other(session: AsyncSession, ticket: Ticket) -> Ticket:
    other = await tickets.open_ticket(
        session, ticket.park_id, kind=ticket.kind, urgency="normal", description="空调坏了", now=NOW
    )
    other.ticket_no = "T-000001"
    return other
