"""Two people become one, and two again: whatever points to a person, found in the metadata."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base
from models.conversations import Conversation
from models.identities import PersonLink
from models.people import Person
from services.people import membership

STAYS = {
    ("account_member", "person_id"),
    ("person_link", "absorbed_id"),
    ("account_entry", "person_id"),
    ("last_place", "person_id"),
    ("allowance_use", "person_id"),
}
"""Columns that go on naming whom they named: history, over in two hours, a sum of a period that two
people used apart, or what follows by a rule of its own (services.accounts.following). A ledger's
lines cannot be changed at all."""
NOT_OF_CONVERSATION = {("visit", "approver_id")}
"""Columns that do not name who spoke, though their row says in which conversation it was made."""
KEPT_ONCE = {"notice_opt_out", "stock_watch", "ticket_observer"}
"""Tables that may hold a row for either person; then the absorbed one's says nothing new and goes.

A table that is not named here and can hold one row of a person only makes a merge fail whole.
"""
UNSAID: dict[str, dict[str, Any]] = {"ticket_observer": {"words": ""}}
"""Columns of a table of KEPT_ONCE that are one person's words: a copy for the other has none."""
HOLDS_FOR_BOTH = {"notice_opt_out"}
"""Tables of KEPT_ONCE whose rows that came while two were one go on holding for either."""
DOUBLES = ".doubles"
"""Ends a key of `Moved` under which stand rows that went because the survivor had the same."""
TAKEN_OVER = ("company_id", "name", "checked_name", "phone", "note")
"""What the survivor takes of the other where it has nothing itself."""

Moved = dict[str, list[list[Any]]]
"""By table.column: the keys of the rows that changed hands, without the park."""


def references() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that points to a person and follows a merge."""
    for table in Base.metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            column = _to_person(constraint)
            if column is not None and (table.name, column.name) not in STAYS:
                yield table, column


def _to_person(constraint: ForeignKeyConstraint) -> Column[Any] | None:
    if constraint.referred_table.name != Person.__tablename__:
        return None
    return next(e.parent for e in constraint.elements if e.column.name == "id")


def unique_keys(table: Table, column: Column[Any]) -> Iterator[list[Column[Any]]]:
    """What else stands in each unique key that a person is part of: two rows may collide there."""
    sets: list[Index | UniqueConstraint] = [
        each for each in table.constraints if isinstance(each, UniqueConstraint)
    ]
    sets += [index for index in table.indexes if index.unique]
    for columns in [table.primary_key.columns, *(each.columns for each in sets)]:
        if column.name in columns:
            yield [each for each in columns if each is not column]


async def lock(session: AsyncSession, park_id: int, *person_ids: int) -> list[Person]:
    """Their conversations, then themselves, locked in order of their ids and read anew."""
    mine = (Conversation.park_id == park_id) & Conversation.person_id.in_(person_ids)
    await session.execute(
        select(Conversation.id).where(mine).order_by(Conversation.id).with_for_update()
    )
    found = await session.scalars(
        select(Person)
        .where(Person.park_id == park_id, Person.id.in_(person_ids))
        .order_by(Person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(found)


async def merge(
    session: AsyncSession,
    survivor: Person,
    absorbed: Person,
    *,
    how: str,
    company_id: int | None,
    now: datetime,
) -> PersonLink:
    """Give everything of `absorbed` to `survivor`, who belongs to `company_id` from now on.

    Both are locked. Rows in the session are not read anew.
    """
    taken = {name: getattr(survivor, name) or getattr(absorbed, name) for name in TAKEN_OVER}
    taken["company_id"] = company_id
    replaced = {name: getattr(survivor, name) for name in TAKEN_OVER}
    replaced = {name: value for name, value in replaced.items() if value != taken[name]}
    for name in replaced:
        setattr(survivor, name, taken[name])
    moved = await move(session, absorbed.park_id, absorbed.id, survivor.id)
    absorbed.merged_into_id = survivor.id
    link = PersonLink(
        park_id=survivor.park_id,
        person_id=survivor.id,
        absorbed_id=absorbed.id,
        how=how,
        moved=moved,
        replaced=replaced,
        at=now,
    )
    session.add(link)
    await session.flush()
    return link


async def move(session: AsyncSession, park_id: int, source: int, target: int) -> Moved:
    """Point what points to `source` to `target`; which rows those were."""
    moved: Moved = {}
    for table, column in references():
        theirs = (table.c.park_id == park_id) & (column == source)
        if table.name in KEPT_ONCE:
            doubles = await _drop_doubles(session, table, column, theirs, target)
            if doubles:
                moved[f"{table.name}.{column.name}{DOUBLES}"] = doubles
        found = await session.execute(
            update(table).where(theirs).values({column: target}).returning(*_row_key(table, column))
        )
        if rows := [list(row) for row in found]:
            moved[f"{table.name}.{column.name}"] = rows
    return moved


async def _drop_doubles(
    session: AsyncSession,
    table: Table,
    column: Column[Any],
    theirs: ColumnElement[bool],
    target: int,
) -> list[list[Any]]:
    """Remove rows that the target has, too; their keys."""
    other = table.alias()
    gone: list[list[Any]] = []
    for others in unique_keys(table, column):
        same = and_(other.c[column.name] == target, *(other.c[c.name] == c for c in others))
        found = await session.execute(
            delete(table).where(theirs, exists().where(same)).returning(*_row_key(table, column))
        )
        gone += [list(row) for row in found]
    return gone


async def undo(session: AsyncSession, link: PersonLink, *, now: datetime) -> None:
    """Make them two again: what had changed hands goes back, and what came since by a
    conversation that goes back goes with it. What was taken away meanwhile is given back to
    neither. The persons are locked."""
    survivor = await session.get_one(Person, (link.park_id, link.person_id))
    absorbed = await session.get_one(Person, (link.park_id, link.absorbed_id))
    for name, before in link.replaced.items():
        if getattr(survivor, name) == getattr(absorbed, name):
            setattr(survivor, name, before)
    absorbed.merged_into_id, link.undone_at = None, now
    await session.flush()
    talks = [key for (key,) in link.moved.get("conversation.person_id", [])]
    for table, column in references():
        rows = [tuple(row) for row in link.moved.get(f"{table.name}.{column.name}", [])]
        theirs: ColumnElement[bool] = tuple_(*_row_key(table, column)).in_(rows)
        if "conversation_id" in table.c and (table.name, column.name) not in NOT_OF_CONVERSATION:
            theirs = or_(theirs, table.c.conversation_id.in_(talks))
        await session.execute(
            update(table)
            .where(table.c.park_id == link.park_id, column == survivor.id, theirs)
            .values({column: absorbed.id})
        )
        if table.name in KEPT_ONCE:
            await _give_both(session, link, table, column)
    await membership.recheck(session, survivor, absorbed)


async def _give_both(
    session: AsyncSession, link: PersonLink, table: Table, column: Column[Any]
) -> None:
    """What both had before, or what came since and holds for both, if the survivor still has it."""
    rows = [tuple(row) for row in link.moved.get(f"{table.name}.{column.name}{DOUBLES}", [])]
    wanted: ColumnElement[bool] = tuple_(*_row_key(table, column)).in_(rows)
    if table.name in HOLDS_FOR_BOTH:
        wanted = or_(wanted, table.c.created_at >= link.at)
    own = {column.name: link.absorbed_id, **UNSAID.get(table.name, {})}
    copied = select(
        *(literal(own[c.name], c.type).label(c.name) if c.name in own else c for c in table.c)
    ).where(table.c.park_id == link.park_id, column == link.person_id, wanted)
    names = [c.name for c in table.c]
    await session.execute(insert(table).from_select(names, copied).on_conflict_do_nothing())


def _row_key(table: Table, column: Column[Any]) -> list[Column[Any]]:
    """What tells a row from the other ones of a park and a person."""
    return [c for c in table.primary_key.columns if c is not column and c.name != "park_id"]


def add(moved: Mapping[str, Any], more: Moved) -> Moved:
    """Both, for a link that has moved rows twice."""
    return {key: [*moved.get(key, []), *more.get(key, [])] for key in {**moved, **more}}
