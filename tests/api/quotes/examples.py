"""A quote that a tenant is asked to accept, for every operation of the document."""

from typing import Any

from sqlalchemy import select

from models.tickets import Ticket
from tests.given.quotes import on_ticket

SHOWN = ()


async def add(owner: Any, examples: Any) -> None:
    demo = owner.api.demo
    async with demo.sessions.begin() as session:
        number = examples.names["ticket_no"]
        ticket = (await session.scalars(select(Ticket).where(Ticket.ticket_no == number))).one()
        quote = await on_ticket(session, demo, ticket, note="含旧锁拆除费")
    examples.names |= {"quote": str(quote.id)}
    examples.secrets += ["含旧锁拆除费"]
    examples.bodies |= {"accept_quote": {}, "decline_quote": {"reason": "太贵"}}
