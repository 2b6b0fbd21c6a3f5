"""What staff do in a dialogue, and what tenants are told of it, as the worker would."""

from datetime import datetime

from sqlalchemy import any_, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.events import EventRow
from models.staff import Staff
from models.tickets import Ticket
from services.events.follows import following
from services.events.registry import parse_event
from services.handoffs import handoffs
from services.kit.actors import staff as by_staff
from services.tickets import tickets

DEEDS = ("take", "hand_back", "finish", *tickets.ACTIONS)
"""Of the conversation: take it, hand it back, finish it. Else a ticket's, of the newest one."""
_REASONS = {"wait_materials": "等配件", "wait_tenant": "需要您在场", "cancel": "重复登记"}


async def do(
    session: AsyncSession, conversation: Conversation, deed: str, *, now: datetime
) -> None:
    conversation = await handoffs.lock(session, conversation.park_id, conversation.id)
    if deed == "take":
        agent = await _member(session, conversation, "agent")
        await handoffs.take(session, conversation.park_id, conversation.id, agent, now=now)
    elif deed in ("hand_back", "finish"):
        by = "handed_back" if deed == "hand_back" else "resolved"
        await handoffs.hand_back(
            session, conversation.park_id, conversation.id, by=by, staff=None, now=now
        )
    else:
        await _move_ticket(session, conversation, deed, now)
    await handle_events(session, conversation.park_id, "ticket.", now)


async def _move_ticket(
    session: AsyncSession, conversation: Conversation, action: str, now: datetime
) -> None:
    ticket = await session.scalar(
        select(Ticket)
        .where(Ticket.park_id == conversation.park_id, Ticket.person_id == conversation.person_id)
        .order_by(Ticket.id.desc())
        .limit(1)
    )
    assert ticket is not None, "there is no ticket to work on"
    engineer = await _member(session, conversation, "engineer")
    await tickets.advance(
        session,
        conversation.park_id,
        ticket.id,
        action,
        by=by_staff(engineer),
        now=now,
        reason=_REASONS.get(action),
        assignee_id=engineer.id if action == "assign" else None,
    )


async def _member(session: AsyncSession, conversation: Conversation, role: str) -> Staff:
    found = await session.scalars(
        select(Staff)
        .where(Staff.park_id == conversation.park_id, literal(role) == any_(Staff.roles))
        .order_by(Staff.id)
    )
    return found.all()[0]


async def handle_events(
    session: AsyncSession, park_id: int, prefix: str, now: datetime
) -> list[int]:
    """What the worker does with events whose names begin so; the conversations that were told."""
    rows = await session.scalars(
        select(EventRow)
        .where(
            EventRow.park_id == park_id,
            EventRow.handled_at.is_(None),
            EventRow.type.startswith(prefix),
        )
        .order_by(EventRow.id)
    )
    told = []
    for row in rows.all():
        row.handled_at = now
        event = parse_event(row.type, row.data)
        for one in following(type(event)):
            told += await one.do(session, row, event, now)
    return [one.conversation_id for one in told]
