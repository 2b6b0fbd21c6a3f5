"""Who of the staff looked at whose data: noted beside changes, with the role and the page.

A note names what was looked at by its number, and holds nothing that is personal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ARRAY, Date, Text, cast, exists, func, insert, literal, select, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from models import AuditEntry, Park, Photo, UtcDateTime
from services.audit import By
from services.holdings import Holdings

ONE_LOOK = timedelta(minutes=10)
"""Looking at the same again so soon is the same look: pages renew themselves."""

ACTIONS = (
    "conversation.look",
    "conversation.search",
    "ticket.look",
    "photo.look",
    "order.look",
    "order.search",
    "person.look",
    "person.search",
    "statement.look",
    "statement.export",
    "visit.look",
    "visit.list",
    "visit.search",
)


@dataclass(frozen=True, slots=True)
class Looking(By):
    """Staff who look. `roles` are theirs at this moment; `page` is the area of the desk from which
    they came, such as inbox."""

    roles: tuple[str, ...] = ()
    page: str | None = None


async def of_person(session: AsyncSession, held: Holdings) -> list[dict[str, Any]]:
    """How often staff looked at what is a person's: `day` of the park, `what`, `times`.

    Without names of staff, whom it is not for them to know. Searches and lists, which show many
    people at once, are not counted.
    """
    photos = await session.scalars(
        select(Photo.id).where(
            Photo.park_id == held.park_id, Photo.conversation_id.in_(held.conversations)
        )
    )
    subjects = [
        f"{kind}:{id_}"
        for kind, ids in (
            ("conversation", held.conversations),
            ("ticket", held.tickets),
            ("order", held.orders),
            ("visit", held.visits),
            ("photo", photos.all()),
        )
        for id_ in ids
    ]
    zone = select(Park.timezone).where(Park.id == held.park_id).scalar_subquery()
    day = cast(func.timezone(zone, AuditEntry.at), Date).label("day")
    what = func.split_part(AuditEntry.subject, ":", 1).label("what")
    rows = await session.execute(
        select(day, what, func.count().label("times"))
        .where(
            AuditEntry.park_id == held.park_id,
            AuditEntry.subject.in_(subjects),
            AuditEntry.is_look,
        )
        .group_by(day, what)
        .order_by(day, what)
    )
    return [{"day": row.day.isoformat(), "what": row.what, "times": row.times} for row in rows]


async def note(
    session: AsyncSession, by: Looking, action: str, subject: str, seen: Mapping[str, Any]
) -> None:
    """Note a look, `action` one of ACTIONS, unless the same was noted within ONE_LOOK.

    One statement, which writes one row or none. `seen` holds numbers alone.
    """
    if action not in ACTIONS:
        raise ValueError(f"{action} is no look")
    lately = exists().where(
        AuditEntry.park_id == by.park_id,
        AuditEntry.subject == subject,
        AuditEntry.action == action,
        AuditEntry.staff_id == by.staff_id,
        AuditEntry.at > by.at - ONE_LOOK,
        AuditEntry.after == dict(seen),
    )
    row = {
        "park_id": literal(by.park_id, AuditEntry.park_id.type),
        "at": literal(by.at, UtcDateTime()),
        "staff_id": literal(by.staff_id, AuditEntry.staff_id.type),
        "action": literal(action, Text()),
        "subject": literal(subject, Text()),
        "before": literal({}, JSONB()),
        "after": literal(dict(seen), JSONB()),
        "is_look": true(),
        "roles": literal(list(by.roles), ARRAY(Text())),
        "page": literal(by.page, Text()),
    }
    await session.execute(
        insert(AuditEntry).from_select(list(row), select(*row.values()).where(~lately))
    )
