"""Who an agent talks to, and what is open with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.handoffs import Handoff, Snooze
from models.ordering import Order
from models.people import Company, Person
from models.staff import Staff
from models.tickets import Ticket
from services.handoffs import handoffs
from services.ordering import orders
from services.tickets import of_people

SHOWN = 5
"""Of orders, tickets and ratings each."""


@dataclass(frozen=True, slots=True)
class Context:
    """`handoff` is the one that is not over, `assignee` who has it."""

    person: Person
    company: Company | None
    handoff: Handoff | None
    snooze: Snooze | None
    """How its owner has put it off."""
    assignee: Staff | None
    orders: Sequence[Order]
    tickets: Sequence[Ticket]
    ratings: Sequence[Handoff]


async def context(session: AsyncSession, conversation: Conversation) -> Context:
    park_id = conversation.park_id
    person = await session.get_one(Person, (park_id, conversation.person_id))
    company = None
    if person.company_id is not None:
        company = await session.get(Company, (park_id, person.company_id))
    assignee = None
    if conversation.assignee_id is not None:
        assignee = await session.get(Staff, (park_id, conversation.assignee_id))
    return Context(
        person,
        company,
        await handoffs.current(session, conversation),
        await session.scalar(
            select(Snooze).where(
                Snooze.park_id == park_id, Snooze.conversation_id == conversation.id
            )
        ),
        assignee,
        await orders.unfinished(session, park_id, person.id, limit=SHOWN),
        await of_people.unfinished(session, park_id, person.id, limit=SHOWN),
        await _ratings(session, conversation),
    )


async def _ratings(session: AsyncSession, conversation: Conversation) -> Sequence[Handoff]:
    found = await session.scalars(
        select(Handoff)
        .where(
            Handoff.park_id == conversation.park_id,
            Handoff.conversation_id == conversation.id,
            Handoff.rating.is_not(None),
        )
        .order_by(Handoff.id.desc())
        .limit(SHOWN)
    )
    return found.all()
