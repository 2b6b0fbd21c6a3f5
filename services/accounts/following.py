"""What becomes of an account when two people of a park turn out to be one, or are two again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounts import AccountMember
from models.events import EventRow
from models.people import Person
from services.accounts import members
from services.events.base import Event
from services.events.follows import Told
from services.people.events import PersonLinked, PersonUnlinked
from services.people.membership import own


async def became_one(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """The account goes over to whoever they are now. If both had one, the older person's counts: no
    other park sees two of its people become one by it. Safe to repeat."""
    assert isinstance(event, PersonLinked)
    absorbed = await _membership(session, row.park_id, event.absorbed_id)
    if absorbed is None:
        return ()
    if await _membership(session, row.park_id, event.person_id) is None:
        absorbed.person_id = event.person_id
        await session.flush()
    else:
        await _take_out(session, row.park_id, event.absorbed_id, now)
    return ()


async def became_two(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Whose proof it was is not known any more: they link their parks again. Safe to repeat."""
    assert isinstance(event, PersonUnlinked)
    for person_id in (event.person_id, event.absorbed_id):
        await _take_out(session, row.park_id, person_id, now)
    return ()


async def _membership(session: AsyncSession, park_id: int, person_id: int) -> AccountMember | None:
    return await session.scalar(
        select(AccountMember)
        .where(AccountMember.park_id == park_id, AccountMember.person_id == person_id)
        .with_for_update()
    )


async def _take_out(session: AsyncSession, park_id: int, person_id: int, now: datetime) -> None:
    person = await session.get_one(Person, (park_id, person_id))
    await members.unlink(session, person, by=own(park_id, now))
