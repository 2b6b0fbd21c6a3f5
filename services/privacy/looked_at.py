"""How often staff looked at what is a person's, for themselves."""

from typing import Any

from sqlalchemy import Date, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.conversations import Conversation
from models.ordering import Order
from models.park import Park
from models.staff import AuditEntry
from models.tickets import Photo, Ticket
from models.visits import Visit
from services.kit.personal import Personal
from services.kit.plugins import found
from services.privacy import rows
from services.privacy.holdings import Holdings
from services.privacy.registry import entry

LISTED = {Conversation, Order, Ticket, Visit}
"""Tables whose rows Holdings lists already."""


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
    subjects += await _of_domains(session, held)
    zone = select(Park.timezone).where(Park.id == held.park_id).scalar_subquery()
    day = cast(func.timezone(zone, AuditEntry.at), Date).label("day")
    what = func.split_part(AuditEntry.subject, ":", 1).label("what")
    looks = await session.execute(
        select(day, what, func.count().label("times"))
        .where(
            AuditEntry.park_id == held.park_id,
            AuditEntry.subject.in_(subjects),
            AuditEntry.is_look,
        )
        .group_by(day, what)
        .order_by(day, what)
    )
    return [{"day": row.day.isoformat(), "what": row.what, "times": row.times} for row in looks]


async def _of_domains(session: AsyncSession, held: Holdings) -> list[str]:
    """Subjects of a person's rows in tables that Holdings does not list."""
    found_ids = list[str]()
    for brought in found(services, Personal):
        for kind, table in brought.subjects.items():
            if table not in LISTED:
                mine = select(rows.column(table, "id")).where(rows.theirs(entry(table), held))
                found_ids += [f"{kind}:{id_}" for id_ in await session.scalars(mine)]
    return found_ids
