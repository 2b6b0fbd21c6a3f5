"""Finding a conversation by whatever an agent has at hand."""

import re

from sqlalchemy import ColumnElement, CompoundSelect, Select, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.ordering import Order
from models.people import Person
from models.tickets import Ticket

FOUND = 200
"""Conversations that a search finds at most, of each kind."""
RECENT_MESSAGES = 20_000
"""Words are looked for in the park's newest messages."""
_NUMBER = re.compile(r"[OT]-[0-9A-Z]{4,10}", re.IGNORECASE)
_GUEST = re.compile(r"(?:访客|guest)?\s*#\s*(\d{1,18})", re.IGNORECASE)


async def matching(session: AsyncSession, park_id: int, search: str) -> list[int]:
    """Ids of conversations: by ticket or order number, guest number, name, phone, or words."""
    return list(await session.scalars(_query(park_id, search)))


def _query(park_id: int, search: str) -> Select[int] | CompoundSelect[int]:
    if _NUMBER.fullmatch(search):
        return _by_number(park_id, search.upper())
    if guest := _GUEST.fullmatch(search):
        return _of_people(park_id).where(Person.id == int(guest[1]))
    people = _of_people(park_id).where(or_(_named(search), _reached_by(search)))
    newest = people.order_by(Person.id.desc()).limit(FOUND).subquery()
    return union(select(newest.c.id), _saying(park_id, search))


def _of_people(park_id: int) -> Select[int]:
    return (
        select(Conversation.id)
        .join(
            Person,
            (Person.park_id == Conversation.park_id) & (Person.id == Conversation.person_id),
        )
        .where(Conversation.park_id == park_id)
    )


def _named(search: str) -> ColumnElement[bool]:
    return Person.name.icontains(search, autoescape=True)


def _reached_by(search: str) -> ColumnElement[bool]:
    return Person.phone.contains(search.replace(" ", ""), autoescape=True)


def _saying(park_id: int, search: str) -> Select[int]:
    recent = (
        select(Message.conversation_id, Message.text)
        .where(Message.park_id == park_id)
        .order_by(Message.id.desc())
        .limit(RECENT_MESSAGES)
        .subquery()
    )
    return (
        select(recent.c.conversation_id)
        .where(recent.c.text.icontains(search, autoescape=True))
        .distinct()
        .limit(FOUND)
    )


def _by_number(park_id: int, number: str) -> Select[int]:
    """Of whoever reported the ticket or placed the order."""
    if number.startswith("T"):
        owner = select(Ticket.person_id).where(
            Ticket.park_id == park_id, Ticket.ticket_no == number
        )
    else:
        owner = select(Order.person_id).where(Order.park_id == park_id, Order.order_no == number)
    return select(Conversation.id).where(
        Conversation.park_id == park_id, Conversation.person_id.in_(owner)
    )
