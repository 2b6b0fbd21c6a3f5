"""Kinds of notices that somebody does not want."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.notices import NoticeOptOut
from models.people import Person
from services.kit.errors import Invalid
from services.kit.plugins import found


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notices, brought by a domain. The text notices-<code> names it."""

    code: str
    """It is stored with each opt-out."""
    place: int
    """Its place in the list that people choose from."""

    @property
    def brief(self) -> str:
        return f"kind of notices: {self.code}"


@cache
def kinds() -> tuple[str, ...]:
    """The codes of all kinds, in the order in which people choose from them."""
    return tuple(one.code for one in sorted(found(services, NoticeKind), key=lambda one: one.place))


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
    session: AsyncSession, park_id: int, person_ids: Iterable[int], kind: str
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
    if kind not in kinds():
        raise Invalid("no such kind of notice", field="kind", allowed=list(kinds()))
    return kind
