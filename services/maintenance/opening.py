"""Tickets are opened on the days on which maintenance is due."""

from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.maintenance import MaintenancePlan, MaintenanceRun
from models.park import Park
from models.staff import Staff
from models.tickets import Ticket
from services.kit import alarms
from services.kit.actors import ITSELF, Actor
from services.kit.audit import By, record
from services.kit.errors import IllegalTransition
from services.maintenance import plans
from services.tickets import dispatch, tickets
from services.tickets.dispatch import CannotTake


async def ring(session: AsyncSession, *, now: datetime, limit: int = 100) -> int:
    """Open what is due, of every park; how many plans were due."""
    return await alarms.ring(session, MaintenancePlan, _due, now=now, limit=limit)


async def _due(session: AsyncSession, row: MaintenancePlan, now: datetime) -> None:
    """Of several days that were missed while nothing ran, the first has its ticket; the others are
    not made up for."""
    assert row.next_alarm_at is not None
    park = await session.get_one(Park, row.park_id)
    day = row.next_alarm_at.astimezone(ZoneInfo(park.timezone)).date()
    await open_ticket(session, row, day, by=ITSELF, now=now)
    await plans.schedule(session, row, now=now)


async def open_today(
    session: AsyncSession, by: By, row: MaintenancePlan, *, acting: Actor
) -> MaintenanceRun:
    """Today's ticket, though it may not be due: that of before where it is still open. Noted in the
    audit log."""
    await session.refresh(row, with_for_update=True)
    park = await session.get_one(Park, row.park_id)
    day = by.at.astimezone(ZoneInfo(park.timezone)).date()
    run = await open_ticket(session, row, day, by=acting, now=by.at)
    await plans.schedule(session, row, now=by.at)
    ticket = await tickets.load(session, row.park_id, run.ticket_id)
    subject = f"maintenance_plan:{row.id}"
    after = {"plan_ticket": ticket.ticket_no}
    record(session, by, "maintenance.open", subject, before={}, after=after)
    return run


async def open_ticket(
    session: AsyncSession, row: MaintenancePlan, day: date, *, by: Actor, now: datetime
) -> MaintenanceRun:
    """The ticket of a day: a new one, or that of before while it is still open. The caller holds
    the plan's lock. Safe to repeat."""
    known = await session.scalar(
        select(MaintenanceRun).where(
            MaintenanceRun.park_id == row.park_id,
            MaintenanceRun.plan_id == row.id,
            MaintenanceRun.due_on == day,
        )
    )
    if known is not None:
        return known
    ticket = await _still_open(session, row)
    opened = ticket is None
    if ticket is None:
        ticket = await _open(session, row, by=by, now=now)
    run = MaintenanceRun(
        park_id=row.park_id,
        plan_id=row.id,
        due_on=day,
        ticket_id=ticket.id,
        opened=opened,
        at=now,
    )
    session.add(run)
    await session.flush()
    return run


async def _open(session: AsyncSession, row: MaintenancePlan, *, by: Actor, now: datetime) -> Ticket:
    ticket = await tickets.open_ticket(
        session,
        row.park_id,
        kind="repair",
        category=row.category,
        urgency=row.urgency,
        description="\n".join(part for part in (row.name, row.description) if part),
        building=row.building,
        floor=row.floor,
        room=row.room,
        place=row.place,
        by=by,
        now=now,
    )
    if row.assignee_id is not None:
        member = await session.get_one(Staff, (row.park_id, row.assignee_id))
        with suppress(CannotTake, IllegalTransition):
            await dispatch.assign(session, ticket, member, by=by, now=now)
    return ticket


async def _still_open(session: AsyncSession, row: MaintenancePlan) -> Ticket | None:
    return await session.scalar(
        select(Ticket)
        .join(
            MaintenanceRun,
            (MaintenanceRun.park_id == Ticket.park_id) & (MaintenanceRun.ticket_id == Ticket.id),
        )
        .where(
            MaintenanceRun.park_id == row.park_id,
            MaintenanceRun.plan_id == row.id,
            Ticket.status.in_(tickets.OPEN),
        )
        .order_by(Ticket.id.desc())
        .limit(1)
    )
