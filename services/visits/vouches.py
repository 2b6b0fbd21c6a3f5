"""Vouching: the desk lets somebody of no company host visitors, and checks what they are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Person
from models.staff import Staff
from models.visits import HostVouch
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound

LONGEST_REASON = 200
"""Characters."""


class AlreadyVouched(Conflict):
    """The desk vouches for them already."""

    code = "already_vouched"


async def vouch_of(session: AsyncSession, person: Person) -> HostVouch | None:
    """The vouch that holds."""
    holds = _vouches(person).where(HostVouch.ended_at.is_(None))
    return await session.scalar(holds.order_by(HostVouch.id).limit(1))


def _vouches(person: Person) -> Select[HostVouch]:
    return select(HostVouch).where(
        HostVouch.park_id == person.park_id, HostVouch.person_id == person.id
    )


async def vouch(
    session: AsyncSession, by: By, person: Person, *, reason: str, name_checked: bool = False
) -> HostVouch:
    """Let somebody host visitors until it is taken back. Raises Invalid, AlreadyVouched, NotFound.

    `name_checked`: whoever vouches has seen that they are called what they call themselves.
    """
    person = await _locked(session, person)
    reason = _reason(reason)
    if await vouch_of(session, person) is not None:
        raise AlreadyVouched
    row = HostVouch(
        park_id=person.park_id,
        person_id=person.id,
        reason=reason,
        staff_id=by.staff_id,
        created_at=by.at,
    )
    session.add(row)
    await session.flush()
    _note(session, by, "person.vouch", person, {"vouched": True})
    if name_checked and person.name:
        await check_name(session, by, person, name=person.name)
    return row


async def take_back(session: AsyncSession, by: By, person: Person, *, reason: str) -> int:
    """Vouch for somebody no more; how many vouches ended. Their further visits wait for the desk;
    those that are approved stay until somebody cancels them. Raises Invalid, NotFound.
    """
    person = await _locked(session, person)
    reason = _reason(reason)
    held = _vouches(person).where(HostVouch.ended_at.is_(None)).with_for_update()
    ended = (await session.scalars(held)).all()
    for row in ended:
        row.ended_at, row.ended_reason = by.at, reason
    await session.flush()
    if ended:
        _note(session, by, "person.unvouch", person, {"vouched": False})
    return len(ended)


async def check_name(session: AsyncSession, by: By, person: Person, *, name: str) -> None:
    """Note that somebody is called so. It holds for this name only: who calls themselves something
    else later is unchecked again. Raises Invalid if that is not their name by now, NotFound."""
    person = await _locked(session, person)
    if not name or name != person.name:
        raise Invalid("the name has changed", field="name")
    if person.checked_name == name:
        return
    person.checked_name = name
    await session.flush()
    _note(session, by, "person.name", person, {"checked": True})


def _note(
    session: AsyncSession, by: By, action: str, person: Person, after: Mapping[str, bool]
) -> None:
    """Neither names nor reasons: the log outlives what is known of a person."""
    record(session, by, action, f"person:{person.id}", before={}, after=after)


async def _locked(session: AsyncSession, person: Person) -> Person:
    """Who is one with somebody else is found under the other one. Raises NotFound."""
    found = await session.get_one(
        Person, (person.park_id, person.id), with_for_update=True, populate_existing=True
    )
    if found.merged_into_id is not None:
        raise NotFound("they are one with somebody else")
    return found


def _reason(said: str) -> str:
    reason = said.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise Invalid(f"a reason has 1 to {LONGEST_REASON} characters", field="reason")
    return reason


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody for whom the desk vouches, or vouched, and who of staff did."""

    vouch: HostVouch
    person: Person
    staff: str | None


async def history(session: AsyncSession, person: Person) -> Sequence[Vouched]:
    """Every vouch for a person, the newest first."""
    mine = HostVouch.person_id == person.id
    return await _found(session, HostVouch.park_id == person.park_id, mine)


async def vouched(session: AsyncSession, park_id: int) -> Sequence[Vouched]:
    """For whom the desk vouches now, the newest first."""
    return await _found(session, HostVouch.park_id == park_id, HostVouch.ended_at.is_(None))


async def _found(session: AsyncSession, *wanted: ColumnElement[bool]) -> Sequence[Vouched]:
    rows = await session.execute(
        select(HostVouch, Person, Staff.name)
        .join(Person, (Person.park_id == HostVouch.park_id) & (Person.id == HostVouch.person_id))
        .outerjoin(Staff, (Staff.park_id == HostVouch.park_id) & (Staff.id == HostVouch.staff_id))
        .where(*wanted)
        .order_by(HostVouch.id.desc())
        .limit(500)
    )
    return [Vouched(*row) for row in rows]
