"""Who of the parks' staff, or of their people, is one human.

Nothing of what somebody may do is joined: whoever comes to a park is its own row there, with its
own roles, company and history. A membership is deleted when it ends, and the last one with it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.accounts import AccountMember
from models.park import Park
from models.people import Person
from models.staff import Staff
from services.kit import audit, fence
from services.kit.batches import delete_some
from services.kit.errors import Conflict, Invalid
from services.kit.rest import at_work

Somebody = Staff | Person


class OtherAccount(Conflict):
    """Each is of an account of its own already, or somebody else of that park is of this one: two
    accounts never become one by themselves."""

    code = "other_account"


@dataclass(frozen=True, slots=True)
class Place[T: Somebody]:
    """One of the parks of a human, and who they are there."""

    park: Park
    row: T


async def of_staff(session: AsyncSession, staff: Staff) -> list[Place[Staff]]:
    """Every park where the human is of the staff, this one too, by its id; empty for somebody of
    one park. Parks at rest and accounts that were closed are left out."""
    async with fence.across(session):
        found = await session.execute(
            select(Park, Staff)
            .join(AccountMember, AccountMember.park_id == Park.id)
            .join(
                Staff,
                (Staff.park_id == AccountMember.park_id) & (Staff.id == AccountMember.staff_id),
            )
            .where(
                AccountMember.account == _account_of(staff).scalar_subquery(),
                Park.state == "active",
                Staff.active,
            )
            .order_by(Park.id)
        )
    places = [Place(park, row) for park, row in found.all()]
    return places if len(places) > 1 else []


async def of_person(session: AsyncSession, person: Person) -> list[Place[Person]]:
    """The same of somebody whom the parks serve."""
    async with fence.across(session):
        found = await session.execute(
            select(Park, Person)
            .join(AccountMember, AccountMember.park_id == Park.id)
            .join(
                Person,
                (Person.park_id == AccountMember.park_id) & (Person.id == AccountMember.person_id),
            )
            .where(
                AccountMember.account == _account_of(person).scalar_subquery(),
                Park.state == "active",
                Person.merged_into_id.is_(None),
            )
            .order_by(Park.id)
        )
    places = [Place(park, row) for park, row in found.all()]
    return places if len(places) > 1 else []


async def link(
    session: AsyncSession,
    one: Somebody,
    other: Somebody,
    *,
    proof: str,
    by: audit.By,
    now: datetime,
) -> None:
    """Let two rows of two parks be of one human. Safe to repeat.

    `proof`: operator, phone or union. Raises Invalid for rows of one park, or of two kinds;
    OtherAccount.
    """
    if type(one) is not type(other) or one.park_id == other.park_id:
        raise Invalid("an account joins staff, or people, of two parks")
    async with fence.across(session):
        await _link(session, one, other, proof=proof, by=by, now=now)


async def _link(
    session: AsyncSession,
    one: Somebody,
    other: Somebody,
    *,
    proof: str,
    by: audit.By,
    now: datetime,
) -> None:
    pair = sorted((one, other), key=lambda row: row.park_id)
    accounts = [await session.scalar(_account_of(row).with_for_update()) for row in pair]
    known = {account for account in accounts if account is not None}
    if len(known) > 1:
        raise OtherAccount("each has an account already: unlink one first")
    account = known.pop() if known else uuid4()
    for row, had in zip(pair, accounts, strict=True):
        if had is None:
            _record(session, await _join(session, row, account, proof, now), by, begins=True)
    await session.flush()


async def unlink(session: AsyncSession, somebody: Somebody, *, by: audit.By) -> bool:
    """Take somebody out of their account; whether they were in one. Who is left alone in it goes
    out of it as well, unless their park rests (`tidy` does it then). Sessions stay: each park's are
    its own. Safe to repeat."""
    async with fence.across(session):
        return await _unlink(session, somebody, by)


async def _unlink(session: AsyncSession, somebody: Somebody, by: audit.By) -> bool:
    account = await session.scalar(_account_of(somebody).with_for_update())
    if account is None:
        return False
    rest = (
        await session.scalars(
            select(AccountMember)
            .where(AccountMember.account == account, at_work(AccountMember.park_id))
            .order_by(AccountMember.park_id)
            .with_for_update()
        )
    ).all()
    mine = [one for one in rest if one.park_id == somebody.park_id]
    others = [one for one in rest if one.park_id != somebody.park_id]
    for member in mine + (others if len(others) == 1 else []):
        _record(session, member, by, begins=False)
        await session.delete(member)
    await session.flush()
    return True


async def still_there(
    session: AsyncSession, park_id: int, staff_ids: Collection[int]
) -> dict[int, frozenset[str]]:
    """Of these staff those who are of an account still and may sign in, with their roles."""
    found = await session.execute(
        select(Staff.id, Staff.roles)
        .join(
            AccountMember,
            (AccountMember.park_id == Staff.park_id) & (AccountMember.staff_id == Staff.id),
        )
        .where(Staff.park_id == park_id, Staff.id.in_(staff_ids), Staff.active)
    )
    return {row.id: frozenset(row.roles) for row in found}


async def forgotten(
    session: AsyncSession, park_id: int, people: Sequence[int], *, now: datetime
) -> None:
    """People who are forgotten in one park are of no account; in the other parks they stay."""
    rows = await session.scalars(
        select(Person).where(Person.park_id == park_id, Person.id.in_(people))
    )
    for person in rows:
        await unlink(session, person, by=audit.By(park_id, None, now))


async def tidy(session: AsyncSession, *, now: datetime) -> int:  # noqa: ARG001 - as others
    """Delete memberships that are alone, as when two people of a park turned out to be one."""
    other = aliased(AccountMember)
    alone = ~exists().where(
        other.account == AccountMember.account, other.park_id != AccountMember.park_id
    )
    return await delete_some(session, AccountMember, alone)


async def staff_accounts(session: AsyncSession) -> list[list[Place[Staff]]]:
    """Every account of staff in the installation, for its operator."""
    found = await session.execute(
        select(AccountMember.account, Park, Staff)
        .join(Park, Park.id == AccountMember.park_id)
        .join(
            Staff, (Staff.park_id == AccountMember.park_id) & (Staff.id == AccountMember.staff_id)
        )
        .order_by(AccountMember.account, Park.id)
    )
    rows = found.all()
    return [
        [Place(row.Park, row.Staff) for row in of_account]
        for _, of_account in groupby(rows, lambda row: row.account)
    ]


async def people_accounts(session: AsyncSession) -> int:
    """How many people of the installation linked themselves in several parks."""
    query = select(func.count(AccountMember.account.distinct()))
    return await session.scalar(query.where(AccountMember.person_id.is_not(None))) or 0


def column_of(somebody: Somebody) -> str:
    """staff_id or person_id."""
    return "staff_id" if isinstance(somebody, Staff) else "person_id"


def _account_of(somebody: Somebody) -> Select[UUID]:
    column = cast("InstrumentedAttribute[int | None]", getattr(AccountMember, column_of(somebody)))
    return select(AccountMember.account).where(
        AccountMember.park_id == somebody.park_id, column == somebody.id
    )


async def _join(
    session: AsyncSession, row: Somebody, account: UUID, proof: str, now: datetime
) -> AccountMember:
    """Raises OtherAccount where the account has somebody else of that park."""
    there = select(AccountMember.id).where(
        AccountMember.park_id == row.park_id, AccountMember.account == account
    )
    if await session.scalar(there) is not None:
        raise OtherAccount("somebody else of that park is of this account")
    member = AccountMember(park_id=row.park_id, account=account, proof=proof, since=now)
    setattr(member, column_of(row), row.id)
    session.add(member)
    return member


def _record(session: AsyncSession, member: AccountMember, by: audit.By, *, begins: bool) -> None:
    """In the log of the park whose row it is; who did it is named in their own park's alone."""
    same = by.park_id == member.park_id
    said = audit.By(member.park_id, by.staff_id if same else None, by.at)
    subject = f"staff:{member.staff_id}" if member.staff_id else f"person:{member.person_id}"
    proof = {"proof": member.proof}
    action, before, after = "account.link", {}, proof
    if not begins:
        action, before, after = "account.unlink", proof, {}
    audit.record(session, said, action, subject, before=before, after=after)
