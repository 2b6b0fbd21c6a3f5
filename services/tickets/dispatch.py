"""Who should work on a ticket: who has the skill, is on duty, and has room for it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.park import Park
from models.staff import Staff
from models.tickets import Ticket
from services.events.base import Event
from services.events.follows import Told
from services.kit.actors import ITSELF, Actor
from services.kit.errors import IllegalTransition, Refused
from services.staff import presence, staff
from services.tickets import tickets
from services.tickets.events import TicketChanged, TicketReported
from services.tickets.rules import may_be_given

WORKERS = {"repair": "engineer"}
"""Role that works on a kind of ticket; every other kind is the desk's own."""
_DESK = "agent"
ANY_SKILL = "other"
"""The category that needs none."""


class CannotTake(Refused):
    """They left, or their role does not work on such tickets. `details`: `name`."""

    code = "cannot_take"


class NobodyFree(Refused):
    """Nobody who has the skill and room for more is on duty."""

    code = "nobody_free"


@dataclass(frozen=True, slots=True)
class Candidate:
    """`load`: open tickets that they have, this one left out."""

    staff: Staff
    on_duty: bool
    skilled: bool
    load: int
    presence: str = presence.HERE
    """here, busy or away, as they say themselves."""

    @property
    def full(self) -> bool:
        """Has as many open tickets as their capacity says."""
        return self.staff.ticket_capacity is not None and self.load >= self.staff.ticket_capacity

    @property
    def fits(self) -> bool:
        """Could be given the ticket by itself."""
        there = self.on_duty and self.presence == presence.HERE
        return there and self.skilled and not self.full

    @property
    def fits_in_danger(self) -> bool:
        """The same where it cannot wait: who is busy, or has enough, leaves what they do."""
        return self.on_duty and self.skilled and self.presence != presence.AWAY


async def suggest(session: AsyncSession, ticket: Ticket, now: datetime) -> list[Candidate]:
    """Everybody active whose role works on such tickets, the best choice first.

    Who is there comes before who is busy, off duty or away, who has the skill before who has not,
    who has room for more before who is full, then who has the least to do. Duty is the rota of the
    moment: holidays have none, a make-up workday has Monday's.
    """
    park = await session.get_one(Park, ticket.park_id)
    role = WORKERS.get(ticket.kind, _DESK)
    members = await staff.roster(session, park, now=now, role=role)
    loads = await _loads(session, ticket)
    found = [
        Candidate(
            member.staff,
            on_duty=member.on_duty,
            skilled=_has_skill(member.staff, ticket),
            load=loads.get(member.staff.id, 0),
            presence=member.presence,
        )
        for member in members
    ]
    return sorted(found, key=_rank)


def _rank(one: Candidate) -> tuple[int, bool, bool, int, int]:
    absence = presence.absence(one.presence, on_duty=one.on_duty)
    return absence, not one.skilled, one.full, one.load, one.staff.id


async def auto_assign(
    session: AsyncSession, ticket: Ticket, now: datetime, *, by: Actor = ITSELF
) -> Staff:
    """Give a ticket to the best who is on duty, there, has the skill and room for more, if nobody
    has it yet. Danger is also given to who is busy or full, where nobody else is there.

    Choices of one park are made one after the other, so that each sees the load that the one
    before it made. Safe to repeat. Raises NobodyFree, IllegalTransition.
    """
    key = func.hashtextextended(f"dispatch:{ticket.park_id}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(key)))
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.assignee_id is not None and ticket.status in tickets.OPEN:
        return await staff.find(session, ticket.park_id, ticket.assignee_id)
    found = await suggest(session, ticket, now)
    chosen = next((one for one in found if one.fits), None)
    if chosen is None and ticket.urgency == "critical":
        chosen = next((one for one in found if one.fits_in_danger), None)
    if chosen is None:
        raise NobodyFree(ticket.ticket_no)
    await _give(session, ticket, chosen.staff, by=by, now=now)
    return chosen.staff


async def send_to_danger(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Danger does not wait for a dispatcher: whoever is on duty and has the skill gets it, also
    where a ticket becomes danger that nobody has looked at."""
    assert isinstance(event, TicketReported | TicketChanged)
    if event.kind == "repair" and event.urgency == "critical" and event.status == "reported":
        ticket = await tickets.load(session, row.park_id, event.ticket_id)
        with suppress(NobodyFree, IllegalTransition):
            await auto_assign(session, ticket, now)
    return ()


async def assign(
    session: AsyncSession, ticket: Ticket, member: Staff, *, by: Actor, now: datetime
) -> Ticket:
    """Give a ticket to somebody chosen by hand, on duty or not.

    Raises CannotTake, IllegalTransition.
    """
    if not member.active or not may_be_given(ticket, member):
        raise CannotTake(member.login, name=member.name)
    return await _give(session, ticket, member, by=by, now=now)


async def _give(
    session: AsyncSession, ticket: Ticket, member: Staff, *, by: Actor, now: datetime
) -> Ticket:
    return await tickets.advance(
        session, ticket.park_id, ticket.id, "assign", by=by, now=now, assignee_id=member.id
    )


def _has_skill(member: Staff, ticket: Ticket) -> bool:
    """The desk's own tickets need none."""
    if ticket.kind not in WORKERS or ticket.category == ANY_SKILL:
        return True
    return ticket.category in member.skills


async def _loads(session: AsyncSession, ticket: Ticket) -> Mapping[int, int]:
    rows = await session.execute(
        select(Ticket.assignee_id, func.count())
        .where(
            Ticket.park_id == ticket.park_id,
            Ticket.id != ticket.id,
            Ticket.status.in_(tickets.OPEN),
            Ticket.assignee_id.is_not(None),
        )
        .group_by(Ticket.assignee_id)
    )
    return {assignee: load for assignee, load in rows if assignee is not None}
