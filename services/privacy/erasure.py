"""Forgetting a person, wherever they are named, as `services.privacy.registry` says.

What stays: orders with what was ordered and their sums, tickets and visits with their category,
state and times, ledgers and the audit log, which name people by id alone.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import Order, Person, SpendingApproval, Ticket, TicketChange, Visit
from services.conversations.chat_redaction import strike_out
from services.kit.errors import Conflict
from services.kit.redaction import Redaction
from services.ordering import orders
from services.people import browsers
from services.privacy import rows
from services.privacy.holdings import Holdings, holdings
from services.privacy.registry import PERSONAL_TABLES
from services.tickets import tickets
from services.visits import erasure, visits


class UnderWay(Conflict):
    """Somebody is waiting for them. `details`: `orders`, `tickets`: numbers of what is open."""

    code = "still_under_way"


async def erase(session: AsyncSession, person: Person, *, now: datetime) -> Holdings:
    """Forget a person: who comes again is somebody new. Ends their sessions, cancels their visits.

    Raises UnderWay while an order is on its way or a ticket is worked on. What was theirs is told,
    for whoever holds more of it than these tables.
    """
    person = await session.get_one(
        Person, (person.park_id, person.id), with_for_update=True, populate_existing=True
    )
    held = await holdings(session, person)
    await _check_nothing_waits(session, held)
    for visit in await visits.of_host(session, held.park_id, person.id, open_only=True, limit=1000):
        if visit.status in visits.ACTIONS["cancel"].sources:
            await visits.advance(session, held.park_id, visit.id, "cancel", now=now)
    await browsers.sign_out_everywhere(session, person, by="erased", now=now)
    await _strike_out_elsewhere(session, held)
    await session.execute(
        update(Order)
        .where(*_of(Order.id, held, held.orders), Order.status == "draft")
        .values(status="cancelled")
    )
    for about in PERSONAL_TABLES:
        if about.links:
            await rows.forget(session, about, held, now=now)
    await _forget_merged(session, held)
    await session.flush()
    return held


async def _check_nothing_waits(session: AsyncSession, held: Holdings) -> None:
    waiting = await session.scalars(
        select(Order.order_no).where(
            *_of(Order.id, held, held.orders),
            or_(Order.status.in_(orders.UNDER_WAY), Order.held),
        )
    )
    worked_on = await session.scalars(
        select(Ticket.ticket_no).where(
            *_of(Ticket.id, held, held.tickets), Ticket.status.in_(tickets.OPEN)
        )
    )
    found = {"orders": list(waiting), "tickets": list(worked_on)}
    if any(found.values()):
        raise UnderWay("something is still under way", **found)


async def _forget_merged(session: AsyncSession, held: Holdings) -> None:
    """Their words in the history of the ticket that theirs was merged into; the line stays."""
    merged = TicketChange.details["merged"].as_integer()
    await session.execute(
        update(TicketChange)
        .where(TicketChange.park_id == held.park_id, merged.in_(held.tickets))
        .values(text=None)
    )


async def _strike_out_elsewhere(session: AsyncSession, held: Holdings) -> None:
    """Who had to say yes to their visitors or their spending was told who they are, and who comes:
    that goes from those chats, as far back as the first question."""
    asked: list[tuple[int, datetime]] = []
    words: set[str] = set()
    for visit in await session.scalars(select(Visit).where(*_of(Visit.id, held, held.visits))):
        words |= erasure.personal(visit)
        if visit.approver_id is not None:
            asked.append((visit.approver_id, visit.created_at))
    spent = select(SpendingApproval.manager_id, SpendingApproval.asked_at)
    mine = _of(SpendingApproval.order_id, held, held.orders)
    asked += [(row.manager_id, row.asked_at) for row in await session.execute(spent.where(*mine))]
    others = {one for one, _ in asked} - set(held.people)
    if not others:
        return
    themselves = await session.scalars(select(Person).where(*_of(Person.id, held, held.people)))
    words |= {said for one in themselves for said in (one.name, one.phone) if said}
    since = min(at for _, at in asked)
    await strike_out(session, held.park_id, others, Redaction(words), since=since)


def _of(column: Any, held: Holdings, ids: Sequence[int]) -> list[ColumnElement[bool]]:
    """Rows of the park whose `column` is one of these ids."""
    return [column.class_.park_id == held.park_id, column.in_(ids)]
