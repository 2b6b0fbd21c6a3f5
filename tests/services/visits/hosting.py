"""Hosts, what the desk says to them, and barriers, for tests of who may host."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models.park import Park
from models.people import Company, Person
from models.visits import Visit, VisitPass
from services.kit import audit
from services.people import company_codes
from services.visits import gates, visits
from services.visits.pass_tokens import PassRefused
from services.visits.visits import Guests, Period
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.hosts import make_host
from tests.given.visits import NOW, THREE

DAY = timedelta(days=1)


async def host_of(demo: DemoPark, kind: str, **values: Any) -> Person:
    async with demo.sessions.begin() as session:
        return await make_host(session, demo, kind, **values)


def by(demo: DemoPark) -> audit.By:
    return audit.By(demo.id, None, NOW)


async def approved_by_desk(demo: DemoPark, visit: Visit) -> Visit:
    async with demo.sessions.begin() as session:
        staff = await factories.make_staff(session, demo.id)
        return await visits.advance(
            session, demo.id, visit.id, "approve", now=NOW, staff_id=staff.id
        )


async def passes_of(demo: DemoPark, visit: Visit) -> list[VisitPass]:
    """In the order in which they were issued."""
    issued = select(VisitPass).where(VisitPass.visit_id == visit.id).order_by(VisitPass.id)
    async with demo.sessions() as session:
        return list(await session.scalars(issued))


async def barrier(demo: DemoPark, plate: str = "粤BD12345") -> str:
    """What the barrier answers at three: the visit's state, or why it stays closed."""
    async with demo.sessions.begin() as session:
        park = await session.get_one(Park, demo.id)
        try:
            let = await gates.enter_by_plate(session, park, plate, gate="车库", now=THREE)
        except PassRefused as refused:
            return refused.reason
        return let.visit.status


async def walk_in(session: Any, host: Person, *, present: bool) -> Visit:
    period = Period(NOW, NOW + visits.DEFAULT_STAY)
    return await visits.walk_in(
        session, host, Guests(["赵四"]), period, place={}, host_present=present, now=NOW
    )


async def left(demo: DemoPark, host: Person, company: Company | None = None) -> None:
    async with demo.sessions.begin() as session:
        person = await session.get_one(Person, (demo.id, host.id))
        await company_codes.move(session, by(demo), person, company)
