"""Quotes of tickets in the demo park, and what the tenant says to them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order
from models.quotes import Quote
from models.tickets import Ticket
from services.conversations import conversations
from services.quotes import quotes, sending
from services.quotes.sending import Asked, Draft
from services.tickets import tickets
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_staff
from tests.given.tickets import opened

NOW = WEDNESDAY_MORNING
FRIDAY = NOW + timedelta(days=2)


async def on_ticket(
    session: AsyncSession, demo: DemoPark, ticket: Ticket, *, now: datetime = NOW, **values: Any
) -> Quote:
    """Two hours and a lock for ¥420, of 王强; `values` of quotes.Draft."""
    lines = [
        Asked(demo.items["labour_hour"], 2, 12_000),
        Asked(demo.items["lock_cylinder"], 1, 18_000, "C 级锁芯"),
    ]
    member = await make_staff(session, demo.id, name="王强", roles=["dispatcher"])
    draft = Draft(**{"lines": lines, "valid_until": FRIDAY} | values)
    return await sending.send(session, ticket, member, draft, now=now)


async def quoted(
    demo: DemoPark, conversation_id: int | None = None, *, language: str = "zh", **values: Any
) -> Quote:
    """A quote on a new ticket, of a new tenant or of that conversation's."""
    async with demo.sessions.begin() as session:
        if conversation_id is None:
            ticket = await opened(demo, session, language=language, building="B", room="301")
        else:
            whose: Conversation = await conversations.find(session, demo.id, conversation_id)
            ticket = await tickets.open_ticket(
                session,
                demo.id,
                kind="repair",
                urgency="normal",
                description="门锁坏了",
                person_id=whose.person_id,
                conversation_id=whose.id,
                now=NOW,
            )
        return await on_ticket(session, demo, ticket, **values)


async def read(demo: DemoPark, quote_id: int) -> Quote:
    async with demo.sessions() as session:
        return await quotes.load(session, demo.id, quote_id)


async def orders_of_work(demo: DemoPark) -> list[Order]:
    """The oldest first."""
    async with demo.sessions() as session:
        found = select(Order).where(Order.kind == "service").order_by(Order.id)
        return list(await session.scalars(found))
