"""Somebody who left a row in every table that there is: made by walking the tables.

What a table holds of them in words is unlike anything else, so that one can look for it. A column
whose CHECK lists its codes gets the first of them; a table with another rule of its own needs a
line in CODES, or in ROWS of `somebody` beside the tests of its domain.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import ARRAY, CheckConstraint, Column, LargeBinary, Table, Text, insert, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base, UtcDateTime, table_of
from services.kit.personal import MEMBERS
from services.privacy.registry import IMPERSONAL_TABLES, PERSONAL_TABLES

NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)

CODES: dict[str, Mapping[str, Any]] = {
    "announcement": {"level": "ordinary"},
    "calendar_day": {"kind": "holiday"},
    "conversation": {"assignee_id": None},
    "danger_sign": {"zone": "alarm", "kind": "fire", "answer": None, "verdict": "right"},
    "delivery": {"status": "delivered"},
    "event": {"type": "order.completed", "handled_at": NOW},
    "account_entry": {"kind": "charge", "refund_id": None},
    "handoff": {"assignee_id": None},
    "message": {"direction": "in", "author": "tenant", "status": "handled"},
    "order": {"status": "completed"},
    "payment": {"method": "company_account", "refunded": 0},
    "person": {"language": "zh", "merged_into_id": None},
    "person_link": {"how": "code"},
    "photo": {"stage": "before"},
    "reconciliation_difference": {"kind": "missing_here", "status": "settled", "ended_at": NOW},
    "refund": {"cause": "staff"},
    "staff": {"roles": ["agent"], "language": "zh"},
    "ticket": {"urgency": "normal", "status": "closed", "merged_into_id": None},
    "visit": {"status": "checked_out"},
    "visit_block": {"kind": "name"},
    "visit_passage": {"direction": "in"},
}
for _file in sorted(Path(__file__).parents[1].glob("services/*/somebody.py")):
    CODES |= import_module(f"tests.services.{_file.parent.name}.somebody").ROWS
_BY_TRIGGER = {"knowledge_version"}
_OF_TWO = {"lane_part"}
"""Joins two different rows of one table, and holds nothing of anybody."""
_OF_THE_PARK = {table.__tablename__ for table in IMPERSONAL_TABLES} - _BY_TRIGGER - _OF_TWO
_ENDS = ("ends", "ends_at", "until", "daily_until", "valid_until")
_LATER_ON = ("company", "approver_id")
"""People belong to companies, too: who says yes is written once both are there."""


@dataclass(slots=True)
class Somebody:
    """`keys` of their rows by table, `words` that stand in a column of a table."""

    mark: str
    park_id: int
    number: int
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def person_id(self) -> int:
        found: int = self.keys["person"]["id"]
        return found


async def somebody(
    session: AsyncSession, park_id: int, mark: str, beside: Somebody | None = None
) -> Somebody:
    """`beside` is somebody in the same park, whose dishes and buildings are theirs too."""
    made = Somebody(
        mark, park_id, 1 if beside is None else beside.number + 1, {"park": {"id": park_id}}
    )
    if beside is not None:
        made.keys |= {name: beside.keys[name] for name in _OF_THE_PARK}
    for name in _order():
        table = Base.metadata.tables[name]
        if name in made.keys or name in _BY_TRIGGER | _OF_TWO:
            continue
        values = {column.name: _value(made, table, column) for column in table.columns}
        values = {name: value for name, value in values.items() if value is not _DEFAULT}
        for column, value in _linked(made, name).items():
            values[column] = value
            made.words.pop((name, column), None)
        key = list(table.primary_key.columns)
        row = (await session.execute(insert(table).values(values).returning(*key))).one()
        made.keys[name] = dict(row._mapping)
    company = table_of(_model("company"))
    await session.execute(
        update(company)
        .where(company.c.id == made.keys["company"]["id"])
        .values(approver_id=made.person_id)
    )
    return made


_DEFAULT = object()


def _order() -> Iterable[str]:
    """Tables after those that they point to, by foreign keys and by the registry's links."""
    after: dict[str, set[str]] = {name: set() for name in Base.metadata.tables}
    for name, table in Base.metadata.tables.items():
        for constraint in table.foreign_key_constraints:
            if (name, list(constraint.column_keys)[-1]) != _LATER_ON:
                after[name].add(constraint.referred_table.name)
    for about in PERSONAL_TABLES:
        for link in about.links:
            if (about.table.__tablename__, link.column) != _LATER_ON:
                after[about.table.__tablename__].add(link.to.__tablename__)
    for name, before in after.items():
        before.discard(name)
    return TopologicalSorter(after).static_order()


def _value(made: Somebody, table: Table, column: Column[Any]) -> Any:
    codes = CODES.get(table.name, {})
    if column.name in codes:
        return codes[column.name]
    if column.name == "park_id" or column.identity is not None:
        return made.park_id if column.name == "park_id" else _DEFAULT
    if (points_to := _points_to(table, column)) is not None:
        later = (table.name, column.name) == _LATER_ON or points_to == table.name
        return None if later else made.keys[points_to]["id"]
    if isinstance(column.type, Text | JSONB | ARRAY | LargeBinary):
        return _words(made, table, column)
    if column.server_default is not None or column.default is not None or column.nullable:
        return _DEFAULT
    return _plain(made, column)


def _first_code(table: Table, column: Column[Any]) -> str | None:
    """The first of the codes that a CHECK of the table allows in the column."""
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            found = re.match(rf"{column.name} in \('(\w+)'", str(constraint.sqltext))
            if found is not None:
                return found[1]
    return None


def _points_to(table: Table, column: Column[Any]) -> str | None:
    return next(
        (
            constraint.referred_table.name
            for constraint in table.foreign_key_constraints
            if list(constraint.column_keys)[-1] == column.name
        ),
        None,
    )


def _words(made: Somebody, table: Table, column: Column[Any]) -> Any:
    about = next((one for one in PERSONAL_TABLES if table_of(one.table) is table), None)
    says_something = about is not None and column.name not in about.stays
    if not says_something and (column.server_default is not None or column.nullable):
        return _DEFAULT
    words = _first_code(table, column) or f"{made.mark}.{table.name}.{column.name}"
    if isinstance(column.type, ARRAY) and column.type.item_type.python_type is int:
        return [1]
    if says_something:
        made.words[table.name, column.name] = words
    if isinstance(column.type, LargeBinary):
        return words.encode()
    if isinstance(column.type, JSONB):
        member = next(iter(sorted(MEMBERS)))
        said: dict[str, Any] = {member: words, "inside": [{member: words}]}
        return [said] if column.name in {"buttons", "options", "lines"} else said
    if isinstance(column.type, ARRAY):
        return [words]
    return words


def _plain(made: Somebody, column: Column[Any]) -> Any:
    ends = column.name in _ENDS or column.name == "expires_at"
    if isinstance(column.type, UtcDateTime):
        return LATER if ends else NOW
    kind = column.type.python_type
    if kind is time:
        return time(18) if ends else time(9)
    day = date(2026, 12, made.number)  # Two people share a plan, of which each day is one row.
    values: dict[type, Any] = {date: day, bool: False, int: made.number, float: 1.0}
    return uuid4() if kind not in values else values[kind]


def _linked(made: Somebody, name: str) -> dict[str, Any]:
    """What leads to them without being a foreign key."""
    match name:
        case "event" | "audit_entry":
            return {"subject": f"order:{made.keys['order']['id']}"}
        case "guest_use":
            return {"who": f"person:{made.person_id}"}
        case "idempotency_key":
            return {"scope": f"person:{made.person_id}"}
        case "phone_code":
            return {"phone": made.words["identity", "external_id"]}
        case "inbound_delivery":
            return {"external_id": made.words["message", "external_id"]}
    return {}


def _model(name: str) -> type[Base]:
    return next(one.class_ for one in Base.registry.mappers if one.class_.__tablename__ == name)
