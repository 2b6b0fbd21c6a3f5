"""Visits of the demo park: a host, their guests, and what becomes of a visit."""

from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.people import Company, Person
from models.visits import Visit, VisitPass
from services.visits import pass_tokens, visits
from services.visits.visits import Guests, Period
from tests.given import factories
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
THREE = datetime(2026, 12, 2, 15, 0, tzinfo=SHANGHAI)
"""When guests of tests come: this afternoon."""
FIVE = THREE + timedelta(hours=2)


async def host_of(
    session: AsyncSession, demo: DemoPark, *, approver: bool = False, **values: Any
) -> Person:
    """Somebody of a company of its own, whose approver is somebody else if asked for."""
    park = await session.get_one(Park, demo.id)
    company = Company(park_id=demo.id, name_zh="星桥科技", name_en="Starbridge")
    session.add(company)
    await session.flush()
    host = await factories.make_person(session, park, company_id=company.id, **values)
    if approver:
        boss = await factories.make_person(session, park, name="韩梅梅", company_id=company.id)
        company.visits_need_approval, company.approver_id = True, boss.id
        await session.flush()
    return host


async def registered(
    demo: DemoPark,
    *,
    host: Person | None = None,
    approver: bool = False,
    starts: datetime = THREE,
    ends: datetime | None = None,
    now: datetime = NOW,
    daily: Any = None,
    building: str | None = "B",
    **guests: Any,
) -> Visit:
    """A visit of 王小明 from three to five, changed as told."""
    about = {"names": ["王小明"], "phone": "13900001234", "plate": "粤BD12345"} | guests
    async with demo.sessions.begin() as session:
        host = host or await host_of(session, demo, approver=approver)
        return await visits.register(
            session,
            host,
            Guests(**about),
            Period(starts, ends or starts + timedelta(hours=2), daily),
            place={"building": building, "floor": 12},
            conversation=None,
            now=now,
        )


async def advance(demo: DemoPark, visit: Visit, action: str, *, now: datetime = NOW) -> Visit:
    async with demo.sessions.begin() as session:
        return await visits.advance(session, demo.id, visit.id, action, now=now)


async def reloaded(demo: DemoPark, visit: Visit) -> Visit:
    async with demo.sessions() as session:
        return await visits.load(session, demo.id, visit.id)


async def pass_of(demo: DemoPark, visit: Visit) -> VisitPass:
    """Its pass, whether it holds or not."""
    async with demo.sessions() as session:
        found = await session.scalar(select(VisitPass).where(VisitPass.visit_id == visit.id))
        assert found is not None
        return found


async def token_of(demo: DemoPark, visit: Visit) -> str:
    async with demo.sessions() as session:
        park = await session.get_one(Park, demo.id)
    return pass_tokens.issue(
        pass_tokens.claims_of(park.slug, visit, await pass_of(demo, visit)), KEY
    )


async def told(demo: DemoPark, visit: Visit) -> list[str]:
    """Types of its events, in order."""
    async with demo.sessions() as session:
        return [type_ for _, type_ in await demo.events(session, f"visit:{visit.id}")]
