"""Quotes of tickets: who pays, the states of a quote, and what ends it without an order.

Rows are locked in the order: ticket, quote, order.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.quotes import Quote
from models.tickets import Ticket
from services.events.publish import publish
from services.events.states import Transition, transition
from services.kit.actors import Actor
from services.kit.errors import Conflict, Invalid, NotFound
from services.quotes import events
from services.tickets import tickets

ACTIONS: dict[str, Transition[events.QuoteEvent]] = {
    "accept": transition("sent", "accepted", events.QuoteAccepted),
    "decline": transition("sent", "declined", events.QuoteDeclined),
    "expire": transition("sent", "expired", events.QuoteExpired),
    "replace": transition("sent", "replaced", events.QuoteReplaced),
    "withdraw": transition("sent", "withdrawn", events.QuoteWithdrawn),
}
"""A quote's state machine, whole. It is born sent (`send`)."""
COVERAGES = ("included", "warranty", "chargeable")
LONGEST_REASON = 200
"""Characters."""


class TicketOver(Conflict):
    """The ticket is done or cancelled. `details`: `status`."""

    code = "ticket_over"


class QuoteOver(Conflict):
    """It is answered, replaced, withdrawn or expired. `details`: `status`, `version`."""

    code = "quote_over"


async def load(session: AsyncSession, park_id: int, quote_id: int) -> Quote:
    """Raises NotFound."""
    found = await session.get(Quote, (park_id, quote_id))
    if found is None:
        raise NotFound(f"quote {quote_id}")
    return found


async def locked(session: AsyncSession, park_id: int, quote_id: int) -> tuple[Ticket, Quote]:
    """A quote and its ticket, both rows locked and read anew. Raises NotFound."""
    found = await load(session, park_id, quote_id)
    ticket = await tickets.load(session, park_id, found.ticket_id, lock=True)
    key = (park_id, quote_id)
    quote = await session.get_one(Quote, key, with_for_update=True, populate_existing=True)
    return ticket, quote


async def of_ticket(session: AsyncSession, park_id: int, ticket_id: int) -> list[Quote]:
    """All versions, the newest first."""
    found = await session.scalars(
        select(Quote)
        .where(Quote.park_id == park_id, Quote.ticket_id == ticket_id)
        .order_by(Quote.version.desc())
    )
    return list(found)


async def open_of_person(session: AsyncSession, park_id: int, person_id: int) -> list[Quote]:
    """What somebody has not answered yet, the newest first."""
    found = await session.scalars(
        select(Quote)
        .where(Quote.park_id == park_id, Quote.person_id == person_id, Quote.status == "sent")
        .order_by(Quote.id.desc())
    )
    return list(found)


async def cover(
    session: AsyncSession, ticket: Ticket, coverage: str | None, *, by: Actor, now: datetime
) -> Ticket:
    """Say who pays for the work: one of COVERAGES, or nobody says yet. Raises Invalid."""
    if coverage is not None and coverage not in COVERAGES:
        raise Invalid("no such coverage", field="coverage")
    ticket = await tickets.load(session, ticket.park_id, ticket.id, lock=True)
    if ticket.coverage == coverage:
        return ticket
    ticket.coverage, ticket.updated_at = coverage, now
    await tickets.record(session, ticket, "cover", by=by, now=now, coverage=coverage or "unsaid")
    await tickets.changed(session, ticket, "cover", now=now)
    return ticket


def check_open(quote: Quote, now: datetime) -> None:
    """Whether it can be answered still. Raises QuoteOver."""
    status = quote.status
    if status == "sent" and quote.valid_until <= now:
        status = "expired"
    if status != "sent":
        raise QuoteOver(f"quote {quote.id} is {status}", status=status, version=quote.version)


async def decline(
    session: AsyncSession,
    park_id: int,
    quote_id: int,
    *,
    by: Actor,
    reason: str | None = None,
    now: datetime,
) -> Quote:
    """The tenant does not want the work at that price. Again changes nothing. Raises NotFound,
    QuoteOver, Invalid."""
    reason = " ".join((reason or "").split()) or None
    if len(reason or "") > LONGEST_REASON:
        raise Invalid("too long", field="reason")
    ticket, quote = await locked(session, park_id, quote_id)
    if quote.status == "declined":
        return quote
    check_open(quote, now)
    quote.answered_at, quote.answered_staff_id, quote.reason = now, by.staff_id, reason
    by_staff = by.staff_id is not None
    await move(session, ticket, quote, "decline", by=by, now=now, text=reason, by_staff=by_staff)
    return quote


async def withdraw(
    session: AsyncSession,
    park_id: int,
    quote_id: int,
    *,
    by: Actor,
    reason: str | None = None,
    now: datetime,
) -> Quote:
    """Take back what nobody has answered. Again changes nothing. Raises NotFound, QuoteOver."""
    ticket, quote = await locked(session, park_id, quote_id)
    if quote.status == "withdrawn":
        return quote
    check_open(quote, now)
    quote.reason = reason
    await move(session, ticket, quote, "withdraw", by=by, now=now, text=reason)
    return quote


async def move(
    session: AsyncSession,
    ticket: Ticket,
    quote: Quote,
    action: str,
    *,
    by: Actor,
    now: datetime,
    text: str | None = None,
    **said: Any,
) -> None:
    """One of ACTIONS, in the ticket's history and as an event. Both rows are locked. Raises
    IllegalTransition."""
    rule = ACTIONS[action]
    rule.check(f"quote {quote.id}", quote.status, action)
    quote.status, quote.next_alarm_at = rule.target, None
    await session.flush()
    await say_so(session, ticket, quote, by=by, now=now, text=text)
    await publish(session, quote.park_id, rule.event(**summary(ticket, quote), **said), now=now)


async def say_so(
    session: AsyncSession,
    ticket: Ticket,
    quote: Quote,
    *,
    by: Actor,
    now: datetime,
    text: str | None = None,
) -> None:
    """A line in the ticket's history; open pages hear of it. The ticket's row is locked."""
    about = {"quote": quote.status, "version": quote.version}
    await tickets.record(session, ticket, "quote", by=by, now=now, text=text, **about)
    ticket.updated_at = now
    await tickets.changed(session, ticket, "quote", now=now)


def summary(ticket: Ticket, quote: Quote) -> dict[str, Any]:
    """What every event of a quote says."""
    return {
        "quote_id": quote.id,
        "ticket_id": ticket.id,
        "ticket_no": ticket.ticket_no,
        "quote_version": quote.version,
        "status": quote.status,
        "staff_id": quote.staff_id,
    }
