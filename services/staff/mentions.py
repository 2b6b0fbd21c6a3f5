"""Colleagues who are named in a note: @ and their name, as the desk's field puts it in."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import Staff
from services.staff.permissions import permissions_of

SIGN = "@"
MOST = 20
"""Of one note."""


async def mentionable(session: AsyncSession, park_id: int, permission: str) -> list[Staff]:
    """Who may be named where that permission is needed to read: active staff by name."""
    found = await session.scalars(
        select(Staff).where(Staff.park_id == park_id, Staff.active).order_by(Staff.name, Staff.id)
    )
    return [one for one in found if permission in permissions_of(one.roles)]


def named(text: str, people: Sequence[Staff]) -> list[Staff]:
    """Who of these a text names, at most MOST. Where one name begins with another the longer one
    counts; of several who are called the same, all."""
    longest_first = sorted(people, key=lambda one: -len(one.name))
    found: dict[int, Staff] = {}
    for rest in text.split(SIGN)[1:]:
        name = next((one.name for one in longest_first if rest.startswith(one.name)), None)
        found |= {one.id: one for one in people if name is not None and one.name == name}
    return list(found.values())[:MOST]


async def mentioned(session: AsyncSession, by: Staff, text: str, permission: str) -> list[int]:
    """Ids of colleagues whom a note names and who may read it; nobody is told of their own."""
    if SIGN not in text:
        return []
    people = await mentionable(session, by.park_id, permission)
    return sorted(one.id for one in named(text, people) if one.id != by.id)
