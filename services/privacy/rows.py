"""The registry of personal data, carried out: whose rows are whose, and how they are forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Text,
    case,
    cast,
    delete,
    false,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models.base import Base
from models.conversations import Conversation
from models.ordering import Order
from models.people import Person
from models.tickets import Ticket
from models.visits import Visit
from services.kit.personal import MEMBERS, Delete, Forget, Link, PersonalTable, Value
from services.privacy.holdings import Holdings
from services.privacy.registry import entry

BATCH = 500
"""Rows of JSON that are read and written at once."""


def theirs(about: PersonalTable, held: Holdings, *, exported: bool = False) -> ColumnElement[bool]:
    """Which rows of a table are the person's; those that an export shows of them."""
    links = [link for link in about.links if link.exported or not exported]
    found = or_(false(), *(_leads(about.table, link, held) for link in links))
    return (column(about.table, "park_id") == held.park_id) & found


async def forget(
    session: AsyncSession, about: PersonalTable, held: Holdings, *, now: datetime
) -> None:
    """Do to their rows of a table what the registry says of it."""
    match about.erasure:
        case Delete():
            await session.execute(delete(about.table).where(theirs(about, held)))
        case Forget(columns):
            await _overwrite(session, about, held, columns, now)
            stripped = [name for name, value in columns.items() if value is Value.STRIPPED]
            if stripped:
                await _strip(session, about, held, stripped)


def column(table: type[Base], name: str) -> InstrumentedAttribute[Any]:
    found: InstrumentedAttribute[Any] = getattr(table, name)
    return found


def without_members(value: Any) -> Any:
    """JSON in which whatever says something of a person is null."""
    match value:
        case dict():
            return {
                key: None if key in MEMBERS else without_members(one) for key, one in value.items()
            }
        case list():
            return [without_members(one) for one in value]
    return value


def _leads(table: type[Base], link: Link, held: Holdings) -> ColumnElement[bool]:
    points = column(table, link.column)
    from_here = points if link.member is None else points[link.member].as_string()
    ids = _ids(link.to, held) if link.by == "id" else None
    if ids is not None:
        return from_here.in_([f"{link.prefix}{id}" for id in ids] if link.prefix else ids)
    target: ColumnElement[Any] = column(link.to, link.by).expression
    if link.prefix:
        target = literal(link.prefix) + cast(target, Text)
    return from_here.in_(select(target).where(theirs(entry(link.to), held)))


def _ids(table: type[Base], held: Holdings) -> Sequence[int] | None:
    """Where they are known already."""
    known: Mapping[type[Base], Sequence[int]] = {
        Person: held.people,
        Conversation: held.conversations,
        Order: held.orders,
        Ticket: held.tickets,
        Visit: held.visits,
    }
    return known.get(table)


async def _overwrite(
    session: AsyncSession,
    about: PersonalTable,
    held: Holdings,
    columns: Mapping[str, Any],
    now: datetime,
) -> None:
    values = {
        name: _instead(about.table, name, value, now)
        for name, value in columns.items()
        if value is not Value.STRIPPED
    }
    if values:
        await session.execute(update(about.table).where(theirs(about, held)).values(**values))


def _instead(table: type[Base], name: str, value: Any, now: datetime) -> Any:
    if value is Value.MOMENT:
        return now
    if value is Value.TOMBSTONE:
        return "erased:" + cast(column(table, "id"), Text)
    target = column(table, name)
    if value is None or not table.__table__.c[name].nullable:
        return value
    return case((target.is_(None), None), else_=literal(value, target.type))


async def _strip(
    session: AsyncSession, about: PersonalTable, held: Holdings, names: Sequence[str]
) -> None:
    last, key = 0, column(about.table, "id")
    while rows := (
        await session.scalars(
            select(about.table).where(theirs(about, held), key > last).order_by(key).limit(BATCH)
        )
    ).all():
        for row in rows:
            for name in names:
                setattr(row, name, without_members(getattr(row, name)))
        last = getattr(rows[-1], key.key)
        await session.flush()
