"""What the tables of tickets hold of people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import BusinessHours
from models.tickets import Photo, SlaPolicy, Ticket, TicketChange, TicketObserver
from services.kit.personal import (
    OF_CONVERSATION,
    OF_PERSON,
    Delete,
    Forget,
    Link,
    PersonalTable,
    Section,
    impersonal,
    nothing,
    stays,
)

TABLES = (
    PersonalTable(
        Photo,
        "photos that a tenant sent, and that staff sent them in a chat; those that staff took of"
        " their work are the park's",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        Section("photos"),
        kept=("photos",),
    ),
    PersonalTable(
        TicketChange,
        "a line of a ticket's history, with what was said, and what staff and they wrote to each"
        " other",
        "tenant",
        (Link("ticket_id", Ticket, exported=False), *OF_PERSON),
        Forget({"text": None, "details": {}}, "reports of how long each step took"),
        Section("said_of_tickets"),
        stays("action status"),
        kept=("tickets",),
    ),
    PersonalTable(
        TicketObserver,
        "who reported the same thing, in their words",
        "tenant",
        OF_PERSON,
        Delete(),
        Section("tickets_followed"),
        kept=("tickets",),
    ),
    PersonalTable(
        Ticket,
        "what somebody reported, where, and how to reach them",
        "tenant",
        OF_PERSON,
        Forget(
            nothing(
                "phone room place rating_comment status_reason preferred_from preferred_until"
                " appointment_from appointment_until"
            )
            | {"description": "", "data": {}},
            "the park counts its faults and how fast they were mended",
        ),
        Section("tickets"),
        stays("ticket_no kind category urgency coverage status building breached escalated_to"),
        kept=("tickets",),
    ),
)
NOTHING_PERSONAL = impersonal("the park's own rules", BusinessHours, SlaPolicy)


async def forget_merged(
    session: AsyncSession,
    park_id: int,
    people: Sequence[int],
    *,
    now: datetime,  # noqa: ARG001
) -> None:
    """Their words in the history of the ticket that theirs was merged into; the line stays."""
    theirs = select(Ticket.id).where(Ticket.park_id == park_id, Ticket.person_id.in_(people))
    merged = TicketChange.details["merged"].as_integer()
    await session.execute(
        update(TicketChange)
        .where(TicketChange.park_id == park_id, merged.in_(theirs))
        .values(text=None)
    )
