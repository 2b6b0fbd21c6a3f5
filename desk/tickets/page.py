"""Everything that one ticket's page shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet
from models.conversations import Conversation
from models.ordering import Order
from models.people import Company, Person
from models.staff import Staff
from models.tickets import Photo, Ticket, TicketChange, TicketObserver
from models.vendors import Vendor
from services.notices import notices
from services.tickets import merging, shared_photos, thread, tickets
from services.tickets.thread import Line


@dataclass(frozen=True, slots=True)
class Observer:
    person: Person
    words: str
    urgency: str | None
    """How urgent they called it."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody whom staff may write to. `reached`: they have a chat in which they are told."""

    person: Person
    reached: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """A ticket that goes on under this one's number, and who reported it."""

    ticket: Ticket
    reporter: Person | None


@dataclass(frozen=True, slots=True)
class Details:
    """`staff` and `people` are those that the history and the photos name, by id; `numbers` those
    of the tickets that it names."""

    ticket: Ticket
    history: Sequence[TicketChange]
    photos: Sequence[Photo]
    of_others: Collection[int]
    """Ids of the photos that somebody who joined has sent."""
    observers: Sequence[Observer]
    assignee: Staff | None
    reporter: Person | None
    company: Company | None
    conversation: Conversation | None
    order: Order | None
    vendor: Vendor | None
    """Whose order it is."""
    staff: Mapping[int, str]
    people: Mapping[int, Person]
    numbers: Mapping[int, str]
    thread: Sequence[Line]
    """What staff and tenants wrote to each other."""
    addressees: Sequence[Addressee]
    """The reporter first."""
    merged: Sequence[Merged]

    @property
    def last_edit(self) -> int:
        """The id of the change that edited it last; 0 if none did."""
        return max((one.id for one in self.history if one.action == "edit"), default=0)


async def details(session: AsyncSession, ticket: Ticket) -> Details:
    park_id = ticket.park_id
    history = await tickets.history(session, park_id, ticket.id)
    pictures = await shared_photos.of_ticket(session, park_id, ticket.id)
    observers = await _observers(session, ticket)
    reporter = await _one(session, Person, park_id, ticket.person_id)
    written = await thread.lines(session, ticket)
    said = [*history, *(line.change for line in written)]
    return Details(
        ticket,
        history,
        pictures,
        await shared_photos.of_others(session, ticket),
        observers,
        await _one(session, Staff, park_id, ticket.assignee_id),
        reporter,
        await _one(session, Company, park_id, reporter.company_id if reporter else None),
        await _one(session, Conversation, park_id, ticket.conversation_id),
        await _one(session, Order, park_id, ticket.order_id),
        await _vendor(session, ticket),
        await _staff(session, park_id, said, pictures),
        await _people(session, park_id, said),
        await _numbers(session, ticket, history),
        written,
        await _addressees(session, ticket),
        await _merged(session, ticket),
    )


async def _one[Found: (Person, Staff, Company, Conversation, Order)](
    session: AsyncSession, kind: type[Found], park_id: int, id_: int | None
) -> Found | None:
    return None if id_ is None else await session.get(kind, (park_id, id_))


async def _vendor(session: AsyncSession, ticket: Ticket) -> Vendor | None:
    return await session.scalar(
        select(Vendor)
        .join(Outlet, (Outlet.park_id == Vendor.park_id) & (Outlet.vendor_id == Vendor.id))
        .join(Order, (Order.park_id == Outlet.park_id) & (Order.outlet_id == Outlet.id))
        .where(Order.park_id == ticket.park_id, Order.id == ticket.order_id)
    )


async def _observers(session: AsyncSession, ticket: Ticket) -> list[Observer]:
    rows = await session.execute(
        select(Person, TicketObserver.words, TicketObserver.urgency)
        .join(
            TicketObserver,
            (TicketObserver.park_id == Person.park_id) & (TicketObserver.person_id == Person.id),
        )
        .where(TicketObserver.park_id == ticket.park_id, TicketObserver.ticket_id == ticket.id)
        .order_by(TicketObserver.created_at, Person.id)
    )
    return [Observer(*row) for row in rows]


async def _addressees(session: AsyncSession, ticket: Ticket) -> list[Addressee]:
    return [
        Addressee(
            await session.get_one(Person, (ticket.park_id, person_id)),
            await notices.can_reach(session, ticket.park_id, person_id),
        )
        for person_id in await thread.people(session, ticket)
    ]


async def _merged(session: AsyncSession, ticket: Ticket) -> list[Merged]:
    rows = await session.execute(
        select(Ticket, Person)
        .outerjoin(Person, (Person.park_id == Ticket.park_id) & (Person.id == Ticket.person_id))
        .where(
            Ticket.park_id == ticket.park_id,
            Ticket.id.in_(merging.with_merged(ticket)),
            Ticket.id != ticket.id,
        )
        .order_by(Ticket.id)
    )
    return [Merged(*row) for row in rows]


async def _staff(
    session: AsyncSession,
    park_id: int,
    history: Sequence[TicketChange],
    pictures: Sequence[Photo],
) -> dict[int, str]:
    named = {change.staff_id for change in history} | {photo.staff_id for photo in pictures}
    named |= {change.details.get("assignee_id") for change in history}
    rows = await session.execute(
        select(Staff.id, Staff.name).where(Staff.park_id == park_id, Staff.id.in_(named - {None}))
    )
    return {row[0]: row[1] for row in rows}


async def _people(
    session: AsyncSession, park_id: int, history: Sequence[TicketChange]
) -> dict[int, Person]:
    named = {change.person_id for change in history} - {None}
    found = await session.scalars(
        select(Person).where(Person.park_id == park_id, Person.id.in_(named))
    )
    return {person.id: person for person in found}


async def _numbers(
    session: AsyncSession, ticket: Ticket, history: Sequence[TicketChange]
) -> dict[int, str]:
    named = {change.details.get(name) for change in history for name in ("into", "merged")}
    rows = await session.execute(
        select(Ticket.id, Ticket.ticket_no).where(
            Ticket.park_id == ticket.park_id, Ticket.id.in_(named - {None})
        )
    )
    return {row[0]: row[1] for row in rows}
