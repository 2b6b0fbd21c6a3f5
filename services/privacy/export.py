"""Everything that is held of a person, for themselves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Person
from services.kit.personal import PersonalTable, Section
from services.privacy import looked_at, retention
from services.privacy.holdings import Holdings, holdings
from services.privacy.registry import PERSONAL_TABLES
from services.privacy.rows import theirs

HIDDEN = frozenset(
    {
        *("park_id", "person_id", "host_id", "lease_token", "lease_until", "push_token"),
        "token_hash",
        *(
            "push_until",
            "push_at",
            "token",
            "image",
            "thumbnail",
            "body",
            "payload",
            "attempts",
            "parts",
        ),
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


PAGE = 500
"""Rows that are read at once where an export is made piece by piece."""

Place = tuple[Any, ...]
"""The key of the row that a page ended with; empty for the beginning."""


def sections() -> Iterator[tuple[str, PersonalTable]]:
    """Name and table of each part of an export."""
    for about in PERSONAL_TABLES:
        if isinstance(about.export, Section):
            yield about.export.name, about


async def export(session: AsyncSession, person: Person) -> dict[str, list[dict[str, Any]]]:
    """All of it by section, as JSON holds it; photos without their pictures."""
    held = await holdings(session, person)
    found: dict[str, list[dict[str, Any]]] = {}
    for name, about in sections():
        query = select(*_shown(about)).where(theirs(about, held, exported=True))
        found[name] = [_told(row) for row in (await session.execute(query)).mappings()]
    return found | await about_it(session, held)


async def about_it(session: AsyncSession, held: Holdings) -> dict[str, list[dict[str, Any]]]:
    """Sections that tell of the data itself: on how many occasions staff looked at it on which day,
    without names, and for how many days the park keeps each kind of it (None: without limit)."""
    periods = await retention.periods(session, held.park_id)
    return {
        "looks": await looked_at.of_person(session, held),
        "kept_for": [{"kind": kind, "days": days} for kind, days in periods.items()],
    }


async def page(
    session: AsyncSession,
    held: Holdings,
    about: PersonalTable,
    after: Place,
    *,
    limit: int = PAGE,
) -> tuple[Sequence[dict[str, Any]], Place | None]:
    """At most `limit` rows of a section, as `export` tells them, that come after one of this key;
    and where the next page begins, None after the last."""
    shown, key = _shown(about), list(about.table.__table__.primary_key)
    query = select(*shown, *(column.label(f"key_{column.name}") for column in key))
    query = query.where(theirs(about, held, exported=True)).order_by(*key).limit(limit)
    if after:
        query = query.where(tuple_(*key) > after)
    found = (await session.execute(query)).all()
    names = [column.name for column in shown]
    rows = [_told(dict(zip(names, row, strict=False))) for row in found]
    is_last = len(found) < limit
    return rows, None if is_last else tuple(found[-1][len(shown) :])


def _shown(about: PersonalTable) -> list[Any]:
    return [column for column in about.table.__table__.columns if column.name not in HIDDEN]


def _told(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case list():
            return [_plain(one) for one in value]
    return value
