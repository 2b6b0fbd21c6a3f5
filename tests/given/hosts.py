"""Hosts of each kind in the demo park, which is closed to strangers here."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.people import Company, Person
from services.kit import audit
from services.visits import vouches
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.visits import NOW

KINDS = ("member", "vouched", "anybody", "stranger")


async def close(session: AsyncSession, demo: DemoPark) -> None:
    """As a real park is: whoever is not known waits for the desk."""
    await open_to_anybody(session, demo, anybody=False)


async def open_to_anybody(session: AsyncSession, demo: DemoPark, *, anybody: bool) -> None:
    park = await session.get_one(Park, demo.id)
    park.anybody_hosts = anybody
    await session.flush()


async def closed(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await close(session, demo)


async def company_of(session: AsyncSession, demo: DemoPark, **values: Any) -> Company:
    company = Company(park_id=demo.id, **{"name_zh": "星桥科技", "name_en": "Starbridge"} | values)
    session.add(company)
    await session.flush()
    return company


async def make_host(session: AsyncSession, demo: DemoPark, kind: str, **values: Any) -> Person:
    """Somebody new of a kind; the park is opened or closed as that kind needs."""
    await open_to_anybody(session, demo, anybody=kind == "anybody")
    park = await session.get_one(Park, demo.id)
    if kind == "member":
        values["company_id"] = (await company_of(session, demo)).id
    values = {"name": "陈总", "checked_name": None} | values
    person = await factories.make_person(session, park, **values)
    if kind == "vouched":
        await vouch(session, demo, person)
    return person


async def vouch(session: AsyncSession, demo: DemoPark, person: Person) -> None:
    by = audit.By(demo.id, None, NOW)
    await vouches.vouch(session, by, person, reason="物业的王师傅")
