"""A park at work, for tests of service levels.

It works 09:00–12:00 and 13:00–18:00 from Monday to Friday, and keeps National Day 2026 with its
make-up Saturday, 10 October. 2 December 2026 is a Wednesday.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import CalendarDay, Park
from models.staff import Staff
from models.tickets import BusinessHours, SlaPolicy, Ticket, TicketChange
from services.kit.actors import ITSELF
from services.park.business_time import load_calendar
from services.tickets import sla, tickets
from services.tickets.sla import ClockState
from tests.given.demo_park import SHANGHAI
from tests.given.factories import CREATED, make_park

POLICIES = {"critical": (5, 60), "urgent": (15, 120), "normal": (30, 1440)}
"""Minutes to respond and to resolve a repair. Low has none."""

_logins = count(1)


def on(text: str) -> datetime:
    """A moment of 2026 in Shanghai, such as 12-02 09:30."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class SlaDesk:
    """What is reported in the park, and what is done to it at which moment."""

    session: AsyncSession
    park: Park
    engineer_id: int

    async def report(self, at: str, urgency: str = "normal", kind: str = "repair") -> Ticket:
        return await tickets.open_ticket(
            self.session,
            self.park.id,
            kind=kind,
            urgency=urgency,
            description="空调不制冷",
            now=on(at),
        )

    async def do(self, ticket: Ticket, action: str, at: str) -> None:
        """One of tickets.ACTIONS, or "respond": assigned and accepted."""
        for step in ("assign", "accept") if action == "respond" else (action,):
            await tickets.advance(
                self.session,
                self.park.id,
                ticket.id,
                step,
                by=ITSELF,
                now=on(at),
                assignee_id=self.engineer_id if step == "assign" else None,
            )

    async def set_urgency(self, ticket: Ticket, urgency: str, at: str) -> None:
        values = {"urgency": urgency}
        await tickets.edit(self.session, self.park.id, ticket.id, values, by=ITSELF, now=on(at))

    async def state(self, ticket: Ticket, at: str) -> ClockState:
        calendar = await load_calendar(self.session, self.park, on(at))
        return sla.state(ticket, calendar, on(at))

    async def history(self, ticket: Ticket, *actions: str) -> list[TicketChange]:
        """Its lines of these actions, oldest first."""
        found = await self.session.scalars(
            select(TicketChange)
            .where(TicketChange.ticket_id == ticket.id, TicketChange.action.in_(actions))
            .order_by(TicketChange.id)
        )
        return list(found)


async def make_sla_desk(session: AsyncSession) -> SlaDesk:
    """A new park with an engineer."""
    park = await make_park(session)
    engineer = Staff(
        park_id=park.id,
        login=f"engineer-{next(_logins)}",
        name="王工",
        password_hash="-",
        roles=["engineer"],
        created_at=CREATED,
    )
    session.add(engineer)
    _keep_hours(session, park)
    _promise(session, park)
    await session.flush()
    return SlaDesk(session, park, engineer.id)


def _keep_hours(session: AsyncSession, park: Park) -> None:
    for starts, ends in ((time(9), time(12)), (time(13), time(18))):
        session.add(
            BusinessHours(park_id=park.id, weekdays=[1, 2, 3, 4, 5], starts=starts, ends=ends)
        )
    kinds = dict.fromkeys(range(1, 8), "holiday") | {10: "workday"}
    for day, kind in kinds.items():
        names = {"name_zh": "国庆节", "name_en": "National Day"}
        session.add(CalendarDay(park_id=park.id, day=date(2026, 10, day), kind=kind, **names))


def _promise(session: AsyncSession, park: Park) -> None:
    for urgency, (respond, resolve) in POLICIES.items():
        session.add(
            SlaPolicy(
                park_id=park.id,
                kind="repair",
                urgency=urgency,
                respond_minutes=respond,
                resolve_minutes=resolve,
            )
        )
