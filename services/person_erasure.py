"""Forgetting a person, wherever they are named.

What stays: orders with what was ordered and their sums, tickets and visits with their category,
state and times, ledgers and the audit log, which name people by id alone.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import (
    ActionResult,
    Attempt,
    Base,
    ChannelIdentity,
    ConversationNote,
    Delivery,
    DialogueMemory,
    EventRow,
    Handoff,
    IdempotencyKey,
    JoinTry,
    LastPlace,
    LinkCode,
    LinkTry,
    LoginCode,
    Message,
    NoticeOptOut,
    Order,
    OrderLine,
    Person,
    PersonLink,
    Photo,
    Reach,
    SendingWindow,
    SpendingApproval,
    StockWatch,
    Ticket,
    TicketChange,
    TicketObserver,
    UnionId,
    Visit,
)
from services import browsers, orders, tickets, visits
from services.errors import Conflict
from services.holdings import Holdings, holdings
from services.visit_erasure import ERASED as VISIT_ERASED


def _none(columns: str) -> dict[str, Any]:
    return dict.fromkeys(columns.split())


PERSON = _none("name phone company_id invoice_title invoice_tax_no")
ORDER = _none(
    "note allergy_note phone room place floor pickup_code status_reason invoice_title"
    " invoice_tax_no"
) | {"invoice_wanted": False}
TICKET = _none("phone room place rating_comment status_reason preferred_from preferred_until") | {
    "description": "",
    "data": {},
}
MESSAGE: dict[str, Any] = {
    "text": "",
    "payload": None,
    "buttons": [],
    "data": {},
    "external_id": None,
}
HANDOFF: dict[str, Any] = {"summary": {}, "rating_comment": None}
"""What rows no longer say."""


class UnderWay(Conflict):
    """Somebody is waiting for them. `details`: `orders`, `tickets`: numbers of what is open."""

    code = "still_under_way"


async def erase(session: AsyncSession, person: Person, *, now: datetime) -> Holdings:
    """Forget a person: who comes again is somebody new. Ends their sessions, cancels their visits.

    Raises UnderWay while an order is on its way or a ticket is worked on. What was theirs is told,
    for whoever holds more of it than these tables.
    """
    person = await session.get_one(
        Person, (person.park_id, person.id), with_for_update=True, populate_existing=True
    )
    held = await holdings(session, person)
    await _check_nothing_waits(session, held)
    for visit in await visits.of_host(session, held.park_id, person.id, open_only=True, limit=1000):
        if visit.status in visits.ACTIONS["cancel"].sources:
            await visits.advance(session, held.park_id, visit.id, "cancel", now=now)
    await browsers.sign_out_everywhere(session, person, by="erased", now=now)
    await _forget_orders(session, held)
    await _forget_tickets(session, held)
    await _forget_visits(session, held, now)
    await _forget_talks(session, held)
    await _forget_person(session, held)
    await session.flush()
    return held


async def _check_nothing_waits(session: AsyncSession, held: Holdings) -> None:
    waiting = await session.scalars(
        select(Order.order_no).where(
            *_of(Order.id, held, held.orders),
            or_(Order.status.in_(orders.UNDER_WAY), Order.held),
        )
    )
    worked_on = await session.scalars(
        select(Ticket.ticket_no).where(
            *_of(Ticket.id, held, held.tickets), Ticket.status.in_(tickets.OPEN)
        )
    )
    found = {"orders": list(waiting), "tickets": list(worked_on)}
    if any(found.values()):
        raise UnderWay("something is still under way", **found)


async def _forget_orders(session: AsyncSession, held: Holdings) -> None:
    mine = _of(Order.id, held, held.orders)
    numbers = (await session.scalars(select(Order.order_no).where(*mine))).all()
    await _set(session, Order, mine, ORDER)
    await _set(session, Order, [*mine, Order.status == "draft"], {"status": "cancelled"})
    await _set(session, OrderLine, _of(OrderLine.order_id, held, held.orders), {"note": None})
    asked = _of(SpendingApproval.order_id, held, held.orders)
    await _set(session, SpendingApproval, asked, {"reason": None})
    await _forget_events(session, held.park_id, [f"order:{id}" for id in held.orders])
    await _forget_answers(session, held, numbers)


async def _forget_answers(session: AsyncSession, held: Holdings, numbers: Collection[str]) -> None:
    """What was kept for clients that ask again: the person's own, and vendors' of their orders."""
    theirs = IdempotencyKey.scope.in_([f"person:{id}" for id in held.people])
    of_orders = IdempotencyKey.answer["order_no"].as_string().in_(numbers)
    await session.execute(
        delete(IdempotencyKey).where(IdempotencyKey.park_id == held.park_id, or_(theirs, of_orders))
    )


async def _forget_tickets(session: AsyncSession, held: Holdings) -> None:
    await _set(session, Ticket, _of(Ticket.id, held, held.tickets), TICKET)
    for column, ids in (
        (TicketChange.ticket_id, held.tickets),
        (TicketChange.person_id, held.people),
    ):
        await _set(session, TicketChange, _of(column, held, ids), {"text": None, "details": {}})
    # Their words in the history of what their ticket was merged into.
    merged = TicketChange.details["merged"].as_integer()
    theirs = [TicketChange.park_id == held.park_id, merged.in_(held.tickets)]
    await _set(session, TicketChange, theirs, {"text": None})
    await _drop(session, TicketObserver, _of(TicketObserver.person_id, held, held.people))
    await _forget_events(session, held.park_id, [f"ticket:{id}" for id in held.tickets])


async def _forget_visits(session: AsyncSession, held: Holdings, now: datetime) -> None:
    gone = VISIT_ERASED | {"room": None, "place": None, "erased_at": now}
    await _set(session, Visit, _of(Visit.id, held, held.visits), gone)


async def _forget_talks(session: AsyncSession, held: Holdings) -> None:
    talks = held.conversations
    await _set(session, Message, _of(Message.conversation_id, held, talks), MESSAGE)
    await _set(session, Handoff, _of(Handoff.conversation_id, held, talks), HANDOFF)
    for table in (
        ActionResult, ConversationNote, DialogueMemory, LinkCode, LinkTry, LoginCode, Photo, Reach,
        SendingWindow,
    ):  # fmt: skip
        await _drop(session, table, _of(table.conversation_id, held, talks))
    await _drop(session, LinkCode, _of(LinkCode.typed_in_id, held, talks))


async def _forget_person(session: AsyncSession, held: Holdings) -> None:
    people = held.people
    await _set(session, Person, _of(Person.id, held, people), PERSON)
    # The row stays, for conversations point to it; whoever has that account is somebody new.
    nobodys = {"external_id": "erased:" + cast(ChannelIdentity.id, Text)}
    await _set(session, ChannelIdentity, _of(ChannelIdentity.person_id, held, people), nobodys)
    unsaid: dict[str, Any] = {"moved": {}, "replaced": {}}
    await _set(session, PersonLink, _of(PersonLink.person_id, held, people), unsaid)
    for table in (JoinTry, LastPlace, NoticeOptOut, StockWatch, UnionId):
        await _drop(session, table, _of(table.person_id, held, people))


PERSONAL = frozenset(
    {
        *("contact_phone", "note", "allergy_note", "status_reason", "reason", "invoice", "room"),
        *("place", "floor"),
    }
)
"""Members of an event's data, however deep."""


async def _forget_events(session: AsyncSession, park_id: int, subjects: Collection[str]) -> None:
    """Events stay, without what is personal; and what vendors' endpoints answered to them goes."""
    rows = await session.scalars(
        select(EventRow).where(EventRow.park_id == park_id, EventRow.subject.in_(subjects))
    )
    ids = []
    for row in rows:
        row.data = without_personal(row.data)
        ids.append(row.id)
    sent = select(Delivery.id).where(Delivery.park_id == park_id, Delivery.event_id.in_(ids))
    await session.execute(
        update(Attempt)
        .where(Attempt.park_id == park_id, Attempt.delivery_id.in_(sent))
        .values(answer=None)
    )


def without_personal(value: Any) -> Any:
    match value:
        case dict():
            return {
                key: None if key in PERSONAL else without_personal(one)
                for key, one in value.items()
            }
        case list():
            return [without_personal(one) for one in value]
    return value


def _of(column: Any, held: Holdings, ids: Sequence[int]) -> list[ColumnElement[bool]]:
    """Rows of the park whose `column` is one of these ids."""
    return [column.class_.park_id == held.park_id, column.in_(ids)]


async def _set(
    session: AsyncSession,
    table: type[Base],
    whose: Sequence[ColumnElement[bool]],
    values: Mapping[str, Any],
) -> None:
    await session.execute(update(table).where(*whose).values(**values))


async def _drop(
    session: AsyncSession, table: type[Base], whose: Sequence[ColumnElement[bool]]
) -> None:
    await session.execute(delete(table).where(*whose))
