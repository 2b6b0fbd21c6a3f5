"""Staff of the demo park, by name, and what each of them is alerted of."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.alerts import StaffAlert
from models.events import EventRow
from models.staff import Staff
from models.tickets import Ticket
from services.staff import staff
from services.staff.permissions import ROLES
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.notices import Notifier
from tests.given.tickets import opened

NOW = WEDNESDAY_MORNING


@dataclass(slots=True)
class Alerted:
    """Staff by name, and what each of them is alerted of."""

    demo: DemoPark
    hired: dict[str, Staff] = field(default_factory=dict)

    async def hire(self, name: str, *roles: str, **values: Any) -> Staff:
        async with self.demo.sessions.begin() as session:
            values = {"language": "en", "now": NOW} | values
            self.hired[name] = await staff.add(
                session, self.demo.id, login=name, name=name, password_hash="-", roles=roles,
                **values,
            )  # fmt: skip
        return self.hired[name]

    async def happens(self, subject: str, now: datetime = NOW) -> None:
        """The worker handles what the subject's events leave to it."""
        async with self.demo.sessions() as session:
            waiting = await session.scalars(
                select(EventRow.id)
                .where(EventRow.subject == subject, EventRow.handled_at.is_(None))
                .order_by(EventRow.id)
            )
            ids = list(waiting)
        for event_id in ids:
            await Notifier(self.demo).handle(event_id, now=now)

    async def unseen(self) -> dict[str, list[str]]:
        """Kinds of unseen alerts by name; whoever has none is left out."""
        names = {one.id: name for name, one in self.hired.items()}
        found: dict[str, list[str]] = {}
        async with self.demo.sessions() as session:
            rows = await session.scalars(
                select(StaffAlert).where(StaffAlert.seen_at.is_(None)).order_by(StaffAlert.id)
            )
            for row in rows:
                if row.staff_id in names:
                    found.setdefault(names[row.staff_id], []).append(row.kind)
        return found


async def one_of_each(demo: DemoPark) -> Alerted:
    """Somebody of each role, who is called like it."""
    park = Alerted(demo)
    for role in ROLES:
        await park.hire(role, role)
    return park


async def report(park: Alerted, **values: Any) -> Ticket:
    async with park.demo.sessions.begin() as session:
        return await opened(park.demo, session, **values)


async def fire(park: Alerted) -> Ticket:
    ticket = await report(
        park, category="fire_safety", urgency="critical", description="机房冒烟",
        building="A", floor=3, room="301",
    )  # fmt: skip
    await park.happens(f"ticket:{ticket.id}")
    return ticket
