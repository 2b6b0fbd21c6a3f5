"""Who looked at visitors' personal data. Notes say which visits, and nothing that is personal."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import AuditEntry
from services import audit
from services.audit import By

ONE_LOOK = timedelta(minutes=10)
"""Looking at the same again so soon is the same look: pages renew themselves."""


async def at_visit(session: AsyncSession, by: By, visit_id: int, visit_no: str) -> None:
    """All that is known of one visit."""
    await _note(session, by, "visit.look", f"visit:{visit_id}", {"visit_no": visit_no})


async def at_day(session: AsyncSession, by: By, day: date) -> None:
    """The names of everybody who is expected on a day."""
    await _note(session, by, "visit.list", f"visits:{day.isoformat()}", {"day": day.isoformat()})


async def at_found(session: AsyncSession, by: By, today: date, numbers: Iterable[str]) -> None:
    """The names of visits that a search found. What was searched for is not kept."""
    if found := sorted(numbers):
        subject = f"visits:{today.isoformat()}"
        await _note(session, by, "visit.search", subject, {"visits": found})


async def at_person(session: AsyncSession, by: By, person_id: int) -> None:
    """What is known of a host, and whom they expect."""
    await _note(session, by, "person.look", f"person:{person_id}", {"person": person_id})


async def _note(
    session: AsyncSession, by: By, action: str, subject: str, seen: Mapping[str, Any]
) -> None:
    lately = await session.scalar(
        select(AuditEntry.id)
        .where(
            AuditEntry.park_id == by.park_id,
            AuditEntry.subject == subject,
            AuditEntry.action == action,
            AuditEntry.staff_id == by.staff_id,
            AuditEntry.at > by.at - ONE_LOOK,
            AuditEntry.after == seen,
        )
        .limit(1)
    )
    if lately is None:
        audit.record(session, by, action, subject, before={}, after=seen)
