"""Kinds of notices that somebody does not want."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.notices import NoticeOptOut
from models.people import Person
from services.kit.errors import Invalid

Kind = Literal["order", "repair", "rating", "visit", "stock"]
"""Repair stands for every ticket; rating for being asked how it was; stock for what is back."""
KINDS: tuple[Kind, ...] = get_args(Kind)


async def opt_out(session: AsyncSession, person: Person, kind: str, *, now: datetime) -> None:
    """No more notices of this kind; danger is told all the same. Safe to repeat. Raises Invalid."""
    row = insert(NoticeOptOut).values(
        park_id=person.park_id, person_id=person.id, kind=_known(kind), created_at=now
    )
    await session.execute(row.on_conflict_do_nothing())


async def opt_in(session: AsyncSession, person: Person, kind: str) -> None:
    """Notices of this kind again. Safe to repeat. Raises Invalid."""
    await session.execute(
        delete(NoticeOptOut).where(
            NoticeOptOut.park_id == person.park_id,
            NoticeOptOut.person_id == person.id,
            NoticeOptOut.kind == _known(kind),
        )
    )


async def opted_out(
    session: AsyncSession, park_id: int, person_ids: Iterable[int], kind: Kind
) -> set[int]:
    """Who of these people does not want this kind."""
    found = await session.scalars(
        select(NoticeOptOut.person_id).where(
            NoticeOptOut.park_id == park_id,
            NoticeOptOut.person_id.in_(person_ids),
            NoticeOptOut.kind == kind,
        )
    )
    return set(found)


async def of_person(session: AsyncSession, person: Person) -> set[str]:
    """Kinds that somebody does not want."""
    found = await session.scalars(
        select(NoticeOptOut.kind).where(
            NoticeOptOut.park_id == person.park_id, NoticeOptOut.person_id == person.id
        )
    )
    return set(found)


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise Invalid("no such kind of notice", field="kind", allowed=list(KINDS))
    return kind
