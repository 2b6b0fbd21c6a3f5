"""What is done with rows that have served their time: removed, or cleared of what is personal.

Rows stay where sums and reports count them: orders, tickets, handoffs, the last event of a subject.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base
from models.conversations import Message
from models.danger import DangerSign
from models.events import EventRow
from models.kit import IdempotencyKey
from models.ordering import Order, OrderLine, OrderRating
from models.payments import SpendingApproval
from models.people import Person
from models.tickets import Photo, Ticket, TicketChange, TicketObserver
from models.vendors import Attempt, Delivery
from services.kit.personal import Forget
from services.kit.retention import Batch, drop
from services.privacy import erasure, registry
from services.privacy.rows import without_members


def forgets(table: type[Base]) -> Mapping[str, Any]:
    """What a row says instead once it is cleared, as the registry of personal data has it."""
    done = registry.entry(table).erasure
    assert isinstance(done, Forget)
    return done.columns


INVOICE: dict[str, Any] = {"invoice_title": None, "invoice_tax_no": None}
ORDER_DETAILS = {
    name: value
    for name, value in forgets(Order).items()
    if name not in INVOICE and name != "invoice_wanted"
}
"""What an order no longer says once its period is over."""


async def drop_messages(session: AsyncSession, batch: Batch) -> None:
    """A sign of danger stays without its message, for what staff said of it."""
    due = select(Message.id).where(*batch.of(Message.id), batch.due)
    signs = [DangerSign.park_id == batch.park_id, DangerSign.message_id.in_(due)]
    await session.execute(update(DangerSign).where(*signs).values(message_id=None))
    await drop(Message)(session, batch)


async def drop_photos(session: AsyncSession, batch: Batch) -> None:
    """And what messages of their conversations say of them."""
    gone = set(batch.keys)
    talks = select(Photo.conversation_id).where(*batch.of(Photo.id))
    shown = await session.scalars(
        select(Message).where(
            Message.park_id == batch.park_id,
            Message.conversation_id.in_(talks),
            Message.data.has_key("photos"),
        )
    )
    for message in shown:
        photos = message.data["photos"]
        left = [photo for photo in photos if photo.get("id") not in gone]
        if len(left) < len(photos):
            message.data = {**message.data, "photos": left}
    await session.flush()
    await session.execute(delete(Photo).where(*batch.of(Photo.id)))


async def clear_orders(session: AsyncSession, batch: Batch) -> None:
    """Also their lines, refusals, events, and what vendors were answered about them."""
    mine = batch.of(Order.id)
    numbers = (await session.scalars(select(Order.order_no).where(*mine))).all()
    await _set(session, Order, mine, ORDER_DETAILS)
    await _set(session, OrderLine, batch.of(OrderLine.order_id), {"note": None})
    await _set(session, OrderRating, batch.of(OrderRating.order_id), {"words": None})
    await _set(session, SpendingApproval, batch.of(SpendingApproval.order_id), {"reason": None})
    await _clear_events_of(session, batch, "order")
    kept = IdempotencyKey.answer["order_no"].as_string().in_(numbers)
    await session.execute(
        delete(IdempotencyKey).where(IdempotencyKey.park_id == batch.park_id, kept)
    )


async def clear_tickets(session: AsyncSession, batch: Batch) -> None:
    """Also their history's words, who followed them, and their events."""
    await _set(session, Ticket, batch.of(Ticket.id), forgets(Ticket))
    history = batch.of(TicketChange.ticket_id)
    await _set(session, TicketChange, history, forgets(TicketChange))
    await session.execute(delete(TicketObserver).where(*batch.of(TicketObserver.ticket_id)))
    await _clear_events_of(session, batch, "ticket")


async def drop_events(session: AsyncSession, batch: Batch) -> None:
    """With what was sent of them, though deliveries may have a longer period."""
    sent = select(Delivery.id).where(*batch.of(Delivery.event_id))
    attempts = [Attempt.park_id == batch.park_id, Attempt.delivery_id.in_(sent)]
    await session.execute(delete(Attempt).where(*attempts))
    await session.execute(delete(Delivery).where(*batch.of(Delivery.event_id)))
    await session.execute(delete(EventRow).where(*batch.of(EventRow.id)))


async def clear_events(session: AsyncSession, batch: Batch) -> None:
    """Take out what is personal, and what vendors' endpoints answered."""
    await _clear(session, batch.park_id, batch.of(EventRow.id))


async def forget_people(session: AsyncSession, batch: Batch) -> None:
    """As if they had asked for it. Whoever has something under way after all is left."""
    for key in batch.keys:
        person = await session.get(Person, (batch.park_id, key))
        if person is not None:
            try:
                await erasure.erase(session, person, now=batch.now)
            except erasure.UnderWay:
                continue


async def _clear_events_of(session: AsyncSession, batch: Batch, kind: str) -> None:
    subjects = [f"{kind}:{key}" for key in batch.keys]
    await _clear(
        session,
        batch.park_id,
        [EventRow.park_id == batch.park_id, EventRow.subject.in_(subjects)],
    )


async def _clear(session: AsyncSession, park_id: int, which: Sequence[ColumnElement[bool]]) -> None:
    ids = []
    for row in await session.scalars(select(EventRow).where(*which)):
        row.data = without_members(row.data)
        ids.append(row.id)
    await session.flush()
    sent = select(Delivery.id).where(Delivery.park_id == park_id, Delivery.event_id.in_(ids))
    answers = [Attempt.park_id == park_id, Attempt.delivery_id.in_(sent)]
    await _set(session, Attempt, answers, {"answer": ""})


async def _set(
    session: AsyncSession,
    table: type[Base],
    which: Sequence[ColumnElement[bool]],
    values: Mapping[str, Any],
) -> None:
    await session.execute(update(table).where(*which).values(**values))
