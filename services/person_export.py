"""Everything that is held of a person, for themselves."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Person
from services import looks, retention
from services.holdings import holdings
from services.personal_data import PERSONAL_TABLES
from services.personal_rows import theirs
from services.personal_rules import PersonalTable, Section

HIDDEN = frozenset(
    {
        *("park_id", "person_id", "host_id", "lease_token", "lease_until", "push_token"),
        *("push_until", "push_at", "token", "image", "thumbnail", "payload", "attempts", "parts"),
        *(
            "outcome",
            "staff_id",
            "assignee_id",
            "moved",
            "replaced",
            "next_alarm_at",
            "warned",
            "manager_id",
        ),
    }
)
"""Columns that say nothing of the person, are secret, or are other people's."""


def sections() -> Iterator[tuple[str, PersonalTable]]:
    """Name and table of each part of an export."""
    for about in PERSONAL_TABLES:
        if isinstance(about.export, Section):
            yield about.export.name, about


async def export(session: AsyncSession, person: Person) -> dict[str, list[dict[str, Any]]]:
    """All of it by section, as JSON holds it; photos without their pictures.

    Also on how many occasions staff looked at it on which day, without names, and for how many days
    the park keeps each kind of data (None: without limit).
    """
    held = await holdings(session, person)
    found: dict[str, list[dict[str, Any]]] = {}
    for name, about in sections():
        table = about.table.__table__
        shown = [column for column in table.columns if column.name not in HIDDEN]
        rows = await session.execute(select(*shown).where(theirs(about, held, exported=True)))
        found[name] = [
            {key: _plain(value) for key, value in row.items()} for row in rows.mappings()
        ]
    found["looks"] = await looks.of_person(session, held)
    periods = await retention.periods(session, held.park_id)
    found["kept_for"] = [{"kind": kind, "days": days} for kind, days in periods.items()]
    return found


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case list():
            return [_plain(one) for one in value]
    return value
