"""Who belongs to which company: the one place where that begins, changes and ends.

A person may be several rows: their own, and those of whom they were before a link. A change counts
for all of them, or whoever unlinks would be back in a company that they were taken out of.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.accounting import CompanyAccount
from models.identities import PersonLink
from models.people import Company, Person
from services.kit.audit import By, record
from services.kit.plugins import found, function_name


@dataclass(frozen=True, slots=True)
class Belonging:
    """What rests on belonging to a company: `changed(session, person, now=…)` ends what does no
    longer. Safe to repeat."""

    changed: Callable[..., Awaitable[object]]

    @property
    def brief(self) -> str:
        return f"when somebody's company changes: {function_name(self.changed)}"


async def changed(session: AsyncSession, person: Person, *, now: datetime) -> None:
    """Somebody may belong to another company than before, or to none."""
    for one in found(services, Belonging):
        await one.changed(session, person, now=now)


async def settle(session: AsyncSession, by: By, person_id: int, company_id: int | None) -> Person:
    """Let a person belong to this company alone, or to none, and note it in the audit log.

    What an unlinking would give back of other companies is ended with it, and so are the rights
    that they had there: to approve visits, to manage the account. Visits that they host for them
    are cancelled. Returns the person that `person_id` is by now.
    """
    person, former = await _rows(session, by.park_id, person_id)
    links = await _links(session, person)
    left = {row.company_id for row in (person, *former)}
    left |= {link.replaced.get("company_id") for link in links}
    before = person.company_id
    for row in former:
        row.company_id = None
    for link in links:
        link.replaced = {k: v for k, v in link.replaced.items() if k != "company_id"}
    person.company_id = company_id
    await session.flush()
    await _end_rights(session, person, {one for one in left if one not in (None, company_id)})
    await changed(session, person, now=by.at)
    await _note(session, by, person, before)
    return person


async def recheck(session: AsyncSession, *people: Person) -> None:
    """End the management of an account by somebody who is not one of its company's people."""
    for person in people:
        await session.execute(
            update(CompanyAccount)
            .where(
                CompanyAccount.park_id == person.park_id,
                CompanyAccount.manager_id == person.id,
                CompanyAccount.company_id.is_distinct_from(person.company_id),
            )
            .values(manager_id=None)
        )


async def name_of(session: AsyncSession, park_id: int, company_id: int | None) -> str | None:
    """As the audit log names a company."""
    if company_id is None:
        return None
    return (await session.get_one(Company, (park_id, company_id))).name_zh


async def _rows(
    session: AsyncSession, park_id: int, person_id: int
) -> tuple[Person, Sequence[Person]]:
    """The person by now and the rows merged into them, locked in order of their ids."""
    while True:
        found = await session.get_one(Person, (park_id, person_id), populate_existing=True)
        person_id = found.merged_into_id or person_id
        rows = await session.scalars(
            select(Person)
            .where(
                Person.park_id == park_id,
                or_(Person.id == person_id, Person.merged_into_id == person_id),
            )
            .order_by(Person.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        every = rows.all()
        person = next(row for row in every if row.id == person_id)
        if person.merged_into_id is None:
            return person, [row for row in every if row is not person]


async def _links(session: AsyncSession, person: Person) -> Sequence[PersonLink]:
    found = await session.scalars(
        select(PersonLink)
        .where(
            PersonLink.park_id == person.park_id,
            PersonLink.person_id == person.id,
            PersonLink.undone_at.is_(None),
        )
        .order_by(PersonLink.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.all()


async def _end_rights(session: AsyncSession, person: Person, left: Collection[int | None]) -> None:
    """In companies that they left. A merge has pointed these columns at the row that stays."""
    await session.execute(
        update(Company)
        .where(
            Company.park_id == person.park_id,
            Company.approver_id == person.id,
            Company.id.in_(left),
        )
        .values(approver_id=None)
    )
    await session.execute(
        update(CompanyAccount)
        .where(
            CompanyAccount.park_id == person.park_id,
            CompanyAccount.manager_id == person.id,
            CompanyAccount.company_id.in_(left),
        )
        .values(manager_id=None)
    )


async def _note(session: AsyncSession, by: By, person: Person, before: int | None) -> None:
    was = await name_of(session, by.park_id, before)
    now_is = await name_of(session, by.park_id, person.company_id)
    record(
        session,
        by,
        "person.company",
        f"person:{person.id}",
        before={"company": was} if was else {},
        after={"company": now_is} if now_is else {},
    )


def own(park_id: int, now: datetime) -> By:
    """Who changes something about themselves; the subject of the entry says who that is."""
    return By(park_id, None, now)
