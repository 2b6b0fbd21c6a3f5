"""Who changed what: written in the transaction of the change, never altered afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import AuditEntry, Staff

PAGE = 50


@dataclass(frozen=True, slots=True)
class By:
    """Who changes something, where, and when. `staff_id` is None for the command line, and for
    somebody of a vendor, whom `actor` names: vendor_member:7."""

    park_id: int
    staff_id: int | None
    at: datetime
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with the name of who made it; None for the command line."""

    row: AuditEntry
    name: str | None


def record(
    session: AsyncSession,
    by: By,
    action: str,
    subject: str,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Note a change: `action` is noun.verb, `subject` kind:id, the rest JSON.

    Only what differs is kept; where nothing does, nothing is noted. Secrets do not belong in it.
    """
    gone = object()
    differs = {key for key in {**before, **after} if before.get(key, gone) != after.get(key, gone)}
    if not differs:
        return
    session.add(
        AuditEntry(
            park_id=by.park_id,
            at=by.at,
            staff_id=by.staff_id,
            actor=by.actor,
            action=action,
            subject=subject,
            before={key: value for key, value in before.items() if key in differs},
            after={key: value for key, value in after.items() if key in differs},
        )
    )


async def entries(
    session: AsyncSession,
    park_id: int,
    *,
    subject: str | None = None,
    kind: str | None = None,
    staff_id: int | None = None,
    looks: bool | None = None,
    before_id: int | None = None,
    limit: int = PAGE,
    words: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Entry]:
    """The newest first: of one subject, of a kind of subjects, of one person, or all.

    `words`: what was changed, or to what, or whose change it was. `since` and `until` are moments,
    the second left out.
    `looks` chooses looks at personal data (services.staff.looks) or changes; None: both.
    `before_id` goes on after the last one of a page.
    """
    query = (
        select(AuditEntry, Staff.name)
        .outerjoin(Staff, (Staff.park_id == AuditEntry.park_id) & (Staff.id == AuditEntry.staff_id))
        .where(AuditEntry.park_id == park_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    if subject is not None:
        query = query.where(AuditEntry.subject == subject)
    if kind is not None:
        query = query.where(AuditEntry.subject.startswith(f"{kind}:", autoescape=True))
    if staff_id is not None:
        query = query.where(AuditEntry.staff_id == staff_id)
    if looks is not None:
        query = query.where(AuditEntry.is_look if looks else ~AuditEntry.is_look)
    if before_id is not None:
        query = query.where(AuditEntry.id < before_id)
    if since is not None:
        query = query.where(AuditEntry.at >= since)
    if until is not None:
        query = query.where(AuditEntry.at < until)
    if words:
        query = query.where(_holds(words))
    return [Entry(row, name) for row, name in await session.execute(query)]


def _holds(words: str) -> ColumnElement[bool]:
    """JSON as text: Chinese stands there as it is written."""
    columns = (
        cast(AuditEntry.before, Text), cast(AuditEntry.after, Text), AuditEntry.subject,
        AuditEntry.action, Staff.name,
    )  # fmt: skip
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


async def latest(session: AsyncSession, park_id: int, subject: str) -> Entry | None:
    """Who changed it last."""
    found = await entries(session, park_id, subject=subject, looks=False, limit=1)
    return found[0] if found else None
