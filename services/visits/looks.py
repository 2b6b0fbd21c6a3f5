"""Who looked at visitors' personal data. Notes say which visits, and nothing that is personal."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.staff import looks
from services.staff.looks import Looking


async def at_visit(session: AsyncSession, by: Looking, visit_id: int, visit_no: str) -> None:
    """All that is known of one visit."""
    await looks.note(session, by, "visit.look", f"visit:{visit_id}", {"visit_no": visit_no})


async def at_day(session: AsyncSession, by: Looking, day: date) -> None:
    """The names of everybody who is expected on a day."""
    said = day.isoformat()
    await looks.note(session, by, "visit.list", f"visits:{said}", {"day": said})


async def at_found(session: AsyncSession, by: Looking, today: date, numbers: Iterable[str]) -> None:
    """The names of visits that a search found. What was searched for is not kept."""
    if found := sorted(numbers):
        subject = f"visits:{today.isoformat()}"
        await looks.note(session, by, "visit.search", subject, {"visits": found})


async def at_person(session: AsyncSession, by: Looking, person_id: int) -> None:
    """What is known of a host, and whom they expect."""
    await looks.note(session, by, "person.look", f"person:{person_id}", {"person": person_id})
