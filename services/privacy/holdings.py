"""What is a person's: ids of their rows, those of whom they were before a link included."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order
from models.people import Person
from models.tickets import Ticket
from models.visits import Visit


@dataclass(frozen=True, slots=True)
class Holdings:
    park_id: int
    people: Sequence[int]
    conversations: Sequence[int]
    orders: Sequence[int]
    tickets: Sequence[int]
    visits: Sequence[int]


async def holdings(session: AsyncSession, person: Person) -> Holdings:
    park_id = person.park_id
    same = or_(Person.id == person.id, Person.merged_into_id == person.id)
    people = (await session.scalars(select(Person.id).where(Person.park_id == park_id, same))).all()

    async def ids(column: Any) -> Sequence[int]:
        table = column.class_
        query = select(table.id).where(table.park_id == park_id, column.in_(people))
        return (await session.scalars(query.order_by(table.id))).all()

    return Holdings(
        park_id,
        people,
        conversations=await ids(Conversation.person_id),
        orders=await ids(Order.person_id),
        tickets=await ids(Ticket.person_id),
        visits=await ids(Visit.host_id),
    )
