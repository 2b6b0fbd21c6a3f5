"""Everything that is held of a person, for themselves."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models import (
    AppSession,
    Base,
    ChannelIdentity,
    Conversation,
    Handoff,
    LastPlace,
    Message,
    NoticeOptOut,
    Order,
    OrderLine,
    Payment,
    PaymentRequest,
    Person,
    PersonLink,
    Photo,
    SpendingApproval,
    StockWatch,
    Ticket,
    TicketChange,
    TicketObserver,
    UnionId,
    Visit,
    VisitPassage,
)
from services.holdings import Holdings, holdings

HIDDEN = frozenset(
    {
        *("park_id", "person_id", "host_id", "lease_token", "lease_until", "push_token"),
        *("push_until", "push_at", "token", "image", "thumbnail", "payload", "attempts", "parts"),
        *("outcome", "staff_id", "assignee_id", "moved", "replaced", "next_alarm_at", "warned"),
    }
)
"""Columns that say nothing of the person, are secret, or are other people's."""


PAGE = 500
"""Rows that are read at once where an export is made piece by piece."""

Section = tuple[str, type[Base], ColumnElement[bool]]
Place = tuple[Any, ...]
"""The key of the row that a page ended with; empty for the beginning."""


def sections(held: Holdings) -> Iterator[Section]:
    """Name, table and rows of each part of an export."""
    of_person: dict[str, Any] = {
        "identities": ChannelIdentity.person_id,
        "wechat_union_ids": UnionId.person_id,
        "links": PersonLink.person_id,
        "sessions": AppSession.person_id,
        "conversations": Conversation.person_id,
        "opted_out": NoticeOptOut.person_id,
        "last_place": LastPlace.person_id,
        "stock_watches": StockWatch.person_id,
        "orders": Order.person_id,
        "spending_approvals": SpendingApproval.person_id,
        "tickets": Ticket.person_id,
        "tickets_followed": TicketObserver.person_id,
        "said_of_tickets": TicketChange.person_id,
        "visits": Visit.host_id,
    }
    yield "person", Person, Person.id.in_(held.people)
    for name, column in of_person.items():
        yield name, column.class_, column.in_(held.people)
    yield "messages", Message, Message.conversation_id.in_(held.conversations)
    yield "handoffs", Handoff, Handoff.conversation_id.in_(held.conversations)
    yield "photos", Photo, Photo.conversation_id.in_(held.conversations)
    yield "order_lines", OrderLine, OrderLine.order_id.in_(held.orders)
    yield "payments", Payment, Payment.order_id.in_(held.orders)
    yield "payment_requests", PaymentRequest, PaymentRequest.order_id.in_(held.orders)
    yield "visit_passages", VisitPassage, VisitPassage.visit_id.in_(held.visits)


async def export(session: AsyncSession, person: Person) -> dict[str, list[dict[str, Any]]]:
    """All of it by section, as JSON holds it; photos without their pictures."""
    held = await holdings(session, person)
    found: dict[str, list[dict[str, Any]]] = {}
    for name, table, whose in sections(held):
        shown = [column for column in table.__table__.columns if column.name not in HIDDEN]
        rows = await session.execute(
            select(*shown).where(table.__table__.c.park_id == held.park_id, whose)
        )
        found[name] = [
            {key: _plain(value) for key, value in row.items()} for row in rows.mappings()
        ]
    return found


async def page(
    session: AsyncSession, held: Holdings, section: Section, after: Place, *, limit: int = PAGE
) -> tuple[Sequence[dict[str, Any]], Place | None]:
    """At most `limit` rows of a section, as `export` tells them, that come after one of this key;
    and where the next page begins, None after the last."""
    _name, model, whose = section
    table = model.__table__
    shown = [column for column in table.columns if column.name not in HIDDEN]
    key = list(table.primary_key)
    query = select(*shown, *(column.label(f"key_{column.name}") for column in key))
    query = query.where(table.c.park_id == held.park_id, whose).order_by(*key).limit(limit)
    if after:
        query = query.where(tuple_(*key) > after)
    found = (await session.execute(query)).all()
    rows = [
        {column.name: _plain(value) for column, value in zip(shown, row, strict=False)}
        for row in found
    ]
    is_last = len(found) < limit
    return rows, None if is_last else tuple(found[-1][len(shown) :])


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case list():
            return [_plain(one) for one in value]
    return value
